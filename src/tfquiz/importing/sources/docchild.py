"""Run as a program: writes the docstrings of a dotted name as JSON. Imports whatever it names."""

import difflib
import importlib
import inspect
import json
import sys
import types
from collections.abc import Sequence
from typing import Any


def main(arguments: Sequence[str]) -> None:
    """Write the docstrings of one name, and of all public names in a module or a class, as JSON.

    `{"docs": [[dotted name, docstring], ...], "names": the functions of the whole library}`.
    """
    [name] = arguments
    try:
        thing = _find(name)
    except (ImportError, AttributeError) as problem:
        sys.exit(str(problem))
    pairs = [] if isinstance(thing, types.ModuleType) else [(name, thing)]
    if isinstance(thing, types.ModuleType | type):
        pairs += [(f"{name}.{one}", getattr(thing, one, None)) for one in _public(thing)]
    seen: set[str] = set()
    found = []
    for full, one in pairs:
        doc = inspect.getdoc(one) if callable(one) or isinstance(one, property) else None
        if doc and doc not in seen and not isinstance(one, types.ModuleType):
            seen.add(doc)
            found.append((full, doc))
    sys.stdout.write("\n" + json.dumps({"docs": found, "names": _functions(name)}) + "\n")


def _functions(name: str) -> list[str]:
    """What the examples of a standard module's docstrings call without naming the module."""
    module = importlib.import_module(name.partition(".")[0])
    return [one for one in _public(module) if callable(getattr(module, one, None))]


def _find(name: str) -> Any:
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        try:
            thing: Any = importlib.import_module(".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        for part in parts[count:]:
            if not hasattr(thing, part):
                raise AttributeError(_lacking(".".join(parts[:count]), thing, part))
            thing = getattr(thing, part)
        return thing
    raise ModuleNotFoundError(f"no module or name is called {name}")


def _lacking(name: str, thing: Any, part: str) -> str:
    close = difflib.get_close_matches(part, dir(thing), n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    return f"{name} has nothing that is called {part}{hint}"


def _public(module: types.ModuleType | type) -> list[str]:
    names = getattr(module, "__all__", None) or [one for one in dir(module) if one[:1] != "_"]
    return sorted(names)
