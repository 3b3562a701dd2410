"""One open connection with two sides: the driver's own, and SQLAlchemy Core's on top of it.

Core is loaded when it is first used, which a sitting that only asks and answers never does. Both
sides are the same connection to SQLite, so both see one transaction. What is said on it, and what
the errors mean, is not known here.
"""

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlalchemy as sa

    Row = tuple[Any, ...]


class Connection:
    """A connection to one file, held until `close`."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        """Take over a connection of the driver's, whose transactions the caller begins and ends."""
        self.driver = driver
        self._core: sa.Connection | None = None

    @property
    def core(self) -> "sa.Connection":
        """Core's side."""
        if self._core is None:
            self._core = _core_on(self.driver)
        return self._core

    def execute(self, statement: "sa.Executable", values: Any = None) -> "sa.CursorResult[*Row]":
        """Run a statement of Core's, once, or once for each mapping in a list of values."""
        return self.core.execute(statement, values)

    def scalars(self, statement: "sa.Executable", values: Any = None) -> "sa.ScalarResult[Any]":
        """The first column of what a statement of Core's gives."""
        return self.core.scalars(statement, values)

    def scalar(self, statement: "sa.Executable", values: Any = None) -> Any:
        """The first column of the first row; None if there is none."""
        return self.core.scalar(statement, values)

    def close(self) -> None:
        """Let go of the file."""
        if self._core is not None:
            self._core.close()
        self.driver.close()


def _core_on(driver: sqlite3.Connection) -> "sa.Connection":
    """Core on top of a connection that may be in the middle of a transaction, and stays there.

    Core asks a new engine's first connection what it can do, and then rolls it back; so an empty
    database takes that place. And it takes itself to be in a transaction of its own for good, so
    that neither it nor Alembic commits anything.
    """
    # SQLAlchemy takes longer to load than a whole sitting takes to begin.
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    offered = [driver, sqlite3.connect(":memory:", check_same_thread=False)]
    engine = create_engine(
        "sqlite://", creator=offered.pop, poolclass=NullPool, pool_reset_on_return=None
    )
    engine.connect().close()
    connection = engine.connect()
    connection.begin()
    return connection
