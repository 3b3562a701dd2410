"""Which cards come next, and how many there are: reads only, by prebuilt statements.

Each deck and state is asked on its own, because that is one range of the index `cards_order`
however large the collection is; the few rows that come back are merged here. In which order the
learner meets them is the session's business.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from tfquiz.store import schema
from tfquiz.store.prepared import Prepared
from tfquiz.store.records import CardState, Counts, Progress
from tfquiz.store.rows import CARD_COLUMNS, card_state

_CARDS = schema.cards.c
_IN_PLAY = and_(~_CARDS.retired, ~_CARDS.suspended)
_AWAKE = and_(_IN_PLAY, _CARDS.buried <= bindparam("day"))


def _page(state: int) -> Select[Any]:
    """The next cards of one deck in one state, in the index's order."""
    statement = select(*CARD_COLUMNS).where(
        _CARDS.deck == bindparam("deck"), _AWAKE, _CARDS.state == state
    )
    if state != schema.NEW:
        statement = statement.where(_CARDS.due <= bindparam("day"))
    order = (_CARDS.due, _CARDS.buried, _CARDS.id)
    return statement.order_by(*order).limit(bindparam("count"))


_NEW = Prepared(_page(schema.NEW))
_DUE = (Prepared(_page(schema.LEARNING)), Prepared(_page(schema.REVIEW)))
_DECKS = Prepared(select(schema.decks.c.id).order_by(schema.decks.c.id))
_CARD = Prepared(select(*CARD_COLUMNS).where(_CARDS.id == bindparam("id")))
# By the index `cards_repeating` alone: a condition on the deck would make SQLite prefer the long
# one. What is left to sort out are the few cards that were missed last.
_REPEATING = select(*CARD_COLUMNS).where(
    literal_column("cards.repeating", Boolean), _CARDS.reviewed >= bindparam("day")
)
# Grouped as `cards_order` is, so that nothing needs to be sorted.
_STANDING = (_CARDS.deck, _CARDS.retired, _CARDS.suspended, _CARDS.state)
_COUNTS = Prepared(select(*_STANDING, func.count()).group_by(*_STANDING))
_WAITING = Prepared(
    select(func.count()).where(
        _CARDS.deck == bindparam("deck"),
        _AWAKE,
        _CARDS.state == bindparam("state"),
        _CARDS.due <= bindparam("day"),
    )
)
_FIELDS = {schema.NEW: "new", schema.LEARNING: "learning", schema.REVIEW: "known"}
_PROGRESS = (
    select(
        _CARDS.deck,
        _CARDS.note,
        func.count(),
        func.sum(case((_CARDS.state != schema.NEW, 1), else_=0)),
        func.sum(case((_CARDS.state == schema.REVIEW, 1), else_=0)),
    )
    .where(~_CARDS.retired, _CARDS.deck.in_(bindparam("decks", expanding=True)))
    .group_by(_CARDS.deck, _CARDS.note)
)


def due(
    connection: Connection, day: int, decks: Iterable[str] | None, limit: int
) -> list[CardState]:
    """At most `limit` cards to be reviewed on `day`, those that wait longest first."""
    return _merged(connection, _DUE, {"day": day, "count": limit}, decks)[:limit]


def new(
    connection: Connection, day: int, decks: Iterable[str] | None, limit: int
) -> list[CardState]:
    """At most `limit` cards of each deck that were never reviewed, in the deck's order."""
    names = _names(connection, decks)
    found: list[CardState] = []
    for deck in names:
        rows = _NEW.all(connection, {"day": day, "count": limit, "deck": deck})
        found += [card_state(row) for row in rows]
    return found


def repeating(connection: Connection, day: int, decks: Iterable[str] | None) -> list[CardState]:
    """Cards that scored below 4 on `day`, so that they come again in the same sitting."""
    names = None if decks is None else set(decks)
    return [
        state
        for state in map(card_state, connection.execute(_REPEATING, {"day": day}))
        if state.memory.due > day >= state.buried_until
        and not (state.retired or state.suspended)
        and (names is None or state.deck in names)
    ]


def card(connection: Connection, card_id: int) -> CardState | None:
    """The card of that id."""
    row = _CARD.first(connection, {"id": card_id})
    return None if row is None else card_state(row)


def counts(connection: Connection, day: int) -> dict[str, Counts]:
    """How many cards stand where, for each deck, also for those without cards."""
    found: dict[str, dict[str, int]] = {deck: {"due": 0} for deck in _names(connection, None)}
    for deck, retired, suspended, state, count in _COUNTS.all(connection, {}):
        if retired or suspended:
            continue
        found[deck][_FIELDS[state]] = count
        if state != schema.NEW:
            values = {"deck": deck, "state": state, "day": day}
            found[deck]["due"] += _WAITING.first(connection, values)[0]
    return {deck: Counts(**fields) for deck, fields in found.items()}


def progress(
    connection: Connection, decks: Iterable[str] | None
) -> dict[tuple[str, str], Progress]:
    """How far each note is learned, by (deck, note)."""
    rows = connection.execute(_PROGRESS, {"decks": _names(connection, decks)})
    return {(deck, note): Progress(*numbers) for deck, note, *numbers in rows}


def _names(connection: Connection, decks: Iterable[str] | None) -> list[str]:
    if decks is not None:
        return list(dict.fromkeys(decks))
    return [row[0] for row in _DECKS.all(connection, {})]


def _merged(
    connection: Connection,
    statements: Sequence[Prepared],
    values: dict[str, int],
    decks: Iterable[str] | None,
) -> list[CardState]:
    found = [
        card_state(row)
        for deck in _names(connection, decks)
        for statement in statements
        for row in statement.all(connection, {**values, "deck": deck})
    ]
    return sorted(found, key=lambda state: (state.memory.due, state.buried_until, state.id))
