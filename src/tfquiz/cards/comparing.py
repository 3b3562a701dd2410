"""Whether two values would be typed alike, and how far apart they are.

Quick, because the search for good inputs asks hundreds of pairs per question. A value is flattened
once to its structure and its cells; structures are equal or not, and cells are compared one by
one. Strictly, an `int` is no `float` and a tuple is no list; leniently, what a person would type
for the other counts as the other.
"""

import math
from dataclasses import dataclass

from tfquiz.cards.question import Answer, Gives, Raises
from tfquiz.cards.reading.grid import as_lists, grid, kind_of, spread
from tfquiz.values import Array, Atom, Mapping, Opaque, Plain, Series, Value

RELATIVE = 1e-9
"""Floats nearer to each other than this part of their size are the same for everybody."""

SINGLE = 1e-7
"""The same for those who copy a float32 with all the digits that a float64 needs for it."""

Structure = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """A value without its containers."""

    structure: Structure
    """Equal for values that differ in nothing but their cells."""
    cells: tuple[Plain, ...]


def same_answer(one: Answer, other: Answer, *, tolerance: float) -> bool:
    """Whether what a learner types for one answer could be taken for the other."""
    if isinstance(one, Raises) or isinstance(other, Raises):
        return isinstance(one, Raises) and isinstance(other, Raises) and one.error == other.error
    return alike(one.value, other.value, tolerance=tolerance)


def distance(one: Answer, other: Answer) -> float | None:
    """The largest distance between their floats; None if they differ in anything else."""
    if not isinstance(one, Gives) or not isinstance(other, Gives):
        return None
    left, right = flatten(one.value), flatten(other.value)
    if left.structure != right.structure:
        return None
    largest = 0.0
    for mine, theirs in zip(left.cells, right.cells, strict=True):
        if kind_of(mine) != kind_of(theirs):
            return None
        if same_cell(mine, theirs, tolerance=0.0):
            continue
        gap = _gap(mine, theirs)
        if gap is None:
            return None
        largest = max(largest, gap)
    return largest


def _gap(one: Plain, other: Plain) -> float | None:
    if isinstance(one, float | complex) and isinstance(other, float | complex):
        gap = abs(one - other)
        return gap if math.isfinite(gap) else None
    return None


def alike(typed: Value, wanted: Value, *, tolerance: float, strict: bool = True) -> bool:
    """Whether `typed` says `wanted`; leniently, containers of rows and whole floats are one."""
    left, right = flatten(typed, loose=not strict), flatten(wanted, loose=not strict)
    if left.structure != right.structure:
        return not strict and isinstance(wanted, Array) and _both_empty(left, right)
    return all(
        same_cell(mine, theirs, tolerance=tolerance, strict=strict)
        for mine, theirs in zip(left.cells, right.cells, strict=True)
    )


def _both_empty(typed: Flat, wanted: Flat) -> bool:
    """`[]` is how NumPy prints every array without elements."""
    return typed.structure == ("grid", (0,)) and wanted.structure[0] == "grid" and not wanted.cells


def flatten(value: Value, *, loose: bool = False) -> Flat:
    """The structure and the cells of a value; sets and dicts in one fixed order."""
    if loose:
        value = as_lists(value)
    found = grid(value)
    if found is not None:
        return Flat(("grid", found.shape), found.items)
    match value:
        case Series(kind="range"):
            return _joined("range", [flatten(item) for item in spread(value)])
        case Series(kind="set" | "frozenset"):
            kind = "set" if loose else value.kind
            return _joined(kind, _ordered([flatten(item, loose=loose) for item in value.items]))
        case Series():
            return _joined(value.kind, [flatten(item, loose=loose) for item in value.items])
        case Mapping():
            pairs = [_pair(key, item, loose=loose) for key, item in value.pairs]
            return _joined("dict", _ordered(pairs))
        case Opaque():
            return Flat(("object", value.text.strip()), ())
        case Atom() | Array():
            return Flat(("grid", ()), ())


def _pair(key: Value, item: Value, *, loose: bool) -> Flat:
    return _joined("pair", [flatten(key, loose=loose), flatten(item, loose=loose)])


def _ordered(parts: list[Flat]) -> list[Flat]:
    return sorted(parts, key=lambda part: (repr(part.structure), repr(part.cells)))


def _joined(kind: str, parts: list[Flat]) -> Flat:
    structure = (kind, *(part.structure for part in parts))
    return Flat(structure, tuple(cell for part in parts for cell in part.cells))


def same_cell(typed: Plain, wanted: Plain, *, tolerance: float, strict: bool = True) -> bool:
    """Whether one cell says the other."""
    if type(typed) is not type(wanted):
        return not strict and _stands_for(typed, wanted, tolerance)
    if isinstance(typed, float) and isinstance(wanted, float):
        return _close(typed, wanted, tolerance, strict=strict)
    if isinstance(typed, complex) and isinstance(wanted, complex):
        parts = ((typed.real, wanted.real), (typed.imag, wanted.imag))
        return all(_close(*pair, tolerance, strict=strict) for pair in parts)
    if isinstance(typed, str) and isinstance(wanted, str) and typed != wanted:
        # what a program printed ends in a line's end; blanks before it cannot be seen
        ends = typed.endswith("\n") and wanted.endswith("\n")
        return ends and visible_lines(typed) == visible_lines(wanted)
    return typed == wanted


def _stands_for(typed: Plain, wanted: Plain, tolerance: float) -> bool:
    """Whether a cell is what people write for one of another class: `1` for `1.0`."""
    if isinstance(typed, bytes) and isinstance(wanted, str):
        return wanted in (typed.decode("latin-1"), typed.decode("utf-8", "replace"))
    if isinstance(typed, str) and isinstance(wanted, bytes):
        return typed == wanted.decode("latin-1")
    if isinstance(wanted, str):
        return repr(typed) == wanted
    if isinstance(typed, bool) or not isinstance(typed, int | float):
        return False
    if not isinstance(wanted, float | complex):
        return False
    try:
        return same_cell(type(wanted)(typed), wanted, tolerance=tolerance)
    except OverflowError:
        return False


def _close(typed: float, wanted: float, tolerance: float, *, strict: bool) -> bool:
    if typed == wanted or (math.isnan(typed) and math.isnan(wanted)):
        return True
    if not (math.isfinite(typed) and math.isfinite(wanted)):
        return False
    if abs(typed - wanted) <= max(tolerance, RELATIVE * max(abs(typed), abs(wanted))):
        return True
    if strict:
        return False
    if abs(typed - wanted) <= SINGLE * max(abs(typed), abs(wanted)):
        return True
    return typed != 0 and typed in _as_printed(wanted)


def _as_printed(wanted: float) -> tuple[float, float]:
    """What NumPy prints for a float in an array: eight digits after the point."""
    return round(wanted, 8), float(f"{wanted:.8e}")


def visible_lines(text: str) -> list[str]:
    """The lines of a text, without what nobody can see: blanks at their ends, empty last lines."""
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
