"""Each way in which a file can be broken: it is told, it is left alone, what can be is saved."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.samples import NOON, TODAY, Learner, make_question, open_with
from tfquiz.store import backup, files, recovery
from tfquiz.store.collection import Collection
from tfquiz.store.errors import DamagedError, GoneError, StoreError, VanishedError

PAGE = 4096
OLDER = Path(__file__).parents[1] / "databases" / "0002.db"
CARDS = 40
ANSWERS = 200


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A closed collection that was studied for five days, with the backup of the last day."""
    path = tmp_path_factory.mktemp("studied") / "collection.db"
    collection, cards = open_with(path, *(f"note-{number}" for number in range(CARDS // 2)))
    with collection:
        learner = Learner(collection)
        for day in range(5):
            for card in map(collection.card, cards):
                collection.stock(card.id, [make_question(card, day)])
                taken = collection.take(card.id)
                learner.answer(card.id, card.id % 6, TODAY + day, question_id=taken.id)
    for copy in backup.listing(path)[1:]:
        copy.path.unlink()
    return path


@pytest.fixture
def studied(template, path):
    shutil.copytree(template.parent, path.parent)
    return path


def root(path, name):
    """The first page of a table or index, counted from 0."""
    with sqlite3.connect(path) as raw:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        [page] = raw.execute(query, (name,)).fetchone()
    raw.close()
    return page - 1


def overwrite(path, page):
    data = bytearray(path.read_bytes())
    data[page * PAGE : (page + 1) * PAGE] = random.Random(page).randbytes(PAGE)
    path.write_bytes(data)


def cut(path, size):
    os.truncate(path, size)


BREAKS = {
    "its header": lambda path: path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:]),
    "its first page": lambda path: overwrite(path, 0),
    "the log": lambda path: overwrite(path, root(path, "reviews")),
    "the cards": lambda path: overwrite(path, root(path, "cards")),
    "the notes": lambda path: overwrite(path, root(path, "notes")),
    "the questions": lambda path: overwrite(path, root(path, "questions")),
    "the order of cards": lambda path: overwrite(path, root(path, "cards_order")),
    "the log by card": lambda path: overwrite(path, root(path, "reviews_card")),
    "its second half": lambda path: cut(path, path.stat().st_size // 2),
    "all but a line": lambda path: cut(path, 100),
    "all of it": lambda path: cut(path, 0),
    "what it was": lambda path: path.write_text("Dear diary, " * 500),
}


@pytest.fixture(params=BREAKS)
def broken(request, studied):
    BREAKS[request.param](studied)
    return studied


def test_what_is_broken_is_told_and_nothing_is_written_to_it(broken):
    before = broken.read_bytes()
    assert recovery.check(broken)
    with (
        pytest.raises((DamagedError, VanishedError), match="`tfquiz restore`"),
        Collection.open(broken) as opened,
    ):
        # The next day's first answer: whatever the answer itself touches, the whole file is looked
        # at before.
        Learner(opened, seed=1).answer(1, day=TODAY + 5)
    assert broken.read_bytes() == before


def test_no_answer_of_a_backup_is_lost_and_the_newest_whole_one_is_offered(broken, tmp_path):
    before, [copy] = broken.read_bytes(), backup.listing(broken)
    assert backup.newest_whole(broken) == copy
    target = tmp_path / "recovered.db"
    found = recovery.recover(broken, target)
    assert found.base == copy
    assert ANSWERS - CARDS <= found.reviews <= ANSWERS
    # Whatever is told, is told exactly.
    assert found.lost in {ANSWERS - found.reviews, None}
    assert (found.lost == 0) == (found.reviews == ANSWERS)
    assert broken.read_bytes() == before
    recovery.restore(broken, target, NOON)
    with Collection.open(broken) as opened:
        assert len(list(opened.reviews())) == found.reviews


def test_a_log_whose_own_pages_are_broken_is_rebuilt_from_its_indices(studied, tmp_path):
    with Collection.open(studied) as opened:
        learner = Learner(opened, seed=7)
        undone = learner.answer(3, 5, TODAY + 9).id
        opened.undo(undone)
        opened.reset(4, line_id="reset", at=learner.at, day=TODAY + 9)
        whole = [opened.card(card).memory for card in range(1, CARDS + 1)]
        told = {row.review.id: row for row in opened.reviews()}
        sums = opened.totals()
    for copy in backup.listing(studied):
        copy.path.unlink()
    overwrite(studied, root(studied, "reviews"))
    target = tmp_path / "recovered.db"
    found = recovery.recover(studied, target)
    assert (found.reviews, found.bare, found.lost) == (ANSWERS, ANSWERS + 3, 0)
    with Collection.open(target) as opened:
        assert [opened.card(card).memory for card in range(1, CARDS + 1)] == whole
        assert opened.totals() == sums
        for row in opened.reviews():
            before = told[row.review.id]
            assert row.interval == before.interval
            lost = {"question_id": "", "typed": "", "verdict": row.review.verdict, "offset": 0}
            assert row.review == replace(before.review, **lost)
            assert (row.review.verdict == "right") == (row.review.quality >= 3)


def test_an_older_log_whose_pages_are_broken_is_lost_and_that_is_told(tmp_path):
    path = Path(shutil.copy(OLDER, tmp_path / "collection.db"))
    overwrite(path, root(path, "reviews"))
    command = [sys.executable, "-m", "tfquiz", "restore", "--db", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert "is damaged" in done.stdout
    assert "0 answers, from no backup and 0 lines" in done.stdout
    assert "\n12 lines of its log cannot be read: they are lost.\n" in done.stdout


def test_a_collection_that_vanished_is_not_begun_anew_over_its_backups(studied):
    studied.unlink()
    with pytest.raises(VanishedError, match="tfquiz restore"):
        Collection.open(studied)
    assert not studied.exists()
    shutil.rmtree(studied.with_name("collection-backups"))
    Collection.open(studied).close()


def move_away(path):
    path.rename(path.with_name("elsewhere.db"))


def sync_another_one(path):
    other = path.with_name("synced.db")
    Collection.open(other).close()
    other.replace(path)


def lose_the_log(path):
    path.with_name("collection.db-wal").unlink()


@pytest.mark.parametrize("happens", [move_away, sync_another_one, lose_the_log, os.unlink])
def test_a_file_that_is_taken_away_during_a_sitting_loses_nothing(studied, happens):
    with Collection.open(studied) as opened:
        learner = Learner(opened, seed=1)
        learner.answer(1, day=TODAY + 5)
        happens(studied)
        with pytest.raises(GoneError, match="was not saved") as caught:
            learner.answer(2, day=TODAY + 5)
        with pytest.raises(GoneError) as again:
            learner.answer(2, day=TODAY + 5)
    rescued = caught.value.rescued
    assert again.value.rescued == rescued
    assert files.faults(rescued) == []
    recovery.restore(studied, rescued, NOON)
    with Collection.open(studied) as opened:
        assert len(list(opened.reviews())) == ANSWERS + 1
        Learner(opened, seed=2).answer(2, day=TODAY + 5)


def test_a_folder_in_the_place_of_a_backup_or_a_newer_copy_is_passed_over(studied, tmp_path):
    folder = studied.with_name("collection-backups")
    (folder / backup.daily_name(TODAY + 9)).mkdir()
    assert backup.newest_whole(studied).day.toordinal() == TODAY + 4
    with pytest.raises(StoreError):
        recovery.restore(studied, folder / backup.daily_name(TODAY + 9), NOON)
