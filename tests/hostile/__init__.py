"""Input from people who mean harm, or only slipped: data, and what must become of it."""
