"""Alembic's scripts: how a file of an older schema becomes one of today's."""
