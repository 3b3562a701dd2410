"""The statements of the hot path, as Core builds them; `compiled` holds their text.

Here a statement is defined and named, and nothing runs it: `tools/statements.py` compiles all of
them for SQLite and writes `compiled.py`, so that a sitting begins without loading SQLAlchemy. A
test holds the two together. What is asked rarely, or is put together from conditions, is built
where it is used.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    ClauseElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from tfquiz.scheduler import Memory
from tfquiz.store import schema
from tfquiz.store.reviews import LINE_FIELDS, REVIEW_FIELDS, REVIEWED_CARD_FIELDS
from tfquiz.store.rows import (
    CARD_FIELDS,
    DECK_FIELDS,
    LEARNING,
    NEW,
    NOTE_FIELDS,
    REVIEW,
    memory_values,
)
from tfquiz.store.totalling import STATISTICS

_DECKS, _NOTES, _CARDS = schema.decks.c, schema.notes.c, schema.cards.c
_QUESTIONS, _LOG = schema.questions.c, schema.reviews.c

CARD_COLUMNS = tuple(_CARDS[name] for name in CARD_FIELDS)
"""What `rows.card_state` reads, in its order."""
REVIEW_COLUMNS = (
    *(_LOG[name] for name in REVIEW_FIELDS),
    *(_CARDS[name] for name in REVIEWED_CARD_FIELDS),
)
"""What `reviews.review_row` reads, in its order."""

_IN_PLAY = and_(~_CARDS.retired, ~_CARDS.suspended)
_AWAKE = and_(_IN_PLAY, _CARDS.buried <= bindparam("day"))
_VOIDED = select(_LOG.voids).where(_LOG.voids.is_not(None))
_LINE = select(
    *(_LOG[name] for name in REVIEW_FIELDS), _LOG.kind, _LOG.stamp, *CARD_COLUMNS, _CARDS.position
).join(schema.cards)
# Grouped as the index `cards_order` is, so that nothing needs to be sorted.
_STANDING = (_CARDS.deck, _CARDS.retired, _CARDS.suspended, _CARDS.state)
# From the end of the primary key of `reviews`, whose ids sort by time.
_LATEST = (
    select(_LOG.id, _LOG.card, _LOG.seconds, _LOG.verdict, _LOG.hints)
    .order_by(_LOG.id.desc())
    .limit(bindparam("count"))
    .subquery()
)
_OF_NOTE = select(_CARDS.id).where(
    _CARDS.deck == bindparam("deck"), _CARDS.note == bindparam("note")
)
_STALE = {
    "of_versions": and_(_QUESTIONS.ready, _QUESTIONS.versions == bindparam("versions")),
    "of_note": and_(_QUESTIONS.ready, _QUESTIONS.card.in_(_OF_NOTE)),
}


def _page(state: int) -> Select[Any]:
    """The next cards of one deck in one state, in the order of the index `cards_order`."""
    statement = select(*CARD_COLUMNS).where(
        _CARDS.deck == bindparam("deck"), _AWAKE, _CARDS.state == state
    )
    if state != NEW:
        statement = statement.where(_CARDS.due <= bindparam("day"))
    order = (_CARDS.due, _CARDS.buried, _CARDS.id)
    return statement.order_by(*order).limit(bindparam("count"))


def _in_play(table: Any) -> Select[Any]:
    """How many lines of a table each deck has that have not left it."""
    return select(table.c.deck, func.count()).where(~table.c.retired).group_by(table.c.deck)


_CATALOG: dict[str, ClauseElement] = {
    "revision": select(schema.versions.c.version_num),
    "deck_ids": select(_DECKS.id).order_by(_DECKS.id),
    "any_deck": select(_DECKS.id).limit(1),
    "decks": select(*(_DECKS[name] for name in DECK_FIELDS)).order_by(_DECKS.id),
    "notes_in_play": _in_play(schema.notes),
    "cards_in_play": _in_play(schema.cards),
    "note": select(*(_NOTES[name] for name in NOTE_FIELDS)).where(
        _NOTES.deck == bindparam("deck"), _NOTES.id == bindparam("note")
    ),
    # By the unique index of `cards`: a condition on `retired` would make SQLite prefer
    # `cards_order`, and go through the whole deck.
    "keys_of_note": select(
        _CARDS.position, _CARDS.template, _CARDS.facet, _CARDS.was, _CARDS.retired
    ).where(_CARDS.deck == bindparam("deck"), _CARDS.note == bindparam("note")),
}

_QUEUE: dict[str, ClauseElement] = {
    "new_cards": _page(NEW),
    "due_learning": _page(LEARNING),
    "due_review": _page(REVIEW),
    "card": select(*CARD_COLUMNS).where(_CARDS.id == bindparam("id")),
    # By the index `cards_repeating` alone: a condition on the deck would make SQLite prefer the
    # long one. What is left to sort out are the few cards that were missed last.
    "repeating": select(*CARD_COLUMNS).where(
        literal_column("cards.repeating", Boolean), _CARDS.reviewed >= bindparam("day")
    ),
    "counts": select(*_STANDING, func.count()).group_by(*_STANDING),
    "waiting": select(func.count()).where(
        _CARDS.deck == bindparam("deck"),
        _AWAKE,
        _CARDS.state == bindparam("state"),
        _CARDS.due <= bindparam("day"),
    ),
    "progress": select(
        _CARDS.deck,
        _CARDS.note,
        func.count(),
        func.sum(case((_CARDS.state != NEW, 1), else_=0)),
        func.sum(case((_CARDS.state == REVIEW, 1), else_=0)),
    )
    .where(~_CARDS.retired, _CARDS.deck.in_(bindparam("decks", expanding=True)))
    .group_by(_CARDS.deck, _CARDS.note),
    "suspend": update(schema.cards)
    .where(_CARDS.id == bindparam("card_id"))
    .values(suspended=bindparam("suspended")),
    "bury": update(schema.cards)
    .where(_CARDS.id == bindparam("card_id"))
    .values(buried=bindparam("buried")),
}

_STOCK: dict[str, ClauseElement] = {
    "next_question": select(_QUESTIONS.id, _QUESTIONS.data)
    .where(_QUESTIONS.card == bindparam("card"), _QUESTIONS.ready)
    .order_by(_QUESTIONS.seq)
    .limit(1),
    "question": select(_QUESTIONS.data).where(_QUESTIONS.id == bindparam("id")),
    "is_ready": select(_QUESTIONS.ready).where(_QUESTIONS.id == bindparam("id")),
    "ready_again": update(schema.questions)
    .where(_QUESTIONS.id == bindparam("key"))
    .values(ready=True),
    "add_question": insert(schema.questions).values(
        {name: bindparam(name) for name in ("id", "card", "ready", "asked", "versions", "data")}
    ),
    "stock_levels": select(_QUESTIONS.card, func.count())
    .where(_QUESTIONS.ready, _QUESTIONS.card.in_(bindparam("cards", expanding=True)))
    .group_by(_QUESTIONS.card),
    "latest_question": select(_QUESTIONS.data)
    .where(_QUESTIONS.card == bindparam("card"))
    .order_by(_QUESTIONS.seq.desc())
    .limit(1),
    "versions_in_stock": select(_QUESTIONS.versions).where(_QUESTIONS.ready).distinct(),
    "asked": update(schema.questions)
    .where(_QUESTIONS.id == bindparam("question"))
    .values(ready=False, asked=_QUESTIONS.asked + 1),
    "unasked": update(schema.questions)
    .where(_QUESTIONS.id == bindparam("question"))
    .values(ready=True, asked=case((_QUESTIONS.asked > 0, _QUESTIONS.asked - 1), else_=0)),
    **{
        f"delete_unasked_{name}": delete(schema.questions).where(which, _QUESTIONS.asked == 0)
        for name, which in _STALE.items()
    },
    **{
        f"shelve_asked_{name}": update(schema.questions).where(which).values(ready=False)
        for name, which in _STALE.items()
    },
}

_REVIEWS: dict[str, ClauseElement] = {
    "card_before": select(*CARD_COLUMNS, _CARDS.stamp, _CARDS.position).where(
        _CARDS.id == bindparam("id")
    ),
    "remember": update(schema.cards)
    .where(_CARDS.id == bindparam("card_id"))
    .values({name: bindparam(name) for name in (*memory_values(Memory(), 0), "stamp")}),
    "add_line": insert(schema.reviews),
    "line": _LINE.where(_LOG.id == bindparam("id")),
    "voiding": select(_LOG.id).where(_LOG.voids == bindparam("id")),
    "lines_of_card": select(*(_LOG[name] for name in LINE_FIELDS))
    .where(_LOG.card == bindparam("id"))
    .order_by(_LOG.stamp, _LOG.id),
    "last_answer": select(_LOG.id)
    .where(_LOG.kind == "answer", _LOG.id.not_in(_VOIDED))
    .order_by(_LOG.id.desc())
    .limit(1),
    "newest_line": select(func.max(_LOG.id)),
    "ids_of_log": select(_LOG.id),
    # By the index `reviews_day`. A new grade of an answer has the stamp of the old one.
    "answers_of_day": select(_LOG.card, _CARDS.deck, _CARDS.note, _LOG.interval, _LOG.repeat)
    .join(schema.cards, _CARDS.id == _LOG.card)
    .where(
        _LOG.day == bindparam("day"),
        _LOG.kind == literal_column("'answer'"),
        _LOG.id.not_in(_VOIDED),
    )
    .order_by(_LOG.stamp, _LOG.id),
    "right_times": select(_CARDS.facet, _LATEST.c.seconds)
    .join(_LATEST, _LATEST.c.card == _CARDS.id)
    .where(_LATEST.c.verdict == "right", _LATEST.c.hints == 0, _LATEST.c.seconds > 0)
    .order_by(_LATEST.c.id),
    # By the index `reviews_held`.
    "misconceptions_of_card": select(_LOG.misconceptions).where(
        _LOG.card == bindparam("card"),
        _LOG.misconceptions != literal_column("'[]'"),
        _LOG.id.not_in(_VOIDED),
    ),
}

_PREREQUISITES: dict[str, ClauseElement] = {
    # By the primary key of `notes`.
    "after": select(_NOTES.id, _NOTES.after).where(
        _NOTES.deck == bindparam("deck"),
        _NOTES.id.in_(bindparam("notes", expanding=True)),
        _NOTES.after != "[]",
    ),
    # By the unique index of `cards`.
    "remembered": select(_CARDS.note, func.max(_CARDS.repetitions))
    .where(
        _CARDS.deck == bindparam("deck"),
        _CARDS.note.in_(bindparam("notes", expanding=True)),
        _IN_PLAY,
    )
    .group_by(_CARDS.note),
}

STATEMENTS: dict[str, ClauseElement] = {
    **_CATALOG,
    **_QUEUE,
    **_STOCK,
    **_REVIEWS,
    **_PREREQUISITES,
    **STATISTICS,
}
