"""The log and the cards added up, as `stats` reads them: plain frozen data.

A log of a few years has hundreds of thousands of lines; what is read of it is a line a day, a line
a card and age, and a line a misconception.
"""

from dataclasses import dataclass

from tfquiz.cards.question import Words
from tfquiz.store.records import Verdict

AGES = (0, 1, 7, 21, 90)
"""Lowest interval of each age group, in days; 0 is a card that was new."""


def age_of(interval: int) -> int:
    """The age group of a card that had been scheduled for `interval` days."""
    return max(age for age in AGES if age <= interval)


@dataclass(frozen=True, slots=True)
class Tally:
    """Reviews of one kind on one day, added up; undone ones are not among them."""

    day: int
    verdict: Verdict
    repeat: bool
    age: int
    """Lowest interval of the age group: 0 new, 1, 7, 21 or 90 days."""
    count: int
    passed: int
    """How many of them had quality 3 or better."""
    seconds: float


@dataclass(frozen=True, slots=True)
class DayTally:
    """The answers of one study day."""

    day: int
    first: int
    """Answers to a card for the first time on that day."""
    first_passed: int
    """How many of these had quality 3 or better."""
    repeats: int
    """Further answers to the same cards on that day."""
    repeats_passed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class CardTally:
    """First answers of a day to one card, while it was of one age."""

    card: int
    age: int
    """One of `AGES`."""
    count: int
    passed: int
    """How many had quality 3 or better."""


@dataclass(frozen=True, slots=True)
class HeldTally:
    """Answers to one card that showed one misconception."""

    card: int
    id: str
    times: int
    last: int
    """The last study day on which it was seen."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card that has not left its deck, as far as statistics go."""

    id: int
    deck: str
    note: str
    template: str
    facet: str
    interval: int
    repetitions: int
    due: int
    """0 while it is new."""
    reviewed: int
    lapses: int
    suspended: bool
    buried: int

    @property
    def is_new(self) -> bool:
        """Whether it was never reviewed."""
        return self.reviewed == 0


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note that has not left its deck."""

    deck: str
    id: str
    title: Words
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """A log, added up."""

    days: tuple[DayTally, ...]
    """In order; all days there are."""
    cards: tuple[CardTally, ...]
    held: tuple[HeldTally, ...]
    since: int = 0
    """`cards` and `held` hold only reviews from this study day on; 0 for all."""
