import random
import shutil
import sqlite3

import pytest

from tests.store.samples import (
    TODAY,
    Learner,
    make_deck,
    make_question,
    memories_follow_from_the_log,
    open_with,
)
from tfquiz.store import backup, files, recovery
from tfquiz.store.collection import Collection
from tfquiz.store.errors import ForeignError, MissingError, NewerError, StoreError

PAGE = 4096


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A closed collection of forty cards, studied for ten days, with its backups."""
    path = tmp_path_factory.mktemp("studied") / "collection.db"
    collection, cards = open_with(path, *(f"note-{number}" for number in range(20)))
    with collection:
        learner = Learner(collection)
        for day in range(10):
            states = [collection.card(card) for card in cards]
            collection.stock_many({card.id: [make_question(card, day)] for card in states})
            for card in states:
                taken = collection.take(card.id)
                quality = (card.id + day) % 6
                learner.answer(card.id, quality, TODAY + day, question_id=taken.id)
    return path


@pytest.fixture
def studied(template, path):
    """The ids of the reviews of a copy of it at `path`."""
    shutil.copytree(template.parent, path.parent)
    with Collection.open(path) as collection:
        return {row.review.id for row in collection.reviews()}


def spoil_pages(path, chance, count):
    data = bytearray(path.read_bytes())
    for page in chance.sample(range(1, len(data) // PAGE), count):
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    path.write_bytes(data)


def remove_backups(path):
    for copy in backup.listing(path):
        copy.path.unlink()


@pytest.mark.parametrize("seed", range(6))
def test_most_is_recovered_from_a_file_with_broken_pages(studied, path, tmp_path, seed):
    remove_backups(path)
    spoil_pages(path, random.Random(seed), 3)
    broken = path.read_bytes()
    target = tmp_path / "recovered.db"
    recovery.recover(path, target)
    assert path.read_bytes() == broken
    assert files.faults(target) == []
    with Collection.open(target) as opened:
        reviews = list(opened.reviews())
        found = {row.review.id for row in reviews}
        assert memories_follow_from_the_log(opened, {row.review.card_id for row in reviews})
    assert found <= studied
    assert len(found) >= 0.8 * len(studied)


def test_a_whole_file_is_recovered_wholly(studied, path, tmp_path):
    remove_backups(path)
    target = tmp_path / "recovered.db"
    found = recovery.recover(path, target)
    assert (found.beyond.reviews, found.reviews) == (len(studied), len(studied))
    assert (found.base, found.lost) == (None, 0)
    with Collection.open(target) as opened:
        assert {row.review.id for row in opened.reviews()} == studied


def test_a_backup_and_the_damaged_file_make_up_for_each_other(studied, path, tmp_path):
    newest = backup.listing(path)[0]
    with Collection.open(newest.path) as opened:
        saved = {row.review.id for row in opened.reviews()}
    spoil_pages(path, random.Random(1), 3)
    target = tmp_path / "recovered.db"
    recovery.recover(path, target)
    with Collection.open(target) as opened:
        assert saved < {row.review.id for row in opened.reviews()} <= studied
        assert memories_follow_from_the_log(opened, range(1, 41))


def test_a_file_of_nothing_but_rubbish_leaves_the_newest_backup(studied, path, tmp_path):
    path.write_bytes(random.Random(0).randbytes(path.stat().st_size))
    target = tmp_path / "recovered.db"
    found = recovery.recover(path, target)
    assert (found.base, found.beyond.reviews) == (backup.listing(path)[0], 0)
    assert found.lost is None
    with Collection.open(target) as opened:
        assert len(list(opened.reviews())) == 360


def test_a_recovered_collection_takes_its_decks_again(studied, path, tmp_path):
    remove_backups(path)
    spoil_pages(path, random.Random(3), 2)
    target = tmp_path / "recovered.db"
    recovery.recover(path, target)
    deck = make_deck(*(f"note-{number}" for number in range(20)))
    with Collection.open(target) as opened:
        opened.put_deck(deck, at=Learner(opened).at, take_over=True)
        assert opened.decks()[0].cards == 40


def test_reading_leaves_no_files_beside_a_collection(studied, path, tmp_path):
    target = tmp_path / "recovered.db"
    backup.make(path, Learner(None).at)
    for spoil in (False, True):
        if spoil:
            spoil_pages(path, random.Random(1), 3)
        told = path.stat()
        recovery.check(path)
        target.unlink(missing_ok=True)
        recovery.recover(path, target)
        assert path.stat().st_mtime_ns == told.st_mtime_ns
    recovery.restore(path, target, Learner(None).at)
    everything = [*path.parent.rglob("*"), *tmp_path.glob("*")]
    assert [file for file in everything if file.name.endswith(("-wal", "-shm"))] == []


def test_reading_takes_no_log_from_under_another_process(studied, path, tmp_path):
    backup.make(path, Learner(None).at)
    with Collection.open(path) as opened:
        Learner(opened, seed=9).answer(1, day=TODAY + 11)
        backup.make(path, Learner(None).at, target=tmp_path / "copy.db")
        assert recovery.check(path) == []
        assert path.with_name(f"{path.name}-wal").stat().st_size
        Learner(opened, seed=10).answer(1, day=TODAY + 12)
    with Collection.open(path) as opened:
        assert {row.review.id for row in opened.reviews()} > studied


def test_a_copy_that_is_put_back_is_not_written_to(studied, path):
    copy = backup.listing(path)[0].path
    before, told = copy.read_bytes(), copy.stat()
    recovery.restore(path, copy, Learner(None).at)
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == (before, told.st_mtime_ns)
    assert not list(copy.parent.glob("*-shm"))


def test_nothing_is_recovered_over_an_existing_file(studied, path, tmp_path):
    target = tmp_path / "mine.db"
    target.touch()
    with pytest.raises(StoreError, match="exists already"):
        recovery.recover(path, target)


def test_a_recovery_that_fails_leaves_nothing(studied, path, tmp_path):
    with sqlite3.connect(backup.listing(path)[0].path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    spoil_pages(path, random.Random(1), 3)
    target = tmp_path / "recovered.db"
    with pytest.raises(NewerError, match=r"daily-.* was written by a newer tfquiz"):
        recovery.recover(path, target)
    assert list(tmp_path.glob("recovered*")) == []


def test_another_programs_file_is_not_called_damaged(path):
    path.parent.mkdir(exist_ok=True)
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE mine (a)")
    raw.close()
    with pytest.raises(ForeignError):
        backup.make(path, Learner(None).at)
    assert not backup.listing(path)


def test_checking_tells_what_is_broken(studied, path, tmp_path):
    assert recovery.check(path) == []
    spoil_pages(path, random.Random(0), 3)
    assert recovery.check(path)
    with pytest.raises(MissingError):
        recovery.check(tmp_path / "none.db")
