from datetime import timedelta

import pytest

from tests.store.samples import NOON, TODAY, Learner, make_deck, make_note, open_with
from tfquiz.store.errors import MissingError
from tfquiz.store.records import Counts, Progress
from tfquiz.store.search import Search


def test_overdue_cards_come_first_over_all_decks(collection):
    learner = Learner(collection)
    collection.put_deck(make_deck("tensors", name="tf"), at=NOON)
    for card, day in [(1, 3), (7, 0), (2, 1), (8, 2)]:
        learner.answer(card, 5, TODAY + day)
    due = collection.due(TODAY + 9)
    assert [card.id for card in due] == [7, 2, 8, 1]
    assert [card.id for card in collection.due(TODAY + 9, limit=2)] == [7, 2]
    assert [card.id for card in collection.due(TODAY + 9, decks=["numpy"])] == [2, 1]
    assert [card.id for card in collection.due(TODAY + 2)] == [7, 2]


def test_a_card_below_four_repeats_today_and_is_due_tomorrow(collection, learner):
    learner.answer(1, 2)
    assert [card.id for card in collection.repeating(TODAY)] == [1]
    assert collection.repeating(TODAY, decks=["tf"]) == []
    assert collection.due(TODAY) == []
    assert collection.repeating(TODAY + 1) == []
    assert [card.id for card in collection.due(TODAY + 1)] == [1]
    learner.answer(1, 4)
    assert collection.repeating(TODAY) == []


def test_suspended_and_buried_cards_rest(collection, learner):
    for card in (1, 2, 3):
        learner.answer(card, 5)
    assert collection.suspend(1).suspended
    assert collection.bury(2, until=TODAY + 2).buried_until == TODAY + 2
    collection.bury(4, until=TODAY + 2)
    assert [card.id for card in collection.due(TODAY + 1)] == [3]
    assert collection.counts(TODAY + 1)["numpy"] == Counts(due=1, new=3, learning=2, known=0)
    assert [card.id for card in collection.new(TODAY)] == [5, 6]
    assert [card.id for card in collection.due(TODAY + 2)] == [3, 2]
    collection.suspend(1, suspended=False)
    assert [card.id for card in collection.due(TODAY + 1)] == [1, 3]


def test_counts_and_progress_tell_where_cards_stand(collection, learner):
    learner.answer(1, 5, TODAY)
    learner.answer(1, 5, TODAY + 1)
    learner.answer(3, 0, TODAY + 1)
    assert collection.counts(TODAY + 2)["numpy"] == Counts(due=1, new=4, learning=1, known=1)
    progress = collection.progress()
    assert progress["numpy", "sum-axis"] == Progress(cards=2, started=1, known=1)
    assert progress["numpy", "asarray-shares"] == Progress(cards=2, started=1, known=0)
    assert collection.progress(decks=[]) == {}


def test_a_card_that_is_not_there_is_missing(collection):
    for ask in (collection.card, collection.suspend):
        with pytest.raises(MissingError, match="no card 99"):
            ask(99)


def test_cards_are_found_by_text_tag_deck_and_state(tmp_path):
    notes = (
        make_note("sum-axis", title='100% [sure] \\ "so"', tags=("axis", "sum")),
        make_note("mean-axis", tags=("axis",)),
        make_note("views"),
    )
    collection, _ = open_with(tmp_path / "c.db", *notes)
    learner = Learner(collection)
    learner.answer(1, 5)
    collection.suspend(3)

    def found(**query):
        return sorted(card.id for card in collection.search(Search(**query), day=TODAY + 1))

    with collection:
        assert found(text="MEAN") == [3, 4]
        assert found(text="views 的作用") == [5, 6]
        assert found(text='0% [sure] \\ "') == [1, 2]
        assert found(text="_") == found(text="en") == []
        assert found(tags=("axis",)) == [1, 2, 3, 4]
        assert found(tags=("axis", "sum")) == [1, 2]
        assert found(deck="tf") == []
        assert found(state="due") == found(state="learning") == [1]
        assert found(state="suspended") == [3]
        assert found(state="leech") == found(state="buried") == found(state="retired") == []
        assert len(found(state="new")) == 5
        cards = collection.search(Search(text="axis", state="new"), day=TODAY, limit=2)
        assert [card.id for card in cards] == [2, 3]


def test_a_leech_is_a_card_forgotten_eight_times(collection, learner):
    day = TODAY
    for _ in range(8):
        learner.answer(1, 5, day)
        learner.answer(1, 0, day + 1)
        day += 2
    assert [card.id for card in collection.search(Search(state="leech"), day=day)] == [1]


def test_a_retired_card_is_found_as_retired_only(collection):
    collection.put_deck(make_deck("broadcast"), at=NOON + timedelta(hours=1))
    retired = collection.search(Search(state="retired"), day=TODAY)
    assert {card.id for card in retired} == {1, 2, 3, 4}
    assert [card.id for card in collection.search(Search(), day=TODAY)] == [5, 6]
