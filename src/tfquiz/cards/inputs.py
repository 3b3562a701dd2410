"""Drawing one input: from its declaration and a stream to a value, and how a learner writes it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tfquiz.cards import models
from tfquiz.cards.expressions import ExpressionError, evaluate, flat
from tfquiz.cards.stream import Stream

MAX_ELEMENTS = 400
LARGEST = 2**64
"""What no bound lies beyond: NumPy has no larger whole numbers."""
WIDTH = 76
"""Columns that an assignment may take before an array's rows go on lines of their own."""

_OWN_DTYPE = {
    "np.array": {"int64", "float64"},
    "tf.constant": {"int32", "float32"},
    "tf.Variable": {"int32", "float32"},
}


@dataclass(frozen=True, slots=True)
class Writing:
    """How an input's values stand in code; its declaration fixes it."""

    dtype: str = ""
    """An array's declared dtype; "" for all else."""
    written: str = ""
    """How an array is assigned, such as np.array; "" for all else."""
    is_code: bool = False
    """Whether the value is a piece of code, written as it stands."""

    def literal(self, value: Any) -> str:
        """What `$name` becomes."""
        return str(value) if self.is_code else literal(value)

    def assigned(self, value: Any) -> str:
        """What a bare name is assigned, as a learner would write it."""
        return _assigned(value, self.dtype, self.written) if self.written else self.literal(value)


class UndrawableError(ValueError):
    """This input cannot be drawn with the inputs above as they are."""


Drawer = Callable[[Mapping[str, Any], Stream], Any]
"""Draws an input's value, plain Python: a number, string, boolean, None, or (nested) list or tuple
of them. Given the values of the inputs drawn before it, by name, and the stream.

Raises:
    UndrawableError: if its bounds are empty for these inputs.
    ExpressionError: if a bound cannot be worked out.
"""


def writing(kind: models.InputKind, *, written: str = "list") -> Writing:
    """How an input is written.

    Args:
        kind: its declaration.
        written: how arrays are written unless the declaration says so.
    """
    match kind:
        case models.Code():
            return Writing(is_code=True)
        case models.ArrayInput():
            return Writing(kind.dtype, kind.written or written)
        case _:
            return Writing()


def drawer(kind: models.InputKind) -> Drawer:
    """How an input is drawn: what its declaration fixes is looked up here, once."""
    match kind:
        case models.Int(bounds=bounds):
            return _whole_drawer(*bounds)
        case models.Float(bounds=(low, high), step=step):
            return lambda inputs, stream: _on_grid(
                _number(low, inputs), _number(high, inputs), step, stream
            )
        case models.Choice(values=values):
            return lambda _, stream: values[stream.below(len(values))]
        case models.Code(pieces=pieces):
            return lambda _, stream: pieces[stream.below(len(pieces))]
        case models.Computed(expression=expression):
            return lambda inputs, _: evaluate(expression, inputs)
        case models.Sample():
            return partial(_sample, kind)
        case models.ShapeInput():
            return partial(_shape, kind)
        case models.ArrayInput():
            return partial(_array, kind)


def _whole_drawer(low: int | str, high: int | str) -> Drawer:
    if isinstance(low, int) and isinstance(high, int) and -LARGEST <= low <= high <= LARGEST:
        count = high - low + 1
        return lambda _, stream: low + stream.below(count)
    return partial(_whole, low, high)


def literal(value: Any) -> str:
    """A value as Python source."""
    if isinstance(value, list):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return repr(value)


def _number(bound: float | str, inputs: Mapping[str, Any]) -> float:
    if type(bound) is int and -LARGEST <= bound <= LARGEST:
        return bound  # as most bounds are
    number = evaluate(bound, inputs) if isinstance(bound, str) else bound
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise ExpressionError(f"`{bound}` is not a number")
    if not -LARGEST <= number <= LARGEST:
        raise ExpressionError("a bound is larger than any whole number of NumPy, or none at all")
    return number


def _size(bound: int | str, inputs: Mapping[str, Any]) -> int:
    if type(bound) is int and -LARGEST <= bound <= LARGEST:
        return bound
    number = _number(bound, inputs)
    if number != int(number):
        raise ExpressionError(f"`{bound}` is not a whole number")
    return int(number)


def _whole(low: int | str, high: int | str, inputs: Mapping[str, Any], stream: Stream) -> int:
    start, stop = _size(low, inputs), _size(high, inputs)
    if start > stop:
        raise UndrawableError(f"no whole number from {start} to {stop}")
    return start + stream.below(stop - start + 1)


def _on_grid(low: float, high: float, step: float, stream: Stream) -> float:
    grid = _grid(low, step)
    return float(grid(stream.below(grid_size(low, high, step))))


def grid_size(low: float, high: float, step: float) -> int:
    """How many values there are from `low` to `high` in distances of `step`."""
    if high < low:
        raise UndrawableError(f"no number from {low} to {high}")
    return int((high - low) / step + 1e-9) + 1


def _grid(low: float, step: float) -> Callable[[int], float]:
    whole = all(float(number).is_integer() for number in (low, step))

    def value(position: int) -> float:
        number = round(low + position * step, 10)
        return int(number) if whole else number

    return value


def _shape(kind: models.ShapeInput, inputs: Mapping[str, Any], stream: Stream) -> tuple[int, ...]:
    rank = _size(kind.rank, inputs)
    low, high = (_size(size, inputs) for size in kind.sizes)
    fewest, most = (_size(size, inputs) for size in kind.elements)
    shape: list[int] = []
    for left in range(rank, 0, -1):
        room = most // max(1, math.prod(shape) * low ** (left - 1))
        shape.append(_whole(low, min(high, room), inputs, stream))
    if math.prod(shape) < fewest:
        raise UndrawableError(f"shape {tuple(shape)} has fewer than {fewest} elements")
    return tuple(shape)


def _sample(kind: models.Sample, inputs: Mapping[str, Any], stream: Stream) -> Any:
    size = _size(kind.size, inputs)
    if not 0 <= size <= len(kind.items):
        raise UndrawableError(f"cannot take {size} of {len(kind.items)} items")
    items = [kind.items[position] for position in stream.pick(size, len(kind.items))]
    return tuple(items) if kind.written == "tuple" else items


def _array(kind: models.ArrayInput, inputs: Mapping[str, Any], stream: Stream) -> Any:
    shape = [_size(size, inputs) for size in kind.shape]
    count = math.prod(shape)
    if min(shape, default=0) < 0 or count > MAX_ELEMENTS:
        raise UndrawableError(f"no array of shape {tuple(shape)}: at most {MAX_ELEMENTS} elements")
    items = _one_hot(shape, stream) if kind.one_hot else _items(kind, count, inputs, stream)
    if kind.dtype.startswith("float"):
        items = [float(item) for item in items]
    return _nest(items, shape)


def _one_hot(shape: list[int], stream: Stream) -> list[Any]:
    width = shape[-1] if shape else 0
    if not width:
        raise UndrawableError("one_hot needs at least one element a row")
    items: list[Any] = []
    for _ in range(math.prod(shape[:-1])):
        hot = stream.below(width)
        items += [int(position == hot) for position in range(width)]
    return items


def _items(
    kind: models.ArrayInput, count: int, inputs: Mapping[str, Any], stream: Stream
) -> list[Any]:
    bound, value = _element(kind, inputs)
    if kind.distinct and count > bound:
        raise UndrawableError(f"{count} distinct elements do not fit into {bound} values")
    places = stream.pick(count, bound) if kind.distinct else stream.many(count, bound)
    items = [value(place) for place in places]
    return sorted(items) if kind.sorted else items


def _element(
    kind: models.ArrayInput, inputs: Mapping[str, Any]
) -> tuple[int, Callable[[int], Any]]:
    """How many values an element may have, and the value of each place."""
    if kind.of is not None:
        return len(kind.of), kind.of.__getitem__
    if kind.dtype == "bool":
        return 2, bool
    low, high = (_number(number, inputs) for number in kind.range)
    step = kind.step or 1
    return grid_size(low, high, step), _grid(low, step)


def _nest(items: list[Any], shape: list[int]) -> Any:
    if not shape:
        return items[0]
    if len(shape) == 1:
        return items
    size = math.prod(shape[1:])
    return [_nest(items[row * size : (row + 1) * size], shape[1:]) for row in range(shape[0])]


def _assigned(value: Any, dtype: str, written: str) -> str:
    if written == "list":
        return literal(value)
    if written == "tuple":
        return literal(tuple(value))
    library = written.partition(".")[0]
    if dtype in _OWN_DTYPE.get(written, set()) or dtype in {"int", "float", "bool"}:
        explicit = not flat(value)  # an empty list alone would be float
    else:
        explicit = True
    size = {"int": "int64", "float": "float64"}.get(dtype, dtype)
    if library == "tf":
        size = {"int": "int32", "float": "float32"}.get(dtype, dtype)
    suffix = f", dtype={library}.{size}" if explicit else ""
    return f"{written}({_rows(value, len(written) + 1, len(suffix) + 1)}{suffix})"


def _rows(value: Any, indent: int, after: int) -> str:
    """A nested list on one line, or a row a line where that is too long."""
    text = literal(value)
    name = 4  # room for the variable and its equals sign
    if len(text) + indent + after + name <= WIDTH or not (value and isinstance(value[0], list)):
        return text
    return text.replace("], [", f"],\n{' ' * (indent + name + 1)}[")
