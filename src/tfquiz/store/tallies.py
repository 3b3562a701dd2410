"""Reviews and cards added up: the records between the log and statistics. Frozen; no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tfquiz.cards.question import Words

AGES = (0, 1, 7, 21, 90)
"""Lowest interval of each age group, in days; 0 is a card that was new."""
MATURE = 21
"""Days of interval from which a card is mature."""
WEAKEST = 10
"""At most so many notes are told as weak."""
FEWEST = 3
"""First answers below which a note's share says nothing."""


def age_of(interval: int) -> int:
    """The age group of a card that had been scheduled for `interval` days."""
    return max(age for age in AGES if age <= interval)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some answers were remembered (quality 3 or better)."""

    count: int = 0
    passed: int = 0

    @property
    def rate(self) -> float | None:
        """From 0 to 1; None if there are no answers."""
        return self.passed / self.count if self.count else None

    @property
    def cautious(self) -> float:
        """A rate that few answers move less (Laplace's rule of succession), to sort by."""
        return (self.passed + 1) / (self.count + 2)

    def __add__(self, other: "Share") -> "Share":
        return Share(self.count + other.count, self.passed + other.passed)


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers of one day to cards of one interval; undone ones are not among them."""

    day: int
    repeat: bool
    """Whether they were further answers to the same cards on that day."""
    interval: int
    """For how many days the cards had been scheduled; 0 if they were new."""
    share: Share
    seconds: float


@dataclass(frozen=True, slots=True)
class CardCounts:
    """Where the cards stand; suspended ones are counted apart."""

    new: int = 0
    learning: int = 0
    """Reviewed, and scheduled for less than 21 days."""
    mature: int = 0
    suspended: int = 0


@dataclass(frozen=True, slots=True)
class WeakNote:
    """A note that is often forgotten."""

    deck: str
    note: str
    title: Words
    first: Share
    """First answers of a day to its cards."""


@dataclass(frozen=True, slots=True)
class HeldTally:
    """Answers to one card that showed one misconception, and how the card stands."""

    card: int
    deck: str
    note: str
    title: Words
    """The note's."""
    id: str
    times: int
    last: int
    """The last study day on which it was seen."""
    repetitions: int
    reviewed: int


@dataclass(frozen=True, slots=True)
class LapsedCard:
    """A card that was forgotten often."""

    card: int
    deck: str
    note: str
    title: Words
    """The note's."""
    template: str
    facet: str
    lapses: int
    suspended: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """A collection, or one deck of it, added up. What has left its deck counts as work alone."""

    since: int = 0
    """Tags, weak notes and misconceptions are of answers from this study day on; 0 for all."""
    tallies: tuple[Tally, ...] = ()
    """All answers there are, in order of days."""
    cards: CardCounts = CardCounts()
    comes: Mapping[int, int] = field(default_factory=dict)
    """How many cards come on each study day: neither new nor suspended, and not before a buried
    card shows again."""
    tags: Mapping[str, Share] = field(default_factory=dict)
    """First answers of a day, by tag."""
    weakest: tuple[WeakNote, ...] = ()
    """The notes that were forgotten most: at most `WEAKEST`, each with `FEWEST` first answers."""
    held: tuple[HeldTally, ...] = ()
    lapsed: tuple[LapsedCard, ...] = ()
    """Cards with `records.LEECH_LAPSES` lapses or more."""
