"""Adds the log up for `stats`, in the database: three walks over it, whatever its length.

The keys to group by are single whole numbers, because SQLite sorts what it groups, and sorting
numbers is several times quicker than sorting texts.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select

from tfquiz.scheduler import PASSED
from tfquiz.store import schema
from tfquiz.store.handle import Connection
from tfquiz.store.tallies import AGES, CardLine, CardTally, DayTally, HeldTally, Log, NoteLine

_LOG, _CARDS, _NOTES = schema.reviews.c, schema.cards.c, schema.notes.c
_VOIDED = select(_LOG.voids).where(_LOG.voids.is_not(None))
_PASSED = func.sum(case((_LOG.quality >= PASSED, 1), else_=0))
_AGE = case(
    *((_LOG.interval >= age, place) for place, age in reversed(list(enumerate(AGES)))), else_=0
)
_BY_DAY = _LOG.day * 2 + case((_LOG.repeat, 1), else_=0)
_BY_CARD = _LOG.card * 8 + _AGE
_LINES = (
    *("id", "deck", "note", "template", "facet", "interval", "repetitions", "due", "reviewed"),
    *("lapses", "suspended", "buried"),
)


def study_log(connection: Connection, *, since: int, deck: str | None) -> Log:
    """The log added up; undone reviews are left out."""
    return Log(
        days=tuple(_days(connection, deck)),
        cards=tuple(_by_card(connection, since, deck)),
        held=tuple(_held(connection, since, deck)),
        since=since,
    )


def card_lines(connection: Connection, deck: str | None) -> list[CardLine]:
    """The cards of one deck or of all that have not left it."""
    statement = select(*(_CARDS[name] for name in _LINES)).where(~_CARDS.retired)
    if deck is not None:
        statement = statement.where(_CARDS.deck == deck)
    return [CardLine(*row) for row in connection.execute(statement).all()]


def note_lines(connection: Connection, deck: str | None) -> list[NoteLine]:
    """The notes of one deck or of all that have not left it, in the decks' order."""
    statement = select(_NOTES.deck, _NOTES.id, _NOTES.title, _NOTES.tags).where(~_NOTES.retired)
    if deck is not None:
        statement = statement.where(_NOTES.deck == deck)
    rows = connection.execute(statement.order_by(_NOTES.deck, _NOTES.position))
    return [
        NoteLine(deck_id, note, json.loads(title), tuple(json.loads(tags)))
        for deck_id, note, title, tags in rows
    ]


def _days(connection: Connection, deck: str | None) -> Iterator[DayTally]:
    statement = select(_BY_DAY, func.count(), _PASSED, func.sum(_LOG.seconds)).group_by(_BY_DAY)
    found: dict[int, list[tuple[int, int, float]]] = {}
    for key, count, passed, seconds in connection.execute(_real(statement, 0, deck)).all():
        found.setdefault(key // 2, [(0, 0, 0.0), (0, 0, 0.0)])[key % 2] = (count, passed, seconds)
    for day, (first, again) in sorted(found.items()):
        yield DayTally(day, first[0], first[1], again[0], again[1], first[2] + again[2])


def _by_card(connection: Connection, since: int, deck: str | None) -> Iterator[CardTally]:
    statement = select(_BY_CARD, func.count(), _PASSED).where(~_LOG.repeat).group_by(_BY_CARD)
    for key, count, passed in connection.execute(_real(statement, since, deck)).all():
        yield CardTally(key // 8, AGES[key % 8], count, passed)


def _held(connection: Connection, since: int, deck: str | None) -> Iterator[HeldTally]:
    statement = select(_LOG.card, _LOG.misconceptions, _LOG.day).where(_LOG.misconceptions != "[]")
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for card, names, day in connection.execute(_real(statement, since, deck)).all():
        for name in json.loads(names):
            times, last = found.get((card, name), (0, 0))
            found[card, name] = (times + 1, max(last, day))
    for (card, name), (times, last) in found.items():
        yield HeldTally(card, name, times, last)


def _real(statement: Select[Any], since: int, deck: str | None) -> Select[Any]:
    """The statement over answers that count, from a day on and of one deck."""
    conditions: list[ColumnElement[bool]] = [_LOG.kind == "answer", _LOG.id.not_in(_VOIDED)]
    if since:
        conditions.append(_LOG.day >= since)
    if deck is not None:
        conditions.append(_LOG.card.in_(select(_CARDS.id).where(_CARDS.deck == deck)))
    return statement.where(*conditions)
