"""What the methods of arrays mean in answers: `.reshape(2, 3)`, `.T`, `.tolist()` ...

A method's subject is its call's first argument. Computed on plain values.
"""

import math
from collections.abc import Callable

from tfquiz.cards.reading.arguments import (
    Argument,
    Call,
    array_of,
    dtype_of,
    resolved,
    shaped,
    sizes,
    stuck,
    value_of,
)
from tfquiz.cards.reading.grid import grid, nested
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Array, Series, Value


def attribute(subject: Value, name: str, start: int) -> Value:
    """`.T`, and nothing else."""
    if name != "T":
        raise Stuck(start, "character", text=f".{name}")
    return transposed(Call("T", [subject], {}, start, method=True))


def reshaped(call: Call) -> Value:
    """`.reshape(2, 3)`, `np.reshape(..., (2, -1))`."""
    found = _subject(call)
    shape = list(
        sizes(call.given[1] if len(call.given) == 2 else _rest(call), call.start, least=-1)
    )
    rest = -math.prod(shape)
    if shape.count(-1) == 1 and rest > 0 and len(found.items) % rest == 0:
        shape[shape.index(-1)] = len(found.items) // rest
    return shaped(found.items, tuple(shape), call.start, found.dtype)


def _rest(call: Call) -> Value:
    return Series("tuple", tuple(resolved(item) for item in call.given[1:]))


def _subject(call: Call) -> Array:
    return array_of(value_of(call), None, call.start)


def transposed(call: Call) -> Value:
    """`.T`, `np.transpose(...)`, of two axes at most."""
    found = _subject(call)
    if len(call.given) > 1 or len(found.shape) > 2:
        raise stuck(call)
    if len(found.shape) < 2:
        return found
    rows, columns = found.shape
    items = tuple(found.items[row * columns + at] for at in range(columns) for row in range(rows))
    return Array(found.kind, found.dtype, (columns, rows), items)


def _flat(call: Call) -> Value:
    found = _subject(call)
    return Array(found.kind, found.dtype, (len(found.items),), found.items)


def _as_type(call: Call) -> Value:
    found = _subject(call)
    dtype = dtype_of(call.given[1] if len(call.given) == 2 else None, call)
    return array_of(found, dtype, call.start)


def _as_list(call: Call) -> Value:
    found = grid(value_of(call))
    if found is None:
        raise stuck(call)
    return nested(found)


def same(call: Call) -> Value:
    """What changes nothing that is shown, such as `.copy()`."""
    return value_of(call)


METHODS: dict[str, Callable[[Call], Argument]] = {
    "astype": _as_type,
    "tolist": _as_list,
    **dict.fromkeys(("numpy", "copy"), same),
    **dict.fromkeys(("ravel", "flatten"), _flat),
}
