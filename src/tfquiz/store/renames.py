"""Carrying schedules over to new ids, as `was` declares.

A note or template that is new in the deck's file, and says that it was called otherwise, takes the
place of the one in the collection that the file names no more.
"""

from typing import Any

from sqlalchemy import select, update

from tfquiz.store import schema
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.handle import Connection
from tfquiz.store.records import NoteRecord

_NOTES, _CARDS = schema.notes.c, schema.cards.c


def apply(connection: Connection, deck: DeckRecord) -> tuple[tuple[str, str], ...]:
    """Rename notes and templates in the collection; returns (old, new) of the notes."""
    known = set(connection.scalars(select(_NOTES.id).where(_NOTES.deck == deck.id)))
    here = {note.id for note in deck.notes}
    renamed = []
    for note in deck.notes:
        old = next((id_ for id_ in note.was if id_ in known and id_ not in here), None)
        if old is not None and note.id not in known:
            _rename_note(connection, deck.id, old, note.id)
            known.remove(old)
            renamed.append((old, note.id))
        if any(key.was for key in note.cards):
            _rename_templates(connection, deck.id, note)
    return tuple(renamed)


def _rename_note(connection: Connection, deck: str, old: str, new: str) -> None:
    for table, column in ((schema.notes, _NOTES.id), (schema.cards, _CARDS.note)):
        is_old = (table.c.deck == deck) & (column == old)
        connection.execute(update(table).where(is_old).values({column: new}))


def _rename_templates(connection: Connection, deck: str, note: NoteRecord) -> None:
    cards: dict[tuple[str, str], Any] = {
        (row.template, row.facet): row.id
        for row in connection.execute(
            select(_CARDS.id, _CARDS.template, _CARDS.facet).where(
                _CARDS.deck == deck, _CARDS.note == note.id
            )
        )
    }
    here = {key.template for key in note.cards}
    for key in note.cards:
        if (key.template, key.facet) in cards:
            continue
        for old in key.was:
            id_ = None if old in here else cards.pop((old, key.facet), None)
            if id_ is not None:
                change = update(schema.cards).where(_CARDS.id == id_)
                connection.execute(change.values(template=key.template))
                break
