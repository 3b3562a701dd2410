"""The floor of `bench/engine.py`: the same programs, run in one warm process and nothing else.

Reads programs as JSON from standard input; compiles and runs each, writes its value as JSON, and
prints the microseconds that one took, of processor time and by the clock.
"""

import contextlib
import io
import json
import sys
import time
import warnings
from contextlib import AbstractContextManager
from typing import Any


def plain(value: Any) -> Any:
    """A value as JSON data, the short way."""
    if hasattr(value, "numpy"):
        value = value.numpy()
    if hasattr(value, "tolist"):
        return [str(value.dtype), list(value.shape), value.tolist()]
    return repr(value)


def around(libraries: list[str]) -> AbstractContextManager[Any]:
    """What each program has of its own: a graph, which would grow with every program."""
    if "tensorflow1" not in libraries:
        return contextlib.nullcontext()
    import tensorflow.compat.v1 as tf  # noqa: PLC0415 (where it is needed only)

    graph: AbstractContextManager[Any] = tf.Graph().as_default()
    return graph


def run(programs: list[dict[str, Any]], names: dict[str, Any]) -> None:
    """Run all programs once."""
    results = []
    for program in programs:
        namespace = dict(names)
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), around(program["libraries"]):
                exec(compile(program["source"], "<program>", "exec"), namespace)  # noqa: S102
                if program["ask"]:
                    code = compile(program["ask"], "<ask>", "eval")
                    value = eval(code, namespace)  # noqa: S307
                    results.append([plain(value), str(value), printed.getvalue()])
        except Exception as error:  # noqa: BLE001 - whatever a program raises is its result
            results.append([type(error).__name__, str(error)])
    json.dumps(results, default=str)


def main() -> None:
    """Run the first programs to get warm, then everything once, and print what one took."""
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    names: dict[str, Any] = {}
    for line in request["imports"]:
        exec(line, names)  # noqa: S102
    programs = request["programs"]
    run(programs[::10], names)
    started, used = time.perf_counter(), time.process_time()
    run(programs, names)
    used, taken = time.process_time() - used, time.perf_counter() - started
    print(used / len(programs) * 1e6, taken / len(programs) * 1e6)


if __name__ == "__main__":
    main()
