"""Reading the log: reviews one by one, or added up by the database where there are many.

Undone reviews are left out of everything here.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from tfquiz.scheduler import PASSED
from tfquiz.store import schema
from tfquiz.store.records import ReviewRow, Tally
from tfquiz.store.rows import REVIEW_COLUMNS, review_row

PAGE = 2_000
"""Reviews read at a time, so that a long log neither fills memory nor holds up other threads."""
AGES = (90, 21, 7, 1, 0)
"""Lowest intervals of the age groups of `Tally`, in days."""

_LOG, _CARDS = schema.reviews.c, schema.cards.c
_REVIEWS = select(*REVIEW_COLUMNS).join(schema.cards)
_VOIDED = select(_LOG.voids).where(_LOG.voids.is_not(None))
REAL = and_(_LOG.kind == "answer", _LOG.id.not_in(_VOIDED))
"""Answers that were not undone or graded anew."""
_AGE = case(*((_LOG.interval >= age, age) for age in AGES[:-1]), else_=AGES[-1])


def page(
    connection: Connection, after: str, *, since: int | None, deck: str | None
) -> list[ReviewRow]:
    """The next reviews by id, which is by time, from the id `after` on."""
    conditions = (*_conditions(since, deck), _LOG.id > after)
    statement = _REVIEWS.where(*conditions).order_by(_LOG.id).limit(PAGE)
    return [review_row(row) for row in connection.execute(statement)]


def of_card(connection: Connection, card_id: int) -> list[ReviewRow]:
    """All reviews of a card, in the order in which they are replayed."""
    statement = _REVIEWS.where(REAL, _LOG.card == card_id).order_by(_LOG.stamp, _LOG.id)
    return [review_row(row) for row in connection.execute(statement)]


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
    yield REAL
    if since is not None:
        yield _LOG.day >= since
    if deck is not None:
        yield _CARDS.deck == deck
