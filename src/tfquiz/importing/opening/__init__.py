"""Leaving a program's data open: which literals may be other data, found out by running."""
