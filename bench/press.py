"""From a key to what it leads to on the screen, in a collection of 100,000 cards.

`tfquiz study` runs in a pseudo terminal of 80x24 and a sitting of a day's reviews is typed through;
each press is timed until the terminal has been sent what it asks for. Beside the wall clock stands
the processor time that the program used until then, which other work on the machine disturbs less;
the floor, a bare Textual app that answers each key with another text, is pressed in the same way.
"""

import os
import pty
import re
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from store_tfquiz import Bench, today

CARDS = 100_000
QUESTIONS = 60
QUIET = 0.15
"""Seconds without output after which the screen is at rest."""
PROMPT = rb"note-\d+"
PATIENCE = 60
"""Seconds after which nothing will come any more."""
FLOOR = """
from textual.app import App
from textual.widgets import Static
class Floor(App):
    count = 0
    def compose(self):
        yield Static("note-0")
    def on_key(self):
        self.count += 1
        self.query_one(Static).update(f"note-{self.count}")
Floor().run()
"""


Took = tuple[float, float]
"""Seconds that something took, and those of the processor's."""


class Terminal:
    """A program in a pseudo terminal, its keys and its output."""

    def __init__(self, command: list[str], home: Path) -> None:
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            os.environ.update(
                TFQUIZ_HOME=str(home), TERM="xterm-256color", COLUMNS="80", LINES="24"
            )
            os.execv(command[0], command)  # noqa: S606

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self._child, 9)
        os.waitpid(self._child, 0)
        os.close(self._terminal)

    def rest(self) -> bytes:
        """What is written until the screen is at rest."""
        seen = b""
        while select.select([self._terminal], [], [], QUIET)[0]:
            seen += os.read(self._terminal, 65_536)
        return seen

    def until(self, mark: bytes, *, other: bytes = b"") -> bytes:
        """The first match of a pattern that is written, and is not `other`."""
        seen = b""
        while True:
            for found in re.findall(mark, seen):
                if found != other:
                    return bytes(found)
            if not select.select([self._terminal], [], [], PATIENCE)[0]:
                raise SystemExit(f"{mark!r} was never painted")
            seen += os.read(self._terminal, 65_536)

    def press(self, keys: bytes, mark: bytes, *, other: bytes = b"") -> tuple[Took, bytes]:
        """How long it is from these keys to what they lead to, and the match."""
        self.rest()
        started, used = time.perf_counter(), self._used()
        os.write(self._terminal, keys)
        found = self.until(mark, other=other)
        return (time.perf_counter() - started, self._used() - used), found

    def _used(self) -> float:
        """Seconds of the processor that the program has used; Linux only."""
        threads = Path(f"/proc/{self._child}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def study(home: Path) -> dict[str, list[Took]]:
    """Answer question after question; how long it took by what was waited for."""
    taken: dict[str, list[Took]] = {"letter": [], "verdict": [], "next question": []}
    command = [sys.executable, "-m", "tfquiz", "study", "bench"]
    with Terminal(command, home) as terminal:
        note = terminal.until(PROMPT)
        terminal.until(b"ype your answer")  # the cursor stands on its first letter
        for number in range(QUESTIONS + 1):
            letter, _ = terminal.press(b"3", b"int")
            verdict, _ = terminal.press(b"\r", b"Right")
            terminal.until(b"grade [0-5]")  # the answer is saved
            asked, note = terminal.press(b"\r", PROMPT, other=note)
            if number:  # the first answer also loads what answers need
                taken["letter"].append(letter)
                taken["verdict"].append(verdict)
                taken["next question"].append(asked)
    return taken


def floor(home: Path) -> list[Took]:
    """The same presses in the bare app."""
    with Terminal([sys.executable, "-c", FLOOR], home) as terminal:
        note = terminal.until(PROMPT)
        taken = []
        for _ in range(QUESTIONS):
            seconds, note = terminal.press(b"x", PROMPT, other=note)
            taken.append(seconds)
        return taken


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        build(home)
        taken = {"bare Textual": floor(home), **study(home)}
    print(f"key to screen, {CARDS:,} cards, {QUESTIONS} of each (ms)   wall  p95   processor  p95")
    for name, took in taken.items():
        figures = "".join(
            f"{statistics.median(seconds) * 1000:9.1f}{percentile_95(seconds) * 1000:9.1f}"
            for seconds in zip(*took, strict=True)
        )
        goal = "   (goal: p95 under 16)" if name == "next question" else ""
        print(f"  {name:36}{figures}{goal}")


def percentile_95(seconds: tuple[float, ...]) -> float:
    """What one in twenty takes longer than."""
    return statistics.quantiles(seconds, n=20)[-1]


def build(home: Path) -> None:
    """A collection with a history, and questions for what is due now."""
    bench = Bench(home)
    bench.build(CARDS)
    # as many as the maker keeps in stock, so that it rests
    bench.stock_due(today(), 2 * QUESTIONS, each=3)
    bench.collection.close()


if __name__ == "__main__":
    main()
