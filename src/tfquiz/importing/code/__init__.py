"""A snippet's Python: its names and statements, edits of its text, what is shown beside it."""
