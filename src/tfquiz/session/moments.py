"""What a sitting says to a screen, and nothing it does: each moment is one immutable value.

`Sitting.next` gives Asked, Waiting or Finished; answering gives Graded; settling gives Settled;
going back gives Undone. A screen matches on these cases and never looks behind them.
"""

from dataclasses import dataclass, field
from typing import Literal

from tfquiz.cards.judging_result import Judgement
from tfquiz.cards.question import Question
from tfquiz.cards.reading_result import Reading
from tfquiz.scheduler import Memory
from tfquiz.session.days import DAY_START
from tfquiz.session.grading import Effort
from tfquiz.store.records import CardState, Verdict

Kind = Literal["new", "review", "repeat"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a day may ask for, over all sittings of that day, and when it begins."""

    new: int = 10
    """Cards introduced a day; 0 for none."""
    reviews: int = 100
    """Scheduled reviews a day, without repeats and new cards; 0 for none."""
    gap: int = 4
    """How many other questions lie between a missed one and its repeat, while there are any."""
    day_start: int = DAY_START
    """The hour at which a study day begins."""
    spread: bool = False
    """Whether cards come back a little before or after their day, so that they do not stay in
    step: see `scheduler.spread_of`."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left of this sitting, within the day's limits."""

    new: int = 0
    due: int = 0
    repeat: int = 0

    @property
    def total(self) -> int:
        """Questions still to come, as far as anybody can know."""
        return self.new + self.due + self.repeat


@dataclass(frozen=True, slots=True)
class Asked:
    """A question is on the screen."""

    card: CardState
    question_id: str
    question: Question
    kind: Kind
    left: Counts
    """Including this question."""
    spread: int = 0
    """How far from its day the card is sent by this answer, as in `scheduler.review`."""
    notice: str = ""
    """A sentence to show once above the question, such as that a card was answered elsewhere."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cards are due, but no question of theirs is ready: the maker is at work."""

    left: Counts
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A misconception that showed up in this sitting."""

    id: str
    deck: str
    note: str
    """The note's id; where a sitting tells of it, its title."""
    times: int


@dataclass(frozen=True, slots=True)
class SittingSummary:
    """How a sitting went."""

    answered: int
    right: int
    new: int
    """Cards met for the first time."""
    seconds: float
    held: tuple[Held, ...]
    """Misconceptions that showed up, most often first."""
    tomorrow: int
    """Cards due tomorrow, overdue ones included."""
    waiting: int
    """Cards that are due today beyond the day's limit: for another day, or for "more"."""
    notice: str = ""

    @property
    def enough(self) -> bool:
        """Whether it ended because of the day's limit and not because nothing is due."""
        return self.waiting > 0


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing more to ask today."""

    summary: SittingSummary


@dataclass(frozen=True, slots=True)
class Preview:
    """What one quality would do to a card."""

    memory: Memory
    due_text: str
    """Such as "in 4 d", or "again today, then tomorrow"."""


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


@dataclass(frozen=True, slots=True)
class Explanation:
    """A note's own words, in the learner's language."""

    title: str
    text: str
    """Markdown."""
    tags: tuple[str, ...] = ()
    confused: dict[str, int] = field(default_factory=dict)
    """Beliefs that this card's answers showed so far, by id, and how often; most often first."""
