"""How NumPy's arrays and scalars become values, and which of them share memory."""

from functools import lru_cache
from typing import Any

import numpy as np

# These hold machine code, which cannot be loaded behind the lock.
import numpy.fft
import numpy.linalg
import numpy.random

from tfquiz.sandbox.child.bindings import register_beginning
from tfquiz.sandbox.child.convert import Budget, register
from tfquiz.sandbox.child.sharing import register_sharing
from tfquiz.values import Array, Atom, Opaque, Plain, Value

_EXACT = "biu"
_WRITTEN = {"U": "str", "M": None, "m": None}
"""Kinds whose items are text; None keeps the dtype's own name, which tells the unit."""


def array_value(kind: str, array: Any, budget: Budget) -> Array | None:
    """An ndarray as a value of this kind; None for dtypes that no learner can type."""
    budget.spend(array.size)
    name, items = _name_and_items(array)
    return None if name is None else Array(kind, name, array.shape, tuple(items))


def _name_and_items(array: Any) -> tuple[str | None, list[Plain]]:
    dtype = array.dtype
    flat = array.ravel()
    if dtype.kind in _EXACT:
        return _name(dtype), flat.tolist()
    if dtype.kind == "f":
        return _name(dtype), list(_floats(flat))
    if dtype.kind == "c":
        pairs = zip(_floats(flat.real), _floats(flat.imag), strict=True)
        return dtype.name, [complex(real, imaginary) for real, imaginary in pairs]
    if dtype.kind in _WRITTEN:
        return _WRITTEN[dtype.kind] or dtype.name, [str(item) for item in flat]
    if dtype.name.startswith(("bfloat16", "float8")):
        return dtype.name, [float(str(item)) for item in flat]
    return None, []


@lru_cache(maxsize=100)
def _name(dtype: Any) -> str:
    """`dtype.name`, which NumPy puts together anew at every look."""
    return str(dtype.name)


def _floats(flat: Any) -> list[float]:
    """The shortest decimals: 0.1 in float32 is 0.1, not 0.10000000149."""
    if flat.dtype == np.float64:
        return list(flat.tolist())
    return [float(str(item)) for item in flat]


def _from_ndarray(thing: Any, budget: Budget) -> Value | None:
    return array_value("ndarray", thing, budget)


def _from_matrix(thing: Any, budget: Budget) -> Value | None:
    return array_value("matrix", np.asarray(thing), budget)


def _from_scalar(thing: Any, budget: Budget) -> Value | None:
    if isinstance(thing, np.str_):
        return Atom(str(thing))
    if isinstance(thing, np.bytes_):
        return Atom(bytes(thing))
    if isinstance(thing, np.void | np.object_):
        return None
    return array_value("scalar", np.asarray(thing), budget)


def _from_dtype(thing: Any, _budget: Budget) -> Value:
    return Opaque("dtype", str(thing))


def _shares(first: Any, second: Any) -> bool:
    # Exact, and for hostile strides exponential: the deadline covers that.
    return bool(np.shares_memory(first, second))


# Without this, unseeded chance would look repeatable: every child starts from the template's state.
register_beginning(np.random.seed)
register(np.ndarray, _from_ndarray)
register(np.matrix, _from_matrix)
register(np.generic, _from_scalar, subclasses=True)
register(np.dtype, _from_dtype, subclasses=True)
register_sharing(np.ndarray, _shares)
# Two names for one NumPy scalar are like two names for one number.
register_sharing(np.generic, lambda _first, _second: False)
