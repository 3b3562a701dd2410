"""Statements of the hot path: built and compiled once by Core, then run by the driver alone.

Compiled for SQLite when a module is imported, so that an answer costs no more than the driver does:
of 0.22 ms for one answer without the disk, Core's own work on each execution was two thirds. Rows
come as plain tuples, with booleans as 0 and 1.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.dialects.sqlite import dialect

from tfquiz.store import sqlite

_DIALECT = dialect(paramstyle="named")


class Prepared:
    """One statement, ready to be run on any connection."""

    __slots__ = ("_sql", "_values")

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._sql = str(compiled)
        self._values: dict[str, Any] = dict(compiled.params)

    def all(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """All rows."""
        found: list[Any] = self._run(connection, values).fetchall()
        return found

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first row, or None."""
        cursor = self._run(connection, values)
        row = cursor.fetchone()
        cursor.close()
        return row

    def run(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Change something; returns how many rows."""
        changed: int = self._run(connection, values).rowcount
        return changed

    def add(self, connection: Connection, values: Mapping[str, Any]) -> bool:
        """Insert a row; False if one of that key is there."""
        try:
            self._run(connection, values)
        except sqlite3.IntegrityError:
            return False
        return True

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        return sqlite.raw(connection).execute(self._sql, {**self._values, **values})
