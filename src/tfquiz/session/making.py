"""Making questions: many searches side by side, so that one batch of programs serves them all.

The searches are pure; this module only carries their programs to the runner and the outcomes back.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from tfquiz.cards.compose import Refused
from tfquiz.cards.expressions import ExpressionError
from tfquiz.cards.question import Question
from tfquiz.cards.search import Search, search
from tfquiz.cards.subject import Subject
from tfquiz.program.program import Outcome, Program

GROUPS = 8
"""Templates whose searches are under way at once."""
SEARCHES = 16
"""Searches of one template that share a batch."""


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


class Rooms(Runs, Protocol):
    """What also runs batch after batch of one template in one child."""

    def run(self, programs: Sequence[Program], *, room: object | None = None) -> list[Outcome]:
        """Run one batch; whose room it is, its child waits for more."""
        ...

    def leave(self, room: object) -> None:
        """No more programs of this room come."""
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


def make_questions(runs: Rooms, wanted: Sequence[Wanted]) -> Iterator[Made]:
    """Make questions, template by template; yields them in the order in which they were wanted.

    Questions of one template should stand together: they share batches, and no batch holds
    programs of two templates. While the programs of some templates run, the outcomes of others
    are looked at.
    """
    waiting = deque(_groups(wanted))
    running: deque[_Group] = deque()
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers, thread_name_prefix="batches") as pool:
        try:
            while waiting or running:
                while waiting and len(running) < GROUPS:
                    running.append(_Group(runs, waiting.popleft(), pool))
                if running[0].is_done:
                    yield from running.popleft().made()
                else:
                    _move_on(running)
        finally:
            for group in running:
                group.end()


def _move_on(groups: Iterable["_Group"]) -> None:
    """Wait for some outcomes, and hand in what they lead to."""
    results = {group.result: group for group in groups if group.result is not None}
    done, _ = wait(results, return_when=FIRST_COMPLETED)
    for result, group in results.items():
        if result in done:
            group.move_on()


def _groups(wanted: Sequence[Wanted]) -> Iterator[list[Wanted]]:
    group: list[Wanted] = []
    for one in wanted:
        if group and (one.subject.key != group[0].subject.key or len(group) >= SEARCHES):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


class _Group:
    """The searches of one template, a batch for all of them under way at a time."""

    def __init__(self, runs: Rooms, wanted: list[Wanted], pool: ThreadPoolExecutor) -> None:
        self._runs = runs
        self._pool = pool
        self._searches = [_Running(one, _search(runs, one)) for one in wanted]
        self.result: Future[list[Outcome]] | None = None
        """The outcomes of the batch under way; None when every search has its result."""
        for one in self._searches:
            one.start()
        self._hand_in()

    @property
    def is_done(self) -> bool:
        """Whether every search has its result."""
        return self.result is None

    def move_on(self) -> None:
        """Take the outcomes that were waited for, and hand in what they lead to."""
        if self.result is None:
            return
        known = dict(zip(self._programs, self.result.result(), strict=True))
        for one in self._searches:
            if one.result is None:
                one.feed([known[program] for program in one.programs])
        self._hand_in()

    def made(self) -> Iterator[Made]:
        """What came of the searches, in order."""
        for one in self._searches:
            yield Made(one.wanted, one.result or Refused("the search gave nothing"))

    def end(self) -> None:
        """Let go of the child, whatever it still does."""
        if self.result is not None:
            self.result.cancel()
        self._runs.leave(self)

    def _hand_in(self) -> None:
        # Searches of one template ask for some of the same programs.
        self._programs = list(
            dict.fromkeys(program for one in self._searches for program in one.programs)
        )
        if self._programs:
            self.result = self._pool.submit(self._runs.run, self._programs, room=self)
        else:
            self.result = None
            self._runs.leave(self)


def _search(runs: Rooms, wanted: Wanted) -> Search:
    versions = runs.versions(wanted.subject.libraries)
    return search(wanted.subject, wanted.facet, wanted.seed, versions)
