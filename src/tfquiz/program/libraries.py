"""The libraries that a deck may name, and how a learner's script imports each.

Nothing is imported here. `group` decides which programs may share a template process: the
standard library's modules are cheap and go with any group.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Library:
    """One library that a deck may use."""

    name: str
    """As decks write it in `libraries`."""
    imports: tuple[str, ...]
    """The lines that stand at the top of a script."""
    binds: str
    """The name that those lines bind."""
    distribution: str | None = None
    """The installed package whose version matters; None for the standard library."""
    before: tuple[str, ...] = ()
    """Lines that a script needs before those: what makes its results repeat to the last digit."""


def _standard(name: str) -> Library:
    return Library(name, (f"import {name}",), name)


_SAME_DIGITS = ("import os", 'os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"')
"""TensorFlow's oneDNN rounds differently from one processor to the next."""

LIBRARIES: dict[str, Library] = {
    library.name: library
    for library in (
        Library("numpy", ("import numpy as np",), "np", "numpy"),
        Library(
            "tensorflow", ("import tensorflow as tf",), "tf", "tensorflow", before=_SAME_DIGITS
        ),
        Library(
            "tensorflow1",
            ("import tensorflow.compat.v1 as tf", "tf.disable_eager_execution()"),
            "tf",
            "tensorflow",
            before=_SAME_DIGITS,
        ),
        Library("pandas", ("import pandas as pd",), "pd", "pandas"),
        *(
            _standard(name)
            for name in (
                "collections",
                "contextlib",
                "copy",
                "functools",
                "io",
                "itertools",
                "math",
                "operator",
                "statistics",
                "string",
            )
        ),
    )
}


def import_lines(libraries: tuple[str, ...]) -> list[str]:
    """The import lines of a script that uses `libraries`, in their order."""
    before = dict.fromkeys(line for name in libraries for line in LIBRARIES[name].before)
    return [*before, *(line for name in libraries for line in LIBRARIES[name].imports)]
