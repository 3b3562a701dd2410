"""Questions a second, and what a program costs, against the bare cost of running it.

The floor runs the very programs that the searches asked for in one warm process, without child,
lock, trace or search.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tfquiz.cards.deck import load_deck
from tfquiz.cards.question import Question
from tfquiz.cards.subject import subjects
from tfquiz.program.libraries import import_lines
from tfquiz.program.program import Outcome, Program, dump_program
from tfquiz.sandbox.host import Runner
from tfquiz.session.making import Wanted, make_questions
from tfquiz.session.shipped import shipped_decks

SEEDS = {"numpy": 8, "python": 8, "tensorflow": 2, "tensorflow1": 2}
FLOOR = Path(__file__).with_name("floor.py")


class Counting:
    """A runner that counts programs and the time spent waiting for them."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.programs: list[Program] = []
        self.waited = 0.0

    def run_many(self, batches: Sequence[Sequence[Program]]) -> list[list[Outcome]]:
        """Run and count."""
        started = time.perf_counter()
        outcomes = self.runner.run_many(batches)
        self.waited += time.perf_counter() - started
        self.programs += [program for batch in batches for program in batch]
        return outcomes

    def versions(self, libraries: tuple[str, ...]) -> dict[str, str]:
        """As the runner's."""
        return self.runner.versions(libraries)

    def missing(self, libraries: tuple[str, ...]) -> tuple[str, ...]:
        """As the runner's."""
        return self.runner.missing(libraries)


def floor(programs: Sequence[Program], libraries: tuple[str, ...]) -> float:
    """Microseconds a program, in one warm process."""
    request = {
        "imports": import_lines(libraries),
        "programs": [dump_program(program) for program in programs],
    }
    done = subprocess.run(
        [sys.executable, str(FLOOR)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.splitlines()[-1])


def measure(runner: Runner, name: str) -> None:
    """Print the figures of one deck."""
    deck = load_deck(shipped_decks()[name])
    libraries = tuple(deck.deck.libraries)
    chosen = [one for one in subjects(deck) if one.libraries == libraries]
    counting = Counting(runner)
    warm = [Wanted(one, one.facets[0], 10_000) for one in chosen[:4]]
    list(make_questions(counting, warm))
    counting.programs.clear()
    counting.waited = 0.0
    wanted = [
        Wanted(subject, facet, seed)
        for subject in chosen
        for facet in subject.facets
        for seed in range(SEEDS[name])
    ]
    started = time.perf_counter()
    made = [one for one in make_questions(counting, wanted) if isinstance(one.result, Question)]
    taken = time.perf_counter() - started
    each = taken / len(counting.programs) * 1e6
    bare = floor(counting.programs, libraries)
    print(f"{name}: {len(made)} questions, {len(counting.programs)} programs")
    print(f"  questions a second        {len(made) / taken:9.0f}")
    print(f"  a program, all included   {each:9.1f} us")
    print(f"  a program, bare (floor)   {bare:9.1f} us")
    print(f"  share of the floor's rate {bare / each:9.2f}   (goal for NumPy: at least 0.50)")
    print(f"  waiting for programs      {counting.waited / taken:9.0%}")


def main() -> None:
    """Print the figures of every shipped deck."""
    with Runner() as runner:
        for name in shipped_decks():
            measure(runner, name)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the parent   {peak:9.0f} MB   (goal: below 120)")


if __name__ == "__main__":
    main()
