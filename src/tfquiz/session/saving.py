"""Turns a judged answer into the line for the log, and says what each quality would do.

Pure, except that the ids it hands out move on. What is written where is the store's business.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tfquiz import scheduler
from tfquiz.scheduler import Memory
from tfquiz.session.days import Moment, ahead
from tfquiz.session.moments import Asked, Graded, Kind, Preview, Settled
from tfquiz.store.records import LEECH_LAPSES, CardState, ReviewRecord, review_id

LEECH_AGAIN = 4
"""After how many more lapses a leech is spoken of again."""
CLOCK_SLACK = timedelta(days=2)
"""How far the log may lie ahead of the clock without a word: travel across the date line."""
RANDOM_BITS = 74
"""As many as a UUID of version 7 has room for."""


@dataclass(slots=True)
class Ids:
    """Hands out ids for reviews, each greater than every id in the log.

    So the latest review is the one with the greatest id, also after the clock was set back.
    """

    newest: str | None
    """The greatest id in the log so far."""
    chance: Callable[[int], int] = secrets.randbits
    """Gives that many random bits."""

    def next(self, at: datetime) -> str:
        """An id for a review that happens `at`."""
        instant = at
        if self.newest is not None:
            instant = max(at, moment_of(self.newest) + timedelta(milliseconds=1))
        self.newest = review_id(instant, self.chance(RANDOM_BITS))
        return self.newest


def moment_of(id_: str) -> datetime:
    """The instant that is written into an id, to the millisecond."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(id_[:12], 16))


def kind_of(card: CardState, day: int) -> Kind:
    """What a card is asked as on a day."""
    memory = card.memory
    if memory.is_new:
        return "new"
    return "repeat" if memory.repeating and day < memory.due else "review"


def due_text(memory: Memory, day: int) -> str:
    """When a card comes back, such as "in 4 d", or "again today, then tomorrow"."""
    when = ahead(memory.due - day)
    return f"again today, then {when}" if memory.repeating else when


def previews(asked: Asked, day: int) -> dict[int, Preview]:
    """What each quality from 0 to 5 would do to the card that is asked."""
    memory, spread = asked.card.memory, asked.spread
    after = {grade: scheduler.review(memory, grade, day, spread=spread) for grade in range(6)}
    return {quality: Preview(then, due_text(then, day)) for quality, then in after.items()}


def is_leech(before: Memory, after: Memory) -> bool:
    """Whether this lapse is one to speak of: the eighth, the twelfth and so on."""
    over = after.lapses - LEECH_LAPSES
    return after.lapses > before.lapses and over >= 0 and over % LEECH_AGAIN == 0


def review_line(
    asked: Asked, graded: Graded, after: Memory, moment: Moment, id_: str
) -> ReviewRecord:
    """The line for the log."""
    before = asked.card.memory
    return ReviewRecord(
        id=id_,
        card_id=asked.card.id,
        question_id=asked.question_id,
        typed=graded.text,
        seconds=graded.effort.seconds,
        verdict=graded.verdict,
        misconceptions=graded.misconceptions,
        hints=graded.effort.hints,
        quality=graded.quality,
        at=moment.at,
        day=moment.day,
        offset=moment.offset,
        repeat=not before.is_new and after.reviewed == before.reviewed,
        spread=asked.spread,
    )


def settled(asked: Asked, graded: Graded, after: Memory, line: ReviewRecord) -> Settled:
    """What the screen is told once the line is in the log."""
    leech = is_leech(asked.card.memory, after)
    text = due_text(after, line.day)
    return Settled(line.id, after, text, line.quality, asked, graded, leech=leech)


def regraded(before: Settled, card: CardState, quality: int, new_id: str, day: int) -> Settled:
    """A settled answer with another quality, and its card as it is then."""
    return replace(
        before,
        review_id=new_id,
        memory=card.memory,
        due_text=due_text(card.memory, day),
        quality=quality,
        leech=is_leech(before.asked.card.memory, card.memory),
    )


def unsaved(answer: Settled, card: CardState, day: int, notice: str) -> Settled:
    """An answer that did not count, and its card as it is in the file."""
    text = due_text(card.memory, day)
    return replace(
        answer, review_id="", memory=card.memory, due_text=text, leech=False, notice=notice
    )


def clock_warning(newest: str | None, now: Moment) -> str:
    """A sentence where the log lies further ahead of the clock than travel explains, or nothing."""
    if newest is None or moment_of(newest) < now.at + CLOCK_SLACK:
        return ""
    today, last = now.at.date().isoformat(), moment_of(newest).date().isoformat()
    return (
        f"This computer's clock says {today}, but the last answer is of {last}. "
        "Nothing is lost; check the clock before you go on."
    )
