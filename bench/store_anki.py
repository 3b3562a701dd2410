"""Anki's side of `bench/store.py`: reads kinds of work, prints their figures as JSON."""

import json
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anki.collection
from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer

Took = tuple[float, float]
"""Seconds that work took, and those of the processor's."""
ANSWERS = 100
"""At most so many in one round, and never more than a sixtieth of the cards."""


class Bench:
    """One collection, and the kinds of work that are measured on it."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "collection.anki2")
        self.collection = Collection(self.path)
        self.answers = ANSWERS

    def build(self, cards: int) -> list[float]:
        """Add notes, then give nine cards of ten a history; cards a second, and MB."""
        self.answers = min(ANSWERS, cards // 60)
        collection = self.collection
        kind = collection.models.by_name("Basic")
        requests = []
        for number in range(cards):
            note = collection.new_note(kind)
            note.fields = [f"Note {number}", "What is summed along an axis."]
            note.tags = [f"tag{number % 50}"]
            requests.append(AddNoteRequest(note=note, deck_id=DeckId(1)))
        started = time.perf_counter()
        collection.add_notes(requests)
        speed = cards / (time.perf_counter() - started)
        self._study()
        size = Path(self.path).stat().st_size / 1e6
        self.collection = Collection(self.path)
        return [speed, size]

    def _study(self) -> None:
        collection = self.collection
        config = collection.decks.config_dict_for_deck_id(DeckId(1))
        config["rev"]["perDay"] = 9_999
        config["new"]["perDay"] = 0
        collection.decks.update_config(config)
        today = collection.sched.today
        now = int(time.time() * 1000)
        learned, log = [], []
        for number, card in enumerate(collection.db.list("select id from cards order by id")):
            if number % 10 == 9:
                continue
            due = today - number % 30 if number % 2 == 0 else today + 6 - number % 6
            learned.append((due, card))
            for day in (7, 6):
                stamp = now - day * 86_400_000 - number * 10 - day
                # One card of eight was missed at first.
                ease = 1 if number % 8 == 3 and day == 7 else 3
                log.append((stamp, card, -1, ease, 6, 1, 2500, 4200, 1))
        collection.close()
        # Past the backend, which takes minutes for this; what it finds is the same.
        with sqlite3.connect(self.path) as file:
            file.executemany(
                "update cards set type=2, queue=2, ivl=6, factor=2500, reps=2, due=? where id=?",
                learned,
            )
            file.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", log)
        file.close()

    def open(self) -> list[Took]:
        """Open the collection and take its first card."""
        self.collection.close()
        return [took(self._open)]

    def _open(self) -> None:
        self.collection = Collection(self.path)
        self._next()

    def next(self) -> list[Took]:
        """Find the next card."""
        return [took(self._next) for _ in range(self.answers)]

    def answer(self) -> list[Took]:
        """Save answers, one by one."""
        return [self._answer(self._card(self._next())) for _ in range(self.answers)]

    def cycle(self) -> list[Took]:
        """Next card and its answer, over and over; nothing is shown."""
        return self._cycles(lambda: self._answer(self._card(self._next())))

    def shown(self) -> list[Took]:
        """Next card, its question as it is asked, its answer, over and over."""
        return self._cycles(self._show_and_answer)

    def undo(self) -> list[Took]:
        """Undo the last answers, one by one."""
        return [took(self.collection.undo) for _ in range(20)]

    def counts(self) -> list[Took]:
        """Count what is due, for each deck."""
        return [took(self.collection.sched.deck_due_tree)]

    def stats(self) -> list[Took]:
        """A year's statistics: all that its page of graphs draws."""
        return [took(lambda: self.collection._backend.graphs(search="", days=365))]

    page = stats

    def search(self) -> list[Took]:
        """Find the cards of a tag: their ids, in no order."""
        return [took(lambda: self.collection.find_cards("tag:tag7"))]

    def _cycles(self, cycle: Callable[[], object]) -> list[Took]:
        wall, cpu = took(lambda: [cycle() for _ in range(self.answers)])
        return [(wall / self.answers, cpu / self.answers)]

    def _next(self) -> Any:
        return self.collection.sched.get_queued_cards(fetch_limit=1).cards[0]

    def _card(self, queued: Any) -> tuple[Any, Any]:
        # Imported by `anki.collection`; importing it first would be a circle.
        card = anki.cards.Card(self.collection, backend_card=queued.card)
        card.start_timer()
        return card, queued.states

    def _show_and_answer(self) -> None:
        card, states = self._card(self._next())
        card.render_output()
        self._answer((card, states))

    def _answer(self, asked: tuple[Any, Any]) -> Took:
        card, states = asked
        answer = self.collection.sched.build_answer(
            card=card, states=states, rating=CardAnswer.GOOD
        )
        return took(lambda: self.collection.sched.answer_card(answer))


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
