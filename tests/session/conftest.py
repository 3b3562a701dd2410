"""A real collection with hand-made questions, and a clock that is set by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tfquiz.cards.question import Belief, Choice, Gives, Question
from tfquiz.session.moments import Asked, Limits
from tfquiz.session.sitting import Sitting
from tfquiz.store.collection import Collection
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.records import CardKey, NoteRecord
from tfquiz.values import Array


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **delta: float) -> None:
        self.now += timedelta(**delta)


def deck(name: str, notes: int, *, cards: int = 1, after: dict[int, list[int]] | None = None):
    """A deck of notes n0, n1 ..., each with templates t0, t1 ..."""
    keys = tuple(CardKey(f"t{number}", "value") for number in range(cards))
    records = tuple(
        NoteRecord(
            id=f"n{number}",
            title={"en": f"Note {number}", "zh": f"第 {number} 条"},
            text={"en": f"Because of *{number}*."},
            source="{}",
            cards=keys,
            tags=("even",) if number % 2 == 0 else ("odd",),
            after=tuple(f"n{other}" for other in (after or {}).get(number, ())),
        )
        for number in range(notes)
    )
    return DeckRecord(name, {"en": name}, f"{name}{notes}{cards}", "shipped", ("numpy",), records)


def question(deck_id: str, note: str, template: str, seed: int, *, form: str = "typed") -> Question:
    """Asks for [seed, seed + 1]; who says [seed, seed] holds "no-step"."""
    right = Array("ndarray", "int64", (2,), (seed, seed + 1))
    belief = Array("ndarray", "int64", (2,), (seed, seed))
    answer = Gives(right, f"[{seed} {seed + 1}]", f"[{seed} {seed + 1}]")
    wrong = Gives(belief, f"[{seed} {seed}]", f"[{seed} {seed}]")
    code = f"x = np.arange({seed}, {seed + 2})"
    return Question(
        deck=deck_id,
        note=note,
        template=template,
        facet="value",
        seed=seed,
        prompt={"en": "What is x?"},
        code=code,
        ask="x",
        form=form,  # type: ignore[arg-type]
        answer=answer,
        script=f"import numpy as np\n{code}\nprint(x)\n",
        libraries=("numpy",),
        versions={"numpy": "2.4.6"},
        choices=(Choice(answer.text, True), Choice(wrong.text, False, "no-step"))
        if form == "choices"
        else (),
        beliefs=(Belief("no-step", {"en": "It steps."}, code, "x", wrong),),
    )


def right_text(asked: Asked) -> str:
    """The right answer, as it is typed."""
    assert isinstance(asked.question.answer, Gives)
    return asked.question.answer.text


def belief_text(asked: Asked) -> str:
    """What someone types who holds "no-step"."""
    return f"[{asked.question.seed} {asked.question.seed}]"


@dataclass
class Desk:
    """A collection, a clock, and sittings over them."""

    path: Path
    clock: Clock = field(default_factory=Clock)
    seed: int = 100

    def __post_init__(self) -> None:
        self.collection = Collection.open(self.path)

    def add(self, name: str = "d", notes: int = 5, *, stock: int = 3, form: str = "typed", **rest):
        """Add a deck, with questions for every card."""
        self.collection.put_deck(deck(name, notes, **rest), at=self.clock.now.astimezone(UTC))
        for card in self.collection.new(0, decks=(name,), limit=1000):
            self.stock(card, stock, form=form)

    def stock(self, card, count: int, *, form: str = "typed") -> None:
        self.seed += count
        seeds = range(self.seed, self.seed + count)
        made = [question(card.deck, card.note, card.template, n, form=form) for n in seeds]
        self.collection.stock(card.id, made)

    def sit(self, *, decks=None, maker=None, language="en", **limits) -> Sitting:
        return Sitting(
            self.collection,
            clock=self.clock,
            limits=Limits(**limits),
            decks=decks,
            maker=maker,
            language=language,
        )

    def answer(self, sitting: Sitting, text: str | None = None, *, seconds: float = 8.0, **rest):
        """Answer what is asked, rightly unless told otherwise, and settle it."""
        asked = sitting.next()
        assert isinstance(asked, Asked), asked
        graded = sitting.answer(asked, right_text(asked) if text is None else text)
        self.clock.turn(seconds=seconds)
        return sitting.settle(asked, graded, seconds=seconds, **rest)

    def pass_days(self, days: int) -> None:
        self.clock.turn(days=days)

    def refill(self) -> None:
        """See to it that every card has questions."""
        for row in self.collection.notes():
            assert row is not None
        for deck_row in self.collection.decks():
            for card in self.cards(deck_row.id):
                if self.collection.stock_levels([card.id])[card.id] < 3:
                    self.stock(card, 3)

    def cards(self, deck_id: str = "d"):
        from tfquiz.store.search import Search

        return self.collection.search(Search(deck=deck_id), day=0, limit=10_000)


@pytest.fixture
def desk(tmp_path: Path):
    made = Desk(tmp_path / "collection.db")
    yield made
    made.collection.close()
