"""What the interface needs from outside, as one bundle of callables and nothing else.

The screens start no process, open no file and read no clock: whoever builds the bundle (`cli`)
does. It is built off the interface's thread, while the first frame is painted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the store's library must not be loaded before the first frame
    from datetime import datetime

    from tfquiz.cards.question import Question
    from tfquiz.session.sitting import Sitting
    from tfquiz.store.collection import Collection
    from tfquiz.store.records import CardState

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and how many there are."""


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
    """Begins a sitting over these decks, or over all."""
    offers: Callable[[], list[Offer]]
    """Shipped decks that are not in the collection."""
    add: Callable[[tuple[str, ...], Progress], str]
    """Adds shipped decks by name and says in a sentence what was added. May take a minute."""
    fresh: "Callable[[CardState], Question]"
    """Makes a question for a card with new inputs, for looking only. May take seconds."""
    day_start: int = 4
    """The hour at which a study day begins."""
