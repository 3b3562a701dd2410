"""Print the public names of a library and of its classes as JSON: `documented.py LIBRARY`."""

import importlib
import json
import os
import sys
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

NUMPY = (
    "char dtypes emath exceptions fft lib lib.array_utils lib.mixins lib.scimath lib.stride_tricks "
    "linalg ma polynomial polynomial.chebyshev polynomial.hermite polynomial.hermite_e "
    "polynomial.laguerre polynomial.legendre polynomial.polynomial random rec strings testing"
)
PYTHON = (
    "builtins collections contextlib copy functools io itertools math operator statistics string"
)
FROM = {"tensorflow": "tensorflow", "tensorflow1": "tensorflow.compat.v1", "pandas": "pandas"}
CLASSES = {
    "numpy": (
        "ndarray generic dtype ufunc broadcast flatiter poly1d matrix recarray str_ finfo iinfo "
        "random.Generator random.RandomState random.PCG64 random.MT19937 random.SeedSequence "
        "ma.MaskedArray polynomial.Polynomial polynomial.Chebyshev linalg.LinAlgError"
    ),
    "tensorflow": (
        "Tensor Variable TensorShape TensorSpec DType Operation Graph GradientTape RaggedTensor "
        "SparseTensor TensorArray IndexedSlices data.Dataset data.Iterator random.Generator "
        "lookup.StaticHashTable lookup.experimental.MutableHashTable linalg.LinearOperator "
        "queue.FIFOQueue errors.OpError train.ExponentialMovingAverage"
    ),
    "tensorflow1": "Session VariableScope train.AdamOptimizer distributions.Normal data.Iterator",
    "pandas": "",
    "python": (
        "int float complex str bytes bytearray list tuple dict set frozenset range slice "
        "BaseException OSError SyntaxError UnicodeDecodeError ExceptionGroup deque Counter "
        "OrderedDict defaultdict ChainMap StringIO BytesIO NormalDist Template"
    ),
}


def reach(root: Any, path: str) -> Any:
    """What a dotted path leads to; None where it leads nowhere."""
    for part in filter(None, path.split(".")):
        try:
            root = getattr(root, part)
        except (AttributeError, ImportError):
            return None
    return root


def names(module: ModuleType) -> Iterator[str]:
    for name in sorted(getattr(module, "__all__", None) or dir(module)):
        if not name.startswith("_") and not isinstance(reach(module, name), ModuleType | None):
            yield name


def modules(root: ModuleType, path: str, seen: set[int]) -> Iterator[tuple[str, ModuleType]]:
    """A module and all that can be reached below it by public names, each once."""
    if id(root) in seen:
        return
    seen.add(id(root))
    yield path, root
    for name in sorted(dir(root)):
        below = reach(root, name)
        is_ours = isinstance(below, ModuleType) and getattr(below, "__name__", "").startswith(
            ("tensorflow.", "keras.")
        )
        if is_ours and not name.startswith("_") and name not in {"compat", "python"}:
            yield from modules(below, f"{path}.{name}".strip("."), seen)


def found(library: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The names in each module, and the attributes of each class."""
    if library == "python":
        parts = {name: importlib.import_module(name) for name in PYTHON.split()}
        listed = {name: list(names(module)) for name, module in parts.items()}
        homes: tuple[Any, ...] = tuple(parts.values())
    elif library == "numpy":
        import numpy as np

        listed = {path: list(names(reach(np, path))) for path in ("", *NUMPY.split())}
        homes = (np,)
    else:
        root = importlib.import_module(FROM[library])
        reached = [("", root)] if library == "pandas" else modules(root, "", set())
        listed = {path: list(names(module)) for path, module in reached}
        homes = (root,)
    attributes = {
        path: [name for name in dir(thing) if not name.startswith("_")]
        for path in CLASSES[library].split()
        for thing in [next(filter(None, (reach(home, path) for home in homes)), None)]
    }
    return listed, attributes


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    json.dump(found(sys.argv[1]), sys.stdout)
