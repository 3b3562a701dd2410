"""The store beside Anki's: the same collections, the same work, in alternating rounds.

    python bench/store.py [--anki PYTHON] [--sizes 1000 10000 100000] [--rounds 7] [--folder DIR]

PYTHON is an interpreter with the `anki` package, in an environment of its own: it is no dependency
of tfquiz. Without it only tfquiz is measured. Each side is a process that holds its collection and
does one kind of work when told to; figures are medians over the rounds, p99 is over all answers.

The same work on both sides: `cycle` is the next card and its durable answer, nothing shown; in
`shown` tfquiz also reads the question from its stock, and Anki renders the note. `stats` is what
both tell of a year: answers and time by day, what was remembered by age, how the cards stand and
when they come; Anki adds hours of the day, ease and intervals, which tfquiz does not tell. `page`
is all of tfquiz's page, beside the same work of Anki's: tags, weak notes, misconceptions and
leeches are in it too. Beside the time on the clock stands the processor's, because a busy disk
weighs as much on both.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
WORK = ("open", "next", "answer", "cycle", "shown", "undo", "counts", "stats", "page", "search")
Figures = dict[str, dict[str, list[list[float]]]]
"""By work and side: pairs of seconds on the clock and of the processor."""


class Side:
    """A process that measures one program."""

    def __init__(self, python: str, script: str, folder: Path) -> None:
        folder.mkdir()
        self._process = subprocess.Popen(
            [python, str(FOLDER / script), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, *words: object) -> Any:
        """Have one kind of work done; returns its figures."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process was started without pipes")
        stdin.write(" ".join(map(str, words)) + "\n")
        stdin.flush()
        return json.loads(stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=60)


def has_anki(python: str) -> bool:
    """Whether that interpreter can import anki."""
    try:
        found = subprocess.run([python, "-c", "import anki"], capture_output=True, check=False)
    except OSError:
        return False
    return found.returncode == 0


def build(sides: dict[str, Side], cards: int) -> None:
    """Have both collections made, and tell how quickly and how large."""
    made = {name: side.ask("build", cards) for name, side in sides.items()}
    for number, (work, unit) in enumerate((("add", "/s"), ("size", "MB"))):
        told(cards, work, {name: found[number] for name, found in made.items()}, unit)


def measure(sides: dict[str, Side], rounds: int) -> Figures:
    """Alternating rounds: of each kind of work and side the pairs of all rounds, one a round."""
    figures: Figures = {work: {name: [] for name in sides} for work in (*WORK, "p99")}
    for turn in range(rounds):
        order = list(sides.items())[:: -1 if turn % 2 else 1]
        for work in WORK:
            for name, side in order:
                found = side.ask(work)
                figures[work][name].append(
                    [statistics.median(one) for one in zip(*found, strict=True)]
                )
                if work == "answer":
                    figures["p99"][name] += found
    return figures


def report(figures: Figures, cards: int) -> None:
    """Print one line a kind of work."""
    for work, by_side in figures.items():
        values = {}
        processor = {}
        for name, pairs in by_side.items():
            wall, cpu = ([pair[n] for pair in pairs] for n in (0, 1))
            middle = _high if work == "p99" else statistics.median
            values[name], processor[name] = middle(wall) * 1e3, middle(cpu) * 1e3
        told(cards, work, values, "ms", processor)


def told(
    cards: int,
    work: str,
    values: dict[str, float],
    unit: str,
    processor: dict[str, float] | None = None,
) -> None:
    """Print one line: the figures of each side, and how many times Anki's the first is."""
    shown = [f"{name} {value:10.3f} {unit}" for name, value in values.items()]
    if "anki" in values:
        shown.append(f"ratio {values['tfquiz'] / values['anki']:.2f}")
    if processor is not None:
        shown += ["processor", *(f"{value:9.3f}" for value in processor.values())]
        if "anki" in processor:
            shown.append(f"ratio {processor['tfquiz'] / processor['anki']:.2f}")
    print(f"{cards:7,} cards  {work:7}", "   ".join(shown), flush=True)


def _high(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def main() -> None:
    """Measure each size and print the figures."""
    parser = argparse.ArgumentParser(description="the store beside Anki's")
    parser.add_argument("--anki", default=sys.executable, help="an interpreter with anki")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", help="where to put the collections; default: for temporaries")
    options = parser.parse_args()
    scripts = {"tfquiz": (sys.executable, "store_tfquiz.py")}
    if has_anki(options.anki):
        scripts["anki"] = (options.anki, "store_anki.py")
    else:
        print("anki is not installed there, so tfquiz is measured alone; see --anki")
    for cards in options.sizes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            sides = {
                name: Side(python, script, Path(folder) / name)
                for name, (python, script) in scripts.items()
            }
            build(sides, cards)
            report(measure(sides, options.rounds), cards)
            for side in sides.values():
                side.close()


if __name__ == "__main__":
    main()
