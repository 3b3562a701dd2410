"""tfquiz's side of `bench/store.py`: reads kinds of work, prints their figures as JSON."""

import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import bindparam, insert, update

from tfquiz import scheduler
from tfquiz.cards.question import Gives, Question
from tfquiz.scheduler import Memory
from tfquiz.session.days import study_day
from tfquiz.stats import summarise
from tfquiz.store import rows, schema, statistics
from tfquiz.store.collection import Collection
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.records import CardKey, CardState, NoteRecord, review_id
from tfquiz.store.reviews import ReviewRecord, review_values
from tfquiz.store.search import Search
from tfquiz.store.tallies import Totals
from tfquiz.values import Atom

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = AT.toordinal()
Took = tuple[float, float]
"""Seconds that work took, and those of the processor's."""
ANSWERS = 100
"""At most so many in one round, and never more than a sixtieth of the cards."""


class Bench:
    """One collection, and the kinds of work that are measured on it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "collection.db"
        self.chance = random.Random(1)
        self.at = AT
        self.reviews: list[str] = []
        self.answers = ANSWERS
        self.collection = Collection.open(self.path, today=today)

    def build(self, cards: int) -> list[float]:
        """Add notes, then give nine cards of ten a history; cards a second, and MB."""
        self.answers = min(ANSWERS, cards // 60)
        notes = tuple(
            NoteRecord(
                f"note-{n}",
                {"en": f"Note {n}"},
                {"en": "What is summed along an axis."},
                "{}",
                (CardKey("main", "value"),),
                tags=(f"tag{n % 50}",),
            )
            for n in range(cards)
        )
        deck = DeckRecord("bench", {"en": "Bench"}, "0", "shipped", ("numpy",), notes)
        started = time.perf_counter()
        self.collection.put_deck(deck, at=AT)
        speed = cards / (time.perf_counter() - started)
        self._study(cards)
        self.collection.close()
        size = self.path.stat().st_size / 1e6
        self.collection = Collection.open(self.path, today=today)
        # Today's copy is made once a day, before the first answer, and is not what is measured.
        self.collection.back_up_daily()
        return [speed, size]

    def _study(self, cards: int) -> None:
        reviews, memories = [], []
        for number in range(cards):
            if number % 10 == 9:
                continue
            # Every second card is due, the longest for a month.
            last = DAY - 6 - number % 30 if number % 2 == 0 else DAY - number % 6
            memory = Memory()
            for day in (last - 1, last):
                # One card of eight was missed when it was new, one of forty by a misconception.
                missed = number % 8 == 3 and day != last
                review = self._review(number + 1, day)
                if missed:
                    held = ("copies",) if number % 40 == 3 else ()
                    review = replace(review, quality=1, verdict="wrong", misconceptions=held)
                stamp = number * 2 + (day == last)
                reviews.append(review_values(review, interval=memory.interval, stamp=stamp))
                memory = scheduler.review(memory, review.quality, day)
            values = rows.memory_values(memory, number)
            memories.append({"card_id": number + 1, **values, "stamp": number * 2 + 1})
        remember = update(schema.cards).where(schema.cards.c.id == bindparam("card_id"))
        names = [name for name in memories[0] if name != "card_id"]
        with self.collection.writing() as connection:
            connection.execute(insert(schema.reviews), reviews)
            connection.execute(remember.values({name: bindparam(name) for name in names}), memories)
        self.stock_due(DAY, 2_000)

    def stock_due(self, day: int, count: int, *, each: int = 1) -> None:
        """Put questions in stock for each of the first cards that are due on a day."""
        due = self.collection.due(day, limit=count)
        self.collection.stock_many(
            {card.id: [_question(card, seed) for seed in range(each)] for card in due}
        )

    def open(self) -> list[Took]:
        """Open the collection and take its first due card."""
        self.collection.close()
        taken = took(self._open)
        self.collection.back_up_daily()
        return [taken]

    def _open(self) -> None:
        self.collection = Collection.open(self.path, today=today)
        self.collection.due(DAY, limit=1)

    def next(self) -> list[Took]:
        """Find the next card."""
        return [took(self._next) for _ in range(self.answers)]

    def answer(self) -> list[Took]:
        """Save answers, one by one."""
        return [self._answer(self._next()) for _ in range(self.answers)]

    def cycle(self) -> list[Took]:
        """Next card and its answer, over and over; nothing is shown."""
        return self._cycles(lambda: self._answer(self._next()))

    def shown(self) -> list[Took]:
        """Next card, its question as it is asked, its answer, over and over."""
        return self._cycles(self._show_and_answer)

    def undo(self) -> list[Took]:
        """Undo the last answers, one by one."""
        return [took(lambda: self.collection.undo(self.reviews.pop())) for _ in range(20)]

    def counts(self) -> list[Took]:
        """Count what is due, new, learning and known."""
        return [took(lambda: self.collection.counts(DAY))]

    def stats(self) -> list[Took]:
        """A year's statistics, as far as Anki tells them too."""
        return [took(self._stats)]

    def page(self) -> list[Took]:
        """All that `tfquiz stats` tells of a year: tags, weak notes and mix-ups too."""
        return [took(lambda: summarise(self.collection.totals(since=DAY - 365), DAY))]

    def search(self) -> list[Took]:
        """Find the cards of a tag, as Browse does: the first ones in order, whole."""
        return [took(lambda: self.collection.search(Search(tags=("tag7",)), day=DAY))]

    def _cycles(self, cycle: Callable[[], object]) -> list[Took]:
        wall, cpu = took(lambda: [cycle() for _ in range(self.answers)])
        return [(wall / self.answers, cpu / self.answers)]

    def _next(self) -> CardState:
        return self.collection.due(DAY, limit=1)[0]

    def _show_and_answer(self) -> None:
        card = self._next()
        taken = self.collection.take(card.id)
        self._answer(card, taken.id if taken else "")

    def _stats(self) -> None:
        with self.collection.reading() as connection:
            tallies = statistics.tallies(connection, None)
            cards = statistics.card_counts(connection, None)
            comes = statistics.comes(connection, None)
        summarise(Totals(DAY - 365, tuple(tallies), cards, comes), DAY)

    def _answer(self, card: CardState, question: str = "") -> Took:
        review = self._review(card.id, DAY, question)
        after = scheduler.review(card.memory, 4, DAY)
        self.reviews.append(review.id)
        return took(lambda: self.collection.record(review, card.memory, after))

    def _review(self, card: int, day: int, question: str = "") -> ReviewRecord:
        self.at += timedelta(milliseconds=1)
        return ReviewRecord(
            id=review_id(self.at, self.chance.getrandbits(74)),
            card_id=card,
            question_id=question,
            typed="[[1 2] [3 4]]",
            seconds=4.2,
            verdict="right",
            misconceptions=(),
            hints=0,
            quality=4,
            at=self.at,
            day=day,
            offset=60,
            repeat=False,
        )


def _question(card: CardState, seed: int) -> Question:
    answer = Gives(Atom(3), "3", "3\n")
    return Question(
        card.deck, card.note, card.template, card.facet, seed,
        {"en": f"What is `x` in {card.note}?"}, "x = 3", "x", "typed",
        answer, "print(3)", ("numpy",), {},
    )  # fmt: skip


def today() -> int:
    """The study day, as `tfquiz study` asks for it before every write."""
    return study_day(datetime.now().astimezone())


def took(work: Callable[[], object]) -> Took:
    """Do some work."""
    started = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started[0], time.process_time() - started[1]


if __name__ == "__main__":
    # Whatever else is printed on the way must not be taken for figures.
    figures, sys.stdout = sys.stdout, sys.stderr
    bench = Bench(Path(sys.argv[1]))
    for line in sys.stdin:
        name, *numbers = line.split()
        found = getattr(bench, name)(*map(int, numbers))
        figures.write(json.dumps(found) + "\n")
        figures.flush()
    bench.collection.close()
