import csv
import json
from datetime import timedelta

import pytest

from tests.store.samples import (
    NOON,
    TODAY,
    Learner,
    make_deck,
    make_note,
    make_question,
    memories_follow_from_the_log,
)
from tfquiz.errors import FileError
from tfquiz.store import dump, transfer
from tfquiz.store.collection import Collection
from tfquiz.store.errors import StoreError
from tfquiz.store.records import review_id
from tfquiz.store.search import Search

NOTES = ("sum-axis", "asarray-shares", "broadcast")


@pytest.fixture
def full(collection, learner):
    """A collection that has seen everything: undone, graded anew, reset, retired, set aside."""
    for day in range(4):
        for card in range(1, 6):
            question = make_question(collection.card(card), day)
            collection.stock(card, [question, make_question(collection.card(card), day + 50)])
            taken = collection.take(card)
            review = learner.answer(card, (card + day) % 6, TODAY + day, question_id=taken.id)
            if card == day:
                collection.undo(review.id, at=NOON)
            if card == day + 1:
                new = review_id(learner.at, learner.chance.getrandbits(74))
                collection.set_quality(review.id, 5, new_id=new)
    collection.reset(4, line_id=review_id(learner.at, 7), at=learner.at, day=TODAY + 3)
    collection.suspend(5)
    collection.bury(2, until=TODAY + 9)
    renamed = make_note("mean-axis", was=("sum-axis",), tags=("axis", "mean"), after=("broadcast",))
    collection.put_deck(make_deck(renamed, "broadcast"), at=NOON + timedelta(hours=1))
    return collection


def exported(collection):
    return list(dump.export(collection.path))


def take_in(collection, lines):
    return transfer.import_lines(collection, lines, name="export.jsonl")


def test_a_collection_survives_export_and_import_whole(full, tmp_path):
    lines = exported(full)
    with Collection.open(tmp_path / "copy.db") as copy:
        imported = take_in(copy, lines)
        assert (imported.decks, imported.notes, imported.cards) == (1, 3, 6)
        assert exported(copy) == lines
        assert list(copy.reviews()) == list(full.reviews())
        assert [copy.card(id_) for id_ in range(1, 7)] == [full.card(id_) for id_ in range(1, 7)]
        assert copy.take(3) == full.take(3)
        tagged = Search(tags=("mean",))
        for one in (copy, full):
            assert {card.id for card in one.search(tagged, day=0)} == {1, 2}


def test_importing_twice_changes_nothing(full):
    lines = exported(full)
    assert take_in(full, lines) == transfer.Imported(0, 0, 0, 0, 0)
    assert exported(full) == lines


def test_two_machines_that_import_from_each_other_agree(full, tmp_path):
    with Collection.open(tmp_path / "laptop.db") as laptop:
        take_in(laptop, exported(full))
        here, there = Learner(full, seed=1), Learner(laptop, seed=2)
        here.at = there.at = NOON + timedelta(days=20)
        for card, quality in [(1, 5), (2, 1), (1, 2)]:
            here.answer(card, quality, TODAY + 20)
            there.answer(card, 5 - quality, TODAY + 20)
        ours, theirs = exported(full), exported(laptop)
        assert take_in(full, theirs).reviews == 3
        assert take_in(laptop, ours).reviews == 3
        for card in range(1, 7):
            assert full.card(card) == laptop.card(card)
        assert list(full.reviews()) == list(laptop.reviews())
        assert memories_follow_from_the_log(full, range(1, 7))
        assert take_in(full, exported(laptop)).reviews == 0


def test_an_answer_graded_anew_on_both_machines_counts_once(collection, learner, tmp_path):
    review = learner.answer(1, 3)
    with Collection.open(tmp_path / "laptop.db") as laptop:
        take_in(laptop, exported(collection))
        collection.set_quality(review.id, 5, new_id="a" * 32)
        laptop.set_quality(review.id, 4, new_id="b" * 32)
        ours = exported(collection)
        take_in(collection, exported(laptop))
        take_in(laptop, ours)
        for one in (collection, laptop):
            assert [row.review.quality for row in one.reviews()] == [4]
        assert collection.card(1) == laptop.card(1)


def test_the_deck_that_was_changed_later_is_kept_with_its_origin_here(collection, tmp_path):
    with Collection.open(tmp_path / "laptop.db") as laptop:
        edited = make_deck("sum-axis", "new-idea", origin="/laptop/numpy.toml")
        laptop.put_deck(edited, at=NOON + timedelta(days=1))
        Learner(laptop).answer(3, 5)
        take_in(collection, exported(laptop))
        older = exported(collection)
        take_in(laptop, older)
    row = collection.decks()[0]
    assert (row.origin, row.hash) == ("/decks/numpy.toml", edited.hash)
    assert [note.record.id for note in collection.notes()] == ["sum-axis", "new-idea"]
    assert next(collection.reviews()).note == "new-idea"


def test_reviews_of_a_note_that_was_renamed_here_find_its_card(collection, learner, tmp_path):
    with Collection.open(tmp_path / "laptop.db") as laptop:
        take_in(laptop, exported(collection))
        Learner(laptop, seed=5).answer(1, 5)
        renamed = make_note("axis-sums", was=("sum-axis",))
        deck = make_deck(renamed, *NOTES[1:])
        collection.put_deck(deck, at=NOON + timedelta(hours=1))
        take_in(collection, exported(laptop))
    assert collection.card(1).memory.repetitions == 1
    assert next(collection.reviews()).note == "axis-sums"
    assert collection.decks()[0].cards == 6


def broken(lines, number, **change):
    line = {**json.loads(lines[number]), **change}
    return [*lines[:number], json.dumps(line), *lines[number + 1 :]]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: [], "the file is empty"),
        (lambda lines: [*lines[:5], *lines[6:]], "lines are missing"),
        (lambda lines: lines[1:], "not|out of place"),
        (lambda lines: ["hello", *lines[1:]], "export.jsonl:1: this is not an export"),
        (lambda lines: [*lines[:3], "{", *lines[4:]], "export.jsonl:4: this is not JSON"),
        (lambda lines: broken(lines, 0, format=3), "newer tfquiz"),
        (lambda lines: broken(lines, -2, quality=6), r"quality.*less than or equal to 5"),
        (lambda lines: broken(lines, -2, day=10**9), "day"),
        (lambda lines: broken(lines, -2, stamp=2**70), "stamp"),
        (lambda lines: broken(lines, -2, surprise=1), "surprise"),
    ],
)
def test_a_spoilt_export_is_refused_with_its_line_and_changes_nothing(
    full, tmp_path, spoil, message
):
    with Collection.open(tmp_path / "copy.db") as copy:
        before = exported(copy)
        with pytest.raises(FileError, match=message):
            take_in(copy, spoil(exported(full)))
        assert exported(copy) == before


def test_an_export_that_contradicts_itself_is_refused(full, tmp_path):
    lines = exported(full)
    kinds = [json.loads(line)["line"] for line in lines]
    question = kinds.index("question")
    data = json.loads(lines[question])["question"]
    with Collection.open(tmp_path / "copy.db") as copy:
        for spoilt in (
            broken(lines, -2, note="nobody"),
            broken(lines, kinds.index("card"), deck="nobody"),
            broken(lines, question, question={**data, "code": "x = 13"}),
            broken(lines, question, question={}),
        ):
            with pytest.raises(StoreError):
                take_in(copy, spoilt)
        assert len(exported(copy)) == 2


def test_reviews_are_exported_as_csv(collection, learner):
    typed = 'a "b",\n[1 2]'
    learner.answer(1, 1, typed=typed, misconceptions=("x", "y"))
    collection.undo(learner.answer(2).id)
    header, row = csv.reader("\n".join(dump.export_reviews(collection.path)).splitlines(True))
    line = dict(zip(header, row, strict=True))
    assert (line["typed"], line["misconceptions"]) == (typed, "x y")
    assert (line["day"], line["deck"], line["quality"]) == ("2026-03-02", "numpy", "1")
    assert line["at"] == "2026-03-02T12:00:07+00:00"
