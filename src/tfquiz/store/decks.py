"""Putting a deck into the collection.

Identity is the author's ids: editing a deck keeps every schedule, a note that leaves is retired and
comes back with its history, and `was` carries a schedule over to a new id. The functions here run
inside a transaction of the caller's; reading decks back is `store.catalog`.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, insert, select, update

from tfquiz.store import deckcards, renames, rows, schema, stock, tagging
from tfquiz.store.deckrecords import Changes, DeckRecord
from tfquiz.store.errors import TakenError
from tfquiz.store.handle import Connection
from tfquiz.store.records import NoteRecord, to_json, to_micros

_NOTES = schema.notes.c
_FIELDS = ("position", "retired", "title", "text", "tags", "after", "was", "source", "words")
_IS_NOTE = and_(_NOTES.deck == bindparam("in_deck"), _NOTES.id == bindparam("of_note"))
_CHANGE = update(schema.notes).where(_IS_NOTE).values({name: bindparam(name) for name in _FIELDS})
_RETIRE = update(schema.notes).where(_IS_NOTE).values(retired=True)
Known = dict[str, Any]
"""Rows of `notes` by id."""


def put(connection: Connection, deck: DeckRecord, at: datetime, *, take_over: bool) -> Changes:
    """Make the collection's deck what `deck` says; returns what that changed.

    Raises:
        TakenError: if a deck of that id is there from another origin, unless `take_over`.
    """
    remade = _put_header(connection, deck, take_over=take_over)
    renamed = renames.apply(connection, deck)
    known = _known_notes(connection, deck.id)
    touched = deckcards.put(connection, deck)
    changes = replace(_compare(deck, known, touched.notes), renamed=renamed)
    _write_notes(connection, deck, known, changes)
    fresh = {note.id for note in deck.notes} if remade else _remade(deck, known)
    stock.drop_of_notes(connection, deck.id, [note for note in known if note in fresh])
    fresh.update(changes.revived)
    _stamp(connection, deck.id, at, anything=changes.anything)
    return replace(changes, cards=deckcards.ids(connection, deck.id, fresh, touched.cards))


def _put_header(connection: Connection, deck: DeckRecord, *, take_over: bool) -> bool:
    """Write the deck's own row; returns whether all its questions are to be made anew."""
    values = {
        "title": to_json(deck.title),
        "text": to_json(deck.text),
        "hash": deck.hash,
        "origin": deck.origin,
        "libraries": to_json(deck.libraries),
    }
    decks = schema.decks
    known = connection.execute(select(decks).where(decks.c.id == deck.id)).first()
    if known is None:
        connection.execute(insert(decks).values(id=deck.id, added=0, changed=0, **values))
        return False
    if known.origin != deck.origin and not take_over:
        raise TakenError(deck.id, theirs=known.origin, ours=deck.origin)
    if any(getattr(known, name) != value for name, value in values.items()):
        connection.execute(update(decks).where(decks.c.id == deck.id).values(**values))
    return bool(known.libraries != values["libraries"])


def _stamp(connection: Connection, deck: str, at: datetime, *, anything: bool) -> None:
    decks = schema.decks
    now = to_micros(at)
    connection.execute(
        update(decks).where(decks.c.id == deck, decks.c.added == 0).values(added=now, changed=now)
    )
    if anything:
        connection.execute(update(decks).where(decks.c.id == deck).values(changed=now))


def _known_notes(connection: Connection, deck: str) -> Known:
    found = connection.execute(select(schema.notes).where(_NOTES.deck == deck))
    return {row.id: row for row in found.all()}


def _compare(deck: DeckRecord, known: Known, touched: Collection[str]) -> Changes:
    added, changed, unchanged, revived = [], [], [], []
    for note in deck.notes:
        row = known.get(note.id)
        if row is None:
            added.append(note.id)
        elif row.retired:
            revived.append(note.id)
        elif _differs(row, note) or note.id in touched:
            changed.append(note.id)
        else:
            unchanged.append(note.id)
    here = {note.id for note in deck.notes}
    retired = [id_ for id_, row in known.items() if id_ not in here and not row.retired]
    return Changes(tuple(added), tuple(changed), tuple(retired), tuple(unchanged), tuple(revived))


def _differs(row: Any, note: NoteRecord) -> bool:
    return any(getattr(row, name) != value for name, value in rows.note_values(note).items())


def _remade(deck: DeckRecord, known: Known) -> set[str]:
    """Notes whose questions no longer follow from what the deck says."""
    return {n.id for n in deck.notes if n.id in known and known[n.id].source != n.source}


def _write_notes(connection: Connection, deck: DeckRecord, known: Known, changes: Changes) -> None:
    added, changed = [], []
    for position, note in enumerate(deck.notes):
        values = {"position": position, "retired": False, **rows.note_values(note)}
        row = known.get(note.id)
        if row is None:
            added.append({"deck": deck.id, "id": note.id, **values})
        elif any(getattr(row, name) != value for name, value in values.items()):
            changed.append({"in_deck": deck.id, "of_note": note.id, **values})
    _many(connection, insert(schema.notes), added)
    _many(connection, _CHANGE, changed)
    gone = [{"in_deck": deck.id, "of_note": id_} for id_ in changes.retired]
    _many(connection, _RETIRE, gone)
    if changes.anything:
        tagging.write(connection, deck.id)


def _many(connection: Connection, statement: Any, values: Sequence[dict[str, Any]]) -> None:
    if values:
        connection.execute(statement, values)
