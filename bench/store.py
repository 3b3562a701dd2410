"""The store beside Anki's: the same collections, the same work, in alternating rounds.

    python bench/store.py [--anki PYTHON] [--sizes 1000 10000 100000] [--rounds 7] [--folder DIR]

PYTHON is an interpreter with the `anki` package, in an environment of its own: it is no dependency
of tfquiz. Without it only tfquiz is measured. Each side is a process that holds its collection and
does one kind of work when told to; figures are medians over the rounds, p99 is over all answers.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
WORK = ("open", "answer", "cycle", "undo", "counts", "stats", "search")
UNITS = {"cycle": "/s", "add": "/s", "size": "MB"}


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

    def ask(self, *words: object) -> list[float]:
        """Have one kind of work done; returns seconds, or what else the work's figures are."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the process was started without pipes")
        stdin.write(" ".join(map(str, words)) + "\n")
        stdin.flush()
        answer: list[float] = json.loads(stdout.readline())
        return answer

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


def measure(sides: dict[str, Side], cards: int, rounds: int) -> dict[str, dict[str, list[float]]]:
    """All figures by work and side."""
    figures: dict[str, dict[str, list[float]]] = {}
    for name, side in sides.items():
        for work, value in zip(("add", "size"), side.ask("build", cards), strict=True):
            figures.setdefault(work, {})[name] = [value]
    for _ in range(rounds):
        for work in WORK:
            for name, side in sides.items():
                found = side.ask(work)
                figures.setdefault(work, {}).setdefault(name, []).append(statistics.median(found))
                if work == "answer":
                    figures.setdefault("p99", {}).setdefault(name, []).extend(found)
    return figures


def report(figures: dict[str, dict[str, list[float]]], cards: int) -> None:
    """Print one line a kind of work."""
    for work, by_side in figures.items():
        shown = []
        values = {}
        for name, found in by_side.items():
            value = (
                statistics.quantiles(found, n=100)[98]
                if work == "p99"
                else statistics.median(found)
            )
            values[name] = value
            unit = UNITS.get(work, "ms")
            shown.append(f"{name} {value * 1e3 if unit == 'ms' else value:10.3f} {unit}")
        if "anki" in values:
            shown.append(f"ratio {values['tfquiz'] / values['anki']:.2f}")
        print(f"{cards:7,} cards  {work:7}", "   ".join(shown), flush=True)


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
            report(measure(sides, cards, options.rounds), cards)
            for side in sides.values():
                side.close()


if __name__ == "__main__":
    main()
