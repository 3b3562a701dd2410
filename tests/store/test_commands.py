"""The commands that keep a collection, run as a learner runs them, on files in trouble."""

import os
import resource
import subprocess
import sys

import pytest

from tests.store.samples import TODAY, Learner
from tfquiz.store import files, recovery
from tfquiz.store.collection import Collection
from tfquiz.store.errors import GoneError


def tfquiz(path, *words, room=resource.RLIM_INFINITY):
    """Run a command; `room` is how long any file may become, in bytes."""
    command = [sys.executable, "-m", "tfquiz", *map(str, words), "--db", str(path)]
    environment = os.environ | {"TFQUIZ_HOME": str(path.parent)}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )


@pytest.fixture
def studied(collection, learner, path):
    """A closed collection with an answer and a backup."""
    learner.answer(1)
    learner.answer(1, day=TODAY + 1)
    collection.close()
    return path


@pytest.mark.parametrize(
    "words",
    [
        ["stats"],
        ["stats", "--json"],
        ["decks"],
        ["export", "-"],
        ["add-deck", "python"],
        ["backup"],
    ],
)
def test_no_command_takes_a_collection_that_vanished_for_one_that_never_was(studied, words):
    studied.unlink()
    done = tfquiz(studied, *words)
    assert done.returncode == 2
    assert "is gone or empty, but there are backups of it" in done.stderr
    assert done.stdout == ""
    assert not studied.exists()


def test_before_the_first_study_commands_say_that_there_is_nothing_and_make_nothing(tmp_path):
    path = tmp_path / "collection.db"
    assert "Nothing is learned yet" in tfquiz(path, "stats").stdout
    assert "No deck is added yet" in tfquiz(path, "decks").stdout
    assert "There is no collection" in tfquiz(path, "export", "-").stderr
    assert list(tmp_path.iterdir()) == []


def test_a_backup_without_room_names_the_file_that_was_not_written(studied):
    before = {file: file.read_bytes() for file in studied.parent.rglob("*.db")}
    done = tfquiz(studied, "backup", room=50_000)
    assert done.returncode == 2
    assert "There is no room to write" in done.stderr
    assert "collection-backups/manual-" in done.stderr
    assert {
        file: file.read_bytes() for file in studied.parent.rglob("*") if file.is_file()
    } == before


def test_an_export_that_fails_leaves_no_half_of_it(studied, tmp_path):
    data = bytearray(studied.read_bytes())
    data[8192:-4096] = os.urandom(len(data) - 12288)
    studied.write_bytes(data)
    assert recovery.check(studied)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    done = tfquiz(studied, "export", folder / "all.jsonl")
    assert done.returncode == 2
    assert "is damaged" in done.stderr
    assert list(folder.iterdir()) == []


def test_what_a_sitting_rescued_is_listed_until_it_is_gone(studied):
    with Collection.open(studied) as opened:
        studied.unlink()
        with pytest.raises(GoneError) as caught:
            Learner(opened, seed=1).answer(2, day=TODAY + 2)
    rescued = caught.value.rescued
    listed = tfquiz(studied, "restore").stdout
    assert f"  {rescued}\n" in listed
    assert tfquiz(studied, "restore", rescued).returncode == 0
    assert files.faults(studied) == []
    rescued.unlink()
    assert "Rescued" not in tfquiz(studied, "restore").stdout


def test_importing_an_export_leads_to_merge(studied, tmp_path):
    file = tmp_path / "all.jsonl"
    assert tfquiz(studied, "export", file).returncode == 0
    command = [sys.executable, "-m", "tfquiz", "import", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert f"`tfquiz merge {file}`" in done.stderr
    assert tfquiz(studied, "merge", file).returncode == 0


def test_a_backup_that_cannot_be_written_says_why_and_where(studied, tmp_path):
    (tmp_path / "file").write_text("")
    done = tfquiz(studied, "backup", tmp_path / "file" / "copy.db")
    assert done.returncode == 2
    assert f"The backup {tmp_path / 'file' / 'copy.db'} could not be written: " in done.stderr
    assert "Errno" not in done.stderr


def test_an_empty_export_is_called_so(studied, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    done = tfquiz(studied, "merge", empty)
    assert done.returncode == 2
    assert f"{empty}: the file is empty, so it is no export" in done.stderr
