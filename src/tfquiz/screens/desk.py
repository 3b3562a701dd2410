"""What the interface needs from outside, as one bundle of callables and nothing else.

The screens start no process, open no file and read no clock: whoever builds the bundle (`cli`)
does. It is built off the interface's thread, while the first frame is painted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfquiz.errors import TfquizError
from tfquiz.session.days import study_day
from tfquiz.session.moments import Limits

if TYPE_CHECKING:  # the store's library must not be loaded before the first frame
    from datetime import datetime

    from tfquiz.cards.question import Question
    from tfquiz.session.examining import Run
    from tfquiz.session.sitting import Sitting
    from tfquiz.store.collection import Collection
    from tfquiz.store.records import CardState

Progress = Callable[[int, int], None]
"""Told how many questions are made and how many there will be."""


class NotAddedError(TfquizError):
    """A deck is to be studied that ships with tfquiz and was not added yet."""

    def __init__(self, deck: str) -> None:
        super().__init__(f"{deck} is not added yet; `tfquiz add-deck {deck}` adds it.")
        self.deck = deck


@dataclass(frozen=True, slots=True)
class Offer:
    """A deck that ships with tfquiz and is not in the collection."""

    name: str
    title: str
    notes: int
    """How many notes it has; 0 if that is not known without reading it all."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of the interface."""

    collection: "Collection"
    clock: "Callable[[], datetime]"
    """The moment it is, with the learner's own offset from UTC."""
    sitting: "Callable[[tuple[str, ...] | None], Sitting]"
    """Begins a sitting over these decks, or over all; raises `NotAddedError`."""
    offers: Callable[[], list[Offer]]
    """Shipped decks that are not in the collection."""
    add: Callable[[str, Progress], str]
    """Adds a shipped deck by name and says in a sentence what was added. May take a minute."""
    fresh: "Callable[[CardState], Question]"
    """Makes a question for a card with new inputs, for looking only. May take seconds."""
    run: "Run"
    """Runs code that was typed as an answer. May take seconds."""
    limits: Limits = Limits()  # noqa: RUF009 - it is immutable
    """How much a day may ask for, and when it begins."""

    @property
    def today(self) -> int:
        """The study day it is."""
        return study_day(self.clock(), day_start=self.limits.day_start)
