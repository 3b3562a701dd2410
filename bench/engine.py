"""Questions a second, and what a program costs, against the bare cost of running it.

The floor runs the very programs that the searches asked for in one warm process, without child,
lock, trace or search. Shares are of processor time, parent and children together, because it
hardly depends on what else the machine does; by the clock the two work side by side.
"""

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tfquiz.__main__ import COLLECT_EVERY
from tfquiz.cards.deck import load_deck
from tfquiz.cards.question import Question
from tfquiz.cards.subject import Subject, subjects
from tfquiz.program.libraries import import_lines
from tfquiz.program.program import Outcome, Program, dump_program
from tfquiz.sandbox.host import Runner
from tfquiz.session.making import Wanted, make_questions
from tfquiz.session.shipped import shipped_decks

SEEDS = {"numpy": 8, "python": 8, "tensorflow": 2, "tensorflow1": 2}
FLOOR = Path(__file__).with_name("floor.py")


@dataclass
class Counting:
    """A runner that keeps the programs."""

    runner: Runner
    batches: list[str] = field(default_factory=list)
    """The programs as JSON: objects would be looked through by the collector again and again."""
    counts: list[int] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    """Seconds of processor time that keeping them took."""

    def run(self, programs: Sequence[Program], *, room: object | None = None) -> list[Outcome]:
        """Run and count."""
        started = time.thread_time()
        self.batches.append(json.dumps([dump_program(one) for one in programs])[1:-1])
        self.counts.append(len(programs))
        self.kept.append(time.thread_time() - started)
        return self.runner.run(programs, room=room)

    def leave(self, room: object) -> None:
        """As the runner's."""
        self.runner.leave(room)

    def run_many(self, batches: Sequence[Sequence[Program]]) -> list[list[Outcome]]:
        """As the runner's."""
        return self.runner.run_many(batches)

    def run_apart(self, batches: Sequence[Sequence[Program]], order: int) -> list[list[Outcome]]:
        """As the runner's."""
        return self.runner.run_apart(batches, order)

    def versions(self, libraries: tuple[str, ...]) -> dict[str, str]:
        """As the runner's."""
        return self.runner.versions(libraries)

    def missing(self, libraries: tuple[str, ...]) -> tuple[str, ...]:
        """As the runner's."""
        return self.runner.missing(libraries)


@dataclass(frozen=True)
class Cost:
    """What a piece of work took, in seconds."""

    parent: float
    """Of processor time, in this process."""
    children: float
    """Of processor time, in processes that have ended."""
    clock: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(
            self.parent - other.parent, self.children - other.children, self.clock - other.clock
        )

    @staticmethod
    def so_far() -> "Cost":
        """What everything took until now."""
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return Cost(time.process_time(), ended.ru_utime + ended.ru_stime, time.perf_counter())


def floor(batches: Sequence[str], libraries: tuple[str, ...]) -> tuple[float, float]:
    """Microseconds a program in one warm process: of processor time, and by the clock."""
    imports = json.dumps(import_lines(libraries))
    done = subprocess.run(
        [sys.executable, str(FLOOR)],
        input=f'{{"imports": {imports}, "programs": [{",".join(batches)}]}}',
        capture_output=True,
        text=True,
        check=True,
    )
    used, taken = done.stdout.splitlines()[-1].split()
    return float(used), float(taken)


def make(chosen: Sequence[Subject], seeds: int) -> tuple[int, Counting, Cost]:
    """Make questions: how many there were, their programs, and what it took after the warm-up.

    The libraries' start is taken off the children's time.
    """
    before = Cost.so_far()
    warm = [Wanted(one, one.facets[0], 10_000) for one in chosen[:4]]
    with Runner() as runner:
        list(make_questions(runner, warm))
    idle = Cost.so_far() - before
    wanted = [
        Wanted(subject, facet, seed)
        for subject in chosen
        for facet in subject.facets
        for seed in range(seeds)
    ]
    before = Cost.so_far()
    with Runner() as runner:
        counting = Counting(runner)
        list(make_questions(runner, warm))
        started = Cost.so_far()
        made = sum(isinstance(one.result, Question) for one in make_questions(counting, wanted))
        spent = Cost.so_far() - started
    children = (Cost.so_far() - before).children - idle.children
    return made, counting, Cost(spent.parent - sum(counting.kept), children, spent.clock)


def measure(name: str) -> None:
    """Print the figures of one deck."""
    deck = load_deck(shipped_decks()[name])
    libraries = tuple(deck.deck.libraries)
    chosen = [one for one in subjects(deck) if one.libraries == libraries]
    made, counting, cost = make(chosen, SEEDS[name])
    count = sum(counting.counts)
    bare, bare_clock = floor(counting.batches, libraries)
    parent, child, clock = (one / count * 1e6 for one in (cost.parent, cost.children, cost.clock))
    share = bare / (parent + child)
    print(f"{name}: {made} questions, {count} programs")
    print(f"  questions a second        {made / cost.clock:9.0f}")
    print(f"  a program, all included   {parent + child:9.1f} us")
    print(f"    in the parent           {parent:9.1f} us")
    print(f"    in children             {child:9.1f} us")
    print(f"  a program, bare (floor)   {bare:9.1f} us")
    print(f"  share of the floor's rate {share:9.2f}   (goal for NumPy: at least 0.50)")
    print(f"    by the clock            {bare_clock / clock:9.2f}")


def main() -> None:
    """Print the figures of every shipped deck, or of those that are named."""
    gc.set_threshold(COLLECT_EVERY)  # as tfquiz itself does
    for name in sys.argv[1:] or shipped_decks():
        measure(name)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the parent   {peak:9.0f} MB   (goal: below 120)")


if __name__ == "__main__":
    main()
