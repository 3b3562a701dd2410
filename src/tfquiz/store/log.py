"""The log of reviews and the memories that follow from it, kept in step in one transaction.

Lines are only ever added. An undo is a line that voids another one, and a reset one that returns
the card to new; so two logs are merged by taking the lines of both. A card's memory is always what
`replayed` makes of its lines. The functions here run inside a transaction of the caller's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from tfquiz.scheduler import Memory
from tfquiz.store.errors import Conflict, MissingError
from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared
from tfquiz.store.records import CardState, to_micros
from tfquiz.store.reviews import (
    LINE_FIELDS,
    REVIEW_FIELDS,
    ReviewRecord,
    Undone,
    review_record,
    review_values,
)
from tfquiz.store.rows import CARD_FIELDS, card_state, memory_values


class Scheduler(Protocol):
    """`scheduler.review`, or another one."""

    def __call__(self, memory: Memory, quality: int, day: int, *, spread: int = 0) -> Memory:
        """The memory after a review."""
        ...


_NO_ANSWER: dict[str, Any] = {
    "voids": None,
    "question": "",
    "typed": "",
    "seconds": 0.0,
    "verdict": "",
    "misconceptions": "[]",
    "hints": 0,
    "quality": 0,
    "offset": 0,
    "repeat": False,
    "interval": 0,
    "spread": 0,
}
"""The columns of a line that is no answer, but for what it is about."""
_BEFORE = Prepared("card_before")
_REMEMBER = Prepared("remember")
_STAMP, _POSITION = len(CARD_FIELDS), len(CARD_FIELDS) + 1
"""Where `_BEFORE` has them."""
_INTERVAL_OF_LINE = REVIEW_FIELDS.index("interval")
_KIND_OF_LINE, _STAMP_OF_LINE = len(REVIEW_FIELDS), len(REVIEW_FIELDS) + 1
"""Where `_BY_ID` has them; behind them it has the card."""
_LINE_VOIDS, _LINE_STAMP = LINE_FIELDS.index("voids"), LINE_FIELDS.index("stamp")
_ADD = Prepared("add_line")
_BY_ID = Prepared("line")
_VOIDING = Prepared("voiding")
_OF_CARD = Prepared("lines_of_card")
_ASKED = Prepared("asked")
_UNASKED = Prepared("unasked")


def record(connection: Connection, review: ReviewRecord, before: Memory, after: Memory) -> None:
    """Add a review, give its card the memory `after`, and take its question out of stock.

    Raises:
        Conflict: if the card's memory is not `before`, or the review is there already.
        MissingError: if there is no such card.
    """
    row = _read(connection, review.card_id)
    state = card_state(row)
    if state.memory != before:
        raise Conflict(state)
    stamp = max(to_micros(review.at), row[_STAMP] + 1)
    if not _ADD.add(connection, review_values(review, interval=before.interval, stamp=stamp)):
        raise Conflict(state)
    _remember(connection, review.card_id, after, row[_POSITION], stamp)
    if review.question_id:
        _ASKED.run(connection, {"question": review.question_id})


def undo(
    connection: Connection, review_id: str, at: datetime | None, scheduler: Scheduler
) -> Undone:
    """Void a review: its card gets the memory without it, and its question goes back into stock.

    Raises:
        MissingError: if there is no such review, or it was undone before.
    """
    standing = _standing(connection, review_id)
    review = standing.review
    # The id follows from the review's, so that an undo made on two machines is one line.
    id_, instant = f"{review.id}-undo", review.at if at is None else at
    stamp = max(line[_LINE_STAMP] for line in standing.lines) + 1
    values = _bare(id_, review.card_id, instant, review.day, kind="undo", stamp=stamp)
    card = _add(connection, standing, {**values, "voids": review.id}, scheduler)
    if review.question_id:
        _UNASKED.run(connection, {"question": review.question_id})
    return Undone(review, card)


def regrade(
    connection: Connection, review_id: str, quality: int, new_id: str, scheduler: Scheduler
) -> CardState:
    """Put the same answer with another quality in a review's place: one line that voids it too.

    Raises:
        MissingError: if there is no such review, or it was undone before.
    """
    standing = _standing(connection, review_id)
    graded = replace(standing.review, id=new_id, quality=quality)
    values = review_values(graded, interval=standing.interval, stamp=standing.stamp)
    return _add(connection, standing, {**values, "voids": review_id}, scheduler)


def void_surplus(connection: Connection, review_id: str) -> int:
    """Undo a line that another one replaces, unless that was done; returns how many lines came."""
    if _VOIDING.first(connection, {"id": review_id}) is not None:
        return 0
    row = _BY_ID.first(connection, {"id": review_id})
    review, stamp = review_record(row), row[_STAMP_OF_LINE]
    id_ = f"{review.id}-undo"
    line = _bare(id_, review.card_id, review.at, review.day, kind="undo", stamp=stamp)
    _ADD.run(connection, {**line, "voids": review.id})
    return 1


def reset(connection: Connection, card_id: int, line_id: str, at: datetime, day: int) -> CardState:
    """Make a card new again; its reviews stay in the log."""
    row = _read(connection, card_id)
    stamp = max(to_micros(at), row[_STAMP] + 1)
    _ADD.run(connection, _bare(line_id, card_id, at, day, kind="reset", stamp=stamp))
    _remember(connection, card_id, Memory(), row[_POSITION], stamp)
    return card_state(row, Memory())


def replayed(lines: Iterable[Sequence[Any]], scheduler: Scheduler) -> Memory:
    """The memory that follows from a card's lines, in order, each of the columns `LINE_FIELDS`."""
    rows = list(lines)
    void = {row[2] for row in rows}
    memory = Memory()
    for id_, kind, _, quality, day, spread, _ in rows:
        if id_ in void:
            continue
        if kind == "answer":
            memory = scheduler(memory, quality, day, spread=spread)
        elif kind == "reset":
            memory = Memory()
    return memory


def replay(connection: Connection, card_id: int, scheduler: Scheduler) -> Memory:
    """The memory that follows from the log, whatever the card's columns say."""
    return replayed(_OF_CARD.all(connection, {"id": card_id}), scheduler)


def remember(connection: Connection, card_id: int, scheduler: Scheduler) -> None:
    """Give a card the memory that follows from the log, after lines were added to it."""
    lines = _OF_CARD.all(connection, {"id": card_id})
    stamp = max((line[_LINE_STAMP] for line in lines), default=0)
    memory = replayed(lines, scheduler)
    _remember(connection, card_id, memory, _read(connection, card_id)[_POSITION], stamp)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A line of the log that counts, with its card and all the card's lines."""

    review: ReviewRecord
    interval: int
    stamp: int
    card: Sequence[Any]
    """The columns `CARD_FIELDS` and the card's position."""
    lines: Sequence[Sequence[Any]]


def _standing(connection: Connection, review_id: str) -> _Standing:
    row = _BY_ID.first(connection, {"id": review_id})
    if row is None or row[_KIND_OF_LINE] == "undo":
        raise MissingError(f"There is no review {review_id} to change.")
    review = review_record(row)
    lines = _OF_CARD.all(connection, {"id": review.card_id})
    if any(line[_LINE_VOIDS] == review_id for line in lines):
        raise MissingError("That answer was undone before; nothing was changed.")
    card = row[_STAMP_OF_LINE + 1 :]
    return _Standing(review, row[_INTERVAL_OF_LINE], row[_STAMP_OF_LINE], card, lines)


def _add(
    connection: Connection, standing: _Standing, values: dict[str, Any], scheduler: Scheduler
) -> CardState:
    """Add a line about a card, and give the card the memory that follows."""
    _ADD.run(connection, values)
    line = tuple(values[name] for name in LINE_FIELDS)
    lines = sorted([*standing.lines, line], key=lambda line: (line[_LINE_STAMP], line[0]))
    memory, stamp = replayed(lines, scheduler), lines[-1][_LINE_STAMP]
    _remember(connection, standing.review.card_id, memory, standing.card[-1], stamp)
    return card_state(standing.card, memory)


def _bare(
    id_: str, card_id: int, at: datetime, day: int, *, kind: str, stamp: int
) -> dict[str, Any]:
    """A line that is no answer."""
    about = {"id": id_, "kind": kind, "card": card_id, "at": to_micros(at), "day": day}
    return {**_NO_ANSWER, **about, "stamp": stamp}


def _read(connection: Connection, card_id: int) -> Any:
    row = _BEFORE.first(connection, {"id": card_id})
    if row is None:
        raise MissingError(f"There is no card {card_id} in the collection.")
    return row


def _remember(
    connection: Connection, card_id: int, memory: Memory, position: int, stamp: int
) -> None:
    values = {"card_id": card_id, "stamp": stamp, **memory_values(memory, position)}
    _REMEMBER.run(connection, values)
