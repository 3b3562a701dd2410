"""Runs programs in locked-down children and gives their outcomes: the parent's side.

A `Runner` keeps one template process warm for each group of libraries, hands it batches, and finds
out who is to blame when a batch is lost. It imports no library that decks use, executes nothing of
a program itself, and never raises for what a program does.
"""

import math
import os
import platform
import secrets
import sys
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import metadata
from types import TracebackType
from typing import Self

from tfquiz.program.libraries import LIBRARIES
from tfquiz.program.program import Lost, Outcome, Program
from tfquiz.sandbox.broken import Broken, Engine, GoneError
from tfquiz.sandbox.forked import MANY, Forking
from tfquiz.sandbox.reply import Request
from tfquiz.sandbox.spawned import Spawned

DEADLINE = 2.0

_HEAVY = ("numpy", "tensorflow", "pandas")
"""Distributions that are slow to import: programs that need the same ones share a template."""


class Runner:
    """Runs programs; safe to use from several threads; close it, or use it with `with`."""

    def __init__(
        self,
        *,
        deadline: float = DEADLINE,
        confined: bool = True,
        strict: bool = False,
        checked: bool = True,
        spawn: bool | None = None,
        order: int = 0,
    ) -> None:
        """Make a runner; processes start with the first program.

        Args:
            deadline: seconds of wall clock that one program may take.
            confined: whether the operating system's lock goes on, as far as there is one here.
            strict: whether to refuse every program where that lock is not whole.
            checked: whether the language's allow-list is applied before a program runs.
            spawn: whether to use a spawned worker instead of forked children; None decides by
                the system. A worker lives on from batch to batch of one deck.
            order: which order sets have in the processes, for programs that should not show it.
        """
        self._deadline = deadline
        self._confined = confined
        self._strict = strict
        self._checked = checked
        self._order = order
        self._spawn = not sys.platform.startswith("linux") if spawn is None else spawn
        self._engines: dict[tuple[str, ...], Engine] = {}
        self._turns: dict[tuple[str, ...], threading.Lock] = {}
        self._starting = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, programs: Sequence[Program], *, room: object | None = None) -> list[Outcome]:
        """Run programs, those of one deck with the same libraries in one child.

        Args:
            programs: what is to be run.
            room: who asks for batch after batch of one template's programs. One child may serve
                them all and waits in between until `leave`; None is for a child that ends.

        Returns:
            One outcome for each, in the same order.
        """
        outcomes: dict[int, Outcome] = {}
        for (_, libraries), numbers in _groups(programs).items():
            group = [programs[number] for number in numbers]
            results = self._run_group(libraries, group, room)
            outcomes.update(zip(numbers, results, strict=True))
        return [outcomes[number] for number in range(len(programs))]

    def leave(self, room: object) -> None:
        """End the children that wait for more of a room's programs."""
        with self._starting:
            engines = list(self._engines.values())
        for engine in engines:
            engine.leave(room)

    def run_many(self, batches: Sequence[Sequence[Program]]) -> list[list[Outcome]]:
        """Run several batches, as many at a time as there are cores."""
        if len(batches) < 2:
            return [self.run(batch) for batch in batches]
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            return list(pool.map(self.run, batches))

    def run_apart(self, batches: Sequence[Sequence[Program]], order: int) -> list[list[Outcome]]:
        """Run several batches in processes of another order of sets, which end afterwards."""
        other = Runner(
            deadline=self._deadline,
            confined=self._confined,
            strict=self._strict,
            checked=self._checked,
            spawn=self._spawn,
            order=order,
        )
        with other:
            return other.run_many(batches)

    def versions(self, libraries: tuple[str, ...]) -> dict[str, str]:
        """The versions that decide what programs with these libraries give."""
        found = {"python": platform.python_version()}
        for name in _distributions(libraries):
            if (version := _version(name)) is not None:
                found[name] = version
        return found

    def missing(self, libraries: Iterable[str]) -> tuple[str, ...]:
        """Those of the libraries that are not installed, or not known at all."""
        return tuple(name for name in libraries if not _is_installed(name))

    def close(self) -> None:
        """End every process; a closed runner gives Lost for everything."""
        with self._starting:
            self._closed = True
            engines = list(self._engines.values())
            self._engines.clear()
        for engine in engines:
            engine.close()

    def _run_group(
        self, libraries: tuple[str, ...], programs: list[Program], room: object | None
    ) -> list[Outcome]:
        if missing := self.missing(libraries):
            lost = Lost("unavailable", f"not installed: {', '.join(missing)}")
            return [lost for _ in programs]
        try:
            return self._run_all(libraries, programs, room)
        except GoneError as error:
            lost = Lost("unavailable", str(error))
            return [lost for _ in programs]

    def _run_all(
        self, libraries: tuple[str, ...], programs: list[Program], room: object | None = None
    ) -> list[Outcome]:
        """Run a batch; where it is lost, find the guilty and run the others again."""
        result = self._attempt(libraries, programs, room)
        if not isinstance(result, Broken):
            return result
        guilty = result.index
        if len(programs) == 1:
            return [Lost(result.reason, result.detail)]
        alone = (
            [Lost(result.reason, result.detail)]
            if result.reason == "timeout"
            else self._run_all(libraries, [programs[guilty]])
        )
        if not isinstance(alone[0], Lost):
            # It died of what another one did to the process: each for itself.
            return [self._run_all(libraries, [program])[0] for program in programs]
        others = programs[:guilty] + programs[guilty + 1 :]
        results = self._run_all(libraries, others)
        return results[:guilty] + alone + results[guilty:]

    def _attempt(
        self, libraries: tuple[str, ...], programs: list[Program], room: object | None
    ) -> list[Outcome] | Broken:
        most = len(programs) if room is None else max(MANY, len(programs))
        request = Request(
            nonce=secrets.token_hex(16),
            programs=programs,
            confined=self._confined,
            seconds=math.ceil(self._deadline * most) + 2,
            strict=self._strict,
            checked=self._checked,
            room=room,
        )
        try:
            return self._attempt_once(libraries, request)
        except GoneError:
            # Once more with a new template: the old one may have been killed for memory.
            return self._attempt_once(libraries, request)

    def _attempt_once(self, libraries: tuple[str, ...], request: Request) -> list[Outcome] | Broken:
        heavy = _heavy(libraries)
        engine = self._engine(heavy)
        try:
            return engine.attempt(request, libraries, deadline=self._deadline)
        except GoneError:
            self._drop(heavy, engine)
            raise

    def _engine(self, heavy: tuple[str, ...]) -> Engine:
        """The engine for these libraries; starting one holds up nobody who needs another."""
        with self._starting:
            turn = self._turns.setdefault(heavy, threading.Lock())
        with turn:
            with self._starting:
                if self._closed:
                    raise GoneError("the runner is closed")
                engine = self._engines.get(heavy)
                if engine is not None:
                    return engine
                make = Spawned if self._spawn else Forking
                engine = self._engines[heavy] = make(heavy, self._order)
            try:
                engine.start()
            except GoneError:
                self._drop(heavy, engine)
                raise
            return engine

    def _drop(self, heavy: tuple[str, ...], engine: Engine) -> None:
        with self._starting:
            if self._engines.get(heavy) is engine:
                del self._engines[heavy]
        engine.close()


def _groups(programs: Sequence[Program]) -> dict[tuple[str, tuple[str, ...]], list[int]]:
    """Which programs may share a child: by deck and libraries."""
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, program in enumerate(programs):
        groups.setdefault((program.deck, program.libraries), []).append(number)
    return groups


def _distributions(libraries: Iterable[str]) -> list[str]:
    """The distributions that these libraries come from; TensorFlow and pandas stand on NumPy."""
    found = {LIBRARIES[name].distribution for name in libraries if name in LIBRARIES} - {None}
    if found:
        found.add("numpy")
    return [name for name in _HEAVY if name in found]


def _heavy(libraries: Iterable[str]) -> tuple[str, ...]:
    return tuple(_distributions(libraries))


def _is_installed(library: str) -> bool:
    if library not in LIBRARIES:
        return False
    distribution = LIBRARIES[library].distribution
    return distribution is None or _version(distribution) is not None


@cache
def _version(distribution: str) -> str | None:
    """What is installed; looking costs a millisecond, and every search asks."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None
