"""The question on the table and the cards behind it: keeps the day's standing in step.

What is asked lies on the table until it is settled. The standing is kept from answer to answer,
because reading it anew takes milliseconds, and read anew whenever something else than an answer
may have changed it.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from tfquiz.scheduler import Memory, spread_of
from tfquiz.session import queue
from tfquiz.session.loading import Decks, load, with_new
from tfquiz.session.moments import Asked, Counts, Kind, Limits, Waiting
from tfquiz.session.queue import Standing
from tfquiz.store.records import CardState, StockedQuestion, state_of

if TYPE_CHECKING:
    # The interface imports this package before its first picture, and the database library not.
    from tfquiz.store.collection import Collection

NAMED = 3
"""Notes that are named where several are left out."""
AHEAD = 5
"""For how many of the cards to come the maker is asked to have questions ready."""


class Maker(Protocol):
    """Makes questions in the background, into the stock."""

    def wish(self, card_ids: Sequence[int]) -> None:
        """Ask for questions for these cards, the most urgent first. Returns at once."""
        ...


class Table:
    """What is asked now and next."""

    def __init__(
        self, collection: "Collection", limits: Limits, *, decks: Decks, maker: Maker | None
    ) -> None:
        self.asked: Asked | None = None
        self._collection = collection
        self._limits = limits
        self._decks = decks
        self._maker = maker
        self._standing: Standing | None = None
        self._unlocked = False
        self._day = 0
        self._skipped: set[int] = set()
        self._hopeless: deque[tuple[int, str]] = deque()
        self._notices: list[str] = []
        self._left_out: dict[str, list[str]] = {}
        """Notes that are left out and not yet spoken of, by why that is."""

    def next(self, day: int) -> Asked | Waiting | None:
        """What lies on the table, else the next question; None if there is none today."""
        standing = self._today(day)
        if self.asked is not None:
            left = _left(standing)
            if self.asked.left != left:
                self.asked = replace(self.asked, left=left)
            return self.asked
        cards = list(queue.order(standing, gap=self._limits.gap))
        for place, card in enumerate(cards):
            if place >= AHEAD and self._maker is not None:
                break
            stocked = self._collection.take(card.id)
            if stocked is not None:
                self._wish(cards[: place + AHEAD])
                return self._lay(card, stocked, standing)
        if not cards:
            return None
        if self._maker is None:
            self.say("No question is ready for these cards. Add their deck again to make some.")
            return None
        self._wish(cards[:AHEAD])
        return Waiting(_left(standing), self.notice())

    def lay_again(self, card: CardState, question_id: str, day: int) -> None:
        """Put a question on the table that was answered before; nothing if it may not be asked."""
        self.look_again()
        standing = self._today(day)
        question = self._collection.question(question_id)
        if question is not None and not card.retired and not card.suspended:
            self._lay(card, StockedQuestion(question_id, question), standing)

    def answered(self, card: CardState, after: Memory) -> None:
        """Clear the table: `card` was answered, and has the memory `after` now."""
        self.asked = None
        # A new card, or the first right answer to one, may let other notes in.
        unlocks = card.memory.is_new or (card.memory.repetitions == 0) != (after.repetitions == 0)
        self._unlocked = self._unlocked or unlocks
        if self._standing is not None:
            now = replace(card, memory=after, state=state_of(after))
            self._standing = self._standing.answered(now)

    def look_again(self, *, without: int | None = None) -> None:
        """Read the standing anew, and clear the table.

        Args:
            without: the card that changed: another one stays on the table. None for any.
        """
        self._standing = None
        if without is None or (self.asked is not None and self.asked.card.id == without):
            self.asked = None

    def skip(self, card_id: int, why: str) -> None:
        """Leave a card out, from now on. May be called from any thread."""
        self._hopeless.append((card_id, why))

    def more(self) -> None:
        """Let the limits in once more."""
        usual = Limits()
        self._limits = replace(
            self._limits,
            new=self._limits.new + usual.new,
            reviews=self._limits.reviews + usual.reviews,
        )
        self._standing = None

    def say(self, notice: str) -> None:
        """Keep a sentence to be shown with the next question."""
        if notice:
            self._notices.append(notice)

    def notice(self) -> str:
        """What there is to say, once."""
        left_out = [_left_out(names, why) for why, names in self._left_out.items()]
        said = " ".join(dict.fromkeys([*self._notices, *left_out]))
        self._notices.clear()
        self._left_out.clear()
        return said

    def _today(self, day: int) -> Standing:
        if self._day != day:
            # A question from before the day's turn would be judged on the wrong day's memory.
            self._standing = self.asked = None
        while self._hopeless:
            card_id, why = self._hopeless.popleft()
            self._skipped.add(card_id)
            card = self._collection.card(card_id)
            names = self._left_out.setdefault(why.rstrip("."), [])
            if (name := f"{card.deck}/{card.note}") not in names:
                names.append(name)
            self._standing = None
        standing = self._standing
        if standing is None:
            standing = load(self._collection, day, self._limits, self._decks)
        elif self._unlocked:
            standing = with_new(standing, self._collection, day, self._limits, self._decks)
        if standing is not self._standing:
            for card_id in self._skipped:
                standing = standing.skipping(card_id)
        self._standing, self._day, self._unlocked = standing, day, False
        return standing

    def _lay(self, card: CardState, stocked: StockedQuestion, standing: Standing) -> Asked:
        kind = kind_of(card, self._day)
        spread = spread_of(_name(card), self._day) if self._limits.spread else 0
        left, notice = _left(standing), self.notice()
        self.asked = Asked(card, stocked.id, stocked.question, kind, left, spread, notice)
        return self.asked

    def _wish(self, cards: Sequence[CardState]) -> None:
        if self._maker is not None:
            self._maker.wish([card.id for card in cards])


def _name(card: CardState) -> str:
    """A card's name, the same on every machine."""
    return f"{card.deck}/{card.note}/{card.template}/{card.facet}"


def _left_out(names: Sequence[str], why: str) -> str:
    """Which notes are left out and why, in one sentence however many they are."""
    rest = len(names) - NAMED
    told = [*names[:NAMED], f"{rest} more"] if rest > 0 else names
    listed = " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    is_, it = ("is", "it") if len(names) == 1 else ("are", "them")
    return (
        f"{listed} {is_} left out of this sitting, as no question can be made for {it} now: {why}."
    )


def _left(standing: Standing) -> Counts:
    return Counts(len(standing.new), len(standing.due), len(standing.repeats))


def kind_of(card: CardState, day: int) -> Kind:
    """What a card is asked as on a day."""
    memory = card.memory
    if memory.is_new:
        return "new"
    return "repeat" if memory.repeating and day < memory.due else "review"
