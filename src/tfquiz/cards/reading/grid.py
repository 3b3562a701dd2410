"""Values seen as rectangles of cells, whatever container holds them.

`[[1, 2], [3, 4]]` is the same grid as a list of lists, as an array and as a list of arrays. Used
for reading constructors and for comparing; nothing here judges.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tfquiz.values import Array, Atom, Plain, Series, Value

MAX_ELEMENTS = 10_000
"""More than that is no answer that a person typed."""
MAX_DEPTH = 20

_BITS = {"int": "int64", "float": "float64", "complex": "complex128"}


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in C order, and their shape."""

    shape: tuple[int, ...]
    items: tuple[Plain, ...]


def grid(value: Value) -> Grid | None:
    """The grid that `value` is; None for what is no rectangle: ragged lists, tuples, sets."""
    match value:
        case Atom(value=plain):
            return Grid((), (plain,))
        case Array():
            return Grid(value.shape, value.items)
        case Series(kind="list"):
            return _stack(value.items)
        case _:
            return None


def loose_grid(value: Value) -> Grid | None:
    """As `grid`, and tuples and ranges count as rows too."""
    return grid(as_lists(value))


def as_lists(value: Value) -> Value:
    """`value` with each tuple and range written as a list."""
    if not isinstance(value, Series) or value.kind in ("set", "frozenset"):
        return value
    items = spread(value) if value.kind == "range" else value.items
    return Series("list", tuple(as_lists(item) for item in items))


def spread(value: Series) -> tuple[Value, ...]:
    """The numbers of a range; of anything else, its items. A huge range stays unspread."""
    bounds = [item.value for item in value.items if isinstance(item, Atom)]
    whole = [bound for bound in bounds if isinstance(bound, int)]
    if value.kind != "range" or len(whole) != len(value.items) or not 1 <= len(whole) <= 3:
        return value.items
    if len(whole) == 3 and whole[2] == 0:
        return value.items
    numbers = range(*whole)
    if numbers and (numbers[-1] - numbers[0]) // numbers.step >= MAX_ELEMENTS:
        return value.items
    return tuple(Atom(number) for number in numbers)


def _stack(items: Sequence[Value]) -> Grid | None:
    grids = [grid(item) for item in items]
    if not grids:
        return Grid((0,), ())
    first = grids[0]
    if first is None:
        return None
    cells: list[Plain] = []
    for row in grids:
        if row is None or row.shape != first.shape:
            return None
        cells.extend(row.items)
    return Grid((len(grids), *first.shape), tuple(cells))


def nested(found: Grid) -> Value:
    """The grid as nested lists, as a REPL shows `tolist()`."""
    if not found.shape:
        return Atom(found.items[0])
    step = math.prod(found.shape[1:])
    rows = (
        Grid(found.shape[1:], found.items[at * step : (at + 1) * step])
        for at in range(found.shape[0])
    )
    return Series("list", tuple(nested(row) for row in rows))


def kind_of(item: Plain) -> str:
    """The class of a cell: bool, int, float, complex, str, or none."""
    if isinstance(item, bool):
        return "bool"
    if isinstance(item, int | float | complex):
        return type(item).__name__
    return "none" if item is None else "str"


def kind_of_all(items: Sequence[Plain]) -> str:
    """The class of the array that these cells would make; "" for no cells."""
    kinds = {kind_of(item) for item in items}
    for kind in ("none", "str", "complex", "float", "int", "bool"):
        if kind in kinds:
            return kind
    return ""


def kind_of_dtype(dtype: str) -> str:
    """The class of a dtype's elements."""
    if dtype.startswith(("int", "uint")):
        return "int"
    if dtype.startswith(("float", "bfloat")):
        return "float"
    if dtype.startswith("complex"):
        return "complex"
    return dtype if dtype in ("bool", "str") else "object"


def converted(items: Sequence[Plain], kind: str) -> tuple[Plain, ...] | None:
    """The cells as an array of that class would hold them; None if it cannot."""
    found = [_convert(item, kind) for item in items]
    return None if any(item is None for item in found) else tuple(found)


def _convert(item: Plain, kind: str) -> Plain:
    try:
        match kind:
            case "bool" if isinstance(item, bool | int | float | complex):
                return bool(item)
            case "int" if isinstance(item, bool | int | float):
                return int(item)
            case "float" if isinstance(item, bool | int | float):
                return float(item)
            case "complex" if isinstance(item, bool | int | float | complex):
                return complex(item)
            case "str":
                return _decoded(item) if isinstance(item, bytes) else str(item)
            case "object":
                return item
            case _:
                return None
    except (ValueError, OverflowError):
        pass
    return None


def as_array(found: Grid, dtype: str | None) -> Array | None:
    """The array of these cells; without a dtype, of the one that NumPy would choose."""
    kind = kind_of_dtype(dtype) if dtype else kind_of_all(found.items) or "float"
    items = converted(found.items, kind)
    if items is None:
        return None
    return Array("ndarray", dtype or _BITS.get(kind, kind), found.shape, items)


def _decoded(text: bytes) -> str:
    """What TensorFlow means by its bytes: UTF-8, wherever they can be that."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")
