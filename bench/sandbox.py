"""Measures the sandbox: start, cost of a batch, cost of a program, against doing without it.

Figures are the fastest of several runs: on a machine that does other things the fastest one is
nearest to what the code costs. What is "times" something else is the median over runs in turn, each
divided by the other's next to it. `python bench/sandbox.py --no-tensorflow` leaves TensorFlow out.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from tfquiz.program.program import Program
from tfquiz.sandbox.environment import environment, interpreter
from tfquiz.sandbox.host import Runner
from tfquiz.sandbox.process import TemplateProcess

FLOOR = """
import json, sys, time
{imports}
programs = json.load(sys.stdin)
def once(source, ask):
    names = {{"np": globals().get("np"), "tf": globals().get("tf")}}
    exec(compile(source, "program", "exec"), names)
    value = eval(compile(ask, "ask", "eval"), names)
    return json.dumps({{"value": value.tolist() if hasattr(value, "tolist")
                        else value.numpy().tolist(), "text": str(value)}})
def batch():
    begin = time.perf_counter()
    for source, ask in programs:
        once(source, ask)
    return time.perf_counter() - begin
first = batch()
print(json.dumps([first, min(batch() for _ in range(10))]))
"""


def main() -> None:
    """Print the figures."""
    _report("numpy", "import numpy as np", _numpy_programs)
    if "--no-tensorflow" not in sys.argv:
        _report("tensorflow", "import tensorflow as tf", _tensorflow_programs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say("the parent's peak memory", f"{peak:.0f} MiB")


def _numpy_programs(salt: int) -> list[Program]:
    return [
        Program(
            f"x = np.array([{salt}, {number}, 4])\ny = np.asarray(x)\ny[0] = {number}",
            "x.sum(axis=0)",
            ("numpy",),
        )
        for number in range(50)
    ]


def _tensorflow_programs(salt: int) -> list[Program]:
    return [
        Program(f"x = tf.constant([{salt}, {number}, 4])", "tf.reduce_sum(x)", ("tensorflow",))
        for number in range(50)
    ]


def _report(library: str, imports: str, programs: Callable[[int], list[Program]]) -> None:
    tries = 15 if library == "numpy" else 3
    ready, plain, times = _in_turn(
        lambda _: _start(library), lambda _: _run_plain(f"{imports}\n"), tries
    )
    _say(f"{library}: plain import", f"{plain * 1e3:.0f} ms")
    _say(f"{library}: template ready and gone", f"{ready * 1e3:.0f} ms, {times:.2f} times")
    first, again = _floor(imports, programs(0))
    _say(f"{library}: 50 programs in one warm process", f"{again * 1e3:.2f} ms (floor)")
    with Runner() as locked, Runner(confined=False, checked=False) as bare:
        nothing = [Program("", "1", (library,))]
        for runner in (locked, bare):
            runner.run(nothing)
        empty = _fastest(lambda: locked.run(nothing), 40)
        _say(f"{library}: fork, lock, reply, exit", f"{empty * 1e3:.2f} ms")
        with_layers, without, times = _in_turn(
            lambda turn: locked.run(programs(turn)), lambda turn: bare.run(programs(turn)), 60
        )
    _say(f"{library}: 50 programs, all layers", f"{with_layers * 1e3:.2f} ms")
    _say(f"{library}: the same without any layer", f"{without * 1e3:.2f} ms, {times:.2f} times")
    each = (with_layers - empty) / 50 * 1e6
    _say(f"{library}: a program in a warm child", f"{each:.0f} us (floor {again / 50 * 1e6:.0f})")
    _say(f"{library}: the first 50 in a fresh plain process", f"{first * 1e3:.2f} ms")


def _start(library: str) -> None:
    with TemplateProcess((library,)) as template:
        template.await_ready()


def _run_plain(code: str) -> None:
    command = [*interpreter("tfquiz", "")[:4], code]
    subprocess.run(command, env=environment(), check=True, stderr=subprocess.DEVNULL)


def _floor(imports: str, programs: list[Program]) -> tuple[float, float]:
    command = [*interpreter("tfquiz", "")[:4], FLOOR.format(imports=imports)]
    pairs = json.dumps([(program.source, program.ask) for program in programs])
    done = subprocess.run(
        command, env=environment(), check=True, input=pairs, capture_output=True, text=True
    )
    first, again = json.loads(done.stdout)
    return first, again


def _timed(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def _in_turn(
    one: Callable[[int], object], other: Callable[[int], object], tries: int
) -> tuple[float, float, float]:
    """The fastest run of each, and how many times the other's time the one takes."""
    pairs = [
        (_timed(lambda n=turn: one(n)), _timed(lambda n=turn: other(n))) for turn in range(tries)
    ]
    ones, others = zip(*pairs, strict=True)
    return min(ones), min(others), statistics.median(first / second for first, second in pairs)


def _fastest(action: Callable[[], object], tries: int) -> float:
    return min(_timed(action) for _ in range(tries))


def _say(what: str, figure: str) -> None:
    sys.stdout.write(f"{what:<52} {figure}\n")


if __name__ == "__main__":
    main()
