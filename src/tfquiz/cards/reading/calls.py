"""What the calls mean that people type in answers: `array(...)`, `np.zeros((2, 3))`, `set()` ...

A fixed list of constructors, computed here on plain values under a cap on size; nothing is looked
up by name in any library and nothing is evaluated. A call that is not in the list is refused.
"""

import math
from collections.abc import Callable

from tfquiz.cards.reading import containers
from tfquiz.cards.reading.arguments import (
    Argument,
    Call,
    Word,
    array_of,
    dtype_of,
    plain_of,
    resolved,
    shaped,
    sizes,
    stuck,
    value_of,
    whole,
)
from tfquiz.cards.reading.grid import (
    MAX_ELEMENTS,
    Grid,
    as_array,
    converted,
    kind_of,
)
from tfquiz.cards.reading.methods import METHODS, reshaped, same, transposed
from tfquiz.cards.reading.names import dtype_name
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Array, Atom, Plain, Series, Value


def build(call: Call) -> Argument:
    """What the call gives; an unknown one with nothing but names, `Point(x=1, y=2)`, is a tuple.

    Raises:
        Stuck: if it is none of the constructors known here, or its arguments do not fit.
    """
    maker = _MAKERS.get(call.name) or (METHODS.get(call.name) if call.method else None)
    if maker is not None:
        return maker(call)
    dtype = dtype_name(call.name)
    if dtype is None and call.name[:1].isupper() and call.named and not call.given:
        return Series("tuple", tuple(resolved(item) for item in call.named.values()))
    if dtype is None or call.method:
        raise Stuck(call.start, "call", text=call.name)
    return _scalar(call, dtype)


def is_known(name: str) -> bool:
    """Whether that name, without a library in front, can be called in an answer."""
    return name in _MAKERS


def _array(call: Call) -> Argument:
    value = value_of(call)
    if call.name == "identity" and isinstance(value, Atom):
        return _eye(call)
    if call.name.endswith("matrix") and isinstance(value, Atom):
        raise stuck(call)  # NumPy reads rows in a string
    dtype = dtype_of(call.named.get("dtype", call.given[1] if len(call.given) > 1 else None), call)
    found = array_of(value, dtype, call.start)
    if "shape" not in call.named:
        return found
    shape = sizes(call.named["shape"], call.start)
    if found.is_scalar and shape:
        return shaped(found.items * math.prod(shape), shape, call.start, dtype)
    return shaped(found.items, shape, call.start, dtype or (found.dtype if found.items else None))


def _scalar(call: Call, dtype: str) -> Value:
    """`np.int64(3)`, `np.int64([3, 1])`, `float("nan")`, `complex(1, 2)`."""
    if not call.given and call.name == "str":
        return Atom("")
    builtin = call.name in ("int", "float", "complex", "bool", "str")
    first = call.given[0] if len(call.given) == 1 else None
    if not builtin and isinstance(first, Series | Array) and getattr(first, "shape", True):
        return array_of(first, dtype_of(Word(dtype, call.start), call), call.start)
    parts = [plain_of(part, call) for part in call.given]
    if call.name == "complex" and len(parts) == 2:
        real, imaginary = (converted([part], "float") or (0.0,) for part in parts)
        return Atom(complex(float(str(real[0])), float(str(imaginary[0]))))
    if len(parts) != 1:
        raise stuck(call)
    kind = call.name if builtin else ""
    item = _number_in(parts[0]) if isinstance(parts[0], str) and kind == "float" else parts[0]
    found = as_array(Grid((), (item,)), dtype_of(Word(dtype, call.start), call))
    if found is None:
        raise stuck(call)
    return Atom(found.items[0]) if builtin else Array("scalar", found.dtype, (), found.items)


def _number_in(text: str) -> Plain:
    try:
        return float(text)
    except ValueError:
        return None


def _filled(call: Call) -> Value:
    """`zeros`, `ones`, `full` and TensorFlow's `fill`."""
    shape = sizes(call.named.get("shape", call.given[0] if call.given else None), call.start)
    takes_value = call.name in ("full", "fill")
    if call.name == "empty" and all(shape):
        raise stuck(call)  # nobody can say what stands in it
    at = 2 if takes_value else 1
    dtype = dtype_of(
        call.named.get("dtype", call.given[at] if len(call.given) > at else None), call
    )
    if not takes_value:
        item: Plain = 1.0 if call.name == "ones" else 0.0
    else:
        item = plain_of(call.named.get("fill_value", [*call.given, None, None][1]), call)
    return shaped((item,) * math.prod(shape), shape, call.start, dtype)


def _eye(call: Call) -> Value:
    rows = whole(call, 0)
    columns = whole(call, 1) if len(call.given) > 1 else rows
    if rows < 0 or columns < 0 or rows * columns > MAX_ELEMENTS:
        raise Stuck(call.start, "too-big", limit=MAX_ELEMENTS)
    cells = tuple(float(row == column) for row in range(rows) for column in range(columns))
    return shaped(cells, (rows, columns), call.start, dtype_of(call.named.get("dtype"), call))


def _arange(call: Call) -> Value:
    bounds = [plain_of(item, call) for item in call.given]
    numbers = [item for item in bounds if kind_of(item) in ("int", "float")]
    if len(numbers) != len(bounds) or not 1 <= len(numbers) <= 3:
        raise stuck(call)
    real = [float(str(item)) for item in numbers]
    first, last, step = (0.0, real[0], 1.0) if len(real) == 1 else (*real, 1.0)[:3]
    if not step or not all(map(math.isfinite, (first, last, step))):
        raise stuck(call)
    count = max(0, math.ceil((last - first) / step))
    if count > MAX_ELEMENTS:
        raise Stuck(call.start, "too-big", limit=MAX_ELEMENTS)
    is_whole = all(isinstance(item, int) for item in numbers)
    cells = [first + at * step for at in range(count)]
    items = tuple(int(cell) if is_whole else cell for cell in cells)
    dtype = dtype_of(call.named.get("dtype"), call)
    return shaped(items, (count,), call.start, dtype or ("int64" if is_whole else "float64"))


def _linspace(call: Call) -> Value:
    ends = [plain_of(item, call) for item in call.given[:2]]
    count = whole(call, 2) if "num" not in call.named else whole_named(call, "num")
    if len(ends) != 2 or any(kind_of(end) not in ("int", "float") for end in ends):
        raise stuck(call)
    if not 0 <= count <= MAX_ELEMENTS:
        raise Stuck(call.start, "too-big", limit=MAX_ELEMENTS)
    first, last = (float(str(end)) for end in ends)
    step = (last - first) / (count - 1) if count > 1 else 0.0
    return shaped(tuple(first + at * step for at in range(count)), (count,), call.start, "float64")


def whole_named(call: Call, name: str) -> int:
    """A named argument that is a whole number."""
    return whole(Call(call.name, [call.named[name]], {}, call.start), 0)


def _range(call: Call) -> Value:
    bounds = [whole(call, at) for at in range(len(call.given))]
    if not 1 <= len(bounds) <= 3 or (len(bounds) == 3 and not bounds[2]):
        raise stuck(call)
    full = [0, *bounds] if len(bounds) == 1 else bounds
    return Series("range", tuple(Atom(bound) for bound in (full[:2] if full[2:] == [1] else full)))


def _word(call: Call) -> Argument:
    """`dtype('int64')`."""
    item = call.given[0] if len(call.given) == 1 else None
    if isinstance(item, Atom) and isinstance(item.value, str):
        return Word(item.value, call.start)
    if isinstance(item, Word):
        return item
    raise stuck(call)


def _moment(call: Call) -> Value:
    """`np.datetime64('2024-01-02')`, `np.timedelta64(3, 'D')`: as NumPy prints them."""
    unit = plain_of(call.given[1], call) if len(call.given) > 1 else None
    first = plain_of(call.given[0] if call.given else None, call)
    if not isinstance(first, str | int) or not isinstance(unit, str | None):
        raise stuck(call)
    if isinstance(first, str):
        return Atom(first)
    return Atom(f"{first} {_UNITS.get(unit or '', 'generic units')}")


_UNITS = {
    "Y": "years",
    "M": "months",
    "W": "weeks",
    "D": "days",
    "h": "hours",
    "m": "minutes",
    "s": "seconds",
    "ms": "milliseconds",
    "us": "microseconds",
    "ns": "nanoseconds",
}
_ARRAYS = (
    "array",
    "asarray",
    "asanyarray",
    "constant",
    "Variable",
    "convert_to_tensor",
    "matrix",
    "asmatrix",
    "Tensor",
    "tensor",
    "EagerTensor",
    "identity",
    "ascontiguousarray",
)
_MAKERS: dict[str, Callable[[Call], Argument]] = {
    **dict.fromkeys(_ARRAYS, _array),
    **dict.fromkeys(("zeros", "ones", "empty", "full", "fill"), _filled),
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "deque"), containers.series),
    **dict.fromkeys(("dict", "OrderedDict", "Counter", "defaultdict"), containers.mapping),
    **dict.fromkeys(("TensorShape", "Size"), containers.shape),
    **dict.fromkeys(("print", "Dimension"), same),
    **dict.fromkeys(("datetime64", "timedelta64"), _moment),
    "eye": _eye,
    "arange": _arange,
    "linspace": _linspace,
    "range": _range,
    "dtype": _word,
    "reshape": reshaped,
    "transpose": transposed,
}
