"""Decks as they are put into the store, notes as they are found there, and what putting did."""

from dataclasses import dataclass, field

from tfquiz.cards.question import Words
from tfquiz.store.records import NoteRecord


@dataclass(frozen=True, slots=True)
class DeckRecord:
    """A deck to put into the collection."""

    id: str
    title: Words
    hash: str
    """A hash of the file; the same hash means that nothing needs to be done."""
    origin: str
    """Where the deck comes from: "shipped", or the file's absolute path. Guards the id."""
    libraries: tuple[str, ...]
    notes: tuple[NoteRecord, ...]
    text: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in the collection."""

    deck: str
    record: NoteRecord
    """Its `cards` are those that are not retired."""
    retired: bool
    """Whether the note has left its deck; its history is kept."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What putting a deck did, by note id, each in the deck's order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    """Notes that had left the deck and are back, with their history."""
    renamed: tuple[tuple[str, str], ...] = ()
    """(old, new) ids of notes; a renamed note is in `changed` too."""
    cards: tuple[int, ...] = ()
    """Ids of cards that have no question in stock because of this: new, changed or revived."""

    @property
    def anything(self) -> bool:
        """Whether the collection differs from before."""
        return bool(self.added or self.changed or self.retired or self.revived)
