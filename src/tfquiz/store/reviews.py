"""Lines of the log as records, and as the rows that hold them.

Pure; the statements are elsewhere, and what follows from the lines is `log`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tfquiz.store.records import CardState, Verdict, from_micros, to_json, to_micros
from tfquiz.store.rows import json_list

REVIEW_FIELDS = (
    *("id", "card", "question", "typed", "seconds", "verdict", "misconceptions", "hints"),
    *("quality", "at", "day", "offset", "repeat", "spread", "interval"),
)
"""The columns of `reviews` that `review_record` and `review_row` read, in their order."""
REVIEWED_CARD_FIELDS = ("deck", "note", "template", "facet")
"""The columns of `cards` that `review_row` reads behind them."""

LINE_FIELDS = ("id", "kind", "voids", "quality", "day", "spread", "stamp")
"""The columns of `reviews` that `log.replayed` reads, in their order."""


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One line of the log: an answer and what it was worth."""

    id: str
    """See `review_id`."""
    card_id: int
    question_id: str
    """The question that was asked, or an empty string where it is not known."""
    typed: str
    """What was typed or chosen, to the letter."""
    seconds: float
    verdict: Verdict
    misconceptions: tuple[str, ...]
    """Ids of the misconceptions that the answer matched."""
    hints: int
    quality: int
    """SM-2's grade, 0 to 5."""
    at: datetime
    """The instant, in UTC."""
    day: int
    """The study day on which the learner was then."""
    offset: int
    """Minutes that local time was ahead of UTC."""
    repeat: bool
    """Whether this was a repetition on the same day, which never moves the schedule."""
    spread: int = 0
    """How far from its day the card was sent, so that the log replays: see `scheduler.review`."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A line of the log with the card that it is about."""

    review: ReviewRecord
    deck: str
    note: str
    template: str
    facet: str
    interval: int
    """Days that the card had been scheduled for; 0 if it was new."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A review that counts no more."""

    review: ReviewRecord
    card: CardState
    """The card as it is now, without that review."""


def review_values(review: ReviewRecord, *, interval: int, stamp: int) -> dict[str, Any]:
    """A line of the log, as columns of `reviews`."""
    return {
        "id": review.id,
        "kind": "answer",
        "voids": None,
        "card": review.card_id,
        "question": review.question_id,
        "typed": review.typed,
        "seconds": review.seconds,
        "verdict": review.verdict,
        "misconceptions": to_json(review.misconceptions),
        "hints": review.hints,
        "quality": review.quality,
        "at": to_micros(review.at),
        "day": review.day,
        "offset": review.offset,
        "repeat": review.repeat,
        "interval": interval,
        "stamp": stamp,
        "spread": review.spread,
    }


def review_record(row: Sequence[Any]) -> ReviewRecord:
    """A review, from the columns of `REVIEW_COLUMNS` that are of `reviews`."""
    id_, card, question, typed, seconds, verdict, held, hints, quality, at, day, offset = row[:12]
    return ReviewRecord(
        id=id_,
        card_id=card,
        question_id=question,
        typed=typed,
        seconds=seconds,
        verdict=verdict,
        misconceptions=json_list(held),
        hints=hints,
        quality=quality,
        at=from_micros(at),
        day=day,
        offset=offset,
        repeat=bool(row[12]),
        spread=row[13],
    )


def review_row(row: Sequence[Any]) -> ReviewRow:
    """A review and its card, from the columns `REVIEW_COLUMNS`."""
    interval, deck, note, template, facet = row[14:19]
    return ReviewRow(review_record(row), deck, note, template, facet, interval)
