"""The log of reviews and the memories that follow from it, kept in step in one transaction.

Lines are only ever added. An undo is a line that voids another one, and a reset one that returns
the card to new; so two logs are merged by taking the lines of both. A card's memory is always what
`replayed` makes of its lines. The functions here run inside a transaction of the caller's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tfquiz.scheduler import Memory
from tfquiz.store.errors import Conflict, MissingError
from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared
from tfquiz.store.records import CardState, ReviewRecord, Undone, state_of, to_micros
from tfquiz.store.rows import (
    CARD_FIELDS,
    card_state,
    memory_values,
    review_record,
    review_values,
)

Scheduler = Callable[[Memory, int, int], Memory]
"""`scheduler.review`, or another one: (memory, quality, day) -> memory."""

_BEFORE = Prepared("card_before")
_REMEMBER = Prepared("remember")
_STAMP, _POSITION = len(CARD_FIELDS), len(CARD_FIELDS) + 1
"""Where `_BEFORE` has them."""
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
    review, _ = _standing(connection, review_id)
    _void(connection, review, review.at if at is None else at)
    if review.question_id:
        _UNASKED.run(connection, {"question": review.question_id})
    return Undone(review, remember(connection, review.card_id, scheduler))


def regrade(
    connection: Connection, review_id: str, quality: int, new_id: str, scheduler: Scheduler
) -> CardState:
    """Put the same answer with another quality in a review's place: one line that voids it too.

    Raises:
        MissingError: if there is no such review, or it was undone before.
    """
    review, line = _standing(connection, review_id)
    graded = replace(review, id=new_id, quality=quality)
    values = review_values(graded, interval=line[13], stamp=line[-1])
    _ADD.run(connection, {**values, "voids": review_id})
    return remember(connection, review.card_id, scheduler)


def void_surplus(connection: Connection, review_id: str) -> int:
    """Undo a line that another one replaces, unless that was done; returns how many lines came."""
    if _VOIDING.first(connection, {"id": review_id}) is not None:
        return 0
    row = _BY_ID.first(connection, {"id": review_id})
    review = review_record(row)
    line = _bare(
        f"{review.id}-undo", review.card_id, review.at, review.day, kind="undo", stamp=row[-1]
    )
    _ADD.run(connection, {**line, "voids": review.id})
    return 1


def reset(connection: Connection, card_id: int, line_id: str, at: datetime, day: int) -> CardState:
    """Make a card new again; its reviews stay in the log."""
    row = _read(connection, card_id)
    stamp = max(to_micros(at), row[_STAMP] + 1)
    _ADD.run(connection, _bare(line_id, card_id, at, day, kind="reset", stamp=stamp))
    _remember(connection, card_id, Memory(), row[_POSITION], stamp)
    return replace(card_state(row), memory=Memory(), state="new")


def replayed(lines: Iterable[Sequence[Any]], scheduler: Scheduler) -> Memory:
    """The memory that follows from a card's lines (id, kind, voids, quality, day), in order."""
    rows = list(lines)
    void = {row[2] for row in rows}
    memory = Memory()
    for id_, kind, _, quality, day, *_ in rows:
        if id_ in void:
            continue
        if kind == "answer":
            memory = scheduler(memory, quality, day)
        elif kind == "reset":
            memory = Memory()
    return memory


def replay(connection: Connection, card_id: int, scheduler: Scheduler) -> Memory:
    """The memory that follows from the log, whatever the card's columns say."""
    return replayed(_OF_CARD.all(connection, {"id": card_id}), scheduler)


def remember(connection: Connection, card_id: int, scheduler: Scheduler) -> CardState:
    """Give a card the memory that follows from the log, after lines were added to it."""
    lines = _OF_CARD.all(connection, {"id": card_id})
    stamp = max((line[-1] for line in lines), default=0)
    memory = replayed(lines, scheduler)
    row = _read(connection, card_id)
    _remember(connection, card_id, memory, row[_POSITION], stamp)
    return replace(card_state(row), memory=memory, state=state_of(memory))


def _standing(connection: Connection, review_id: str) -> tuple[ReviewRecord, Any]:
    line = _BY_ID.first(connection, {"id": review_id})
    if line is None or line[-2] == "undo":
        raise MissingError(f"There is no review {review_id} to change.")
    if _VOIDING.first(connection, {"id": review_id}) is not None:
        raise MissingError("That answer was undone before; nothing was changed.")
    return review_record(line), line


def _void(connection: Connection, review: ReviewRecord, at: datetime) -> None:
    # The id follows from the review's, so that an undo made on two machines is one line.
    stamp = _read(connection, review.card_id)[_STAMP] + 1
    line = _bare(f"{review.id}-undo", review.card_id, at, review.day, kind="undo", stamp=stamp)
    _ADD.run(connection, {**line, "voids": review.id})


def _bare(
    id_: str, card_id: int, at: datetime, day: int, *, kind: str, stamp: int
) -> dict[str, Any]:
    """A line that is no answer."""
    review = ReviewRecord(id_, card_id, "", "", 0.0, "given-up", (), 0, 0, at, day, 0, repeat=False)
    values = review_values(review, interval=0, stamp=stamp)
    return {**values, "kind": kind, "verdict": ""}


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
