"""The names that a program starts with: its libraries' and the built-in ones.

The built-in names are the second lock's run-time half: what is not needed by a deck is not there.
"""

import builtins
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tfquiz.program.allowed.lists import read
from tfquiz.program.chance import draws_by_chance
from tfquiz.program.libraries import LIBRARIES
from tfquiz.program.policy import violations
from tfquiz.program.program import Program
from tfquiz.program.skeleton import skeleton

_MACHINERY = ("__build_class__", "__import__", "__name__", "__debug__")
"""What class statements, and NumPy's own C code, look for among the built-in names."""

_SURROUNDINGS: dict[str, Callable[[], AbstractContextManager[Any]]] = {}


def register_surroundings(library: str, make: Callable[[], AbstractContextManager[Any]]) -> None:
    """Say what surrounds each program that uses a library, such as a graph of its own."""
    _SURROUNDINGS[library] = make


_WARM_UPS: list[Callable[[], None]] = []


def register_warm_up(action: Callable[[], None]) -> None:
    """Say what a library must do before a lock that lets no file be opened at all."""
    _WARM_UPS.append(action)


def warm_up() -> None:
    """Have every library open what it will ever need."""
    for action in _WARM_UPS:
        action()


_BEGINNINGS: list[Callable[[int | None], None]] = []


def register_beginning(action: Callable[[int | None], None]) -> None:
    """Say how a library takes a seed, or None to forget its seeds as if it had just been loaded."""
    _BEGINNINGS.append(action)


def begin(program: Program) -> None:
    """Give a program chance of its own: neither the template's nor an earlier program's.

    What is traced is kept with the question: as far as a library takes a seed, the same each time.
    """
    if draws_by_chance(program.source) or draws_by_chance(program.ask or ""):
        seed = zlib.crc32(program.source.encode()) if program.trace else None
        for action in _BEGINNINGS:
            action(seed)


def surroundings(libraries: tuple[str, ...]) -> AbstractContextManager[Any]:
    """What surrounds one program with these libraries."""
    for library in libraries:
        if library in _SURROUNDINGS:
            return _SURROUNDINGS[library]()
    return nullcontext()


class Bindings:
    """Makes the namespace of each program; what is imported, is imported by `prepare`."""

    def __init__(self, *, checked: bool) -> None:
        names = [*read("python")["builtins"], *_MACHINERY] if checked else vars(builtins)
        self.builtins = {name: getattr(builtins, name) for name in names}
        self.checked = checked
        self._allowed: set[tuple[str, tuple[str, ...]]] = set()
        self._prepared: dict[tuple[str, ...], dict[str, Any]] = {}

    def prepare(self, libraries: tuple[str, ...]) -> None:
        """Import what programs with these libraries start with; later it would be too late."""
        if libraries in self._prepared:
            return
        names: dict[str, Any] = {}
        for library in libraries:
            for line in LIBRARIES[library].imports:
                exec(line, names)  # noqa: S102 (lines of our own table, as scripts have them)
        names.pop("__builtins__", None)
        self._prepared[libraries] = names

    def complaint(self, program: Program) -> str | None:
        """Why the language does not allow this program; None where it does, or nobody asks."""
        if not self.checked:
            return None
        key = skeleton(program)
        if key in self._allowed:
            return None
        if found := violations(program.source, program.libraries, ask=program.ask):
            return found[0].message
        self._allowed.add(key)
        return None

    def namespace(self, libraries: tuple[str, ...]) -> dict[str, Any]:
        """A fresh namespace for one program."""
        return {
            "__name__": "__main__",
            "__builtins__": self.builtins.copy(),
            **self._prepared[libraries],
        }
