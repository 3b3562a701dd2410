"""One transaction on the held connection, from its first statement to its end.

Written as a class, because every question and answer passes through here: as nested generators the
same cost a quarter of an undo.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tfquiz.store.handle import Connection
from tfquiz.store.sqlite import explain, roll_back


class Transaction:
    """A context manager that gives the connection; all that is done with it happens or nothing.

    What the database reports about the file becomes an error for people. Other threads wait.
    """

    __slots__ = ("_begin", "_connection", "_first", "_lock", "_path")

    def __init__(
        self,
        connection: Connection,
        path: Path,
        lock: threading.RLock,
        *,
        begin: str,
        first: Callable[[], object] | None = None,
    ) -> None:
        """A transaction that is begun by the statement `begin`, after `first` was called."""
        self._connection = connection
        self._path = path
        self._lock = lock
        self._begin = begin
        self._first = first

    def __enter__(self) -> Connection:
        self._lock.acquire()
        try:
            if self._first is not None:
                self._first()
            self._connection.driver.execute(self._begin)
        except BaseException as error:
            self._lock.release()
            self._explained(error)
            raise
        return self._connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._commit()
            else:
                roll_back(self._connection)
        finally:
            self._lock.release()
        if error is not None:
            self._explained(error)

    def _commit(self) -> None:
        try:
            self._connection.driver.execute("COMMIT")
        except BaseException as error:
            roll_back(self._connection)
            self._explained(error)
            raise

    def _explained(self, error: BaseException) -> None:
        told = explain(error, self._path)
        if told is not error:
            raise told from error
