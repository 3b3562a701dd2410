"""Work that needs programs run, in rounds: many pieces of it side by side share each batch.

Starting a child costs as much as fifty programs, so nothing here asks for one program at a time.
A piece of work is a generator: it yields the programs that it wants run, is sent their outcomes in
the same order, and returns its result. Which pieces share a batch never depends on timing.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TypeVar

from tfquiz.program.program import Outcome, Program
from tfquiz.session.making import Runs

T = TypeVar("T")
Rounds = Generator[Sequence[Program], list[Outcome], T]

MAX_BATCH = 300
"""Programs in one batch; one that is lost costs the others of its batch a second run."""


def together(
    pieces: Iterable[Rounds[T]], *, width: int = 1_000, done: Callable[[], None] | None = None
) -> Rounds[list[T]]:
    """Several pieces of work as one; their results in order.

    Args:
        pieces: what is to be done.
        width: how many may be under way at once.
        done: called when one of them has ended.
    """
    waiting = iter(enumerate(pieces))
    live: dict[int, tuple[Rounds[T], Sequence[Program]]] = {}
    results: dict[int, T] = {}

    def advance(place: int, piece: Rounds[T], outcomes: list[Outcome] | None) -> None:
        try:
            live[place] = piece, (next(piece) if outcomes is None else piece.send(outcomes))
        except StopIteration as stop:
            live.pop(place, None)
            results[place] = stop.value
            if done is not None:
                done()

    while True:
        while len(live) < width and (fresh := next(waiting, None)) is not None:
            advance(*fresh, None)
        if not live:
            return [results[place] for place in sorted(results)]
        outcomes = yield [program for _, programs in live.values() for program in programs]
        start = 0
        for place, (piece, programs) in list(live.items()):
            stop = start + len(programs)
            advance(place, piece, outcomes[start:stop])
            start = stop


def carry_out(runs: Runs, work: Rounds[T]) -> T:
    """Run what a piece of work wants until it has its result."""
    try:
        programs = next(work)
        while True:
            programs = work.send(run_once_each(runs, programs))
    except StopIteration as stop:
        result: T = stop.value
        return result


class Joined:
    """Runs programs like another, but several small batches in one process."""

    def __init__(self, runs: Runs) -> None:
        """Make one that hands large batches to `runs`."""
        self._runs = runs

    def run_many(self, batches: Sequence[Sequence[Program]]) -> list[list[Outcome]]:
        """The outcomes of each batch."""
        return _divided(batches, self._runs.run_many(list(_joined(batches))))

    def run_apart(self, batches: Sequence[Sequence[Program]], order: int) -> list[list[Outcome]]:
        """The same in processes of another order of sets."""
        return _divided(batches, self._runs.run_apart(list(_joined(batches)), order))

    def versions(self, libraries: tuple[str, ...]) -> dict[str, str]:
        """What the other one says."""
        return self._runs.versions(libraries)

    def missing(self, libraries: tuple[str, ...]) -> tuple[str, ...]:
        """What the other one says."""
        return self._runs.missing(libraries)


def _joined(batches: Iterable[Sequence[Program]]) -> Iterator[list[Program]]:
    """Batches one behind the other, as far as they stay below the largest."""
    joined: list[Program] = []
    for batch in batches:
        if joined and len(joined) + len(batch) > MAX_BATCH:
            yield joined
            joined = []
        joined = [*joined, *batch]
    if joined:
        yield joined


def _divided(
    batches: Sequence[Sequence[Program]], outcomes: Iterable[Sequence[Outcome]]
) -> list[list[Outcome]]:
    rest = iter([one for part in outcomes for one in part])
    return [[next(rest) for _ in batch] for batch in batches]


def run_once_each(runs: Runs, programs: Sequence[Program]) -> list[Outcome]:
    """The outcomes of programs, of which equal ones are run once."""
    different = list(dict.fromkeys(programs))
    batches = [
        different[start : start + MAX_BATCH] for start in range(0, len(different), MAX_BATCH)
    ]
    outcomes = [one for batch in runs.run_many(batches) for one in batch] if batches else []
    known = dict(zip(different, outcomes, strict=True))
    return [known[program] for program in programs]
