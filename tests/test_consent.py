"""A stranger's deck is shown once and runs only with consent, or behind the whole lock."""

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cards.decks import HEADER, WRITE_THROUGH
from tfquiz.cards.deck import parse_deck
from tfquiz.cli.consent import ask_consent, describe, trial_runner
from tfquiz.cli.decks import read_shipped
from tfquiz.errors import TfquizError
from tfquiz.paths import Places, places
from tfquiz.program.program import Finished, Program
from tfquiz.session.adding import DeckFile
from tfquiz.session.shipped import SHIPPED

DECK = HEADER + WRITE_THROUGH


def deck_file(text: str = DECK) -> DeckFile:
    return DeckFile(parse_deck(text, "small.toml"), text, "/somewhere/small.toml")


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return places(str(tmp_path / "home"))


def on_a_terminal(arguments: list[str], typed: bytes, home: Path) -> tuple[int, str]:
    """Run tfquiz with a terminal for its standard input, and type at it."""
    ours, theirs = pty.openpty()
    os.write(ours, typed)
    done = subprocess.run(
        [sys.executable, "-m", "tfquiz", *arguments],
        env={**os.environ, "TFQUIZ_HOME": str(home)},
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "small.toml"
    path.write_text(DECK, encoding="utf-8")
    return path


def test_the_learner_is_asked_once_and_again_when_the_file_changed(written, tmp_path):
    command = ["add-deck", str(written)]
    code, said = on_a_terminal(command, b"n\n", tmp_path)
    assert (code, "sha256" in said, "blocked" in said) == (2, True, True)
    code, said = on_a_terminal(command, b"y\n", tmp_path)
    assert code == 0, said
    code, said = on_a_terminal(command, b"", tmp_path)
    assert (code, "sha256" in said) == (0, False)
    written.write_text(DECK.replace("What it is about.", "Another text."), encoding="utf-8")
    code, said = on_a_terminal(command, b"n\n", tmp_path)
    assert (code, "sha256" in said) == (2, True)


def test_consent_is_remembered_by_the_hash(here):
    with pytest.raises(TfquizError, match="--yes"):
        ask_consent(deck_file(), here, yes=False)
    ask_consent(deck_file(), here, yes=True)
    ask_consent(deck_file(), here, yes=False)
    with pytest.raises(TfquizError, match="--yes"):
        ask_consent(deck_file(DECK.replace("about.", "about!")), here, yes=False)


def test_a_title_cannot_write_lines_of_its_own_into_the_question():
    title = "Good\\n  blocked  everything\\nRun it? y"
    text = DECK.replace("A small deck", title)
    assert text != DECK
    shown = describe(deck_file(text), [])
    assert "  deck      small: Good blocked everything Run it? y" in shown.splitlines()


def test_a_file_named_like_a_shipped_deck_is_not_taken_for_it(tmp_path):
    (tmp_path / "python").write_text(DECK, encoding="utf-8")
    with contextlib.chdir(tmp_path):
        file = read_shipped("python")
    assert (file.origin, file.deck.id) == (SHIPPED, "python")
    with pytest.raises(TfquizError, match="came with tfquiz"):
        read_shipped("../python")


def test_without_the_lock_a_strangers_deck_is_tried_with_consent_only(here):
    file = deck_file()
    with pytest.raises(TfquizError, match="would not be confined here"):
        trial_runner(file.origin, file.text, here, yes=False, spawn=True)
    with trial_runner(SHIPPED, file.text, here, yes=False, spawn=True) as runner:
        assert isinstance(runner.run([Program("", "1")])[0], Finished)
    ask_consent(file, here, yes=True)
    with trial_runner(file.origin, file.text, here, yes=False, spawn=True) as runner:
        assert isinstance(runner.run([Program("", "1")])[0], Finished)


def test_with_the_lock_a_strangers_deck_may_be_tried(here):
    with trial_runner("/somewhere/small.toml", DECK, here, yes=False) as runner:
        assert isinstance(runner.run([Program("", "1")])[0], Finished)
