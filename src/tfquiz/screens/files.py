"""What Browse reads of the collection and does to cards, on the clerk's thread."""

import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from tfquiz.cards.question import Question, pick
from tfquiz.screens.desk import Desk
from tfquiz.screens.words import often
from tfquiz.session.days import Moment, ahead, iso, moment
from tfquiz.session.moments import Explanation
from tfquiz.store.records import CardState, review_id
from tfquiz.store.search import Search
from tfquiz.widgets.bars import curve
from tfquiz.widgets.cardlist import CardRow

if TYPE_CHECKING:
    from tfquiz.store.collection import Collection
    from tfquiz.store.reviews import ReviewRow

FAINT = "$foreground 65%"
MOST = 500
"""Cards on the list at most; nobody looks through more."""
LAST = 30
"""Answers in the plot of a card's history: as many as fit beside the list of cards."""
MARKS = {"right": "✓", "slip": "≈", "misconception": "→", "wrong": "✗", "given-up": "·"}


@dataclass(frozen=True, slots=True)
class CardFile:
    """What is known about one card."""

    card: CardState
    words: Explanation
    standing: str
    is_buried: bool
    history: "tuple[ReviewRow, ...]"

    @property
    def undoing(self) -> dict[str, str]:
        """The keys that take back what was done to it, and what they are called then."""
        done = {"suspend": ("Take up", self.card.suspended), "bury": ("Dig up", self.is_buried)}
        return {action: words for action, (words, is_so) in done.items() if is_so}

    def told(self) -> Content:
        """It in a few lines: note, standing, and a plot of its history."""
        tags = "".join(f"   tag:{tag}" for tag in self.words.tags)
        memory = self.card.memory
        lines = [
            Content.styled(self.words.title, "bold $text-accent"),
            Content(f"{self.card.deck} · {self.card.facet} · {self.standing}{tags}"),
            Content.styled(f"{self.card.note}/{self.card.template}", FAINT),
        ]
        if self.history:
            easiness = f"{memory.easiness / 100:.2f}"
            asked = f"asked {often(len(self.history))}, {_forgotten(memory.lapses)}"
            marks = "".join(MARKS[row.review.verdict] for row in self.history[-LAST:])
            # A day more is much after one day and little after a hundred.
            waits = [math.log2(row.interval + 2) for row in self.history[-LAST:]]
            longest = max(row.interval for row in self.history)
            wait = f", waits up to {longest} d" if longest else ""
            lines += [
                Content(f"{asked}, ease {easiness}{wait}"),
                Content.styled("answers  ", FAINT) + Content(marks),
                Content.styled("waits    ", FAINT) + curve(waits),
            ]
        return Content("\n").join(lines)


def _forgotten(lapses: int) -> str:
    return f"forgotten {often(lapses)}" if lapses else "never forgotten"


class Files:
    """The cards of a collection, to look up and to put away."""

    def __init__(self, desk: Callable[[], Desk], *, language: str) -> None:
        self._desk = desk
        self._language = language
        self._titles: dict[tuple[str, str], str] = {}
        self._reset: str | None = None
        """The line of the log that started a card over last."""

    def find(self, search: Search) -> list[CardRow]:
        """The cards that meet a search."""
        today = self._now().day
        return [
            CardRow(card.id, self._title(card), card.template, card.facet, standing(card, today))
            for card in self._collection.search(search, day=today, limit=MOST)
        ]

    def open(self, card_id: int) -> CardFile:
        """All about one card."""
        card = self._collection.card(card_id)
        note = self._collection.note(card.deck, card.note)
        words = Explanation(
            pick(note.title, self._language), pick(note.text, self._language), note.tags
        )
        history = tuple(self._collection.reviews_of(card_id))
        today = self._now().day
        return CardFile(card, words, standing(card, today), card.buried_until > today, history)

    def fresh(self, card_id: int) -> tuple[Question, CardFile]:
        """A question of a card with inputs of its own, which is asked nowhere else."""
        file = self.open(card_id)
        return self._desk().fresh(file.card), file

    def suspend(self, card_id: int) -> str:
        """Put a card away, or take it up again; says which."""
        away = not self._collection.card(card_id).suspended
        self._collection.suspend(card_id, suspended=away)
        return "Put away until you take it up again." if away else "Taken up again."

    def bury(self, card_id: int) -> str:
        """Leave a card alone until tomorrow, or no longer."""
        today = self._now().day
        buried = self._collection.card(card_id).buried_until > today
        self._collection.bury(card_id, until=0 if buried else today + 1)
        return "It may come again today." if buried else "Left alone until tomorrow."

    def reset(self, card_id: int) -> str:
        """Make a card new again."""
        now = self._now()
        line = review_id(now.at, secrets.randbits(74))
        self._collection.reset(card_id, line_id=line, at=now.at, day=now.day)
        self._reset = line
        return "The card is new again. u takes that back."

    @property
    def can_take_back(self) -> bool:
        """Whether a card was started over here."""
        return self._reset is not None

    def take_back(self) -> str:
        """Let the card that was started over last be as it was."""
        if self._reset is not None:
            self._collection.undo(self._reset, at=self._now().at)
            self._reset = None
        return "The card is as it was."

    @property
    def _collection(self) -> "Collection":
        return self._desk().collection

    def _now(self) -> Moment:
        desk = self._desk()
        return moment(desk.clock(), day_start=desk.limits.day_start)

    def _title(self, card: CardState) -> str:
        if (card.deck, card.note) not in self._titles:
            self._titles = {
                (row.deck, row.record.id): pick(row.record.title, self._language)
                for row in self._collection.notes(retired=True)
            }
        return self._titles.get((card.deck, card.note), card.note)


def standing(card: CardState, today: int) -> str:
    """Where a card stands, in a word or two."""
    if card.retired:
        return "retired"
    if card.suspended:
        return "suspended"
    if card.buried_until > today:
        return "tomorrow"
    if card.memory.is_new:
        return "new"
    days = card.memory.due - today
    return ahead(days) if days < 100 else iso(card.memory.due)
