"""How a sitting went: immutable values, and nothing they do."""

from dataclasses import dataclass


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
