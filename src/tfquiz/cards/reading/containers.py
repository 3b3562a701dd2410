"""Python's containers in answers: `list(...)`, `dict(...)`, sets, `[0] * 4`; and signed numbers.

Computed on plain values under a cap on size; nothing is evaluated.
"""

from collections.abc import Sequence

from tfquiz.cards.reading.arguments import Argument, Call, check_weight, resolved, stuck, value_of
from tfquiz.cards.reading.grid import MAX_ELEMENTS, Grid, kind_of, nested, spread
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Array, Atom, Mapping, Plain, Series, Value


def series(call: Call) -> Series:
    """`list(range(3))`, `tuple([1, 2])`, `set()`, `deque([1])` ..."""
    kind = "list" if call.name == "deque" else call.name
    items = _items(value_of(call), call) if call.given else ()
    check_weight(items, call.start)
    return set_of(items, kind=kind) if kind in ("set", "frozenset") else Series(kind, tuple(items))


def _items(value: Value, call: Call) -> Sequence[Value]:
    match value:
        case Series():
            items = spread(value)
            if value.kind == "range" and items is value.items:
                raise Stuck(call.start, "too-big", limit=MAX_ELEMENTS)
            return items
        case Array(shape=(_, *_)):
            return _items(nested(Grid(value.shape, value.items)), call)
        case Mapping():
            return tuple(key for key, _ in value.pairs)
        case Atom(value=str(text)):
            return tuple(Atom(letter) for letter in text)
        case _:
            raise stuck(call)


def mapping(call: Call) -> Value:
    """`dict(a=1)`, `dict([(1, 2)])`, `Counter({...})`, `defaultdict(<class 'int'>, {...})`."""
    given = call.given[-1:] if call.name == "defaultdict" else call.given
    pairs: list[tuple[Value, Value]] = []
    for item in (resolved(item) for item in given):
        if isinstance(item, Mapping):
            pairs.extend(item.pairs)
            continue
        for pair in _items(item, call):
            if not isinstance(pair, Series) or len(pair.items) != 2:
                raise stuck(call)
            pairs.append((pair.items[0], pair.items[1]))
    pairs.extend((Atom(key), resolved(item)) for key, item in call.named.items())
    return Mapping(last_of_each(pairs))


def shape(call: Call) -> Value:
    """`TensorShape([2, 3])`: a tuple."""
    value = value_of(call) if call.given else Series("tuple", ())
    return Series("tuple", value.items if isinstance(value, Series) else (value,))


def set_of(items: Sequence[Value], *, kind: str = "set") -> Series:
    """A set: each item once."""
    return Series(kind, tuple(dict.fromkeys(items)))


def last_of_each(
    pairs: Sequence[tuple[Value, Value]],
) -> tuple[tuple[Value, Value], ...]:
    """A dict's pairs: each key once, with what was said last."""
    return tuple(dict(pairs).items())


def repeated(left: Value, right: Value, start: int) -> Value:
    """`[0] * 4`, `4 * [0]`, `"ab" * 2`."""
    for body, times in ((left, right), (right, left)):
        if isinstance(times, Atom) and kind_of(times.value) == "int":
            count = max(0, int(str(times.value)))
            if isinstance(body, Series) and body.kind in ("list", "tuple"):
                check_weight(body.items, start, times=count)
                return Series(body.kind, body.items * count)
            if isinstance(body, Atom) and isinstance(body.value, str):
                check_weight((body,) * len(body.value[:MAX_ELEMENTS]), start, times=count)
                return Atom(body.value * count)
    raise Stuck(start, "arithmetic")


def joined(left: Value, right: Value, start: int) -> Value:
    """`[1] + [2, 3]`."""
    if isinstance(left, Series) and isinstance(right, Series) and left.kind == right.kind:
        items = left.items + right.items
        check_weight(items, start)
        return Series(left.kind, items)
    raise Stuck(start, "arithmetic")


def negated(item: Argument, start: int, *, negative: bool) -> Value:
    """A number behind a sign."""
    if isinstance(item, Atom) and kind_of(item.value) in ("int", "float", "complex"):
        plain = item.value
        if isinstance(plain, int | float | complex):
            return Atom(-plain if negative else plain)
    raise Stuck(start, "arithmetic")


def complex_atom(first: Atom, second: Plain, *, negative: bool) -> Atom:
    """A real and an imaginary part as one number, in either order."""
    sign = -1 if negative else 1
    parts = (first.value, second)
    real = [item for item in parts if isinstance(item, int | float)]
    imaginary = [item.imag for item in parts if isinstance(item, complex)]
    if isinstance(second, complex):
        return Atom(complex(real[0], sign * imaginary[0]))
    return Atom(complex(sign * real[0], imaginary[0]))


def check_hashable(item: Value, start: int) -> None:
    """Refuse what can be neither in a set nor a key."""
    if isinstance(item, Mapping) or (isinstance(item, Series) and item.kind in ("list", "set")):
        raise Stuck(start, "unhashable")
