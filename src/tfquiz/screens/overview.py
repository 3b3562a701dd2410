"""What home shows, read from the collection in a few quick queries. Draws nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfquiz.cards.question import pick
from tfquiz.widgets.decklist import DeckLine

if TYPE_CHECKING:
    from tfquiz.store.collection import Collection
    from tfquiz.store.records import Tally

USUAL_SECONDS = 25.0
"""How long an answer takes while nothing is known about this learner."""
NEW_A_DAY = 10
"""How many new cards of a deck the estimate counts on at most."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the home screen."""

    today: int
    decks: tuple[DeckLine, ...]
    per_day: Mapping[int, int]
    """Answers by study day."""
    streak: int
    """Study days in a row with an answer, up to today or yesterday."""
    minutes: int
    """What today's cards will take; 0 when nothing is to be done."""

    @property
    def one_thing_to_do(self) -> bool:
        """Whether there is nothing to choose: one deck, and something to ask about it."""
        filled = [deck for deck in self.decks if deck.cards]
        return len(filled) == 1 and bool(filled[0].due or filled[0].new)


def overview(collection: "Collection", today: int, *, language: str) -> Overview:
    """Read the overview for a study day."""
    from tfquiz.stats import streak  # noqa: PLC0415 - loaded on the clerk's thread

    counts = collection.counts(today)
    decks = []
    for row in collection.decks():
        count = counts.get(row.id)
        due, new, learning, known = (
            (count.due, count.new, count.learning, count.known) if count else (0, 0, 0, 0)
        )
        title = pick(row.title, language)
        decks.append(DeckLine(row.id, title, due, new, learning, known, row.cards))
    tallies = collection.tallies()
    per_day = answers_by_day(tallies)
    due_today = sum(deck.due for deck in decks)
    new_today = min(NEW_A_DAY, sum(deck.new for deck in decks))
    minutes = _minutes(due_today + new_today, tallies)
    return Overview(today, tuple(decks), per_day, streak(per_day, today), minutes)


def answers_by_day(tallies: "Iterable[Tally]") -> dict[int, int]:
    """How many answers each study day had."""
    per_day: dict[int, int] = {}
    for tally in tallies:
        per_day[tally.day] = per_day.get(tally.day, 0) + tally.count
    return per_day


def _minutes(cards: int, tallies: "Iterable[Tally]") -> int:
    if not cards:
        return 0
    seconds = count = 0.0
    for tally in tallies:
        seconds += tally.seconds
        count += tally.count
    usual = seconds / count if count >= 20 else USUAL_SECONDS
    return max(1, round(cards * usual / 60))
