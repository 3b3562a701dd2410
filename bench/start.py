"""From process start to the first question on the screen, against a bare Textual app.

Both run in a pseudo terminal of 80x24, in turn; the figure is the median of the ratios. The
collection has 2,000 cards with questions in stock.
"""

import os
import pty
import select
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tfquiz.cards.question import Gives, Question
from tfquiz.store.collection import Collection
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.records import CardKey, NoteRecord
from tfquiz.values import Atom

ROUNDS = 15
CARDS = 2_000
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("What is x?")
Bare().run()
"""
MARK = b"What is"


def collection(path: Path) -> None:
    """A collection whose cards all have a question in stock."""
    notes = tuple(
        NoteRecord(f"note-{n}", {"en": f"Note {n}"}, {"en": "Why."}, "{}", (CardKey("t", "value"),))
        for n in range(CARDS)
    )
    deck = DeckRecord("bench", {"en": "Bench"}, "0", "shipped", ("numpy",), notes)
    base = Question(
        deck="bench", note="", template="t", facet="value", seed=0,
        prompt={"en": "What is `x`?"}, code="x = np.array([1, 2, 3])", ask="x", form="typed",
        answer=Gives(Atom(3), "3", "3\n"), script="", libraries=("numpy",), versions={},
    )  # fmt: skip
    with Collection.open(path) as store:
        changes = store.put_deck(deck, at=datetime.now(UTC))
        stocked = {
            card: [replace(base, note=store.card(card).note, seed=card)] for card in changes.cards
        }
        store.stock_many(stocked)


def seconds(command: list[str], home: Path) -> float:
    """Wall clock from fork until `MARK` is written to the terminal."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TFQUIZ_HOME=str(home), TERM="xterm-256color", COLUMNS="80", LINES="24")
        # A program that pip installed has its bytecode; the first round, not counted, writes it.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(command[0], command)  # noqa: S606
    seen = b""
    while MARK not in seen:
        if not select.select([terminal], [], [], 20)[0]:
            raise SystemExit(f"nothing painted by {command}")
        seen += os.read(terminal, 65_536)
    taken = time.perf_counter() - started
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return taken


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        collection(home / "collection.db")
        study = [sys.executable, "-m", "tfquiz", "study", "bench"]
        bare = [sys.executable, "-c", BARE]
        pairs = [(seconds(study, home), seconds(bare, home)) for _ in range(ROUNDS)][1:]
    ours, theirs = zip(*pairs, strict=True)
    ratio = statistics.median(a / b for a, b in pairs)
    print("start to first question, 2,000 cards")
    print(f"  tfquiz study    {statistics.median(ours) * 1000:7.1f} ms")
    print(f"  bare Textual    {statistics.median(theirs) * 1000:7.1f} ms")
    print(f"  ratio           {ratio:7.2f}   (goal: at most 1.35)")


if __name__ == "__main__":
    main()
