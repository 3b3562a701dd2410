"""Reading the log: reviews one by one, or added up by the database where there are many.

Undone reviews are left out of everything here.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select, tuple_

from tfquiz.scheduler import PASSED
from tfquiz.store import schema
from tfquiz.store.records import ReviewRow, Tally
from tfquiz.store.rows import REVIEW_COLUMNS, review_row

PAGE = 2_000
"""Reviews read at a time, so that a long log neither fills memory nor holds up other threads."""
AGES = (90, 21, 7, 1, 0)
"""Lowest intervals of the age groups of `Tally`, in days."""

_LOG, _CARDS = schema.reviews.c, schema.cards.c
_VOIDED = select(_LOG.voids).where(_LOG.voids.is_not(None))
_COUNTS = and_(_LOG.kind == "answer", _LOG.id.not_in(_VOIDED))
_AGE = case(*((_LOG.interval >= age, age) for age in AGES[:-1]), else_=AGES[-1])


def page(
    connection: Connection,
    after: tuple[int, str],
    *,
    since: int | None = None,
    deck: str | None = None,
    card_id: int | None = None,
) -> list[tuple[ReviewRow, tuple[int, str]]]:
    """The next reviews in the order of the log, each with its place in it, from `after` on."""
    statement = select(*REVIEW_COLUMNS, _LOG.stamp).join(schema.cards)
    statement = statement.where(*_conditions(since, deck), tuple_(_LOG.stamp, _LOG.id) > after)
    if card_id is not None:
        statement = statement.where(_LOG.card == card_id)
    found = connection.execute(statement.order_by(_LOG.stamp, _LOG.id).limit(PAGE))
    return [(review_row(row), (row.stamp, row.id)) for row in found]


def tallies(connection: Connection, *, since: int | None, deck: str | None) -> list[Tally]:
    """Reviews added up by day, verdict, repetition and age group."""
    groups = (_LOG.day, _LOG.verdict, _LOG.repeat, _AGE)
    passed = func.sum(case((_LOG.quality >= PASSED, 1), else_=0))
    statement: Select[Any] = select(*groups, func.count(), passed, func.sum(_LOG.seconds))
    if deck is not None:
        statement = statement.join(schema.cards)
    statement = statement.where(*_conditions(since, deck)).group_by(*groups)
    return [Tally(*row) for row in connection.execute(statement)]


def _conditions(since: int | None, deck: str | None) -> Iterator[ColumnElement[bool]]:
    yield _COUNTS
    if since is not None:
        yield _LOG.day >= since
    if deck is not None:
        yield _CARDS.deck == deck
