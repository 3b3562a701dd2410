"""Running a statement of the hot path: its text is compiled ahead, the driver alone carries it out.

Of 0.22 ms for one answer without the disk, Core's own work on each execution was two thirds, and
loading it takes longer than painting a question. Rows come as plain tuples, with booleans as 0
and 1. What the statements say is in `statements`.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from tfquiz.store.compiled import COMPILED
from tfquiz.store.handle import Connection


class Prepared:
    """One statement, ready to be run on any connection."""

    __slots__ = ("_sql", "_values")

    def __init__(self, name: str) -> None:
        """Look up a statement by its name in `statements.STATEMENTS`."""
        self._sql, self._values = COMPILED[name]

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

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        own = self._values
        return connection.driver.execute(self._sql, {**own, **values} if own else values)


class PreparedForSome(Prepared):
    """A statement about some of many: one of its values is a list, in "IN (...)"."""

    __slots__ = ("_place", "_some")

    def __init__(self, name: str, some: str) -> None:
        """Look up a statement by its name; `some` is the name of the value that is a list."""
        super().__init__(name)
        self._some = some
        self._place = f"__[POSTCOMPILE_{some}]"

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        listed = {f"{self._some}_{n}": item for n, item in enumerate(values[self._some])}
        sql = self._sql.replace(self._place, ", ".join(f":{name}" for name in listed))
        others = {name: value for name, value in values.items() if name != self._some}
        return connection.driver.execute(sql, {**self._values, **others, **listed})
