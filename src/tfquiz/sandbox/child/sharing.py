"""Which of a program's variables share memory: who else changes when one is written to."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

_TESTS: list[tuple[type, Callable[[Any, Any], bool]]] = []
_IMMUTABLE = (type(None), bool, int, float, complex, str, bytes, tuple, frozenset, range)


def register_sharing(kind: type, test: Callable[[Any, Any], bool]) -> None:
    """Say how to test two objects of this type."""
    _TESTS.append((kind, test))


def sharing(names: tuple[str, ...], namespace: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The pairs of `names` that share memory, each pair once, in the order of `names`."""
    present = [name for name in names if name in namespace]
    return tuple(
        (first, second)
        for first, second in combinations(present, 2)
        if _share(namespace[first], namespace[second])
    )


def _share(first: Any, second: Any) -> bool:
    if isinstance(first, _IMMUTABLE):
        return False
    for kind, test in _TESTS:
        if isinstance(first, kind) and isinstance(second, kind):
            return test(first, second)
    return first is second
