"""Run as a program: writes the docstrings of a dotted name as JSON. Imports whatever it names."""

import importlib
import inspect
import json
import sys
import types
from collections.abc import Sequence
from typing import Any


def main(arguments: Sequence[str]) -> None:
    """Write [[dotted name, docstring], ...] of one name, or of all public names of a module."""
    [name] = arguments
    try:
        thing = _find(name)
    except (ImportError, AttributeError) as problem:
        sys.exit(str(problem))
    if isinstance(thing, types.ModuleType):
        pairs = [(f"{name}.{one}", getattr(thing, one, None)) for one in _public(thing)]
    else:
        pairs = [(name, thing)]
    seen: set[int] = set()
    found = []
    for full, one in pairs:
        doc = inspect.getdoc(one) if callable(one) else None
        if doc and id(one) not in seen and not isinstance(one, types.ModuleType):
            seen.add(id(one))
            found.append((full, doc))
    sys.stdout.write("\n" + json.dumps(found) + "\n")


def _find(name: str) -> Any:
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            thing: Any = importlib.import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            thing = getattr(thing, part)
        return thing
    raise ModuleNotFoundError(f"no module or name is called {name}")


def _public(module: types.ModuleType) -> list[str]:
    names = getattr(module, "__all__", None) or [one for one in dir(module) if one[:1] != "_"]
    return sorted(names)
