"""Sentences that screens say, in one place. They teach and never judge."""

from typing import TYPE_CHECKING

from tfquiz.session.moments import Counts

if TYPE_CHECKING:
    from tfquiz.cards.judging_result import Slip

FORGOTTEN_OFTEN = (
    "This card keeps slipping away. Look at the trace (t) and at the two outcomes below; "
    "s puts the card away."
)
KINDS = {"new": "new", "review": "review", "repeat": "once more"}


def slip_sentence(slip: "Slip") -> str:
    """What is said before a slip is mended; never which cell it is."""
    return f"Nearly: {slip.text} Mend it, then Enter."


def stuck_sentence(error: Exception) -> str:
    """What went wrong, and what can be done."""
    return f"{error}\n\nPress r to try again, or Esc to leave."


def left_words(left: Counts) -> str:
    """What is left of a sitting: "2 again · 5 due · 3 new"."""
    parts = [(left.repeat, "again"), (left.due, "due"), (left.new, "new")]
    return " · ".join(f"{count} {word}" for count, word in parts if count)


def counted(count: int, thing: str) -> str:
    """How many there are, as in "1 answer" and "2 answers"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
