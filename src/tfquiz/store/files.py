"""Files as wholes: copied, checked and put back without an open collection.

A file is only read here, since it may be damaged, and nothing stays beside it that was not there.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from tfquiz.store import sqlite
from tfquiz.store.errors import DamagedError, FullError
from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared

FOREIGN = "it is not a tfquiz collection"
"""What `faults` tells of another program's database."""


def copy(source: Path, target: Path) -> None:
    """Write a consistent copy of a database, even while others write to it, as one single file.

    The copy is flushed to the disk. `target` must be empty or not there.
    """
    try:
        with (
            sqlite.explained(source),
            _reader(source) as old,
            closing(sqlite3.connect(target, isolation_level=None)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            new.execute("PRAGMA synchronous=FULL")
    except FullError as error:
        raise FullError(target, error.detail) from None


def faults(path: Path, *, quick: bool = False) -> list[str]:
    """What is broken in a database file, as SQLite tells it; empty when it is whole.

    Reads the whole file and writes nothing to it. `quick` leaves out whether indices and tables
    agree, which takes most of the time.

    Raises:
        StoreError: if the file cannot be read at all, which says nothing about it.
    """
    lost = sqlite.lost_of_log(path)
    if lost is not None:
        return [lost]
    check = "quick_check" if quick else "integrity_check"
    try:
        with _reader(path) as connection:
            if connection.execute("PRAGMA application_id").fetchone() != (sqlite.APPLICATION_ID,):
                return [FOREIGN]
            rows = connection.execute(f"PRAGMA {check}(20)").fetchall()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error as error:
        told = sqlite.translate(error, path)
        if isinstance(told, DamagedError):
            return [str(error)]
        raise told from error
    found = [str(row[0]) for row in rows if row[0] != "ok"]
    return found + [f"a line of {row[0]} points to no line of {row[2]}" for row in orphans]


def first(path: Path, statement: Prepared) -> Sequence[Any] | None:
    """The first row of a query on a file that may be damaged; None if it cannot be read."""
    try:
        with _reader(path) as connection:
            row: Sequence[Any] | None = statement.first(Connection(connection), {})
    except sqlite3.Error:
        return None
    return row


def restore(source: Path, target: Path) -> None:
    """Put a copy's content in the place of an existing database, in one transaction.

    Others who have `target` open see the new content from then on.
    """
    with (
        sqlite.explained(target),
        _reader(source) as old,
        closing(sqlite3.connect(target, timeout=sqlite.PATIENCE, isolation_level=None)) as new,
    ):
        new.execute("PRAGMA synchronous=FULL")
        old.backup(new)


@contextmanager
def _reader(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes nothing to the file, which may be damaged."""
    was_alone = not sqlite.has_log(path)
    name = f"{path.absolute().as_uri()}?mode=ro"
    if was_alone and not sqlite.may_be_written(path):
        # Where no log can be made beside it, and none is, nobody is writing to it either.
        name += "&immutable=1"
    try:
        with closing(sqlite3.connect(name, uri=True, timeout=sqlite.PATIENCE)) as connection:
            connection.text_factory = lambda data: data.decode(errors="replace")
            yield connection
    finally:
        if was_alone:
            _clear_away(path)


def _clear_away(path: Path) -> None:
    """Let SQLite remove the empty log that a reader leaves, unless others have the file open.

    Who may not write may not do it; who may does as it lets go of the file.
    """
    log = path.with_name(f"{path.name}-wal")
    with suppress(OSError, sqlite3.Error):
        if not log.stat().st_size:
            with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()
