"""A plan for other programs, a module a format."""
