import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import deque
from pathlib import Path

import pytest

from tests.store import scripts
from tests.store.samples import TODAY, Learner, memories_follow_from_the_log, open_with
from tfquiz.store import files
from tfquiz.store.collection import Collection
from tfquiz.store.errors import BusyError, DamagedError, ForeignError, NewerError, StoreError

ROOT = Path(__file__).parents[2]


def start(*words):
    command = [sys.executable, "-m", scripts.__name__, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def told(*words):
    process = start(*words)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output.split()


def test_a_full_disk_loses_nothing_and_the_answer_can_be_given_again(collection, path):
    collection.close()
    _, saved, error, unchanged, *rest = told("starve", path)
    assert (error, unchanged) == ("FullError", "True")
    assert rest == ["saved", "2"]
    assert files.faults(path) == []
    with Collection.open(path) as opened:
        assert len(list(opened.reviews())) == int(saved) + 2
        assert memories_follow_from_the_log(opened, [1])


def test_a_database_that_may_not_grow_says_so(collection, learner):
    with collection.reading() as connection:
        [pages] = connection.driver.execute("PRAGMA page_count").fetchone()
        connection.driver.execute(f"PRAGMA max_page_count={pages}")
    long = "x" * 500
    with pytest.raises(StoreError, match="no room"):
        deque((learner.answer(1, 5, TODAY + n, typed=long) for n in range(1_000)), maxlen=0)
    assert memories_follow_from_the_log(collection, [1])


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "expected"),
    [
        ("444", "555", ["ReadOnlyError", "numpy"]),
        ("644", "555", ["ReadOnlyError", "numpy"]),
        ("444", "755", ["ReadOnlyError", "numpy"]),
        ("000", "755", ["UnreadableError", "UnreadableError"]),
    ],
)
def test_a_file_that_may_not_be_written_says_so_and_can_be_copied(file_mode, folder_mode, expected):
    # Not under pytest's own folder, which nobody but its owner may enter.
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "collection.db"
        open_with(path, "sum")[0].close()
        assert told("read_only", path, file_mode, folder_mode) == [*expected, "collection.db"]
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_that_becomes_read_only_keeps_what_it_has(collection, path):
    collection.close()
    assert told("read_only_meanwhile", path) == ["ReadOnlyError", "new"]


def test_two_processes_and_an_added_deck_at_once_lose_no_update(collection, path):
    collection.close()
    processes = [
        start("answer_many", path, 1, 80),
        start("answer_many", path, 2, 80),
        start("add_many", path, 40),
    ]
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0]
    with Collection.open(path) as opened:
        assert [len(opened.reviews_of(card)) for card in (1, 2)] == [80, 80]
        assert memories_follow_from_the_log(opened, range(1, 7))
        assert len(opened.notes("other", retired=True)) == 41


def test_many_threads_share_one_collection(collection):
    def answer(card):
        learner = Learner(collection, seed=card)
        for turn in range(20):
            learner.answer(card, 4, TODAY + turn)

    threads = [threading.Thread(target=answer, args=(card,)) for card in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(collection.reviews())) == 120
    assert memories_follow_from_the_log(collection, range(1, 7))


def test_a_file_that_another_program_holds_is_reported_and_can_be_written_later(
    collection, learner, path
):
    with collection.reading() as connection:
        connection.driver.execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match="do it again"):
        learner.answer(1)
    other.execute("COMMIT")
    other.close()
    learner.answer(1)
    assert len(list(collection.reviews())) == 1


def test_a_newer_file_is_refused_and_left_as_it_is(collection, path):
    collection.close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()
    before = path.read_bytes()
    with pytest.raises(NewerError, match="Upgrade tfquiz"):
        Collection.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mark", [0, 252006674])
def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path, mark):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute(f"PRAGMA application_id={mark}")
        other.execute("CREATE TABLE decks (id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(ForeignError):
        Collection.open(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary, " * 500)
    with pytest.raises(DamagedError):
        Collection.open(path)
    assert path.read_text().startswith("Dear diary, ")


def test_a_folder_that_cannot_be_made_is_reported(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        Collection.open(tmp_path / "file" / "home" / "collection.db")


def test_a_folder_in_the_place_of_the_file_is_reported(tmp_path):
    with pytest.raises(StoreError, match="collection"):
        Collection.open(tmp_path)
