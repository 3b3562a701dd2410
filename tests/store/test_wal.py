"""A write-ahead log that is damaged after a kill: what was saved in it is not given up silently."""

import os
import re
import shutil
import signal

import pytest

from tests.store.samples import NOON, TODAY, Learner
from tests.store.test_trouble import start
from tfquiz.store import backup, files, recovery, wal
from tfquiz.store.collection import Collection
from tfquiz.store.errors import DamagedError

FRAME = 24 + 4096
ANSWERS = 20


@pytest.fixture
def killed(collection, learner, path):
    """A collection with a backup, of which a sitting was killed after some answers more."""
    learner.answer(1, day=TODAY)
    learner.answer(1, day=TODAY + 1)
    collection.close()
    process = start("sit", path, 0)
    for _ in range(ANSWERS * 3):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    return path


def log_of(path):
    return path.with_name(f"{path.name}-wal")


def index_of(path):
    return path.with_name(f"{path.name}-shm")


def answers_in(path):
    with Collection.open(path) as opened:
        return len(list(opened.reviews()))


def change(path, at, data):
    with log_of(path).open("r+b") as file:
        file.seek(at)
        file.write(data)


BREAKS = {
    "its header": (
        lambda path: change(path, 0, b"\xff" * 32),
        "the header of its .*-wal is broken",
    ),
    "its magic number": (lambda path: change(path, 0, b"\0"), "the header of its .*-wal is broken"),
    "its header's sum": (
        lambda path: change(path, 30, b"\0\0"),
        "the header of its .*-wal is broken",
    ),
    "a page in the middle": (
        lambda path: change(path, 32 + 2 * FRAME + 99, b"\xff" * 9),
        "in the middle",
    ),
    "a frame in the middle": (
        lambda path: change(path, 32 + 2 * FRAME, b"\xff" * 24),
        "in the middle",
    ),
    "all but 5000 bytes": (lambda path: os.truncate(log_of(path), 5000), "lacks the last"),
    "all of it": (lambda path: os.truncate(log_of(path), 0), "lacks the last"),
    "the file": (lambda path: log_of(path).unlink(), "lacks the last"),
}


@pytest.mark.parametrize("part", BREAKS)
def test_a_damaged_log_is_told_and_kept_and_what_it_holds_is_saved(killed, tmp_path, part):
    break_it, words = BREAKS[part]
    break_it(killed)
    before = {file.name: file.read_bytes() for file in killed.parent.glob("collection.db*")}
    for _ in range(2):
        with pytest.raises(DamagedError, match=f"{words}.*`tfquiz restore`"):
            Collection.open(killed)
        with pytest.raises(DamagedError, match=words):
            backup.make(killed, NOON)
        assert re.search(words, recovery.check(killed)[0])
    target = tmp_path / "recovered.db"
    found = recovery.recover(killed, target)
    assert {file.name: file.read_bytes() for file in killed.parent.glob("collection.db*")} == before
    assert found.reviews >= 1
    assert found.lost is None
    aside = recovery.restore(killed, target, NOON)
    assert answers_in(killed) == found.reviews
    kept = aside.parent.glob(f"{aside.name}*")
    moved = {file.name.replace(aside.name, killed.name): file.read_bytes() for file in kept}
    assert moved == before


@pytest.mark.parametrize("part", ["its header", "its magic number", "its header's sum"])
def test_a_broken_header_loses_no_answer(killed, tmp_path, part):
    whole = tmp_path / "whole"
    shutil.copytree(killed.parent, whole)
    BREAKS[part][0](killed)
    index_of(killed).unlink()
    found = recovery.recover(killed, tmp_path / "recovered.db")
    assert found.reviews == answers_in(whole / killed.name) > ANSWERS // 2


def test_a_broken_page_costs_no_more_than_the_answers_of_that_page(killed, tmp_path):
    whole = tmp_path / "whole"
    shutil.copytree(killed.parent, whole)
    BREAKS["a page in the middle"][0](killed)
    found = recovery.recover(killed, tmp_path / "recovered.db")
    assert found.reviews >= answers_in(whole / killed.name) - 2


@pytest.mark.parametrize("with_index", [True, False])
def test_what_a_crash_leaves_at_the_end_of_the_log_is_no_damage(killed, with_index):
    """Frames of a transaction that was never flushed, whole or torn."""
    log = wal.read(log_of(killed))
    end = 32 + log.committed * FRAME
    header = (b"\0\0\0\2" + b"\0\0\0\0" + log.salt).ljust(24, b"\1")
    torn = [b"", header, header + b"\xff" * 999, (header + b"\xff" * 4096) * 3]
    if not with_index:
        index_of(killed).unlink()
    for tail in torn:
        os.truncate(log_of(killed), end)
        change(killed, end, tail)
        assert wal.loss(killed) is None
    assert files.faults(killed) == []
    assert answers_in(killed) > ANSWERS // 2


def test_a_log_that_was_begun_anew_is_no_damage(collection, learner, path, tmp_path):
    """Frames of an earlier round stand behind those of this one."""
    for turn in range(5):
        learner.answer(1, day=TODAY + turn)
    with collection.reading() as connection:
        driver = connection.driver
    driver.execute("PRAGMA wal_checkpoint(RESTART)")
    learner.answer(2, day=TODAY + 5)
    copied = tmp_path / "copied"
    shutil.copytree(path.parent, copied)
    assert wal.loss(copied / path.name) is None
    index_of(copied / path.name).unlink()
    assert wal.loss(copied / path.name) is None
    assert answers_in(copied / path.name) == 6


def test_a_file_that_another_process_has_open_is_not_taken_for_damaged(collection, learner, path):
    for turn in range(5):
        learner.answer(1, day=TODAY + turn)
        assert wal.loss(path) is None
        with Collection.open(path) as other:
            Learner(other, seed=turn + 1).answer(2, day=TODAY + turn)
            assert wal.loss(path) is None
    assert files.faults(path) == []
