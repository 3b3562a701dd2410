"""A sitting in a terminal: the program as a learner starts it, typed at through a pty."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cards.decks import HEADER, WRITE_THROUGH
from tfquiz.cards.deck import parse_deck
from tfquiz.cards.question import Question
from tfquiz.sandbox.host import Runner
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.store.collection import Collection

PATIENCE = 20.0
"""Seconds after which something that should have been painted has not."""
CONTROLS = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|\x1b[=>]")
ENTER, ESCAPE = b"\r", b"\x1b"


class Terminal:
    """A terminal of 80x24 in which `tfquiz study` runs."""

    def __init__(self, home: Path, *arguments: str) -> None:
        child, self._end = pty.fork()
        self._child: int | None = child
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            command = [sys.executable, "-m", "tfquiz", "study", *arguments]
            plain = {"TERM": "xterm-256color", "TFQUIZ_HOME": str(home), "LANG": "C.UTF-8"}
            os.execve(sys.executable, command, {**os.environ, **plain})
        self._seen = b""

    def press(self, keys: bytes) -> None:
        os.write(self._end, keys)

    def until(self, words: str) -> None:
        """Read until words are painted that were not looked for before."""
        end = time.monotonic() + PATIENCE
        while words.encode() not in (painted := CONTROLS.sub(b"", self._seen)):
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"{words!r} was not painted:\n{painted.decode()}")
        self._seen = painted.partition(words.encode())[2]

    def left(self) -> int:
        """Read until the program has left; gives its exit code."""
        while self._read():
            pass
        child, self._child = self._child, None
        assert child is not None
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def close(self) -> None:
        """Close the terminal, with the program in it if it still runs."""
        if self._child is not None:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
        os.close(self._end)

    def _read(self) -> bool:
        """Take in what was painted; whether there may be more."""
        if not select.select([self._end], [], [], PATIENCE)[0]:
            return False
        try:
            more = os.read(self._end, 65_536)
        except OSError:  # Linux says so when the program at the other end has gone
            return False
        self._seen += more
        return bool(more)


@pytest.fixture
def home(tmp_path: Path, runner: Runner) -> Path:
    """A folder with a collection of one deck, ready to be studied."""
    text = HEADER + WRITE_THROUGH
    with Collection.open(tmp_path / "collection.db") as collection:
        file = DeckFile(parse_deck(text, "small.toml"), text, "shipped")
        add_deck(collection, runner, file, at=datetime.now(UTC))
    return tmp_path


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    """A sitting over the deck that has just been started."""
    one = Terminal(home, "small")
    yield one
    one.close()


def asked(home: Path) -> Question:
    with Collection.open(home / "collection.db") as collection:
        return collection.take(1).question


def typed(answer: str) -> bytes:
    return answer.replace("\n", "").encode()


def test_a_sitting_is_typed_through_in_a_terminal_and_the_log_holds_it(
    home: Path, terminal: Terminal
):
    terminal.until("Don't know")
    [belief] = asked(home).beliefs
    terminal.press(typed(belief.answer.text))
    terminal.until("int · shape")
    terminal.press(ENTER)
    terminal.until("That would be a copy.")
    terminal.until("Next:")
    terminal.press(ENTER)
    terminal.until("Don't know")
    terminal.press(typed(asked(home).answer.text) + ENTER)
    terminal.until("✓ Right.")
    terminal.until("Next:")
    terminal.press(b"u")
    terminal.until("Taken back.")
    terminal.until("Don't know")
    terminal.press(ESCAPE)
    assert terminal.left() == 0
    with Collection.open(home / "collection.db") as collection:
        [row] = collection.reviews()
    assert row.review.verdict == "misconception"
    assert row.review.misconceptions == ("asarray-copies",)
    assert row.review.typed == belief.answer.text
