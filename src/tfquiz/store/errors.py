"""What can go wrong with a collection, told to the person at the keyboard.

Each is a `TfquizError`: its message says what happened, that nothing was lost where that is so, and
what to do. Which code of the database means which error is decided in `store.sqlite`.
"""

from pathlib import Path

from tfquiz.errors import TfquizError
from tfquiz.store.records import CardState


class StoreError(TfquizError):
    """Anything that keeps a collection from being read or written."""


class DamagedError(StoreError):
    """The file is broken; nothing more is written to it."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"The collection {path} is damaged ({detail}). It is left as it is. `tfquiz restore` "
            "lists the backups that are whole and can recover the reviews from this file."
        )


class NewerError(StoreError):
    """The file was written by a later tfquiz."""

    def __init__(self, path: Path, version: str) -> None:
        super().__init__(
            f"The collection {path} was written by a newer tfquiz (its schema is {version}). "
            "Upgrade tfquiz to open it; nothing was changed."
        )


class ForeignError(StoreError):
    """The file is not a collection at all."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a tfquiz collection. Name another file; nothing was changed."
        )


class VanishedError(StoreError):
    """The file is not there or empty, but backups of it are."""

    def __init__(self, path: Path, backups: Path) -> None:
        super().__init__(
            f"The collection {path} is gone or empty, but there are backups of it. Nothing was "
            f"changed. `tfquiz restore` lists them and says how to go back to one; to begin anew "
            f"instead, move {backups} away first."
        )


class GoneError(StoreError):
    """The file was moved, deleted or replaced while it was open."""

    def __init__(self, path: Path, rescued: Path) -> None:
        self.rescued = rescued
        """A new file with all that the one that is gone held."""
        super().__init__(
            f"The collection {path} was moved, deleted or replaced by another program while tfquiz "
            f"had it open. This was not saved. All that was saved before is in {rescued}: leave "
            f"tfquiz and go on with it by `tfquiz restore {rescued}`."
        )


class ReadOnlyError(StoreError):
    """The file or its folder may not be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The collection {path} cannot be written: the file or its folder is read-only. "
            "Nothing was saved. Make both writable, or copy it to another place by `tfquiz backup "
            "FILE` and go on with `--db FILE`."
        )


class UnreadableError(StoreError):
    """The file may not be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The collection {path} may not be read by you: it belongs to another user, or its "
            "permissions were changed. Nothing was changed."
        )


class FullError(StoreError):
    """There is no room for what was to be written."""

    def __init__(self, path: Path, detail: str) -> None:
        self.detail = detail
        super().__init__(
            f"There is no room to write {path} ({detail}). This was not saved, and "
            "nothing saved before is lost: free some space and do it again."
        )


class BusyError(StoreError):
    """Another process held the file for too long."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another program has been writing to {path} for a while. This was not saved: do it "
            "again when the other one is done."
        )


class Conflict(StoreError):  # noqa: N818 - a case to be handled, not a failure
    """A card was changed elsewhere since it was read; nothing was overwritten."""

    def __init__(self, card: CardState) -> None:
        self.card = card
        """The card as it is in the file now."""
        super().__init__(
            f"The card {card.deck}/{card.note} ({card.template}, {card.facet}) was answered "
            "elsewhere meanwhile. That answer was kept, this one was not saved."
        )


class TakenError(StoreError):
    """A deck from elsewhere has the id of a deck that is already there."""

    def __init__(self, deck: str, *, theirs: str, ours: str) -> None:
        self.deck = deck
        super().__init__(
            f"The deck {ours} calls itself '{deck}', but a deck of that id was added from "
            f"{theirs}. Give it another id, or add it with --take-over to let it replace that "
            "deck and inherit its schedules."
        )


class MissingError(StoreError):
    """Something that was asked for is not in the collection."""
