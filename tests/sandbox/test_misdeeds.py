"""Programs that misbehave: each is lost by itself, with its reason, and the sitting goes on."""

import gc
import resource
from collections.abc import Iterator

import pytest

from tfquiz.program.program import Finished, Lost, Program, Raised
from tfquiz.sandbox.host import Runner

FLOOD = """
import os
for i in range(3, 400):
    try:
        while True: os.write(i, b'x' * 65536)
    except OSError: pass
"""

MISDEEDS = {
    "an endless loop": ("while True: pass", "timeout"),
    "a loop that swallows all": ("while True:\n  try:\n    1/0\n  except: pass", "timeout"),
    "sleep": ("import time\ntime.sleep(60)", "timeout"),
    "a stop signal": ("import os\nos.kill(os.getpid(), 19)\nx = 1", None),
    "a list of eight gigabytes": ("x = [0] * 10**9", "memory"),
    "an array of a terabyte": ("x = np.ones(10**12)", "memory"),
    "leaving quietly": ("import os\nos._exit(0)", "exit"),
    "leaving with a code": ("import os\nos._exit(3)", "exit"),
    "sys.exit": ("raise SystemExit(4)", "exit"),
    "an abort": ("import os\nos.abort()", "crash"),
    "a null pointer": ("import ctypes\nctypes.string_at(0)", "crash"),
    "printing without end": ("while True: print('x' * 1000)", "flood"),
    "a flood that is hidden": ("try:\n  print('x'*10**5)\nexcept BaseException: pass", "flood"),
    "a result too long to print": ("x = 'a' * 10**6", "flood"),
    "closing every pipe": ("import os\nos.closerange(3, 400)", "exit or crash"),
    "a flood on every pipe": (FLOOD, None),
    "a reply of its own": ("import os\nos.write(201, b'\\4\\0\\0\\0null')\nos._exit(0)", "crash"),
    "two replies": ("import os\nos.write(201, b'\\4\\0\\0\\0null')", "crash"),
    "false progress": ("import os\nos.write(202, b'.' * 500)\nwhile True: pass", "crash"),
    "killing its template": ("import os\nos.kill(os.getppid(), 9)", None),
}
"""What a program does, and the reason that it is lost for; None where it may also raise."""


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    # The language lock is off: what it would refuse is tried against the other walls.
    with Runner(strict=True, checked=False, deadline=1.0) as started:
        yield started


def program(source: str, ask: str | None = "x") -> Program:
    return Program(source, ask, ("numpy",))


@pytest.mark.parametrize(("source", "reason"), MISDEEDS.values(), ids=MISDEEDS.keys())
def test_a_misdeed_is_lost_and_its_neighbours_are_not(runner, source, reason):
    before, lost, after = runner.run([program("x = 1"), program(source), program("x = 3")])
    assert (before.text, after.text) == ("1", "3")
    if reason is None:
        assert not isinstance(lost, Finished) or lost.text == "1"
    else:
        assert isinstance(lost, Lost)
        assert lost.reason in reason.split(" or "), lost


def test_recursion_is_an_ordinary_exception(runner):
    (outcome,) = runner.run([program("def f(n): return f(n + 1)\nf(0)")])
    assert isinstance(outcome, Raised)
    assert outcome.error == "RecursionError"


def test_an_exception_that_cannot_say_what_it_is_is_still_an_exception(runner):
    source = "class E(Exception):\n  def __str__(self): raise ValueError\nraise E"
    (outcome,) = runner.run([program(source)])
    assert (outcome.error, outcome.message) == ("E", "")


def test_two_guilty_programs_in_one_batch_are_both_found(runner):
    programs = [program(f"x = {number}") for number in range(8)]
    programs[2] = program("import os\nos._exit(1)")
    programs[5] = program("import os\nos.abort()")
    outcomes = runner.run(programs)
    lost = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, Lost)]
    assert lost == [2, 5]


def test_a_program_that_poisons_the_process_is_not_the_ruin_of_the_next(runner):
    poison = "import builtins, os\nbuiltins.str = lambda *_: os._exit(9)\nx = 1"
    first, second = runner.run([program(poison), program("x = 2")])
    assert second.text == "2"
    assert isinstance(first, Finished | Lost)


def test_a_killed_template_is_replaced(runner):
    runner.run([program("x = 1")])
    for engine in list(runner._engines.values()):
        engine.template._process.kill()
        engine.template._process.wait()
    (outcome,) = runner.run([program("x = 5")])
    assert outcome.text == "5"


def test_nothing_survives_from_one_batch_to_the_next(runner):
    runner.run([program("np.ones = 5\nx = 1")])
    (outcome,) = runner.run([program("x = np.ones(2)")])
    assert outcome.text == "[1. 1.]"


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_memory_stays_flat_over_many_misdeeds(count):
    sources = [
        "while True: print('x' * 1000)",
        "import os\nos._exit(1)",
        "import os\nos.write(201, b'x' * 3_000_000)\nos._exit(0)",
        "import os\nos.abort()",
    ]
    with Runner(checked=False, deadline=0.5) as runner:
        for source in sources * 5:
            runner.run([program(source)])
        gc.collect()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for source in sources * (count // len(sources)):
            (outcome,) = runner.run([program(source)])
            assert isinstance(outcome, Lost)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 8_000, f"{grown} KiB"
