"""Questions made in advance, and those that were asked.

A question stays at the head of its card's stock until it is answered, and is kept afterwards, for
the card's history. The functions here run inside a transaction of the caller's.
"""

import json
from collections.abc import Mapping, Sequence

from tfquiz.cards.question import Question
from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared, PreparedForSome
from tfquiz.store.records import StockedQuestion, to_json
from tfquiz.store.rows import pack, unpack

_NEXT = Prepared("next_question")
_BY_ID = Prepared("question")
_IS_READY = Prepared("is_ready")
_AGAIN = Prepared("ready_again")
_ADD = Prepared("add_question")
_LEVELS = PreparedForSome("stock_levels", "cards")
_LATEST = Prepared("latest_question")
_VERSIONS = Prepared("versions_in_stock")
_DROP_VERSIONS = (Prepared("delete_unasked_of_versions"), Prepared("shelve_asked_of_versions"))
"""Deletes what was never asked; keeps what was, as history only."""
_DROP_NOTE = (Prepared("delete_unasked_of_note"), Prepared("shelve_asked_of_note"))


def stock(connection: Connection, card_id: int, questions: Sequence[Question]) -> int:
    """Add questions to a card's stock; returns how many were not in it already.

    One that was asked before becomes ready again: a template may know only a few questions.
    """
    added = 0
    for question in questions:
        id_, data = pack(question)
        known = _IS_READY.first(connection, {"id": id_})
        if known is None:
            _ADD.run(connection, _values(card_id, id_, question, data))
        elif not known[0]:
            _AGAIN.run(connection, {"key": id_})
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
    row = _BY_ID.first(connection, {"id": id_})
    return None if row is None else unpack(row[0])


def levels(connection: Connection, card_ids: Sequence[int]) -> dict[int, int]:
    """How many questions each of the cards has in stock."""
    found = dict.fromkeys(card_ids, 0)
    for start in range(0, len(card_ids), 500):
        part = card_ids[start : start + 500]
        found.update(dict(_LEVELS.all(connection, {"cards": part})))
    return found


def latest(connection: Connection, card_id: int) -> Question | None:
    """The question that was made last for a card; None if none was."""
    row = _LATEST.first(connection, {"card": card_id})
    return None if row is None else unpack(row[0])


def drop_stale(connection: Connection, versions: Mapping[str, str]) -> int:
    """Take out of stock what was made with other versions of the libraries; returns how many."""
    made = [row[0] for row in _VERSIONS.all(connection, {})]
    stale = [text for text in made if _differs(json.loads(text), versions)]
    return sum(
        drop.run(connection, {"versions": text}) for text in stale for drop in _DROP_VERSIONS
    )


def drop_of_notes(connection: Connection, deck: str, notes: Sequence[str]) -> None:
    """Take out of stock what was made for notes that have changed."""
    for note in notes:
        for drop in _DROP_NOTE:
            drop.run(connection, {"deck": deck, "note": note})


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
