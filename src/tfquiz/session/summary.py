"""How a sitting went."""

from collections.abc import Collection as Some
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tfquiz.cards.question import pick

if TYPE_CHECKING:
    from tfquiz.session.account import Account
    from tfquiz.store.collection import Collection


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


def sum_up(
    account: "Account",
    collection: "Collection",
    day: int,
    decks: Some[str] | None,
    language: str,
    *,
    notice: str,
) -> SittingSummary:
    """How a sitting went, and what comes.

    Args:
        account: what was answered in it.
        collection: tells the notes' titles, and what is due.
        day: today's study day.
        decks: the ids of those that are studied; None for all.
        language: of titles.
        notice: what else there is to say.
    """

    def due(on: int) -> int:
        counts = collection.counts(on).items()
        return sum(count.due for deck, count in counts if decks is None or deck in decks)

    def titled(held: Held) -> Held:
        title = collection.note(held.deck, held.note).title
        return replace(held, note=pick(title, language))

    return SittingSummary(
        answered=len(account.settled),
        right=account.right,
        new=account.new,
        seconds=account.seconds,
        held=tuple(titled(one) for one in account.held()),
        tomorrow=due(day + 1),
        waiting=due(day),
        notice=notice,
    )
