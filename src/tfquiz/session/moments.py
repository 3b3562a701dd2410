"""What a sitting asks, and nothing it does: each moment is one immutable value.

`Sitting.next` gives Asked, Waiting or Finished; a screen matches on these cases and never looks
behind them. What it says of answers is in `answers`, so that the first question waits for less.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tfquiz.cards.question import Question
from tfquiz.session.days import DAY_START
from tfquiz.store.records import CardState

if TYPE_CHECKING:
    from tfquiz.session.summary import SittingSummary

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
class Finished:
    """Nothing more to ask today."""

    summary: "SittingSummary"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A note's own words, in the learner's language."""

    title: str
    text: str
    """Markdown."""
    tags: tuple[str, ...] = ()
    confused: dict[str, int] = field(default_factory=dict)
    """Beliefs that this card's answers showed so far, by id, and how often; most often first."""
