"""Everything that is said to SQLite alone about an open file: opening, transactions, error codes.

One connection is held for as long as a collection is open. Python's own transaction handling is
off, because it commits before DDL; `write` begins with a lock, so that two processes wait for each
other instead of failing halfway. Nothing here knows what the tables mean. What is done with a file
as a whole is in `files`.
"""

import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tfquiz.store.errors import (
    BusyError,
    DamagedError,
    ForeignError,
    FullError,
    ReadOnlyError,
    StoreError,
    UnreadableError,
)
from tfquiz.store.handle import Connection

APPLICATION_ID = int.from_bytes(b"tfqz")
"""Marks the file's header, so that another program's database is never touched."""
PATIENCE = 10.0
"""Seconds to wait for another process that writes."""
CACHE = 65_536
"""KiB of pages kept in memory at most: statistics walk the log more than once."""
CHECKPOINT = 250
"""Pages in the write-ahead log before it is folded into the file: about 40 answers.

Folding takes a few milliseconds and would be rarer with more; but a log that is written over is
flushed in half the time of one that still grows, since the file's size need not be kept too.
"""


def connect(path: Path) -> Connection:
    """Open `path`, creating an empty file, as a connection without transactions of its own.

    Raises:
        StoreError: if it cannot be opened, is damaged, or belongs to another program.
    """
    _refuse_locked_up(path)
    refuse_lost(path)
    with explained(path):
        driver = sqlite3.connect(
            path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            _prepare(driver, path)
        except BaseException:
            driver.close()
            raise
        return Connection(driver)


def _refuse_locked_up(path: Path) -> None:
    """Keep from a file that may be read alone: SQLite would leave files beside it that stay so."""
    if not _is_there(path):
        return
    if not os.access(path, os.R_OK):
        raise UnreadableError(path)
    if not may_be_written(path):
        raise ReadOnlyError(path)


def may_be_written(path: Path) -> bool:
    """Whether a file may be written, and others made beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def refuse_lost(path: Path) -> None:
    """Keep hands off a file whose log has lost what was saved: SQLite would pass over that.

    Raises:
        DamagedError: if it has.
    """
    lost = lost_of_log(path)
    if lost is not None:
        raise DamagedError(path, lost)


def lost_of_log(path: Path) -> str | None:
    """What the file's write-ahead log has lost, if there is one."""
    if not has_log(path):
        return None
    from tfquiz.store import wal  # noqa: PLC0415 - after a clean end there is nothing to look at

    return wal.loss(path)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log, or what is left of one, stands beside a file."""
    return any(path.with_name(path.name + end).exists() for end in ("-wal", "-shm"))


def _prepare(driver: sqlite3.Connection, path: Path) -> None:
    [owner] = driver.execute("PRAGMA application_id").fetchone()
    if owner != APPLICATION_ID:
        if owner or driver.execute("PRAGMA schema_version").fetchone() != (0,):
            raise ForeignError(path)
        driver.execute(f"PRAGMA application_id={APPLICATION_ID}")
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"wal_autocheckpoint={CHECKPOINT}",
        f"cache_size=-{CACHE}",
    ):
        driver.execute(f"PRAGMA {pragma}")


def tables(connection: Connection) -> set[str]:
    """The names of the tables in the file; none while it is new."""
    rows = connection.driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows}


@contextmanager
def write(connection: Connection) -> Iterator[None]:
    """One transaction, holding the write lock from its start; all of it happens or nothing."""
    driver = connection.driver
    driver.execute("BEGIN IMMEDIATE")
    try:
        yield
        driver.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: Connection) -> None:
    """End a transaction with nothing done, where it has not ended by itself for want of room."""
    if connection.driver.in_transaction:
        connection.driver.execute("ROLLBACK")


@contextmanager
def reshaping(connection: Connection) -> Iterator[None]:
    """A transaction that may rebuild tables; what points where is checked at its end, not within.

    Raises:
        StoreError: if a line would point to nothing afterwards; nothing is changed then.
    """
    driver = connection.driver
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with write(connection):
            yield
            if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StoreError("a line would be left pointing to nothing")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Several reads that see the same state of the file."""
    driver = connection.driver
    driver.execute("BEGIN")
    try:
        yield
    finally:
        driver.execute("COMMIT")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the database reports about the file into errors for people."""
    try:
        yield
    except Exception as error:
        told = explain(error, path)
        if told is error:
            raise
        raise told from error


def explain(error: BaseException, path: Path) -> BaseException:
    """The error for people where the database reports one; else the error itself."""
    # What the driver raises behind Core arrives wrapped.
    found = error if isinstance(error, sqlite3.Error) else getattr(error, "orig", None)
    return translate(found, path) if isinstance(found, sqlite3.Error) else error


def translate(error: sqlite3.Error, path: Path) -> Exception:
    """The error for people; the error itself where the program is to blame, not the file."""
    name = getattr(error, "sqlite_errorname", "")
    match name.split("_")[1] if name.startswith("SQLITE_") else "":
        case "CORRUPT" | "NOTADB":
            return DamagedError(path, str(error))
        case "FULL":
            return FullError(path, "the disk or its quota is full")
        case "IOERR" if name in {"SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"}:
            return FullError(path, "the system refused to write")
        case "READONLY" | "PERM":
            return ReadOnlyError(path)
        case "CANTOPEN" if _is_there(path):
            return ReadOnlyError(path) if os.access(path, os.R_OK) else UnreadableError(path)
        case "BUSY" | "LOCKED":
            return BusyError(path)
        case "CANTOPEN" | "IOERR" | "PROTOCOL":
            return StoreError(
                f"The collection {path} cannot be opened ({error}). Check that its folder is "
                "there and may be written, or name another file with --db."
            )
        case _:
            return error


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def place(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """Which files stand under the names of a database and of its log; None for none."""
    return _file(os.fspath(path)), _file(f"{path}-wal")


def _file(name: str) -> tuple[int, int] | None:
    try:
        found = os.stat(name)  # noqa: PTH116 - asked before every write, and half as quick by `Path`
    except OSError:
        return None
    return found.st_dev, found.st_ino


def rescue(connection: Connection, path: Path) -> Path:
    """Write all that an open connection still sees of a file that is gone to a new one beside it.

    Another process that still has the file open may write to it afterwards; it finds out too.
    """
    numbers = itertools.count(1)
    names = (path.with_name(f"{path.stem}-rescued-{number}.db") for number in numbers)
    target = next(name for name in names if not name.exists())
    with closing(sqlite3.connect(target, isolation_level=None)) as new:
        connection.driver.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
        new.execute("PRAGMA synchronous=FULL")
    return target
