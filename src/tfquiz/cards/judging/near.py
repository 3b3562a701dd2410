"""Answers that are nearly right: which elements differ, and whether it is only a slip.

A slip is one element of several, one digit of a longer number, two elements that changed places,
or a name with a letter off. Anything that a wrong idea would more likely explain is none.
"""

import itertools
import math
from collections.abc import Iterator

from tfquiz.cards.comparing import flatten, same_cell
from tfquiz.cards.judging.result import Cells, Slip
from tfquiz.cards.judging.words import say
from tfquiz.cards.question import Gives, Question, Raises
from tfquiz.cards.reading.errors import PARENTS
from tfquiz.cards.reading.grid import Grid, kind_of, loose_grid
from tfquiz.cards.reading.result import Reading
from tfquiz.values import Array, Mapping, Plain, Series, Value

ENOUGH_CELLS = 4
"""From so many elements on a single wrong one is a slip, whatever stands there."""


MAX_AXES = 4
"""Axes that are tried in another order."""


def differing_cells(typed: Value, wanted: Value, *, tolerance: float) -> Cells:
    """Indices of the elements that differ; none where the shapes do.

    For an array they are indices of elements; for a list or tuple they are (item,).
    """
    mine, theirs = loose_grid(typed), loose_grid(wanted)
    if mine is not None and theirs is not None and mine.shape == theirs.shape:
        flags = [
            not same_cell(one, other, tolerance=tolerance, strict=False)
            for one, other in zip(mine.items, theirs.items, strict=True)
        ]
        indices = list(itertools.product(*(range(size) for size in theirs.shape)))
        found = [index for index, off in zip(indices, flags, strict=True) if off]
        if isinstance(wanted, Array):
            return tuple(found)
        return tuple(dict.fromkeys(index[:1] for index in found))
    if isinstance(typed, Series) and isinstance(wanted, Series):
        return _differing_items(typed, wanted, tolerance)
    return ()


def _differing_items(typed: Series, wanted: Series, tolerance: float) -> Cells:
    sets = ("set", "frozenset", "range")
    if len(typed.items) != len(wanted.items) or typed.kind in sets or wanted.kind in sets:
        return ()
    return tuple(
        (at,)
        for at, (one, other) in enumerate(zip(typed.items, wanted.items, strict=True))
        if not _same(one, other, tolerance)
    )


def _same(typed: Value, wanted: Value, tolerance: float) -> bool:
    mine, theirs = flatten(typed, loose=True), flatten(wanted, loose=True)
    return mine.structure == theirs.structure and all(
        same_cell(one, other, tolerance=tolerance, strict=False)
        for one, other in zip(mine.cells, theirs.cells, strict=True)
    )


def slip(question: Question, reading: Reading, language: str) -> Slip | None:
    """The slip that a wrong answer is, if it is no more than that."""
    answer = question.answer
    if isinstance(answer, Raises):
        return _misspelt(answer, reading, language)
    if reading.value is None or reading.sort != "value" or not isinstance(answer, Gives):
        return None
    if isinstance(answer.value, Mapping) or _is_set(answer.value):
        return None
    mine, theirs = flatten(reading.value, loose=True), flatten(answer.value, loose=True)
    if mine.structure != theirs.structure:
        return None
    if _is_turned(reading.value, answer.value):
        return None
    off = [
        at
        for at, (one, other) in enumerate(zip(mine.cells, theirs.cells, strict=True))
        if not same_cell(one, other, tolerance=question.tolerance, strict=False)
    ]
    key = _kind_of_slip(mine.cells, theirs.cells, off)
    if key is None:
        return None
    cells = differing_cells(reading.value, answer.value, tolerance=question.tolerance)
    return Slip(say(key, language), cells)


def _is_turned(typed: Value, wanted: Value) -> bool:
    """Whether it is the right grid with its axes in another order: an idea, no slip."""
    mine, theirs = loose_grid(typed), loose_grid(wanted)
    if mine is None or theirs is None:
        return False
    return any(mine.shape == other.shape and mine.items == other.items for other in turned(theirs))


def _is_set(value: Value) -> bool:
    return isinstance(value, Series) and value.kind in ("set", "frozenset")


def _kind_of_slip(mine: tuple[Plain, ...], theirs: tuple[Plain, ...], off: list[int]) -> str | None:
    if len(off) == 1:
        typed, wanted = mine[off[0]], theirs[off[0]]
        if kind_of(typed) == "str" and kind_of(wanted) == "str":
            is_near = one_letter_off(str(typed), str(wanted)) and len(str(wanted)) > 3
            return "letter" if is_near else None
        if digit_off(typed, wanted):
            return "digit"
        same_kind = kind_of(typed) == kind_of(wanted)
        return "one-cell" if len(theirs) >= ENOUGH_CELLS and same_kind else None
    if len(off) == 2 and len(theirs) > 2:
        first, second = off
        crossed = same_cell(mine[first], theirs[second], tolerance=0.0) and same_cell(
            mine[second], theirs[first], tolerance=0.0
        )
        # of three elements, the outer two changed places is the whole order reversed
        return "swapped" if crossed and mine != theirs[::-1] else None
    return None


def digit_off(typed: Plain, wanted: Plain) -> bool:
    """Whether two numbers of several digits differ in one digit or one neighbouring pair."""
    numbers = [item for item in (typed, wanted) if kind_of(item) in ("int", "float")]
    if len(numbers) != 2 or kind_of(typed) != kind_of(wanted):
        return False
    if not all(math.isfinite(float(str(number))) for number in numbers):
        return False
    mine, theirs = repr(typed), repr(wanted)
    if len(mine) != len(theirs) or sum(letter.isdigit() for letter in theirs) < 2:
        return False
    if mine.endswith(".0") and theirs.endswith(".0"):
        mine, theirs = mine[:-2], theirs[:-2]
    if len(theirs.lstrip("-")) < 2:
        return False
    off = [at for at, (one, other) in enumerate(zip(mine, theirs, strict=True)) if one != other]
    both_digits = all(mine[at].isdigit() and theirs[at].isdigit() for at in off)
    if len(off) == 1:
        return both_digits
    crossed = len(off) == 2 and off[1] == off[0] + 1
    return crossed and both_digits and sorted(mine) == sorted(theirs)


def _misspelt(answer: Raises, reading: Reading, language: str) -> Slip | None:
    name = reading.error
    if name is None or name in PARENTS or not one_letter_off(name.lower(), answer.error.lower()):
        return None
    return Slip(say("spelling", language))


def one_letter_off(one: str, other: str) -> bool:
    """Whether one letter was left out, added or replaced, or two neighbours changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    mine, theirs = one[start:], other[start:]
    if len(one) == len(other):
        crossed = mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]
        return mine[1:] == theirs[1:] or crossed
    return mine[1:] == theirs or mine == theirs[1:]


def same_cells(mine: tuple[Plain, ...], theirs: tuple[Plain, ...], tolerance: float) -> bool:
    """Whether all cells are the same, one by one."""
    return all(
        same_cell(one, other, tolerance=tolerance, strict=False)
        for one, other in zip(mine, theirs, strict=True)
    )


def turned(found: Grid) -> Iterator[Grid]:
    """The grid with its axes in every other order; reversed axes, the transpose, first."""
    rank = len(found.shape)
    if not 2 <= rank <= MAX_AXES or not found.items:
        return
    steps = [math.prod(found.shape[axis + 1 :]) for axis in range(rank)]
    plain = tuple(range(rank))
    orders = [order for order in itertools.permutations(plain) if order != plain]
    for order in sorted(orders, key=lambda order: order != plain[::-1]):
        shape = tuple(found.shape[axis] for axis in order)
        places = itertools.product(*(range(size) for size in shape))
        items = tuple(
            found.items[sum(at * steps[axis] for at, axis in zip(place, order, strict=True))]
            for place in places
        )
        yield Grid(shape, items)
