"""What home shows, read from the collection in a few quick queries. Draws nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tfquiz.cards.question import pick
from tfquiz.session.loading import load
from tfquiz.session.moments import Counts, Limits
from tfquiz.widgets.decklist import DeckLine

if TYPE_CHECKING:
    from tfquiz.store.collection import Collection
    from tfquiz.store.tallies import Tally

USUAL_SECONDS = 25.0
"""How long an answer takes while nothing is known about this learner."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the home screen."""

    today: int
    decks: tuple[DeckLine, ...]
    per_day: Mapping[int, int]
    """Answers by study day."""
    streak: int
    """Study days in a row with an answer, up to today or yesterday."""
    left: Counts
    """What today still asks for, within the day's limits."""
    minutes: int
    """What that will take; 0 when nothing is to be done."""

    @property
    def one_thing_to_do(self) -> bool:
        """Whether there is nothing to choose: one deck, and something to ask about it."""
        return sum(deck.cards > 0 for deck in self.decks) == 1 and self.left.total > 0


def overview(collection: "Collection", today: int, limits: Limits, *, language: str) -> Overview:
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
    standing = load(collection, today, limits, None)
    left = Counts(len(standing.new), len(standing.due), len(standing.repeats))
    minutes = _minutes(left.total, tallies)
    return Overview(today, tuple(decks), per_day, streak(per_day, today), left, minutes)


def answers_by_day(tallies: "Iterable[Tally]") -> dict[int, int]:
    """How many answers each study day had."""
    per_day: dict[int, int] = {}
    for tally in tallies:
        per_day[tally.day] = per_day.get(tally.day, 0) + tally.share.count
    return per_day


def _minutes(cards: int, tallies: "Iterable[Tally]") -> int:
    if not cards:
        return 0
    seconds = count = 0.0
    for tally in tallies:
        seconds += tally.seconds
        count += tally.share.count
    usual = seconds / count if count >= 20 else USUAL_SECONDS
    return max(1, round(cards * usual / 60))
