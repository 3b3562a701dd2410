"""How large a value may grow in a deck's expressions, which the parent works out itself.

Expressions have no loops without end, but squares of squares and lists of lists of lists double at
each step. Every value that one makes goes through `bounded`; nothing else is checked here.
"""

from typing import TypeVar

MAX_BITS = 256
MAX_TEXT = 10_000
MAX_LEAVES = 10_000
MAX_DEPTH = 40
MAX_DIGITS = 30

T = TypeVar("T")


def bounded(value: T) -> T:
    """The value as it is; ValueError if it is larger than any lesson needs."""
    if isinstance(value, int):
        if value.bit_length() > MAX_BITS:
            raise ValueError("the number is too large")
    elif isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise ValueError("the text is too long")
    elif isinstance(value, list | tuple | set):
        _count(value, 0, MAX_DEPTH)
    return value


def rounded(number: float, digits: int | None = None) -> float:
    """`round`, which would need hours for a billion digits."""
    if digits is not None and abs(digits) > MAX_DIGITS:
        raise ValueError("round takes few digits")
    return round(number, digits)


def remainder(left: float | str, right: float) -> float:
    """`%` of numbers; of a text it would write out as many characters as the text says."""
    if isinstance(left, str):
        raise TypeError("only of numbers is there a remainder")
    return left % right


def _count(items: list[object] | tuple[object, ...] | set[object], seen: int, depth: int) -> int:
    """How many plain values there are, as soon as it is known to be few enough."""
    if depth == 0:
        raise ValueError("the list is nested too deeply")
    for item in items:
        seen = _count(item, seen, depth - 1) if isinstance(item, list | tuple) else seen + 1
        if seen > MAX_LEAVES:
            raise ValueError("the list is too long")
    return seen
