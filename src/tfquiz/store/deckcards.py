"""The cards of a deck that is put into the collection: made, shown, retired, put in order.

Runs inside a transaction of the caller's, before the notes themselves are written.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from tfquiz.scheduler import Memory
from tfquiz.store import schema
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.handle import Connection
from tfquiz.store.records import CardKey, to_json
from tfquiz.store.rows import NEW, memory_values

_CARDS = schema.cards.c
_SHOW = (
    update(schema.cards)
    .where(_CARDS.id == bindparam("card_id"))
    .values({name: bindparam(name) for name in ("position", "due", "was", "retired")})
)
_RETIRE = update(schema.cards).where(_CARDS.id == bindparam("card_id")).values(retired=True)
Key = tuple[str, str, str]
"""Note, template and facet."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What putting the cards changed, apart from their order."""

    notes: frozenset[str]
    """Notes that gained, lost or regained a card."""
    cards: frozenset[int]
    """Cards that were there before and came back into play."""


def put(connection: Connection, deck: DeckRecord) -> Touched:
    """Make the deck's cards those that its notes list."""
    known = _known(connection, deck.id)
    wanted = {(note.id, key.template, key.facet): key for note in deck.notes for key in note.cards}
    added = [
        _values(deck.id, note, key, position)
        for position, ((note, *_), key) in enumerate(wanted.items())
        if (note, key.template, key.facet) not in known
    ]
    shown = [
        values
        for position, (place, key) in enumerate(wanted.items())
        if place in known and (values := _shown(known[place], key, position))
    ]
    gone = [row for place, row in known.items() if place not in wanted and not row.retired]
    revived = [row for place, row in known.items() if place in wanted and row.retired]
    if added:
        connection.execute(insert(schema.cards), added)
    if shown:
        connection.execute(_SHOW, shown)
    if gone:
        connection.execute(_RETIRE, [{"card_id": row.id} for row in gone])
    notes = {values["note"] for values in added} | {row.note for row in (*gone, *revived)}
    return Touched(frozenset(notes), frozenset(row.id for row in revived))


def ids(
    connection: Connection, deck: str, notes: Collection[str], others: Collection[int]
) -> tuple[int, ...]:
    """Cards in play of these notes, those among `others`, and those that were just made."""
    asked = select(schema.questions.c.card).where(schema.questions.c.card == _CARDS.id)
    statement = (
        select(_CARDS.id, _CARDS.note, asked.exists().label("known"))
        .where(_CARDS.deck == deck, ~_CARDS.retired)
        .order_by(_CARDS.position)
    )
    found = connection.execute(statement).all()
    return tuple(row.id for row in found if row.note in notes or row.id in others or not row.known)


def _known(connection: Connection, deck: str) -> dict[Key, Any]:
    found = connection.execute(select(schema.cards).where(_CARDS.deck == deck)).all()
    return {(row.note, row.template, row.facet): row for row in found}


def _values(deck: str, note: str, key: CardKey, position: int) -> dict[str, Any]:
    return {
        "deck": deck,
        "note": note,
        "template": key.template,
        "facet": key.facet,
        "was": to_json(key.was),
        "position": position,
        "retired": False,
        "suspended": False,
        "buried": 0,
        "stamp": 0,
        **memory_values(Memory(), position),
    }


def _shown(row: Any, key: CardKey, position: int) -> dict[str, Any]:
    """What to write so that a known card is in play at its place; empty if it is already."""
    values = {
        "position": position,
        "due": position if row.state == NEW else row.due,
        "was": to_json(key.was),
        "retired": False,
    }
    if all(getattr(row, name) == value for name, value in values.items()):
        return {}
    return {"card_id": row.id, **values}
