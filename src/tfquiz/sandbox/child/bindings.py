"""The names that a program starts with: its libraries' and the built-in ones.

The built-in names are the second lock's run-time half: what is not needed by a deck is not there.
"""

import builtins
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tfquiz.program.libraries import LIBRARIES

_BUILTIN_NAMES = [
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "complex",
    "dict",
    "divmod",
    "enumerate",
    "filter",
    "float",
    "format",
    "frozenset",
    "hash",
    "hex",
    "id",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
    "oct",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "zip",
    "getattr",
    "hasattr",
    "None",
    "True",
    "False",
    "Ellipsis",
    "NotImplemented",
    "__build_class__",
    "__import__",
    "__name__",
    "__debug__",
]

_EXCEPTION_NAMES = [
    name
    for name, thing in vars(builtins).items()
    if isinstance(thing, type) and issubclass(thing, BaseException)
]

_SURROUNDINGS: dict[str, Callable[[], AbstractContextManager[Any]]] = {}


def register_surroundings(library: str, make: Callable[[], AbstractContextManager[Any]]) -> None:
    """Say what surrounds each program that uses a library, such as a graph of its own."""
    _SURROUNDINGS[library] = make


def surroundings(libraries: tuple[str, ...]) -> AbstractContextManager[Any]:
    """What surrounds one program with these libraries."""
    for library in libraries:
        if library in _SURROUNDINGS:
            return _SURROUNDINGS[library]()
    return nullcontext()


class Bindings:
    """Makes the namespace of each program; what is imported, is imported by `prepare`."""

    def __init__(self, *, checked: bool) -> None:
        names = [*_BUILTIN_NAMES, *_EXCEPTION_NAMES] if checked else list(vars(builtins))
        self.builtins = {name: getattr(builtins, name) for name in names}
        self.checked = checked
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

    def namespace(self, libraries: tuple[str, ...]) -> dict[str, Any]:
        """A fresh namespace for one program."""
        return {
            "__name__": "__main__",
            "__builtins__": self.builtins.copy(),
            **self._prepared[libraries],
        }
