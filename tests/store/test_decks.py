from datetime import timedelta

import pytest

from tests.store.samples import NOON, TODAY, Learner, make_deck, make_note, make_question
from tfquiz.store.errors import MissingError, TakenError
from tfquiz.store.records import CardKey

LATER = NOON + timedelta(hours=1)


def test_a_deck_comes_back_as_it_was_put(collection):
    note = make_note("views", tags=("copy-or-view",), after=("sum-axis",), source='{"id":"views"}')
    collection.put_deck(make_deck(note, name="more", origin="shipped"), at=NOON)
    row = next(row for row in collection.decks() if row.id == "more")
    assert (row.title, row.origin, row.libraries) == ({"en": "more"}, "shipped", ("numpy",))
    assert (row.notes, row.cards, row.added, row.changed) == (1, 2, NOON, NOON)
    assert collection.note("more", "views") == note
    assert [row.record for row in collection.notes("more")] == [note]


def test_adding_the_same_deck_again_changes_nothing(collection):
    before = collection.decks()
    deck = make_deck("sum-axis", "asarray-shares", "broadcast")
    changes = collection.put_deck(deck, at=LATER)
    assert not changes.anything
    assert changes.unchanged == ("sum-axis", "asarray-shares", "broadcast")
    assert collection.decks() == before


def test_editing_a_note_keeps_its_schedule_and_drops_its_unasked_questions(collection, learner):
    learner.answer(1, 5)
    remembered = collection.card(1)
    collection.stock(1, [make_question(remembered, 1)])
    edited = make_note("sum-axis", source='{"new":1}')
    changes = collection.put_deck(make_deck(edited, "asarray-shares", "broadcast"), at=LATER)
    assert changes.changed == ("sum-axis",)
    assert 1 in changes.cards
    assert collection.card(1) == remembered
    assert collection.take(1) is None
    assert collection.decks()[0].changed == LATER


def test_correcting_only_a_title_keeps_the_questions(collection):
    question = make_question(collection.card(1), 1)
    collection.stock(1, [question])
    retitled = make_note("sum-axis", title="Sums along an axis")
    changes = collection.put_deck(make_deck(retitled, "asarray-shares", "broadcast"), at=LATER)
    assert changes.changed == ("sum-axis",)
    assert collection.take(1).question == question


def test_a_note_that_leaves_is_retired_and_comes_back_with_its_history(collection, learner):
    learner.answer(1, 5)
    remembered = collection.card(1).memory
    changes = collection.put_deck(make_deck("asarray-shares", "broadcast"), at=LATER)
    assert changes.retired == ("sum-axis",)
    assert collection.card(1).retired
    assert {card.note for card in collection.new(TODAY)} == {"asarray-shares", "broadcast"}
    assert collection.due(TODAY + 9) == []
    changes = collection.put_deck(make_deck("broadcast", "asarray-shares", "sum-axis"), at=LATER)
    assert changes.revived == ("sum-axis",)
    assert not collection.card(1).retired
    assert collection.card(1).memory == remembered
    assert [card.id for card in collection.due(TODAY + 9)] == [1]
    assert next(collection.reviews()).note == "sum-axis"


def test_a_facet_that_leaves_its_note_is_retired_and_comes_back(collection, learner):
    learner.answer(2, 5)
    only = make_note("sum-axis", keys=[CardKey("main", "value")])
    changes = collection.put_deck(make_deck(only, "asarray-shares", "broadcast"), at=LATER)
    assert changes.changed == ("sum-axis",)
    assert collection.card(2).retired
    changes = collection.put_deck(make_deck("sum-axis", "asarray-shares", "broadcast"), at=LATER)
    assert changes.changed == ("sum-axis",)
    assert 2 in changes.cards
    assert not collection.card(2).retired


def test_a_renamed_note_keeps_its_schedule(collection, learner):
    learner.answer(1, 5)
    renamed = make_note("axis-sums", was=("sum-axis",), tags=("axis",))
    changes = collection.put_deck(make_deck(renamed, "asarray-shares", "broadcast"), at=LATER)
    assert changes.renamed == (("sum-axis", "axis-sums"),)
    assert (changes.added, changes.retired) == ((), ())
    assert collection.card(1).note == "axis-sums"
    assert collection.card(1).memory.repetitions == 1
    with pytest.raises(MissingError):
        collection.note("numpy", "sum-axis")


def test_a_renamed_template_keeps_its_schedule(collection, learner):
    learner.answer(1, 5)
    keys = [CardKey("whole", "value", was=("main",)), CardKey("whole", "shape", was=("main",))]
    renamed = make_note("sum-axis", keys=keys)
    collection.put_deck(make_deck(renamed, "asarray-shares", "broadcast"), at=LATER)
    assert collection.card(1).template == "whole"
    assert collection.card(1).memory.repetitions == 1
    assert len(collection.new(TODAY)) == 5


@pytest.mark.parametrize("missed", [True, False])
def test_a_note_renamed_twice_keeps_its_schedule_also_where_a_version_was_missed(
    collection, learner, missed
):
    learner.answer(1, 5)
    if not missed:
        between = make_note("axis-sums", was=("sum-axis",))
        collection.put_deck(make_deck(between, "asarray-shares", "broadcast"), at=LATER)
    last = make_note("sums", was=("axis-sums", "sum-axis"))
    collection.put_deck(make_deck(last, "asarray-shares", "broadcast"), at=LATER)
    assert collection.card(1).note == "sums"
    assert collection.card(1).memory.repetitions == 1
    assert (
        collection.put_deck(make_deck(last, "asarray-shares", "broadcast"), at=LATER).renamed == ()
    )


def test_a_name_that_is_still_in_use_is_not_taken_over(collection, learner):
    learner.answer(1, 5)
    thief = make_note("axis-sums", was=("sum-axis",))
    changes = collection.put_deck(
        make_deck("sum-axis", thief, "asarray-shares", "broadcast"), at=LATER
    )
    assert (changes.added, changes.renamed) == (("axis-sums",), ())
    assert collection.card(1).note == "sum-axis"


def test_a_deck_of_another_origin_cannot_take_an_id_unless_asked_for(collection, learner):
    learner.answer(1, 5)
    stranger = make_deck("sum-axis", origin="/downloads/numpy.toml")
    with pytest.raises(TakenError, match=r"/decks/numpy\.toml"):
        collection.put_deck(stranger, at=LATER)
    assert collection.decks()[0].notes == 3
    collection.put_deck(stranger, at=LATER, take_over=True)
    assert collection.decks()[0].origin == "/downloads/numpy.toml"
    assert collection.card(1).memory.repetitions == 1


def test_new_cards_are_learned_in_the_decks_order_also_after_an_edit(collection):
    deck = make_deck("first", "broadcast", "sum-axis", "asarray-shares")
    collection.put_deck(deck, at=LATER)
    order = [card.note for card in collection.new(TODAY)]
    assert order == [note.id for note in deck.notes for _ in range(2)]


def test_other_libraries_make_all_questions_anew(collection):
    collection.stock(1, [make_question(collection.card(1), 1)])
    deck = make_deck("sum-axis", "asarray-shares", "broadcast", libraries=("numpy", "pandas"))
    changes = collection.put_deck(deck, at=LATER)
    assert len(changes.cards) == 6
    assert collection.take(1) is None


def test_two_decks_do_not_touch_each_other(collection):
    learner = Learner(collection)
    learner.answer(1, 5)
    collection.put_deck(make_deck("sum-axis", name="other"), at=LATER)
    counts = collection.counts(TODAY + 1)
    assert (counts["numpy"].due, counts["numpy"].new) == (1, 5)
    assert (counts["other"].due, counts["other"].new) == (0, 2)
