"""Reads the lists of allowed names. A list names everything one by one; there are no wildcards.

A file has sections in square brackets and words. A word group may begin with a prefix and a colon:
`linalg: norm svd` means `linalg.norm` and `linalg.svd`; indented lines go on with the group.
`Session(graph=)` is a name that may only be called, with these keywords, and `deepcopy(thing)` one
that may only be called with one argument. `@wraps(function)` may only stand above a function, and
`r_[]` only right before brackets or parentheses. An attribute `cache()` may only be called, with
nothing between its parentheses.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from tfquiz.program.libraries import LIBRARIES

ARRAYS = ("numpy", "tensorflow", "tensorflow1", "pandas")
_FILES = {
    "numpy": ("numpy",),
    "tensorflow": ("tensorflow", "numpy"),
    "tensorflow1": ("tensorflow1", "tensorflow", "numpy"),
    "pandas": ("pandas", "numpy"),
}
"""Which files' attributes a library brings: tensors become arrays, and so on."""
_BESIDES = {"tensorflow": ("keras",)}
"""Files that hold more of a library's names."""

Sections = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a program that uses some libraries may use."""

    roots: dict[str, str]
    """For each name that an import binds, its library: np is numpy."""
    names: frozenset[str]
    """Dotted names from a root: np.linalg.norm."""
    signatures: dict[str, tuple[int, frozenset[str]]]
    """For names that may only be called in one way: how many arguments, and which keywords."""
    decorators: frozenset[str]
    """Names that may only stand above a function."""
    bracketed: frozenset[str]
    """Names that may only stand right before brackets or parentheses."""
    types: frozenset[str]
    """Dotted names that can only be asked about."""
    attributes: frozenset[str]
    empty_calls: frozenset[str]
    """Attributes that may only be called, with no argument; none of these is in `attributes`."""
    own: frozenset[str]
    """What a deck's own classes may call their attributes; all of these are in `attributes`."""
    methods: frozenset[str]
    called_methods: frozenset[str]
    builtins: frozenset[str]
    syntax: frozenset[str]
    listed: frozenset[str] = field(init=False)
    """`names` and `types` together."""
    prefixes: frozenset[str] = field(init=False)
    """Every beginning of a dotted name, such as np.linalg."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "listed", self.names | self.types)
        found = set()
        for name in self.listed:
            parts = name.split(".")
            found |= {".".join(parts[:count]) for count in range(1, len(parts))}
        object.__setattr__(self, "prefixes", frozenset(found))


@cache
def allowed(libraries: tuple[str, ...]) -> Allowed:
    """The lists for these libraries together; unknown libraries bring nothing."""
    python = read("python")
    known = [LIBRARIES[name] for name in libraries if name in LIBRARIES]
    has_arrays = any(library.name in ARRAYS for library in known)
    standard = python["names"] + ([] if has_arrays else python["plain-names"])
    found = _Names()
    attributes, never = set(python["attributes"]), set[str]()
    for library in known:
        if library.name not in ARRAYS:
            prefix = f"{library.name}."
            found.add(name for name in standard if name.startswith(prefix))
            continue
        sections = read(library.name)
        listed = sections["names"] + sections.get("gone", []) + _shared(sections)
        listed += [name for file in _BESIDES.get(library.name, ()) for name in read(file)["names"]]
        found.add(f"{library.binds}.{name}" for name in listed)
        found.types |= {f"{library.binds}.{name}" for name in sections["types"]}
        for file in _FILES[library.name]:
            attributes |= set(read(file)["attributes"])
            never |= set(read(file).get("never", []))
    empty = {name for name in attributes if name.endswith("()")}
    return Allowed(
        roots={library.binds: library.name for library in known},
        names=frozenset(found.names),
        signatures=found.signatures,
        decorators=frozenset(found.decorators),
        bracketed=frozenset(found.bracketed),
        types=frozenset(found.types),
        attributes=frozenset((attributes | set(python["own"])) - never - empty),
        empty_calls=frozenset(bare(name) for name in empty),
        own=frozenset(python["own"]),
        methods=frozenset(python["methods"] + ([] if has_arrays else python["plain-methods"])),
        called_methods=frozenset(python["called-methods"]),
        builtins=frozenset(python["builtins"]),
        syntax=frozenset(python["syntax"]),
    )


def _shared(sections: Sections) -> list[str]:
    """What a list takes over from TensorFlow's, group by group."""
    groups = sections.get("shared", [])
    return [name for name in read("tensorflow")["names"] if name.rpartition(".")[0] in groups]


class _Names:
    """The names of several lists, with what is said about how they may be used."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.signatures: dict[str, tuple[int, frozenset[str]]] = {}
        self.decorators: set[str] = set()
        self.bracketed: set[str] = set()
        self.types: set[str] = set()

    def add(self, listed: Iterable[str]) -> None:
        """Add names as a list writes them."""
        for written in listed:
            name = bare(written)
            self.names.add(name)
            if "@" in written:
                self.decorators.add(name)
            if written.endswith("[]"):
                self.bracketed.add(name)
            if written.endswith(")"):
                words = written.partition("(")[2].removesuffix(")").split(",")
                keywords = frozenset(word.removesuffix("=") for word in words if word.endswith("="))
                self.signatures[name] = (len(words) - len(keywords), keywords)


def bare(written: str) -> str:
    """The name alone of what a list writes: `functools.wraps` of `functools.@wraps(function)`."""
    return written.partition("(")[0].removesuffix("[]").replace("@", "")


@cache
def read(name: str) -> Sections:
    """The words of each section of a list, prefixes written out."""
    path = __file__.removesuffix("lists.py") + f"{name}.txt"
    sections: Sections = {}
    words: list[str] = []
    prefix = ""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 (pathlib is slow to import)
        lines = file.read().splitlines()
    for line in lines:
        text = line.partition("#")[0].rstrip()
        if text.startswith("["):
            words = sections.setdefault(text.strip("[]"), [])
        elif text:
            group, colon, rest = text.partition(": ")
            if not text.startswith(" "):
                prefix = f"{group}." if colon else ""
            words += [prefix + word for word in (rest if colon else text).split()]
    return sections
