"""The lists are wide: whatever a library documents is allowed, or left out for a reason."""

import json
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from platform import python_version

import pytest

from tfquiz.program.allowed.lists import Allowed, allowed
from tfquiz.program.libraries import LIBRARIES

HERE = Path(__file__).parent
LEFT_OUT = tomllib.loads((HERE / "left_out.toml").read_text())
STANDARD = tuple(name for name, library in LIBRARIES.items() if library.distribution is None)
ROOTS = {"numpy": "np.", "pandas": "pd.", "tensorflow": "tf.", "tensorflow1": "tf.", "python": ""}


def left_out(library: str, kind: str) -> set[str]:
    """What no deck may use; what holds for TensorFlow holds for its version 1."""
    sections = {library, library.removesuffix("1")}
    tables = [LEFT_OUT[section][kind] for section in sections]
    return {word for table in tables for text in table.values() for word in text.split()}


def documented(library: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    command = [sys.executable, str(HERE / "documented.py"), library]
    found = subprocess.run(command, capture_output=True, check=True, text=True)
    modules, classes = json.loads(found.stdout)
    return modules, classes


def lists_of(library: str) -> Allowed:
    return allowed(STANDARD if library == "python" else (library,))


def is_listed(name: str, library: str) -> bool:
    """Whether a name is on the list, or leads to one that is."""
    lists = lists_of(library)
    whole = f"{ROOTS[library]}{name}"
    if name.startswith("builtins."):
        return name.removeprefix("builtins.") in lists.builtins
    return whole in lists.names | lists.types | lists.prefixes


def unexplained(library: str) -> list[str]:
    """What is documented, not allowed, and not left out for a reason."""
    modules, classes = documented(library)
    names, gone = left_out(library, "names"), left_out(library, "modules")
    found = []
    for module, below in modules.items():
        if any(f"{module}.".startswith(f"{one}.") for one in gone) or f"{module}.*" in names:
            continue
        full = [f"{module}.{name}".strip(".") for name in below]
        found += [name for name in full if name not in names and not is_listed(name, library)]
    lists = lists_of(library)
    known = lists.attributes | lists.empty_calls | left_out(library, "attributes")
    return found + [
        f"{one} .{name}" for one in classes for name in classes[one] if name not in known
    ]


@pytest.mark.parametrize("library", ROOTS)
def test_what_is_documented_is_allowed_or_left_out_for_a_reason(library):
    version = {"python": python_version}.get(
        library, lambda: metadata.version(library.removesuffix("1"))
    )()
    found = unexplained(library)
    if f"{version}.".startswith(f"{LEFT_OUT[library]['version']}."):
        assert found == []


@pytest.mark.parametrize("library", ROOTS)
def test_nothing_is_both_allowed_and_left_out(library):
    lists = lists_of(library)
    own = {word for text in LEFT_OUT[library]["names"].values() for word in text.split()}
    is_way = lists.prefixes - lists.names - lists.types
    assert [
        name for name in own if is_listed(name, library) and ROOTS[library] + name not in is_way
    ] == []
