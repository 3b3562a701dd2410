"""Reads the lists of allowed names. A list names everything one by one; there are no wildcards.

A file has sections in square brackets and words. A word group may begin with a prefix and a colon:
`linalg: norm svd` means `linalg.norm` and `linalg.svd`; indented lines go on with the group.
`Session(graph=)` is a name that may only be called, with these keywords, and `wraps(function)` one
that may only be called with one argument.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tfquiz.program.libraries import LIBRARIES

_ARRAYS = ("numpy", "tensorflow", "tensorflow1", "pandas")
_FILES = {
    "numpy": ("numpy",),
    "tensorflow": ("tensorflow", "numpy"),
    "tensorflow1": ("tensorflow1", "tensorflow", "numpy"),
    "pandas": ("pandas", "numpy"),
}
"""Which files' attributes a library brings: tensors become arrays, and so on."""

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
    types: frozenset[str]
    """Dotted names that can only be asked about."""
    attributes: frozenset[str]
    own: frozenset[str]
    """What a deck's own classes may call their attributes; all of these are in `attributes`."""
    methods: frozenset[str]
    called_methods: frozenset[str]
    builtins: frozenset[str]
    syntax: frozenset[str]
    prefixes: frozenset[str] = field(init=False)
    """Every beginning of a dotted name, such as np.linalg."""

    def __post_init__(self) -> None:
        found = set()
        for name in self.names | self.types:
            parts = name.split(".")
            found |= {".".join(parts[:count]) for count in range(1, len(parts))}
        object.__setattr__(self, "prefixes", frozenset(found))


@cache
def allowed(libraries: tuple[str, ...]) -> Allowed:
    """The lists for these libraries together; unknown libraries bring nothing."""
    python = read("python")
    known = [LIBRARIES[name] for name in libraries if name in LIBRARIES]
    names, types = set[str](), set[str]()
    signatures: dict[str, tuple[int, frozenset[str]]] = {}
    attributes, never = set(python["attributes"]), set[str]()
    for library in known:
        if library.name not in _ARRAYS:
            prefix = f"{library.name}."
            listed = [name for name in python["names"] if name.startswith(prefix)]
            _add(listed, names, signatures)
            continue
        sections = read(library.name)
        listed = sections["names"] + sections.get("gone", [])
        _add([f"{library.binds}.{name}" for name in listed], names, signatures)
        types |= {f"{library.binds}.{name}" for name in sections["types"]}
        for file in _FILES[library.name]:
            attributes |= set(read(file)["attributes"])
            never |= set(read(file).get("never", []))
    has_arrays = any(library.name in _ARRAYS for library in known)
    return Allowed(
        roots={library.binds: library.name for library in known},
        names=frozenset(names),
        signatures=signatures,
        types=frozenset(types),
        attributes=frozenset((attributes | set(python["own"])) - never),
        own=frozenset(python["own"]),
        methods=frozenset(python["methods"] + ([] if has_arrays else python["plain-methods"])),
        called_methods=frozenset(python["called-methods"]),
        builtins=frozenset(python["builtins"]),
        syntax=frozenset(python["syntax"]),
    )


def _add(
    listed: list[str], names: set[str], signatures: dict[str, tuple[int, frozenset[str]]]
) -> None:
    """Add names as a list writes them, with their signatures where they have one."""
    for written in listed:
        name, bracket, rest = written.partition("(")
        names.add(name)
        if bracket:
            words = rest.removesuffix(")").split(",")
            keywords = frozenset(word.removesuffix("=") for word in words if word.endswith("="))
            signatures[name] = (len(words) - len(keywords), keywords)


@cache
def read(name: str) -> Sections:
    """The words of each section of a list, prefixes written out."""
    path = Path(__file__).with_name(f"{name}.txt")
    sections: Sections = {}
    words: list[str] = []
    prefix = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].rstrip()
        if text.startswith("["):
            words = sections.setdefault(text.strip("[]"), [])
        elif text:
            group, colon, rest = text.partition(": ")
            if not text.startswith(" "):
                prefix = f"{group}." if colon else ""
            words += [prefix + word for word in (rest if colon else text).split()]
    return sections
