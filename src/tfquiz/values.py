"""What a program's result is, once it has left the program: plain immutable values.

A value remembers what a learner can be asked about (numbers, shape, dtype, kind of container) and
nothing else. This module knows neither NumPy nor TensorFlow, runs nothing and judges nothing; it
only holds, writes (`dump`), reads back (`load`) and shows (`show`) values.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

Plain = None | bool | int | float | complex | str | bytes

ARRAY_KINDS = ("ndarray", "matrix", "scalar", "tensor", "variable")
SETS = ("set", "frozenset")
SERIES_KINDS = ("list", "tuple", *SETS, "range")


MAX_RANK = 64
"""NumPy's own limit on axes."""
_DTYPE = re.compile(r"[a-z]\w{0,30}(\[[\w/]{1,20}\])?", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """A plain Python scalar. `type` keeps `1`, `1.0` and `True` apart, which `==` does not."""

    value: Plain
    type: str = field(init=False)
    """The Python type's name, such as "int" or "NoneType"."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", type(self.value).__name__)
        object.__setattr__(self, "value", _canonical(self.value))

    def __eq__(self, other: object) -> bool:
        # Tuples hold a NaN to be equal to itself; what a dataclass brings holds so up to 3.12 only.
        if not isinstance(other, Atom):
            return NotImplemented
        return (self.type, self.value) == (other.type, other.value)

    def __hash__(self) -> int:
        return hash((self.type, self.value))


@dataclass(frozen=True, slots=True)
class Array:
    """A NumPy array or scalar, or a TensorFlow tensor or variable."""

    kind: str
    """One of `ARRAY_KINDS`; "scalar" is a NumPy scalar such as `np.int64(3)`."""
    dtype: str
    """The dtype's plain name: "int64", "float32", "bool", "str", "complex128" ..."""
    shape: tuple[int, ...]
    items: tuple[Plain, ...]
    """All elements in C order; floats are the shortest decimals that give the stored bits back."""

    def __post_init__(self) -> None:
        if any(item != item for item in self.items):  # noqa: PLR0124 (so is NaN alone)
            object.__setattr__(self, "items", tuple(_canonical(item) for item in self.items))

    @property
    def is_scalar(self) -> bool:
        """Whether this has rank 0, so that a learner types a bare number."""
        return not self.shape


@dataclass(frozen=True, slots=True)
class Series:
    """A Python list, tuple, set or range of values."""

    kind: str
    """One of `SERIES_KINDS`; the items of sets are kept in a fixed order."""
    items: tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A Python dict, in insertion order."""

    pairs: tuple[tuple["Value", "Value"], ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that no learner can be asked to type: a function, a generator, a class."""

    type: str
    text: str


Value = Atom | Array | Series | Mapping | Opaque


def _canonical(item: Plain) -> Plain:
    """One NaN object for all, so that equal values compare equal, NaN or not."""
    return math.nan if isinstance(item, float) and math.isnan(item) else item


def dump(value: Value) -> dict[str, Any]:
    """Write a value as JSON data; NaN and infinities become text. Inverse of `load`."""
    match value:
        case Atom(value=plain):
            return {"t": value.type, "v": _dump_plain(plain)}
        case Array():
            items = [_dump_plain(item) for item in value.items]
            return {"t": value.kind, "dtype": value.dtype, "shape": list(value.shape), "v": items}
        case Series():
            return {"t": value.kind, "v": [dump(item) for item in value.items]}
        case Mapping():
            return {"t": "dict", "v": [[dump(key), dump(item)] for key, item in value.pairs]}
        case Opaque():
            return {"t": "object", "type": value.type, "v": value.text}


def load(data: Any) -> Value:
    """Read what `dump` wrote.

    Raises:
        ValueError: if the data is not of that form, wherever it came from.
    """
    try:
        return _load(data, depth=0)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"not a dumped value: {error}") from error


def _load(data: Any, depth: int) -> Value:
    if depth > 20:
        raise ValueError("not a dumped value: nested too deeply")
    kind = data["t"]
    items = data["v"]
    if kind in ARRAY_KINDS:
        return _load_array(kind, data)
    if kind in SERIES_KINDS:
        return Series(kind, tuple(_load(item, depth + 1) for item in items))
    if kind == "dict":
        pairs = ((_load(key, depth + 1), _load(item, depth + 1)) for key, item in items)
        return Mapping(tuple(pairs))
    if kind == "object":
        return Opaque(str(data["type"]), str(items))
    return Atom(_load_plain(kind, items))


def _load_array(kind: str, data: dict[str, Any]) -> Array:
    dtype, items = str(data["dtype"]), data["v"]
    shape = tuple(map(int, data["shape"]))
    if min(shape, default=0) < 0 or math.prod(shape) != len(items):
        raise ValueError("not a dumped value: shape and items disagree")
    if len(shape) > MAX_RANK:
        raise ValueError("not a dumped value: no array has so many axes")
    plain = _plain_type(dtype)
    if {plain} == {type(item).__name__ for item in items}:
        return Array(kind, dtype, shape, tuple(items))
    return Array(kind, dtype, shape, tuple(_load_plain(plain, item) for item in items))


@lru_cache(maxsize=100)
def _plain_type(dtype: str) -> str:
    if not _DTYPE.fullmatch(dtype):
        raise ValueError("not a dumped value: no array has such a dtype")
    if dtype.startswith(("int", "uint")):
        return "int"
    if dtype.startswith(("float", "bfloat")):
        return "float"
    if dtype.startswith("complex"):
        return "complex"
    return "bool" if dtype == "bool" else "str"


def _dump_plain(item: Plain) -> Any:
    if isinstance(item, complex):
        return [_dump_plain(item.real), _dump_plain(item.imag)]
    if isinstance(item, bytes):
        return item.decode("latin-1")
    if isinstance(item, float) and not math.isfinite(item):
        return repr(item)
    return item


def _load_plain(kind: str, data: Any) -> Plain:
    if kind == "NoneType" and data is None:
        return None
    if kind == "bool" and isinstance(data, bool):
        return data
    if kind == "int" and isinstance(data, int) and not isinstance(data, bool):
        return data
    if kind == "float" and isinstance(data, int | float | str) and not isinstance(data, bool):
        return float(data)
    if kind == "complex":
        real, imaginary = data
        return complex(float(real), float(imaginary))
    if kind == "str" and isinstance(data, str):
        return data
    if kind == "bytes" and isinstance(data, str):
        return data.encode("latin-1")
    raise ValueError(f"not a dumped value: {data!r} is no {kind}")


def show(value: Value, *, decimals: int | None = None, wide: bool = False) -> str:
    """Show a value as tfquiz does everywhere: arrays in NumPy's brackets, the rest as Python.

    Args:
        value: what to show.
        decimals: how many digits stand after the point of every float; None for as they are.
        wide: True keeps everything on one line; otherwise each row of an array has its own.
    """
    match value:
        case Atom(value=plain):
            return show_plain(plain, decimals=decimals)
        case Array():
            return show_array(value, decimals=decimals, wide=wide)
        case Series():
            return _show_series(value, decimals)
        case Mapping():
            pairs = [(_inner(key, decimals), _inner(item, decimals)) for key, item in value.pairs]
            return "{" + ", ".join(f"{key}: {item}" for key, item in pairs) + "}"
        case Opaque():
            return value.text


def _inner(value: Value, decimals: int | None) -> str:
    return show(value, decimals=decimals, wide=True)


def _show_series(value: Series, decimals: int | None) -> str:
    items = [_inner(item, decimals) for item in value.items]
    body = ", ".join(items)
    match value.kind:
        case "list":
            return f"[{body}]"
        case "tuple":
            return f"({body},)" if len(items) == 1 else f"({body})"
        case "set":
            return f"{{{body}}}" if items else "set()"
        case "frozenset":
            return f"frozenset({{{body}}})" if items else "frozenset()"
        case _:
            return f"range({body})"


def show_plain(item: Plain, *, decimals: int | None = None) -> str:
    """Show one number, string, boolean or None."""
    if isinstance(item, float) and decimals is not None and math.isfinite(item):
        text = f"{item:.{decimals}f}"
        return text.removeprefix("-") if not text.strip("-0.") else text
    return repr(item)


def show_array(value: Array, *, decimals: int | None = None, wide: bool = False) -> str:
    """Show an array in brackets, elements aligned; an array without elements as `[]` by shape."""
    texts = [show_plain(item, decimals=decimals) for item in value.items]
    if value.is_scalar:
        return texts[0]
    if not texts:
        return f"[] with shape {shape_text(value.shape)}" if len(value.shape) > 1 else "[]"
    width = 0 if wide else max(len(text) for text in texts)
    padded = iter([text.rjust(width) for text in texts])
    return _nest(value.shape, padded, depth=1, wide=wide)


def shape_text(shape: Sequence[int]) -> str:
    """A shape as Python writes the tuple."""
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"


def _nest(shape: tuple[int, ...], texts: Iterator[str], *, depth: int, wide: bool) -> str:
    if len(shape) == 1:
        return "[" + " ".join(next(texts) for _ in range(shape[0])) + "]"
    parts = [_nest(shape[1:], texts, depth=depth + 1, wide=wide) for _ in range(shape[0])]
    newline = " " if wide else "\n" * (len(shape) - 1) + " " * depth
    return "[" + newline.join(parts) + "]"


def shape_value(shape: tuple[int, ...]) -> Series:
    """A shape as the tuple that Python shows."""
    return Series("tuple", tuple(Atom(size) for size in shape))
