"""Print a library's documentation examples as JSON: `examples.py LIBRARY COUNT`.

Each is the lines above and an expression whose output the documentation shows: NumPy's first COUNT,
and of TensorFlow's as many from all parts alike.
"""

import doctest
import importlib
import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from documented import FROM, modules, names

NUMPY = ("", "linalg", "fft", "char", "random", "ma")
ELSEWHERE = (
    "raw_ops", "keras", "gfile", "io.gfile", "distribute", "test", "data.experimental.service",
)  # fmt: skip
"""Parts that show files, pictures, networks or models."""


def texts(library: str) -> Iterator[str]:
    """The documentation of functions, classes and methods, each once."""
    if library == "numpy":
        import numpy as np
        from documented import reach

        parts: list[tuple[str, Any]] = [(path, reach(np, path)) for path in NUMPY]
    else:
        root = importlib.import_module(FROM[library])
        parts = [one for one in modules(root, "", set()) if not one[0].startswith(ELSEWHERE)]
    seen = set()
    for _, part in parts:
        for name in names(part):
            thing = getattr(part, name)
            inner = vars(thing).values() if isinstance(thing, type) and library != "numpy" else ()
            for text in [getattr(one, "__doc__", None) for one in (thing, *inner)]:
                if isinstance(text, str) and ">>>" in text and text not in seen:
                    seen.add(text)
                    yield text


def examples(text: str) -> Iterator[tuple[str, str]]:
    try:
        found = doctest.DocTestParser().get_examples(text)
    except ValueError:
        return
    above: list[str] = []
    for example in found:
        source = example.source.rstrip()
        if source.startswith(("import numpy", "from numpy", "import tensorflow")):
            continue
        if example.want and _is_expression(source):
            yield "\n".join(above), f"str({source})"
        above.append(source)


def _is_expression(source: str) -> bool:
    try:
        compile(source, "example", "eval")
    except SyntaxError:
        return False
    return True


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    all_of_them = [one for text in texts(sys.argv[1]) for one in examples(text)]
    count = min(int(sys.argv[2]), len(all_of_them))
    if sys.argv[1] == "numpy":
        all_of_them = all_of_them[:count]
    places = [number * len(all_of_them) // count for number in range(count)]
    json.dump([all_of_them[place] for place in places], sys.stdout)
