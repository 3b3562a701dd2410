"""The way of running programs on systems without fork, tried here by asking for it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tfquiz.program.program import Lost, Program, Raised
from tfquiz.sandbox.broken import Broken
from tfquiz.sandbox.host import Runner
from tfquiz.sandbox.reply import Request
from tfquiz.sandbox.spawned import Spawned
from tfquiz.values import Array


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner(spawn=True, deadline=1.0) as started:
        yield started


@pytest.fixture(scope="module")
def unchecked() -> Iterator[Runner]:
    with Runner(spawn=True, deadline=1.0, checked=False) as started:
        yield started


def program(source: str, ask: str | None = "x") -> Program:
    return Program(source, ask, ("numpy",))


def test_programs_run_in_a_worker(runner):
    outcomes = runner.run([program("x = np.arange(2)"), program("print('hi')\nx = 1 / 0")])
    assert outcomes[0].value == Array("ndarray", "int64", (2,), (0, 1))
    assert outcomes[1] == Raised("ZeroDivisionError", "division by zero", 2, "hi\n")


def test_the_worker_has_the_locks_of_the_language(runner):
    (outcome,) = runner.run([program("x = open('/etc/passwd')")])
    assert isinstance(outcome, Lost)
    assert outcome.reason == "refused"


def test_a_worker_is_not_enough_for_a_strict_runner():
    with Runner(spawn=True, strict=True) as runner:
        (outcome,) = runner.run([program("x = 1")])
    assert outcome == Lost("unavailable", "this system cannot confine programs")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("while True: pass", "timeout"),
        ("import os\nos._exit(1)", "crash"),
        ("import os\nos.write(4, b'\\4\\0\\0\\0null')\nwhile True: pass", "crash"),
        ("x = [0] * 10**9", "memory"),
    ],
)
def test_a_misdeed_costs_the_worker_and_no_other_program(unchecked, source, reason):
    before, lost, after = unchecked.run([program("x = 1"), program(source), program("x = 3")])
    assert (before.text, after.text) == ("1", "3")
    assert isinstance(lost, Lost)
    assert lost.reason == reason, lost


def test_a_worker_that_speaks_unasked_is_replaced(unchecked):
    unchecked.run([program("import os\nos.write(4, b'x' * 100)\nx = 1")])
    (outcome,) = unchecked.run([program("x = 2")])
    assert outcome.text == "2"


def test_a_worker_serves_one_deck_only(unchecked):
    leave = "import sys\nsys.left_behind = 7\nx = 1"
    find = "import sys\nx = getattr(sys, 'left_behind', 0)"
    unchecked.run([Program(leave, "x", ("numpy",), deck="one")])
    (same,) = unchecked.run([Program(find, "x", ("numpy",), deck="one")])
    (other,) = unchecked.run([Program(find, "x", ("numpy",), deck="two")])
    assert (same.text, other.text) == ("7", "0")


def test_a_worker_that_needs_too_much_memory_is_seen_from_outside():
    engine = Spawned((), memory=150 * 2**20)
    hungry = Program("x = bytearray(400 * 2**20)\nwhile True: pass", "x")
    request = Request("n", [hungry], confined=True, seconds=20, strict=False, checked=False)
    lost = engine.attempt(request, (), deadline=10.0)
    engine.close()
    assert isinstance(lost, Broken)
    assert lost.reason == "memory"


LIKE_WINDOWS = """
import importlib, pkgutil, sys, tfquiz
for name in ("fcntl", "resource", "termios", "pwd", "grp", "pty"):
    sys.modules[name] = None
from tfquiz.sandbox.spawned import Spawned
for one in pkgutil.walk_packages(tfquiz.__path__, "tfquiz."):
    if one.name.startswith(("tfquiz.cli", "tfquiz.sandbox.doctor", "tfquiz.tui", "tfquiz.session")):
        importlib.import_module(one.name)
from tfquiz.program.program import Program
from tfquiz.sandbox.host import Runner
with Runner(spawn=True) as runner:
    print(runner.run([Program("", "1 + 1")])[0].text)
"""


def test_nothing_that_windows_lacks_is_needed_outside_the_lock():
    done = subprocess.run(
        [sys.executable, "-c", LIKE_WINDOWS], capture_output=True, text=True, check=False
    )
    assert done.stdout == "2\n", done.stderr
