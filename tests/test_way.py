"""One note all the way, without a screen: from its text to the statistics, on real libraries."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cards.decks import HEADER, WRITE_THROUGH
from tests.proving import unproven
from tfquiz.cards.deck import parse_deck
from tfquiz.cards.judging.judge import Misconceived, Right
from tfquiz.cards.reading.reader import Unreadable
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.session.fresh import next_questions
from tfquiz.session.moments import Asked, Finished
from tfquiz.session.sitting import Sitting
from tfquiz.stats import summarise
from tfquiz.store.collection import Collection

TENSORFLOW = """
[deck]
id = "small"
title = "A small deck"
libraries = ["tensorflow"]

[[notes]]
id = "note"
title = "concat keeps the rank"
text = "stack makes a new axis."

[notes.inputs]
a = { array = [2, 2], distinct = true }
b = { array = [2, 2], distinct = true }

[[notes.templates]]
id = "stack"
ask = "tf.stack([a, b])"
misconceptions = [
  { id = "is-concat", ask = "tf.concat([a, b], axis=0)", why = "stack makes a new axis." },
]
"""


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Maker:
    """Makes what is wished for at once, in the thread that asks."""

    def __init__(self, collection, runner) -> None:
        self.collection = collection
        self.runner = runner

    def wish(self, card_ids) -> None:
        for card_id in card_ids:
            if self.collection.stock_levels([card_id])[card_id] < 2:
                card = self.collection.card(card_id)
                made = next_questions(self.collection, self.runner, card, count=1)
                self.collection.stock(card_id, made)


@pytest.mark.parametrize("text", [HEADER + WRITE_THROUGH, TENSORFLOW], ids=["numpy", "tensorflow"])
def test_a_note_goes_all_the_way(text: str, tmp_path: Path, runner):
    clock = Clock()
    path = tmp_path / "collection.db"
    with Collection.open(path) as collection:
        file = DeckFile(parse_deck(text, "small.toml"), text, "shipped")
        add_deck(collection, runner, file, at=clock())
        maker = Maker(collection, runner)
        sitting = Sitting(collection, clock=clock, maker=maker)

        first = sitting.next()
        assert isinstance(first, Asked)
        assert unproven([first.question]) == []
        assert isinstance(sitting.answer(first, "[[["), Unreadable)

        belief = first.question.beliefs[0]
        graded = sitting.answer(first, belief.answer.text)
        assert graded.judgement == Misconceived((belief.id,))
        settled = sitting.settle(first, graded, seconds=9.0)
        assert settled.memory.repeating

        second = sitting.next()
        assert isinstance(second, Asked)
        assert second.kind == "repeat"
        assert second.question.code != first.question.code
        right = sitting.answer(second, second.question.answer.text)
        assert isinstance(right.judgement, Right)
        assert not sitting.settle(second, right, seconds=5.0).memory.repeating
        assert isinstance(sitting.next(), Finished)

    clock.now += timedelta(days=1)
    with Collection.open(path) as collection:
        again = Sitting(collection, clock=clock, maker=Maker(collection, runner)).next()
        assert isinstance(again, Asked)
        assert again.kind == "review"
        day = clock.now.date().toordinal()
        summary = summarise(collection.totals(), day)
        assert (summary.due_today, summary.reviews, summary.accuracy.passed) == (1, 2, 1)
        assert [held.id for held in summary.misconceptions] == [belief.id]
