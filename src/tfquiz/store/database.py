"""An open file, its transactions, and the copy that is made of it before the first write of a day.

What the tables mean is not known here: that is `Collection`, which is made of this.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tfquiz import scheduler
from tfquiz.store import migrate, sqlite
from tfquiz.store.errors import GoneError
from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared
from tfquiz.store.transaction import Transaction

if TYPE_CHECKING:
    from tfquiz.store.log import Scheduler

_ANY_DECK = Prepared("any_deck")


class Database:
    """One connection, held until `close`; safe to use from several threads, one at a time."""

    def __init__(
        self,
        path: Path,
        connection: Connection,
        *,
        today: Callable[[], int] | None = None,
        review: "Scheduler" = scheduler.review,
    ) -> None:
        self.path = path
        self.today = today
        """Gives the study day, by which daily copies are made; None for no copies."""
        self.review = review
        """The scheduler by which the log is replayed."""
        self.backup_problem: str | None = None
        """Why the last daily copy could not be made; None if there is nothing to tell."""
        self._connection = connection
        self._lock = threading.RLock()
        self._copied_on: int | None = None
        self._place = sqlite.place(path)
        self._rescued: Path | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        today: Callable[[], int] | None = None,
        review: "Scheduler" = scheduler.review,
    ) -> Self:
        """Open a collection, creating or migrating its file and the folders above it.

        Args:
            path: the database's file.
            today: gives the study day; before the first write of each, the file is copied. None
                for a file that is no learner's own, such as a copy.
            review: the scheduler by which undone and merged reviews are replayed.

        Raises:
            StoreError: if the file is newer than this program, damaged, not a collection, or
                cannot be written; the message says what to do.
        """
        return cls(path, migrate.open_file(path), today=today, review=review)

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """Several reads that see one state; for the modules of this package."""
        return Transaction(self._connection, self.path, self._lock, begin="BEGIN")

    def writing(self) -> AbstractContextManager[Connection]:
        """One durable transaction, which waits for others that write; for this package's modules.

        Raises:
            GoneError: if the file is not where it was opened; what it held is saved beside it.
            DamagedError: if the day's copy shows that it is broken; nothing is written then.
        """
        return Transaction(
            self._connection,
            self.path,
            self._lock,
            begin="BEGIN IMMEDIATE",
            first=self._before_writing,
        )

    def _before_writing(self) -> None:
        if sqlite.place(self.path) != self._place:
            self._rescued = self._rescued or sqlite.rescue(self._connection, self.path)
            raise GoneError(self.path, self._rescued)
        self.back_up_daily()

    def back_up_daily(self) -> None:
        """Copy the file unless that was done today; every write begins with this.

        A copy that cannot be made does not keep anybody from studying: see `backup_problem`. May
        be called in the background when a program starts, since it reads the whole file.

        Raises:
            DamagedError: if the file is broken; nothing may be written to it then.
        """
        with self._lock:
            day = None if self.today is None else self.today()
            if day is None or day == self._copied_on or self._is_empty():
                return
            from tfquiz.store import backup  # noqa: PLC0415 - see `collection`

            self.backup_problem = backup.daily(self.path, day)
            self._copied_on = day

    def _is_empty(self) -> bool:
        with self.reading() as connection:
            return _ANY_DECK.first(connection, {}) is None
