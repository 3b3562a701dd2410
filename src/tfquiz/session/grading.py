"""What an answer is worth: SM-2's quality from what the learner did, and how fast is fast.

Pure. Nobody grades himself here: the quality follows from the judgement, the hints, the time and
the learner's own earlier times. How an answer is judged is `cards.judging`; what a quality does
to a card is `scheduler`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tfquiz.cards.judging.result import GivenUp, Judgement, Misconceived, Right, Slip, Wrong
from tfquiz.cards.question import Form
from tfquiz.scheduler import Memory
from tfquiz.store.records import Verdict

ENOUGH_TIMES = 10
"""Fewer earlier times than this say nothing about what is usual."""
KEPT_TIMES = 50
"""How many of the latest times are looked at, so that the measure follows the learner."""
FAST_ENOUGH = 3.0
"""Seconds that are fast for everybody, however quick he usually is."""
NEVER_SLOW = 20.0
"""Seconds that are slow for nobody, however quick he usually is."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How an answer came about."""

    form: Form
    """Whether it was typed or chosen."""
    seconds: float = 0.0
    """From the question's first sight to the answer; 0 when it is not known."""
    hints: int = 0
    """How many were looked at."""
    repaired: bool = False
    """Whether it followed at once on a slip, to mend it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What is fast and slow for one learner and one kind of question, in seconds."""

    fast: float = 0.0
    """Up to this is fast; 0 while not enough is known, so that nothing is."""
    slow: float = math.inf
    """Above this is slow; infinite while not enough is known."""


def pace(times: Sequence[float]) -> Pace:
    """What is fast and slow, given the seconds of earlier right answers, oldest first.

    Fast is no slower than half of them. Slow is above three times their median and above all but
    one in twenty of them, so that a learner of uneven speed is not punished for it.
    """
    latest = sorted(times[-KEPT_TIMES:])
    if len(latest) < ENOUGH_TIMES:
        return Pace()
    usual = median(latest)
    rare = latest[math.ceil(len(latest) * 0.95) - 1]
    return Pace(max(usual, FAST_ENOUGH), max(3 * usual, rare, NEVER_SLOW))


def quality_of(judgement: Judgement, memory: Memory, effort: Effort, pace: Pace) -> int:
    """SM-2's quality, 0-5.

    Args:
        judgement: of the last answer, where a slip before it was to be repaired.
        memory: the card's, as it was before this answer.
        effort: how the answer came about.
        pace: what is fast and slow for this learner.
    """
    match judgement:
        case Right():
            return _right(memory, effort, pace)
        case Slip():
            return 2
        case Misconceived() | Wrong():
            return 1
        case GivenUp():
            return 0


def _right(memory: Memory, effort: Effort, pace: Pace) -> int:
    if effort.hints or effort.repaired or effort.seconds > pace.slow:
        return 3
    second = memory.repetitions >= 1
    fast = 0 < effort.seconds <= pace.fast
    return 5 if second and fast and effort.form == "typed" else 4


def verdict_of(judgement: Judgement, effort: Effort) -> Verdict:
    """The verdict as the log keeps it: a slip stays one though it was mended."""
    match judgement:
        case Right():
            return "slip" if effort.repaired else "right"
        case Slip():
            return "slip"
        case Misconceived():
            return "misconception"
        case Wrong():
            return "wrong"
        case GivenUp():
            return "given-up"
