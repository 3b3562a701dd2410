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
    needs: tuple[str, ...] = ()
    """Other libraries that this one brings along."""


def _standard(name: str) -> Library:
    return Library(name, (f"import {name}",), name)


LIBRARIES: dict[str, Library] = {
    library.name: library
    for library in (
        Library("numpy", ("import numpy as np",), "np", "numpy"),
        Library("tensorflow", ("import tensorflow as tf",), "tf", "tensorflow"),
        Library(
            "tensorflow1",
            ("import tensorflow.compat.v1 as tf", "tf.disable_eager_execution()"),
            "tf",
            "tensorflow",
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
    return [line for name in libraries for line in LIBRARIES[name].imports]
