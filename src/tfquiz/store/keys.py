"""Finding this collection's card for a card of another one, by its names and its former names."""

from dataclasses import dataclass, field

from sqlalchemy import select

from tfquiz.store import schema
from tfquiz.store.handle import Connection
from tfquiz.store.rows import json_list

Key = tuple[str, str, str, str]
"""Deck, note, template and facet."""

_NOTES, _CARDS = schema.notes.c, schema.cards.c


@dataclass(slots=True)
class Keys:
    """All cards of a collection by key."""

    ids: dict[Key, int] = field(default_factory=dict)
    _notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """(deck, former note) -> note."""
    _templates: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """(deck, note, former template) -> template."""

    @classmethod
    def load(cls, connection: Connection) -> "Keys":
        """Read the keys from a collection."""
        keys = cls()
        for deck, note, was in connection.execute(select(_NOTES.deck, _NOTES.id, _NOTES.was)):
            keys._notes.update({(deck, old): note for old in json_list(was)})
        columns = (_CARDS.id, _CARDS.deck, _CARDS.note, _CARDS.template, _CARDS.facet, _CARDS.was)
        for id_, deck, note, template, facet, was in connection.execute(select(*columns)):
            keys.ids[deck, note, template, facet] = id_
            keys._templates.update({(deck, note, old): template for old in json_list(was)})
        return keys

    def is_former(self, deck: str, note: str) -> bool:
        """Whether a note of the deck was called so once."""
        return (deck, note) in self._notes

    def find(self, deck: str, note: str, template: str, facet: str) -> int | None:
        """The id of the card of that key, or of the card that has taken its place; else None."""
        exact = self.ids.get((deck, note, template, facet))
        if exact is not None:
            return exact
        now = self._notes.get((deck, note), note)
        called = self._templates.get((deck, now, template), template)
        return self.ids.get((deck, now, called, facet))
