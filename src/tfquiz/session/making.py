"""Making questions: many searches side by side, so that one batch of programs serves them all.

The searches are pure; this module only carries their programs to the runner and the outcomes back.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from tfquiz.cards.compose import Refused
from tfquiz.cards.expressions import ExpressionError
from tfquiz.cards.question import Question
from tfquiz.cards.search import Search, search
from tfquiz.cards.subject import Subject
from tfquiz.program.program import Outcome, Program

GROUPS = 4
"""Templates whose searches are under way at once."""
SEARCHES = 16
"""Searches of one template that share a batch."""
TURNS = 2
"""How many groups of templates take turns between being run and being looked at."""


class Runs(Protocol):
    """What runs programs: `sandbox.host.Runner`."""

    def run_many(self, batches: Sequence[Sequence[Program]]) -> list[list[Outcome]]:
        """Run several batches; the outcomes in the same order."""
        ...

    def run_apart(self, batches: Sequence[Sequence[Program]], order: int) -> list[list[Outcome]]:
        """Run them in other processes, whose sets have another order; `order` is not 0."""
        ...

    def versions(self, libraries: tuple[str, ...]) -> dict[str, str]:
        """Versions of Python and of the libraries."""
        ...

    def missing(self, libraries: tuple[str, ...]) -> tuple[str, ...]:
        """Those libraries that are not installed."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to make; everything about it follows from these and the libraries' versions."""

    subject: Subject
    facet: str
    seed: int


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one search."""

    wanted: Wanted
    result: Question | Refused


@dataclass(slots=True)
class _Running:
    """One search under way."""

    wanted: Wanted
    search: Search
    programs: list[Program] = field(default_factory=list)
    result: Question | Refused | None = None

    def start(self) -> None:
        """Let the search say what it wants to run first."""
        self._advance(None)

    def feed(self, outcomes: list[Outcome]) -> None:
        """Give it what its programs came to."""
        self._advance(outcomes)

    def _advance(self, outcomes: list[Outcome] | None) -> None:
        self.programs = []
        try:
            while not self.programs:
                self.programs = (
                    next(self.search) if outcomes is None else self.search.send(outcomes)
                )
                outcomes = []
        except StopIteration as stop:
            self.result = stop.value
        except ExpressionError as error:
            self.result = Refused(str(error))


def make_questions(runs: Runs, wanted: Sequence[Wanted]) -> Iterator[Made]:
    """Make questions, template by template; yields them in the order in which they were wanted.

    Questions of one template should stand together: they share batches, and no batch holds
    programs of two templates. While the programs of some templates run, the outcomes of others
    are looked at.
    """
    groups = list(_groups(wanted))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="batches") as pool:
        waiting: deque[_Turn] = deque()
        for start in range(0, len(groups), GROUPS):
            waiting.append(_Turn(runs, groups[start : start + GROUPS], pool))
            if len(waiting) >= TURNS:
                yield from _finish(waiting)
        while waiting:
            yield from _finish(waiting)


def _finish(turns: deque["_Turn"]) -> Iterator[Made]:
    """Bring the first turn to its end, moving the others on while it waits."""
    while not turns[0].is_done:
        for turn in turns:
            turn.move_on()
    yield from turns.popleft().made()


def _groups(wanted: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    group: list[Wanted] = []
    for one in wanted:
        if group and (one.subject.key != group[0].subject.key or len(group) >= SEARCHES):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


class _Turn:
    """The searches of a few templates, one batch for each under way at a time."""

    def __init__(self, runs: Runs, groups: list[list[Wanted]], pool: ThreadPoolExecutor) -> None:
        self._runs = runs
        self._pool = pool
        self._groups = [[_Running(one, _search(runs, one)) for one in group] for group in groups]
        for group in self._groups:
            for one in group:
                one.start()
        self._hand_in()

    @property
    def is_done(self) -> bool:
        """Whether every search has its result."""
        return not self._batches

    def move_on(self) -> None:
        """Take the outcomes that were waited for, and hand in what they lead to."""
        if self.is_done:
            return
        for batch, programs, outcomes in zip(
            self._batches, self._programs, self._results.result(), strict=True
        ):
            known = dict(zip(programs, outcomes, strict=True))
            for one in batch:
                one.feed([known[program] for program in one.programs])
        self._hand_in()

    def made(self) -> Iterator[Made]:
        """What came of the searches, in order."""
        for group in self._groups:
            for one in group:
                yield Made(one.wanted, one.result or Refused("the search gave nothing"))

    def _hand_in(self) -> None:
        open_ones = [[one for one in group if one.result is None] for group in self._groups]
        self._batches = [batch for batch in open_ones if batch]
        # Searches of one template ask for some of the same programs.
        self._programs = [
            list(dict.fromkeys(program for one in batch for program in one.programs))
            for batch in self._batches
        ]
        if self._programs:
            self._results = self._pool.submit(self._runs.run_many, self._programs)


def _search(runs: Runs, wanted: Wanted) -> Search:
    versions = runs.versions(wanted.subject.libraries)
    return search(wanted.subject, wanted.facet, wanted.seed, versions)
