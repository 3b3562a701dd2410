"""Reading the log, review by review; undone ones are left out of everything here."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, select

from tfquiz.store import schema
from tfquiz.store.handle import Connection
from tfquiz.store.reviews import ReviewRow, review_row
from tfquiz.store.statements import REVIEW_COLUMNS

PAGE = 2_000
"""Reviews read at a time, so that a long log neither fills memory nor holds up other threads."""

_LOG, _CARDS = schema.reviews.c, schema.cards.c
_REVIEWS = select(*REVIEW_COLUMNS).join(schema.cards)
_VOIDED = select(_LOG.voids).where(_LOG.voids.is_not(None))
REAL = and_(_LOG.kind == "answer", _LOG.id.not_in(_VOIDED))
"""Answers that were not undone or graded anew."""


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


def _conditions(since: int | None, deck: str | None) -> Iterator[ColumnElement[bool]]:
    yield REAL
    if since is not None:
        # Not by the index on days: for most of the log, reading through it is quicker.
        yield _LOG.day + 0 >= since
    if deck is not None:
        yield _CARDS.deck == deck
