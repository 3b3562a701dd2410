"""The floor of `bench/engine.py`: the same programs, run in one warm process and nothing else.

Reads programs as JSON from standard input; compiles and runs each, writes its value as JSON, and
prints the microseconds that one took.
"""

import contextlib
import io
import json
import sys
import time
import warnings
from typing import Any


def plain(value: Any) -> Any:
    """A value as JSON data, the short way."""
    if hasattr(value, "numpy"):
        value = value.numpy()
    if hasattr(value, "tolist"):
        return [str(value.dtype), list(value.shape), value.tolist()]
    return repr(value)


def run(programs: list[dict[str, Any]], names: dict[str, Any]) -> None:
    """Run all programs once."""
    results = []
    for program in programs:
        namespace = dict(names)
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                exec(compile(program["source"], "<program>", "exec"), namespace)  # noqa: S102
                if program["ask"]:
                    code = compile(program["ask"], "<ask>", "eval")
                    value = eval(code, namespace)  # noqa: S307
                    results.append([plain(value), str(value), printed.getvalue()])
        except Exception as error:  # noqa: BLE001 - whatever a program raises is its result
            results.append([type(error).__name__, str(error)])
    json.dumps(results, default=str)


def main() -> None:
    """Run everything twice and print the second time."""
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    names: dict[str, Any] = {}
    for line in request["imports"]:
        exec(line, names)  # noqa: S102
    run(request["programs"], names)
    started = time.perf_counter()
    run(request["programs"], names)
    print((time.perf_counter() - started) / len(request["programs"]) * 1e6)


if __name__ == "__main__":
    main()
