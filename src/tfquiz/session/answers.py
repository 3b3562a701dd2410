"""What a sitting says of answers, and nothing it does: each is one immutable value.

Answering gives Graded; saving it gives Settled; taking it back gives Undone. What is asked is in
`moments`, how it all went in `summary`.
"""

from dataclasses import dataclass

from tfquiz.cards.judging.result import Judgement
from tfquiz.cards.reading.result import Reading
from tfquiz.scheduler import Memory
from tfquiz.session.grading import Effort
from tfquiz.session.moments import Asked
from tfquiz.store.records import Verdict


@dataclass(frozen=True, slots=True)
class Preview:
    """What one quality would do to a card."""

    memory: Memory
    due_text: str
    """Such as "in 4 d", or "today, then tomorrow"."""


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer was read and judged; nothing is saved yet."""

    judgement: Judgement
    verdict: Verdict
    quality: int
    """SM-2's grade, 0-5, from what the learner did."""
    text: str
    """What was typed or chosen, as it was."""
    previews: dict[int, Preview]
    """For every quality from 0 to 5."""
    reading: Reading | None = None
    """None for a choice and for "I don't know"."""
    misconceptions: tuple[str, ...] = ()
    """Ids of the beliefs that this answer shows."""
    repairable: bool = False
    """Whether the learner may mend a slip once, before the right answer is shown."""
    effort: Effort = Effort("typed")  # noqa: RUF009 - it is immutable
    """How the answer came about."""

    @property
    def repaired(self) -> bool:
        """Whether this answer followed on a slip."""
        return self.effort.repaired


@dataclass(frozen=True, slots=True)
class Settled:
    """A review is in the log and the card's memory beside it, durably."""

    review_id: str
    memory: Memory
    due_text: str
    quality: int
    asked: Asked
    graded: Graded
    leech: bool = False
    """Whether this card was just forgotten for the eighth, twelfth ... time."""
    notice: str = ""
    """Why nothing was saved, when the card was answered elsewhere meanwhile; else empty."""

    @property
    def saved(self) -> bool:
        """Whether the review is in the log."""
        return bool(self.review_id)


@dataclass(frozen=True, slots=True)
class Undone:
    """The last review is out of the log, and its question stands to be asked again."""

    review_id: str
    card_id: int
    quality: int
    """What the review that is gone had."""
    typed: str
