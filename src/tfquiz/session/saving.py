"""Turns a judged answer into the line for the log, and says what each quality would do.

Pure. What is written where is the store's business.
"""

from dataclasses import replace

from tfquiz import scheduler
from tfquiz.cards.question import Words, pick
from tfquiz.scheduler import Memory
from tfquiz.session.answers import Graded, Preview, Settled
from tfquiz.session.days import Moment, ahead
from tfquiz.session.moments import Asked
from tfquiz.store.records import LEECH_LAPSES, CardState
from tfquiz.store.reviews import ReviewRecord

LEECH_AGAIN = 4
"""After how many more lapses a leech is spoken of again."""
_AGAIN: Words = {"en": "today, then {when}", "zh": "今天，然后{when}"}


def due_text(memory: Memory, day: int, language: str) -> str:
    """When a card comes back, such as "in 4 d", or "today, then tomorrow"."""
    when = ahead(memory.due - day, language)
    return pick(_AGAIN, language).format(when=when) if memory.repeating else when


def previews(asked: Asked, day: int, language: str) -> dict[int, Preview]:
    """What each quality from 0 to 5 would do to the card that is asked."""
    memory, spread = asked.card.memory, asked.spread
    after = {grade: scheduler.review(memory, grade, day, spread=spread) for grade in range(6)}
    return {
        quality: Preview(then, due_text(then, day, language)) for quality, then in after.items()
    }


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


def settled(
    asked: Asked, graded: Graded, after: Memory, line: ReviewRecord, language: str
) -> Settled:
    """What the screen is told once the line is in the log."""
    leech = is_leech(asked.card.memory, after)
    text = due_text(after, line.day, language)
    return Settled(line.id, after, text, line.quality, asked, graded, leech=leech)


def regraded(
    before: Settled, card: CardState, quality: int, new_id: str, day: int, language: str
) -> Settled:
    """A settled answer with another quality, and its card as it is then."""
    return replace(
        before,
        review_id=new_id,
        memory=card.memory,
        due_text=due_text(card.memory, day, language),
        quality=quality,
        leech=is_leech(before.asked.card.memory, card.memory),
    )


def unsaved(answer: Settled, card: CardState, day: int, notice: str, language: str) -> Settled:
    """An answer that did not count, and its card as it is in the file."""
    text = due_text(card.memory, day, language)
    return replace(
        answer, review_id="", memory=card.memory, due_text=text, leech=False, notice=notice
    )
