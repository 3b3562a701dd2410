"""What may be drawn in the place of a literal: from most open to least, as the example shows it."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tfquiz.importing.opening.holes import Hole
from tfquiz.importing.opening.pools import MEANING, TO_WHOLE, alike, is_whole, step_of

Data = dict[str, Any]
"""An input's declaration, as TOML data."""

_PLACES = ("indices", "index", "idx", "inds", "segment_ids", "labels")
"""What lists of places in other data are called: numbers beyond those of the example miss them."""
LENGTH = "@"
"""Stands for a range's length in an expression, until it is known what that is."""
INLINE = 27
"""Characters of a list that may stand inside an expression; longer ones get a name."""
MANY = 29
"""The largest number that is drawn where there are too few smaller ones."""
HIGHEST = 9
"""The largest number that is drawn where the example has only small ones."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One way to leave a literal open."""

    inputs: dict[str, Data]
    """Inputs by name, in the order of drawing; the last one is the literal's own."""
    where: tuple[str, ...] = ()
    guess: str = ""
    """What was read into the example, for a comment."""
    text: str = ""
    """What takes the literal's place; "" for `$name`."""


def list_openings(hole: Hole) -> list[Opening]:
    """The openings of a list, the widest first."""
    if hole.kind == "range":
        return _ranges(hole)
    if hole.written == "set":
        return [_set(hole)]
    openings = _list_openings(hole)
    width = 7 * len(hole.flat) if hole.flat[0] in (True, False) else len(repr(hole.value))
    if hole.statement or width <= INLINE:
        return openings
    return [_named(hole, opening) for opening in openings]


def _named(hole: Hole, opening: Opening) -> Opening:
    """The same list with a name, on a line above: too long to stand inside an expression."""
    own = opening.inputs[hole.name]
    data = {**own, "written": "list"} if "array" in own else own
    return replace(opening, inputs={**opening.inputs, hole.name: data}, text=hole.name)


def _list_openings(hole: Hole) -> list[Opening]:
    items = hole.flat
    if isinstance(items[0], str):
        return list(_texts(hole))
    if isinstance(items[0], bool):
        return [_array(hole, {"dtype": "bool"}, "")]
    if (rows := _rows_of_one(hole)) is not None:
        return [rows]
    if _is_one_hot(hole):
        dtype = {"dtype": "float"} if _is_float(items) else {}
        return [_array(hole, {**dtype, "one_hot": True}, "one 1 in each row")]
    return list(_numbers(hole))


def _ranges(hole: Hole) -> list[Opening]:
    """A range that starts anywhere on the same side of 0, or else only its length."""
    first, last = hole.value
    name = hole.name.replace("stop", "start")
    float_end = " * 1.0" if isinstance(last, float) else ""
    low, high = (1, HIGHEST) if first >= 0 else (min(-HIGHEST, int(first)), -1)
    stop = f"({name} + {LENGTH}){float_end}" if float_end else f"{name} + {LENGTH}"
    own: Data = {"expr": f"{LENGTH}{float_end}"} if not first else {"expr": f"{first} + {LENGTH}"}
    return [
        Opening(
            {name: {"int": [low, high]}, hole.name: {"expr": stop}},
            text=f"${name}, ${hole.name}",
        ),
        Opening({hole.name: own}, text=f"{first}, ${hole.name}" if first else f"${hole.name}"),
    ]


def _array(hole: Hole, more: Data, guess: str) -> Opening:
    data: Data = {"array": list(hole.shape), **more}
    if hole.written:
        data["written"] = hole.written
    return Opening({hole.name: data}, guess=guess)


def _is_float(items: list[Any]) -> bool:
    return any(isinstance(item, float) for item in items)


def _numbers(hole: Hole) -> Iterator[Opening]:
    items = hole.flat
    flags, guess = _flags(hole)
    if set(items) <= {0, 1} and len(items) > 1:
        yield _array(hole, {**flags, "range": [0, 1]}, "zeros and ones")
        return
    flat = len(hole.shape) == 1 and len(items) >= 3
    if flat and not flags.get("sorted") and sorted(items) == list(range(len(items))):
        yield Opening({hole.name: {"sample": items, "size": len(items)}}, guess="a permutation")
    named = hole.name.startswith(_PLACES) or hole.word.startswith(_PLACES)
    if named and min(items) < max(items) and not _is_float(items):
        yield _array(hole, {"range": [min(items), max(items)]}, "places in other data")
    low, high = _wide(items, flags.get("step"))
    if flags.get("distinct"):
        high = _short(max(high, low + (2 * len(items) - 1) * flags.get("step", 1)))
    yield _array(hole, {**flags, "range": [low, high]}, guess)
    if high > 99 and flags.get("step") is None and min(items) > HIGHEST:  # near a limit, perhaps
        yield _array(hole, {**flags, "range": [min(items) - HIGHEST, max(items)]}, guess)
    if (min(items), max(items)) != (low, high) and min(items) < max(items):
        yield _array(hole, {**flags, "range": [_short(min(items)), _short(max(items))]}, guess)
    if flat and items[-1] - items[0] == len(items) - 1:
        loose = {key: one for key, one in flags.items() if key not in ("sorted", "distinct")}
        yield _array(hole, {**loose, "range": [low, high]}, "")
    if flat and len(set(items)) == len(items):
        yield Opening({hole.name: {"sample": items, "size": len(items)}}, guess="the same numbers")


def _flags(hole: Hole) -> tuple[Data, str]:
    """What the numbers have in common besides their range, as a declaration and in words."""
    items = hole.flat
    flags: Data = {"dtype": "float"} if _is_float(items) else {}
    if step := step_of(items):
        flags["step"] = step
    notes = []
    if len(hole.shape) == 1 and len(items) >= 3 and items == sorted(items):
        flags["sorted"] = True
        notes.append("ascending")
    if len(set(items)) == len(items) and len(items) > 1:
        flags["distinct"] = True
        notes.append("all different")
    return flags, ", ".join(notes)


def _short(number: Any) -> Any:
    return int(number) if is_whole(number) else number


def _wide(items: list[Any], step: float | None) -> tuple[Any, Any]:
    """A range that keeps the signs of the example, and its size."""
    low, high = min(items), max(items)
    small = step is not None and low >= 0 and high <= 1
    if small:
        return (0 if low == 0 else step), 1
    top = _round_up(max(abs(low), abs(high), HIGHEST if step in (None, 0.5) else 4))
    if low < 0:
        return (-top, top) if high > 0 else (-top, -1 if step is None else -(step or 1))
    return (0 if low == 0 else (step or 1)), top


def _round_up(number: float) -> int:
    """A round number that is not smaller: 9, 20, 50, 99 ..."""
    if number <= HIGHEST:
        return max(1, math.ceil(number))
    size: int = 10 ** (len(str(int(number))) - 1)
    return math.ceil(number / size) * size


def _is_one_hot(hole: Hole) -> bool:
    if len(hole.shape) < 2 or hole.shape[-1] < 2 or not set(hole.flat) <= {0, 1}:
        return False
    width = hole.shape[-1]
    rows = [hole.flat[start : start + width] for start in range(0, len(hole.flat), width)]
    return all(sum(row) == 1 for row in rows)


def _rows_of_one(hole: Hole) -> Opening | None:
    """Probabilities: floats whose rows sum to one stay so."""
    width = hole.shape[-1]
    items = hole.flat
    rows = [items[start : start + width] for start in range(0, len(items), width)]
    fractions = any(not is_whole(item) for item in items)
    sums = all(abs(sum(row) - 1) < 1e-6 and min(row) >= 0 for row in rows)
    if not (fractions and sums) or not 2 <= width <= 4 or len(hole.shape) > 2:
        return None
    inputs: dict[str, Data] = {}
    names = [_row(f"{hole.name}_{number}", width, inputs) for number in range(len(rows))]
    nested = ", ".join(names)
    inputs[hole.name] = {"expr": f"[{nested}]" if len(hole.shape) == 2 else nested}
    text = f"${hole.name}"
    return Opening(inputs, guess="rows that sum to 1", text=text)


def _row(prefix: str, width: int, inputs: dict[str, Data]) -> str:
    """Tenths that sum to ten, as an expression; adds the inputs that it needs."""
    tenths: list[str] = []
    for place in range(width - 1):
        used = "".join(f" - {one}" for one in tenths)
        name = f"{prefix}_{'abcd'[place]}"
        inputs[name] = {"int": [1, f"{11 - width + place}{used}"]}
        tenths.append(name)
    rest = "(10" + "".join(f" - {one}" for one in tenths) + ")"
    return "[" + ", ".join(f"{one} / 10" for one in (*tenths, rest)) + "]"


def _set(hole: Hole) -> Opening:
    """A set of the same size, of so few items that two such sets have some in common."""
    items = hole.flat
    most = max(2 * len(items) - 1, 3)
    spare: list[Any] = []
    if all(isinstance(one, int) for one in items):
        spare = _evenly(sorted(items), most)
    elif isinstance(items[0], str):
        spare = alike(items[0])
    data: Data = {"sample": list(dict.fromkeys([*items, *spare]))[:most], "size": len(items)}
    return Opening({hole.name: data}, text=f"set(${hole.name})")


def _evenly(items: list[int], count: int) -> list[int]:
    """Whole numbers with the step of some others, from 1 where those are small too."""
    step = math.gcd(*(later - one for one, later in itertools.pairwise(items))) or 1
    first = 1 if step == 1 and items[0] > 0 and items[-1] <= count + 1 else items[0]
    return [first + step * number for number in range(count)]


def _texts(hole: Hole) -> Iterator[Opening]:
    items = hole.flat
    spare = [one for one in alike(items[0]) if one not in items]
    if len(hole.shape) == 1 and len(set(items)) == len(items):
        yield Opening({hole.name: {"sample": [*items, *spare], "size": len(items)}})
        yield Opening({hole.name: {"sample": items, "size": len(items)}})
    of = list(dict.fromkeys([*items, *spare]))
    yield _array(hole, {"of": of}, "")
    yield _array(hole, {"of": list(dict.fromkeys(items))}, "")


def skewed(opening: Opening, *, rare: bool) -> Opening:
    """The opening with few true elements, or with few false ones: for any, all and the like."""
    inputs = {}
    for name, data in opening.inputs.items():
        if data.get("dtype") == "bool" and "array" in data:
            inputs[name] = {**data, "of": [rare, not rare, not rare, not rare]}
        elif data.get("range") == [0, 1] and "step" not in data:
            kept = {key: one for key, one in data.items() if key != "range"}
            inputs[name] = {**kept, "of": [int(rare), *[int(not rare)] * 3]}
        else:
            inputs[name] = data
    return replace(opening, inputs=inputs)


def widened(hole: Hole, opening: Opening) -> Opening:
    """A scalar's opening with more values of the same sign, for where there are too few."""
    data = opening.inputs.get(hole.name, {})
    if hole.is_length or hole.word in MEANING or hole.word == "ddof":
        return opening
    if "int" in data:
        low, high = data["int"]
        if hole.value < 0:
            return Opening({hole.name: {"int": [min(low, -MANY), high]}})
        return Opening({hole.name: {"int": [max(min(low, 1), low - 10), max(high, MANY)]}})
    if "float" in data:
        low, high = data["float"]
        return Opening({hole.name: _wider_floats(hole, low, high, data["step"])})
    return opening


def _wider_floats(hole: Hole, low: float, high: float, step: float) -> Data:
    if hole.call.rpartition(".")[2] in TO_WHOLE and step >= 0.1:  # many whole numbers to go to
        return {"float": [10.5, 69.5] if high > 0 else [-69.5, -10.5], "step": step}
    if high < 0:
        return {"float": [min(low, -15.0), -0.5], "step": 0.5}
    if high > 1 and step < 0.5:
        return {"float": [low, round(low + MANY * step, 4)], "step": step}
    if high > 1:
        return {"float": [low, max(high, 15.0)], "step": 0.5}
    return {"float": [0.02, 0.98], "step": 0.02}
