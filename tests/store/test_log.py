import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.samples import NOON, TODAY, Learner, memories_follow_from_the_log
from tfquiz import scheduler
from tfquiz.scheduler import Memory
from tfquiz.store import dump, transfer
from tfquiz.store.collection import Collection
from tfquiz.store.errors import Conflict, MissingError
from tfquiz.store.records import review_id


def test_a_review_comes_back_to_the_letter(collection, learner):
    typed = "[1 2]\n'; DROP TABLE reviews; -- \u4e2d\u6587 \\ \""
    review = learner.answer(1, 1, typed=typed, misconceptions=("a", "b"), hints=2, offset=-570)
    [row] = collection.reviews()
    assert row.review == review
    assert (row.deck, row.note, row.template, row.facet) == ("numpy", "sum-axis", "main", "value")
    assert row.interval == 0


def test_the_interval_of_a_review_is_the_one_that_the_card_had_waited_for(collection, learner):
    learner.answer(1, 5, TODAY)
    learner.answer(1, 5, TODAY + 1)
    learner.answer(1, 5, TODAY + 7)
    assert [row.interval for row in collection.reviews_of(1)] == [0, 1, 6]


def test_a_memory_that_does_not_follow_from_the_one_before_is_refused(collection, learner):
    card = collection.card(1)
    review = learner.review(card, 4, TODAY)
    with pytest.raises(ValueError, match="must follow"):
        collection.record(review, card.memory, Memory())
    assert list(collection.reviews()) == []


def test_a_card_answered_elsewhere_meanwhile_is_not_overwritten(path, collection, learner):
    stale = collection.card(1)
    with Collection.open(path) as elsewhere:
        Learner(elsewhere, seed=1).answer(1, 5)
    late = learner.review(stale, 0, TODAY)
    with pytest.raises(Conflict) as caught:
        collection.record(late, stale.memory, scheduler.review(stale.memory, 0, TODAY))
    assert caught.value.card == collection.card(1)
    assert [row.review.quality for row in collection.reviews()] == [5]


def test_recording_the_same_review_twice_saves_it_once(collection, learner):
    learner.answer(1, 3)
    again = learner.answer(1, 3)
    memory = collection.card(1).memory
    with pytest.raises(Conflict):
        collection.record(again, memory, scheduler.review(memory, 3, TODAY))
    assert len(list(collection.reviews())) == 2


def test_undo_goes_by_id_through_many_levels(collection, learner):
    states, reviews = [collection.card(1)], []
    for day in (0, 1, 7):
        reviews.append(learner.answer(1, 5, TODAY + day))
        states.append(collection.card(1))
    for review in reversed(reviews):
        states.pop()
        undone = collection.undo(review.id)
        assert (undone.review, undone.card) == (review, states[-1])
    assert list(collection.reviews()) == []


def test_undoing_an_earlier_review_replays_the_later_ones(collection, learner):
    first = learner.answer(1, 0, TODAY)
    learner.answer(1, 5, TODAY + 1)
    collection.undo(first.id)
    assert collection.card(1).memory == scheduler.review(Memory(), 5, TODAY + 1)


def test_a_review_is_undone_once_only(collection, learner):
    review = learner.answer(1)
    collection.undo(review.id, at=NOON + timedelta(minutes=1))
    for unknown in (review.id, f"{review.id}-undo", "nothing"):
        with pytest.raises(MissingError):
            collection.undo(unknown)


def test_another_quality_takes_the_place_of_the_first_one(collection, learner):
    first = learner.answer(1, 2, TODAY)
    learner.answer(1, 4, TODAY)
    card = collection.set_quality(first.id, 5, new_id="f" * 32)
    assert card.memory == scheduler.review(scheduler.review(Memory(), 5, TODAY), 4, TODAY)
    assert [row.review.quality for row in collection.reviews_of(1)] == [4, 5][::-1]
    regraded = next(row.review for row in collection.reviews_of(1) if row.review.quality == 5)
    assert regraded == replace(first, id="f" * 32, quality=5)
    collection.undo("f" * 32)
    assert [row.review.quality for row in collection.reviews()] == [4]


def test_a_clock_set_back_by_a_year_changes_no_order(collection):
    learner = Learner(collection)
    learner.answer(1, 5, TODAY)
    learner.at -= timedelta(days=365)
    learner.answer(1, 1, TODAY - 365)
    learner.answer(1, 4, TODAY + 1)
    assert memories_follow_from_the_log(collection, [1])
    assert [row.review.quality for row in collection.reviews_of(1)] == [5, 1, 4]
    assert collection.card(1).memory.due >= TODAY + 1


def test_a_reset_card_is_new_again_and_a_reset_can_be_undone(collection, learner):
    learner.answer(1, 5)
    before = collection.card(1)
    line = review_id(learner.at, 1)
    card = collection.reset(1, line_id=line, at=learner.at, day=TODAY)
    assert card.state == "new"
    assert collection.new(TODAY)[0].id == 1
    assert len(list(collection.reviews())) == 1
    assert memories_follow_from_the_log(collection, [1])
    assert collection.undo(line).card == before


def test_reviews_are_read_in_pages_since_a_day_and_by_deck(collection, learner):
    learner.answer(1, 3)
    *above, line, _ = [json.loads(line) for line in dump.export(collection.path)]
    many = [
        {**line, "id": f"{line['id'][:16]}{number:016}", "day": TODAY + number // 1_000}
        for number in range(2_099)
    ]
    lines = [*above, line, *many]
    lines.append({"line": "end", "lines": len(lines)})
    transfer.import_lines(collection, map(json.dumps, lines), name="export")
    assert len({row.review.id for row in collection.reviews()}) == 2_100
    assert len(list(collection.reviews(since=TODAY + 2))) == 99
    assert list(collection.reviews(deck="other")) == []


def test_tallies_add_up_to_the_reviews(collection, learner):
    undone = learner.answer(1, 5, TODAY)
    collection.undo(undone.id)
    for card, quality, day in [(1, 5, 0), (2, 2, 0), (2, 4, 0), (1, 5, 1), (1, 1, 7)]:
        learner.answer(card, quality, TODAY + day)
    tallies = collection.tallies()
    assert sum(tally.share.count for tally in tallies) == len(list(collection.reviews())) == 5
    assert sum(tally.share.passed for tally in tallies) == 3
    assert sum(tally.seconds for tally in tallies) == 12.5
    assert {(t.day - TODAY, t.interval) for t in tallies if not t.repeat} == {
        (0, 0),
        (1, 1),
        (7, 6),
    }
    assert sum(tally.share.count for tally in tallies if tally.repeat) == 1
    assert collection.tallies(deck="other") == []
