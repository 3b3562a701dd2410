"""Reading the log: reviews one by one, or added up by the database where there are many.

Undone reviews are left out of everything here.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, func, select

from tfquiz.scheduler import PASSED
from tfquiz.store import schema
from tfquiz.store.handle import Connection
from tfquiz.store.records import Verdict
from tfquiz.store.reviews import ReviewRow, review_row
from tfquiz.store.statements import REVIEW_COLUMNS
from tfquiz.store.tallies import Tally

PAGE = 2_000
"""Reviews read at a time, so that a long log neither fills memory nor holds up other threads."""
AGES = (90, 21, 7, 1, 0)
"""Lowest intervals of the age groups of `Tally`, in days."""

VERDICTS: tuple[Verdict, ...] = ("right", "slip", "misconception", "wrong", "given-up")

_LOG, _CARDS = schema.reviews.c, schema.cards.c
_REVIEWS = select(*REVIEW_COLUMNS).join(schema.cards)
_VOIDED = select(_LOG.voids).where(_LOG.voids.is_not(None))
REAL = and_(_LOG.kind == "answer", _LOG.id.not_in(_VOIDED))
"""Answers that were not undone or graded anew."""
_AGE = case(*((_LOG.interval >= age, n) for n, age in enumerate(AGES[:-1])), else_=len(AGES) - 1)
_VERDICT = case(*((_LOG.verdict == name, n) for n, name in enumerate(VERDICTS[:-1])), else_=4)
# One number for a group, because SQLite sorts numbers three times as quickly as four columns.
_GROUP = ((_LOG.day * 2 + cast(_LOG.repeat, Integer)) * len(AGES) + _AGE) * len(VERDICTS) + _VERDICT


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
    passed = func.sum(case((_LOG.quality >= PASSED, 1), else_=0))
    statement: Select[Any] = select(
        _GROUP.label("bundle"), func.count(), passed, func.sum(_LOG.seconds)
    )
    if deck is not None:
        statement = statement.join(schema.cards)
    statement = statement.where(*_conditions(since, deck)).group_by("bundle")
    return [_tally(*row) for row in connection.execute(statement)]


def _tally(group: int, count: int, passed: int, seconds: float) -> Tally:
    rest, verdict = divmod(group, len(VERDICTS))
    rest, age = divmod(rest, len(AGES))
    day, repeat = divmod(rest, 2)
    return Tally(day, VERDICTS[verdict], bool(repeat), AGES[age], count, passed, seconds)


def _conditions(since: int | None, deck: str | None) -> Iterator[ColumnElement[bool]]:
    yield REAL
    if since is not None:
        # Not by the index on days: for most of the log, reading through it is quicker.
        yield _LOG.day + 0 >= since
    if deck is not None:
        yield _CARDS.deck == deck
