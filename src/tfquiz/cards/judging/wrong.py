"""What can be said in words about an answer that is wrong and matches no belief.

Right values in another shape, transposed, flattened, of another class, in another order; the right
shape with other values; an exception for a value and the other way round. The first thing that is
true is said, the most telling first.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tfquiz.cards.comparing import flatten, same_cell
from tfquiz.cards.judging.near import differing_cells, same_cells, turned
from tfquiz.cards.judging.result import Wrong
from tfquiz.cards.judging.words import say
from tfquiz.cards.question import Question, Raises
from tfquiz.cards.reading.grid import Grid, kind_of, kind_of_all, kind_of_dtype, loose_grid
from tfquiz.cards.reading.result import Reading
from tfquiz.values import Array, Atom, Mapping, Plain, Series, Value, shape_value, show


def wrong(question: Question, reading: Reading, language: str) -> Wrong:
    """Say what is wrong with the reading."""
    answer = question.answer
    if isinstance(answer, Raises):
        if reading.error is not None:
            return Wrong(say("other-error", language, typed=reading.error))
        return Wrong(say("raises-after-all" if reading.sort == "no-error" else "raises", language))
    if reading.value is None:
        return Wrong(say("no-error", language))
    match reading.sort:
        case "shape":
            return Wrong(_about_shape(reading.value, answer.value, language))
        case "dtype":
            return Wrong(_about_dtype(reading.value, answer.value, language))
        case "names":
            return Wrong(_about_names(reading.value, answer.value, language))
        case "value":
            pair = _Pair(reading.value, answer.value, question.tolerance, language)
            return _about_value(pair)
        case _:
            return Wrong(say("wrong", language))


def _about_shape(typed: Value, wanted: Value, language: str) -> str:
    mine, theirs = flatten(typed, loose=True).cells, flatten(wanted, loose=True).cells
    if len(mine) != len(theirs):
        return say("rank", language, wanted=len(theirs), typed=len(mine))
    key = "size-order" if Counter(mine) == Counter(theirs) else "wrong"
    return say(key, language)


def _about_dtype(typed: Value, wanted: Value, language: str) -> str:
    names = [str(value.value) if isinstance(value, Atom) else "" for value in (typed, wanted)]
    same = kind_of_dtype(names[0]) == kind_of_dtype(names[1])
    return say("width" if same else "wrong", language)


def _about_names(typed: Value, wanted: Value, language: str) -> str:
    if not isinstance(typed, Series) or not isinstance(wanted, Series):
        return say("wrong", language)
    mine, theirs = set(typed.items), set(wanted.items)
    if mine and mine < theirs:
        return say("missing-names", language)
    return say("extra-names" if theirs and mine > theirs else "wrong", language)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The given value beside the right one."""

    typed: Value
    wanted: Value
    tolerance: float
    language: str

    def wrong(self, key: str, **details: object) -> Wrong:
        """The verdict with that sentence."""
        return Wrong(say(key, self.language, **details))

    def marked(self, key: str, **details: object) -> Wrong:
        """The verdict with that sentence and with the elements that differ."""
        cells = differing_cells(self.typed, self.wanted, tolerance=self.tolerance)
        return Wrong(say(key, self.language, **details), cells)


def _about_value(pair: _Pair) -> Wrong:
    mine, theirs = loose_grid(pair.typed), loose_grid(pair.wanted)
    if mine is None or theirs is None:
        return _about_containers(pair)
    if mine.shape == theirs.shape:
        return _about_class(pair, mine, theirs) or _about_cells(pair, mine, theirs)
    shapes = {"wanted": _shape(theirs), "typed": _shape(mine)}
    if len(mine.items) == len(theirs.items) and theirs.items:
        key = _about_order(mine, theirs, pair.tolerance)
        if key is not None:
            return pair.wrong(key, **shapes)
    if isinstance(pair.wanted, Array) and not len(mine.shape) == len(theirs.shape) == 1:
        return pair.wrong("shape", **shapes)
    if mine.shape and theirs.shape and mine.shape[0] != theirs.shape[0]:
        return pair.wrong("length", wanted=theirs.shape[0], typed=mine.shape[0])
    if isinstance(pair.wanted, Series) and not mine.shape:
        return pair.wrong("several", wanted=pair.wanted.kind, count=len(pair.wanted.items))
    return pair.wrong("shape", **shapes)


def _shape(found: Grid) -> str:
    return show(shape_value(found.shape))


def _about_order(mine: Grid, theirs: Grid, tolerance: float) -> str | None:
    """How the same elements came into another shape."""
    for at, other in enumerate(turned(theirs)):
        if other.shape == mine.shape and same_cells(mine.items, other.items, tolerance):
            return "transposed" if at == 0 else "axes"
    if not same_cells(mine.items, theirs.items, tolerance):
        return None
    return "flattened" if len(mine.shape) == 1 and len(theirs.shape) > 1 else "reshaped"


def _about_class(pair: _Pair, mine: Grid, theirs: Grid) -> Wrong | None:
    """The numbers are right, and whole where they should be floats, or the like."""
    numbers = _numbers(mine.items)
    kinds = kind_of_all(theirs.items), kind_of_all(mine.items)
    if numbers is None or numbers != _numbers(theirs.items) or kinds[0] == kinds[1]:
        return None
    return pair.wrong("class", wanted=kinds[0], typed=kinds[1])


def _about_cells(pair: _Pair, mine: Grid, theirs: Grid) -> Wrong:
    """The shape is right: the order or the values are not."""
    for at, other in enumerate(turned(theirs)):
        if other.shape == mine.shape and same_cells(mine.items, other.items, pair.tolerance):
            return pair.marked("axes" if at else "transposed")
    if len(theirs.items) > 1 and Counter(mine.items) == Counter(theirs.items):
        key = "reversed" if mine.items == theirs.items[::-1] else "reordered"
        return pair.marked(key)
    if _is_near(mine.items, theirs.items):
        return pair.marked("near")
    if len(theirs.items) > 1:
        count = len(_off(mine, theirs, pair.tolerance))
        keys = ("one-value", "values") if isinstance(pair.wanted, Array) else ("one-item", "items")
        key = keys[count > 1]
        return pair.marked(key, count=count, total=len(theirs.items))
    kinds = kind_of_all(theirs.items), kind_of_all(mine.items)
    if kinds[0] != kinds[1]:
        return pair.wrong("kind", wanted=_kind_name(kinds[0]), typed=_kind_name(kinds[1]))
    return pair.marked("wrong")


def _kind_name(kind: str) -> str:
    return "None" if kind == "none" else kind


def _off(mine: Grid, theirs: Grid, tolerance: float) -> list[int]:
    pairs = enumerate(zip(mine.items, theirs.items, strict=True))
    return [
        at
        for at, (one, other) in pairs
        if not same_cell(one, other, tolerance=tolerance, strict=False)
    ]


def _numbers(items: tuple[Plain, ...]) -> list[complex] | None:
    """The cells as numbers, True as 1; None where one is no number."""
    found: list[complex] = []
    for item in items:
        if not isinstance(item, bool | int | float | complex):
            return None
        try:
            found.append(complex(item))
        except OverflowError:
            return None
    return found


def _is_near(mine: tuple[Plain, ...], theirs: tuple[Plain, ...]) -> bool:
    """Whether every float is within a twentieth, so that rounding is what went wrong."""
    if all(item == int(item) for item in _finite(theirs)):
        return False
    pairs = zip(mine, theirs, strict=True)
    return all(
        isinstance(one, int | float)
        and isinstance(other, int | float)
        and math.isclose(one, other, rel_tol=0.05)
        for one, other in pairs
    )


def _finite(items: tuple[Plain, ...]) -> Iterator[float]:
    return (item for item in items if isinstance(item, float) and math.isfinite(item))


def _about_containers(pair: _Pair) -> Wrong:
    kinds = {"wanted": _container(pair.wanted), "typed": _container(pair.typed)}
    mine, theirs = _items(pair.typed), _items(pair.wanted)
    if kinds == {"wanted": "array", "typed": "list"}:
        return pair.wrong("ragged")
    if kinds["wanted"] != kinds["typed"]:
        same = mine is not None and mine == theirs
        return pair.marked("container" if same else "kind", **kinds)
    if mine is not None and theirs is not None and len(mine) != len(theirs):
        return pair.wrong("length", wanted=len(theirs), typed=len(mine))
    if isinstance(pair.wanted, Series) and mine == theirs:
        return pair.marked("reordered")
    return pair.marked("wrong")


def _items(value: Value) -> list[str] | None:
    match value:
        case Series():
            return sorted(map(repr, (flatten(item, loose=True) for item in value.items)))
        case Mapping():
            return sorted(repr(flatten(key, loose=True)) for key, _ in value.pairs)
        case _:
            return None


def _container(value: Value) -> str:
    match value:
        case Series():
            return value.kind
        case Mapping():
            return "dict"
        case Array(shape=(_, *_)):
            return "array"
        case Array():
            return value.dtype
        case Atom():
            return "None" if value.value is None else kind_of(value.value)
        case _:
            return "object"
