"""The statements of statistics, as Core builds them; compiled ahead with those of `statements`.

They walk the whole log, so each reads an index that holds all its columns, in the order in which
it groups them: SQLite then neither sorts nor looks a line up. The words of an index's own condition
must stand in the statement as they are.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    Boolean,
    ClauseElement,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from tfquiz.scheduler import PASSED
from tfquiz.store import schema
from tfquiz.store.records import LEECH_LAPSES
from tfquiz.store.rows import NEW
from tfquiz.store.tallies import FEWEST, MATURE, WEAKEST

_NOTES, _CARDS, _TAGS, _LOG = schema.notes.c, schema.cards.c, schema.tags.c, schema.reviews.c

_VOIDED = select(_LOG.voids).where(_LOG.voids.is_not(None))
_STANDS = _LOG.id.not_in(_VOIDED)
_PASSED = func.sum(case((_LOG.quality >= PASSED, 1), else_=0))
# Written with a sum so that they choose no other index, in whose order all would be sorted.
_SINCE = _LOG.day + 0 >= bindparam("since")
_OF_DECK = (_LOG.card + 0).in_(select(_CARDS.id).where(_CARDS.deck == bindparam("deck")))


def _of_deck(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Rows of the deck `deck`, or of all where that is None."""
    wanted = bindparam("deck", type_=Text)
    return or_(wanted.is_(None), column == wanted)


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows meet all of these."""
    return func.coalesce(func.sum(case((and_(*conditions), 1), else_=0)), 0)


# By the index `reviews_day`.
_TALLIES = (
    select(_LOG.day, _LOG.repeat, _LOG.interval)
    .add_columns(func.count(), _PASSED, func.sum(_LOG.seconds))
    .where(_LOG.kind == literal_column("'answer'"), _STANDS)
    .group_by(_LOG.day, _LOG.repeat, _LOG.interval)
)


def _shares(*conditions: ColumnElement[bool]) -> ClauseElement:
    """First answers by tag, and behind them the weakest notes, from one walk over the log."""
    sums = _sums_by_card(*conditions)
    by_tag = (
        select(_TAGS.tag, null(), null(), func.sum(sums.c.count), func.sum(sums.c.passed))
        .join(sums, sums.c.card == _TAGS.card)
        .where(~_TAGS.retired)
        .group_by(_TAGS.tag)
    )
    weak = _weakest(sums).subquery("weak")
    titled = select(weak.c.deck, weak.c.note, _NOTES.title, weak.c.count, weak.c.passed).join(
        schema.notes, and_(_NOTES.deck == weak.c.deck, _NOTES.id == weak.c.note)
    )
    return union_all(by_tag, titled)


def _sums_by_card(*conditions: ColumnElement[bool]) -> CTE:
    """First answers of each card, by the index `reviews_card`."""
    return (
        select(_LOG.card, func.count().label("count"), _PASSED.label("passed"))
        .where(_LOG.kind == "answer", ~_LOG.repeat, _STANDS, _SINCE, *conditions)
        .group_by(_LOG.card)
        .cte("sums")
    )


def _weakest(sums: CTE) -> Select[Any]:
    count, passed = func.sum(sums.c.count), func.sum(sums.c.passed)
    # `Share.cautious`
    cautious = (passed + 1) / (count + 2)
    return (
        select(_CARDS.deck, _CARDS.note, count.label("count"), passed.label("passed"))
        .join(sums, sums.c.card == _CARDS.id)
        .where(~_CARDS.retired)
        .group_by(_CARDS.deck, _CARDS.note)
        .having(count >= FEWEST, passed < count)
        .order_by(cautious, _CARDS.note, _CARDS.deck)
        .limit(WEAKEST)
    )


# By the index `reviews_held`; only answers show misconceptions.
_HELD = (
    select(_LOG.card, _CARDS.deck, _CARDS.note, _NOTES.title, _CARDS.repetitions, _CARDS.reviewed)
    .add_columns(_LOG.misconceptions, func.count(), func.max(_LOG.day))
    .join(schema.cards, _CARDS.id == _LOG.card)
    .join(schema.notes, and_(_NOTES.deck == _CARDS.deck, _NOTES.id == _CARDS.note))
    .where(_LOG.misconceptions != literal_column("'[]'"), _STANDS, _SINCE, ~_CARDS.retired)
    .group_by(_LOG.card, _LOG.misconceptions)
)
_IN_PLAY = ~_CARDS.suspended
_KNOWN = and_(_IN_PLAY, _CARDS.state != NEW)

STATISTICS: dict[str, ClauseElement] = {
    "tallies": _TALLIES,
    # Asking on each line of the log whether a deck is wanted at all would take half as long again.
    "tallies_of_deck": _TALLIES.where(_OF_DECK),
    "shares": _shares(),
    "shares_of_deck": _shares(_OF_DECK),
    "held": _HELD,
    "held_of_deck": _HELD.where(_CARDS.deck == bindparam("deck")),
    "card_counts": select(
        _count(_IN_PLAY, _CARDS.state == NEW),
        _count(_KNOWN, _CARDS.interval < MATURE),
        _count(_KNOWN, _CARDS.interval >= MATURE),
        _count(literal_column("cards.suspended", Boolean)),
    ).where(~_CARDS.retired, _of_deck(_CARDS.deck)),
    # By the index `cards_order`; a condition with "=" would take its column out of that order.
    "comes": select(_CARDS.retired, _CARDS.suspended, _CARDS.due, _CARDS.buried, func.count())
    .where(_CARDS.state != NEW, _of_deck(_CARDS.deck))
    .group_by(
        _CARDS.deck, _CARDS.retired, _CARDS.suspended, _CARDS.state, _CARDS.due, _CARDS.buried
    ),
    "lapsed": select(_CARDS.id, _CARDS.deck, _CARDS.note, _NOTES.title)
    .add_columns(_CARDS.template, _CARDS.facet, _CARDS.lapses, _CARDS.suspended)
    .join(schema.notes, and_(_NOTES.deck == _CARDS.deck, _NOTES.id == _CARDS.note))
    .where(_CARDS.lapses >= LEECH_LAPSES, ~_CARDS.retired, _of_deck(_CARDS.deck)),
}
