"""Answers about a role change in, a 30/60/90-day plan out."""

__version__ = "0.1.0"
