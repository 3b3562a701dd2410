"""Questions made in advance, and those that were asked.

A question stays at the head of its card's stock until it is answered, and is kept afterwards, for
the card's history. The functions here run inside a transaction of the caller's.
"""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from tfquiz.cards.question import Question
from tfquiz.store import schema
from tfquiz.store.prepared import Prepared
from tfquiz.store.records import StockedQuestion, to_json
from tfquiz.store.rows import pack, unpack

_QUESTIONS = schema.questions.c
_NEXT = Prepared(
    select(_QUESTIONS.id, _QUESTIONS.data)
    .where(_QUESTIONS.card == bindparam("card"), _QUESTIONS.ready)
    .order_by(_QUESTIONS.seq)
    .limit(1)
)
_BY_ID = select(_QUESTIONS.id, _QUESTIONS.data).where(_QUESTIONS.id == bindparam("id"))
_KNOWN = select(_QUESTIONS.ready).where(_QUESTIONS.id == bindparam("id"))
_AGAIN = update(schema.questions).where(_QUESTIONS.id == bindparam("key")).values(ready=True)
_ADD = insert(schema.questions)
_LEVELS = (
    select(_QUESTIONS.card, func.count())
    .where(_QUESTIONS.ready, _QUESTIONS.card.in_(bindparam("cards", expanding=True)))
    .group_by(_QUESTIONS.card)
)
_LATEST = (
    select(_QUESTIONS.data)
    .where(_QUESTIONS.card == bindparam("card"))
    .order_by(_QUESTIONS.seq.desc())
    .limit(1)
)
_VERSIONS = select(_QUESTIONS.versions).where(_QUESTIONS.ready).distinct()


def stock(connection: Connection, card_id: int, questions: Sequence[Question]) -> int:
    """Add questions to a card's stock; returns how many were not in it already.

    One that was asked before becomes ready again: a template may know only a few questions.
    """
    added = 0
    for question in questions:
        id_, data = pack(question)
        known = connection.execute(_KNOWN, {"id": id_}).first()
        if known is None:
            connection.execute(_ADD, _values(card_id, id_, question, data))
        elif not known.ready:
            connection.execute(_AGAIN, {"key": id_})
        else:
            continue
        added += 1
    return added


def take(connection: Connection, card_id: int) -> StockedQuestion | None:
    """The question at the head of a card's stock; it stays there until it is recorded."""
    row = _NEXT.first(connection, {"card": card_id})
    return None if row is None else StockedQuestion(row[0], unpack(row[1]))


def question(connection: Connection, id_: str) -> Question | None:
    """A question by its id, asked or not."""
    row = connection.execute(_BY_ID, {"id": id_}).first()
    return None if row is None else unpack(row.data)


def levels(connection: Connection, card_ids: Sequence[int]) -> dict[int, int]:
    """How many questions each of the cards has in stock."""
    found = dict.fromkeys(card_ids, 0)
    for start in range(0, len(card_ids), 500):
        part = list(card_ids[start : start + 500])
        found.update({row[0]: row[1] for row in connection.execute(_LEVELS, {"cards": part})})
    return found


def latest(connection: Connection, card_id: int) -> Question | None:
    """The question that was made last for a card; None if none was."""
    data = connection.scalar(_LATEST, {"card": card_id})
    return None if data is None else unpack(data)


def drop_stale(connection: Connection, versions: Mapping[str, str]) -> int:
    """Take out of stock what was made with other versions of the libraries; returns how many."""
    stale = [text for text in connection.scalars(_VERSIONS) if _differs(json.loads(text), versions)]
    dropped = 0
    for text in stale:
        dropped += _drop(connection, _QUESTIONS.versions == text)
    return dropped


def drop_of_notes(connection: Connection, deck: str, notes: Sequence[str]) -> None:
    """Take out of stock what was made for notes that have changed."""
    for note in notes:
        cards = select(schema.cards.c.id).where(
            schema.cards.c.deck == deck, schema.cards.c.note == note
        )
        _drop(connection, _QUESTIONS.card.in_(cards))


def _drop(connection: Connection, condition: object) -> int:
    """Delete what was never asked; keep what was, as history only."""
    ready = and_(_QUESTIONS.ready, condition)  # type: ignore[arg-type]
    unasked = connection.execute(delete(schema.questions).where(ready, _QUESTIONS.asked == 0))
    asked = connection.execute(update(schema.questions).where(ready).values(ready=False))
    return unasked.rowcount + asked.rowcount


def _values(card_id: int, id_: str, question: Question, data: bytes) -> dict[str, object]:
    return {
        "id": id_,
        "card": card_id,
        "ready": True,
        "asked": 0,
        "versions": to_json(question.versions),
        "data": data,
    }


def _differs(made: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return any(name in now and now[name] != version for name, version in made.items())
