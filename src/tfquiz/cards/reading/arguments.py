"""The arguments of calls in answers, and the checks that all constructors share.

An argument is a value, or a bare word that only means something to the call around it, such as
the `int32` in `dtype=int32`. Every check that fails is `Stuck` at the call.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tfquiz.cards.reading.grid import MAX_ELEMENTS, Grid, as_array, loose_grid, spread
from tfquiz.cards.reading.names import VAGUE, dtype_name
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Array, Atom, Mapping, Plain, Series, Value


@dataclass(frozen=True, slots=True)
class Word:
    """A name that is no value by itself."""

    text: str
    start: int


Argument = Value | Word


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it was typed; a method's subject is its first argument."""

    name: str
    """Without the library in front."""
    given: list[Argument]
    named: dict[str, Argument]
    start: int
    method: bool = False


def stuck(call: Call) -> Stuck:
    """The refusal of a call's arguments."""
    return Stuck(call.start, "arguments", text=call.name)


def resolved(item: Argument, strings: frozenset[str] = frozenset()) -> Value:
    """The value that the argument is.

    Args:
        item: a value, or a word.
        strings: the texts in this question's answers; where there are any, a word is text.
    """
    if not isinstance(item, Word):
        return item
    if not strings:
        raise Stuck(item.start, "word", text=item.text)
    return Atom(item.text)


def value_of(call: Call) -> Value:
    """The call's first argument."""
    if not call.given:
        raise stuck(call)
    return resolved(call.given[0])


def plain_of(item: Argument | None, call: Call) -> Plain:
    """A single number, string, boolean or None."""
    if isinstance(item, Atom):
        return item.value
    if isinstance(item, Array) and item.is_scalar:
        return item.items[0]
    raise stuck(call)


def whole(call: Call, at: int) -> int:
    """The argument at that position, which must be a whole number."""
    plain = plain_of(call.given[at], call) if at < len(call.given) else None
    if isinstance(plain, int) and not isinstance(plain, bool):
        return plain
    raise stuck(call)


def dtype_of(item: Argument | None, call: Call) -> str | None:
    """The dtype that an argument names; None when none is given."""
    if item is None:
        return None
    text = item.text if isinstance(item, Word) else item.value if isinstance(item, Atom) else None
    name = dtype_name(text) if isinstance(text, str) else None
    if name is None:
        raise stuck(call)
    return VAGUE.get(name, name)


def sizes(item: Argument | None, start: int, *, least: int = 0) -> tuple[int, ...]:
    """A shape: one whole number, or a list or tuple of them, of a product within the cap."""
    parts = item.items if isinstance(item, Series) else (item,)
    found: list[int] = []
    for part in parts:
        plain = part.value if isinstance(part, Atom) else None
        if not isinstance(plain, int) or isinstance(plain, bool) or plain < least:
            raise Stuck(start, "shape")
        found.append(plain)
    if math.prod(max(1, size) for size in found) > MAX_ELEMENTS or len(found) > 32:
        raise Stuck(start, "too-big", limit=MAX_ELEMENTS)
    return tuple(found)


def shaped(
    items: tuple[Plain, ...], shape: tuple[int, ...], start: int, dtype: str | None = None
) -> Array:
    """These cells in that shape."""
    if math.prod(shape) != len(items):
        raise Stuck(start, "size", count=len(items), shape=shape)
    found = as_array(Grid(shape, items), dtype)
    if found is None:
        raise Stuck(start, "arguments", text=dtype or "array")
    return found


def array_of(value: Value, dtype: str | None, start: int) -> Array:
    """The array that a constructor makes of a number or of nested lists."""
    if isinstance(value, Array) and (dtype is None or dtype == value.dtype):
        return value
    found = loose_grid(value)
    if found is None:
        raise Stuck(start, "ragged")
    array = as_array(found, dtype)
    if array is None:
        raise Stuck(start, "arguments", text=dtype or "array")
    return array


def check_weight(items: Iterable[Value], start: int, *, times: int = 1) -> None:
    """Refuse more elements than a person would type."""
    if sum(weight(item) for item in items) * times > MAX_ELEMENTS:
        raise Stuck(start, "too-big", limit=MAX_ELEMENTS)


def weight(value: Value) -> int:
    """How many elements and containers there are, those of ranges written out."""
    match value:
        case Series(kind="range"):
            return len(spread(value)) + 1
        case Array():
            return len(value.items) + 1
        case Series():
            return sum(weight(item) for item in value.items) + 1
        case Mapping():
            return sum(weight(key) + weight(item) for key, item in value.pairs) + 1
        case _:
            return 1
