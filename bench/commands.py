"""What the commands cost that only print: `tfquiz --help`, and `tfquiz stats` with a long log.

Processes in turn with what they are measured against; the figures are medians of the ratios, of
wall clock and of processor time, which other work on the machine disturbs less.
"""

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import bindparam, insert, update

from tfquiz import scheduler
from tfquiz.scheduler import Memory
from tfquiz.store import rows, schema
from tfquiz.store.collection import Collection
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.records import CardKey, NoteRecord, review_id
from tfquiz.store.reviews import ReviewRecord, review_values

ROUNDS = 15
CARDS = 2_000
REVIEWS = 200_000
TABLE = """
import sqlalchemy
from rich.console import Console
from rich.table import Table
table = Table("card", "answers")
for number in range(20):
    table.add_row(str(number), "x")
Console().print(table)
"""


def collection(path: Path) -> None:
    """A collection with a long log: each card was answered a hundred times over two years."""
    notes = tuple(
        NoteRecord(
            f"note-{n}", {"en": f"Note {n}"}, {"en": "Why."}, "{}", (CardKey("t", "value"),),
            tags=(f"tag-{n % 30}",),
        )
        for n in range(CARDS)
    )  # fmt: skip
    deck = DeckRecord("bench", {"en": "Bench"}, "0", "shipped", ("numpy",), notes)
    with Collection.open(path) as store:
        store.put_deck(deck, at=datetime.now(UTC))
        _study(store)


def _study(store: Collection) -> None:
    chance = random.Random(1)
    at = datetime.now(UTC) - timedelta(days=730)
    memories = dict.fromkeys(range(1, CARDS + 1), Memory())
    lines = []
    for number in range(REVIEWS):
        at += timedelta(days=729) / REVIEWS
        card = number % CARDS + 1
        quality = chance.choice((1, 4, 4, 4, 5))
        review = ReviewRecord(
            id=review_id(at, chance.getrandbits(74)), card_id=card, question_id="", typed="[1 2]",
            seconds=9.0, verdict="right" if quality > 2 else "misconception",
            misconceptions=() if quality > 2 else (f"belief-{card % 3}",),
            hints=0, quality=quality, at=at, day=at.toordinal(), offset=60, repeat=False,
        )  # fmt: skip
        before = memories[card]
        lines.append(review_values(review, interval=before.interval, stamp=number))
        memories[card] = scheduler.review(before, quality, review.day)
    kept = [
        {"card_id": card, **rows.memory_values(memory, card)} for card, memory in memories.items()
    ]
    names = [name for name in kept[0] if name != "card_id"]
    remember = update(schema.cards).where(schema.cards.c.id == bindparam("card_id"))
    with store.writing() as connection:
        connection.execute(insert(schema.reviews), lines)
        connection.execute(remember.values({name: bindparam(name) for name in names}), kept)


def run(command: list[str], home: Path) -> tuple[float, float]:
    """Seconds of wall clock and of processor time that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    environment = {**os.environ, "TFQUIZ_HOME": str(home)}
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name: str, ours: list[str], theirs: list[str], home: Path, goal: float) -> None:
    """Print how much dearer our command is."""
    pairs = [(run(ours, home), run(theirs, home)) for _ in range(ROUNDS)][1:]
    wall = statistics.median(one[0] / other[0] for one, other in pairs)
    processor = statistics.median(one[1] / other[1] for one, other in pairs)
    milliseconds = statistics.median(one[0] for one, _ in pairs) * 1000
    print(
        f"{name:24} {milliseconds:7.1f} ms   ratio {wall:5.2f}, of processor time {processor:.2f}"
    )
    print(f"{'':24} goal: at most {goal}")


def main() -> None:
    """Print the figures."""
    tfquiz = [sys.executable, "-m", "tfquiz"]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        collection(home / "collection.db")
        compare("tfquiz --help", [*tfquiz, "--help"], [sys.executable, "-c", "pass"], home, 5)
        table = [sys.executable, "-c", TABLE]
        compare("stats, 200,000 reviews", [*tfquiz, "stats"], table, home, 1.5)


if __name__ == "__main__":
    main()
