"""From a live Python object to a plain value of `tfquiz.values`.

Libraries register how their own types become values (`arrays`, `tensors`); this module knows the
built-in types. Whatever cannot be asked about, is too large or nested too deeply, becomes Opaque.
"""

import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tfquiz.program.program import MAX_BITS, MAX_ITEMS, MAX_TEXT
from tfquiz.values import Atom, Mapping, Opaque, Series, Value

MAX_DEPTH = 12


_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class _NotPlainError(Exception):
    """Somewhere in the object there is too much, or too deep."""


Converter = Callable[[Any, "Budget"], Value | None]
"""Makes a value of an object, or None where another converter should try."""

_BY_TYPE: dict[type, Converter] = {}
_BY_BASE: list[tuple[type, Converter]] = []


class Budget:
    """How many items one value may still take."""

    __slots__ = ("left",)

    def __init__(self, items: int) -> None:
        self.left = items

    def spend(self, items: int) -> None:
        """Take so many items; raises when there are not so many left."""
        self.left -= items
        if self.left < 0:
            raise _NotPlainError


def register(kind: type, converter: Converter, *, subclasses: bool = False) -> None:
    """Say how objects of a type become values."""
    if subclasses:
        _BY_BASE.append((kind, converter))
    else:
        _BY_TYPE[kind] = converter


def convert(thing: Any, *, limit: int = MAX_ITEMS) -> Value:
    """The value of any object; Opaque where there is none with at most `limit` items."""
    try:
        return convert_within(thing, Budget(limit), 0)
    except _NotPlainError:
        return opaque(thing)


def opaque(thing: Any) -> Opaque:
    """An object that is only shown, without its address, which is another one in each run."""
    return Opaque(type(thing).__name__[:200], _ADDRESS.sub("", str(thing))[:MAX_TEXT])


def convert_within(thing: Any, budget: Budget, depth: int) -> Value:
    """The value of an object inside another one."""
    kind = type(thing)
    if kind in _ATOMS:
        return _atom(thing)
    if depth > MAX_DEPTH:
        raise _NotPlainError
    if kind is list or kind is tuple:
        return Series(kind.__name__, _items(thing, budget, depth))
    if (converter := _BY_TYPE.get(kind)) is not None:
        value = converter(thing, budget)
        return opaque(thing) if value is None else value
    if kind is dict or kind in (OrderedDict, defaultdict, Counter):
        return _mapping(thing, budget, depth)
    if kind is set or kind is frozenset:
        return Series(kind.__name__, _items(_in_fixed_order(thing), budget, depth))
    if kind is range:
        step = () if thing.step == 1 else (Atom(thing.step),)
        return Series("range", (Atom(thing.start), Atom(thing.stop), *step))
    return _by_base(thing, budget, depth)


def _by_base(thing: Any, budget: Budget, depth: int) -> Value:
    for base, converter in _BY_BASE:
        if isinstance(thing, base):
            value = converter(thing, budget)
            return opaque(thing) if value is None else value
    if isinstance(thing, tuple) and hasattr(type(thing), "_fields"):
        return Series("tuple", _items(tuple.__iter__(thing), budget, depth))
    return opaque(thing)


_ATOMS = frozenset((type(None), bool, int, float, complex, str, bytes))


def _atom(thing: Any) -> Value:
    if type(thing) is int and thing.bit_length() > MAX_BITS:
        return Opaque("int", "an integer with thousands of digits")
    if isinstance(thing, str | bytes) and len(thing) > MAX_TEXT:
        raise _NotPlainError
    return Atom(thing)


def _items(things: Iterable[Any], budget: Budget, depth: int) -> tuple[Value, ...]:
    items = []
    for thing in things:
        budget.spend(1)
        items.append(convert_within(thing, budget, depth + 1))
    return tuple(items)


def _mapping(thing: dict[Any, Any], budget: Budget, depth: int) -> Mapping:
    pairs = []
    for key, item in dict.items(thing):
        budget.spend(2)
        pairs.append(
            (convert_within(key, budget, depth + 1), convert_within(item, budget, depth + 1))
        )
    return Mapping(tuple(pairs))


def _in_fixed_order(things: Iterable[Any]) -> list[Any]:
    try:
        return sorted(things)
    except TypeError:
        return sorted(things, key=lambda thing: (type(thing).__name__, repr(thing)))
