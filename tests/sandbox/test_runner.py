"""Programs run for real, in children of a real template process."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from tfquiz.program.program import Finished, Lost, Program, Raised
from tfquiz.sandbox.host import Runner
from tfquiz.values import Array, Atom, Series


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as started:
        yield started


def numpy_program(source: str, ask: str | None = None, **more: object) -> Program:
    return Program(source, ask, ("numpy",), **more)


def test_a_program_gives_its_value_its_text_and_what_it_printed(runner):
    (outcome,) = runner.run([numpy_program("x = np.arange(3)\nprint('hi')", "x * 2")])
    assert outcome == Finished(Array("ndarray", "int64", (3,), (0, 2, 4)), "[0 2 4]", "hi\n")


def test_outcomes_keep_the_order_of_the_programs(runner):
    outcomes = runner.run([numpy_program("", str(number)) for number in range(40)])
    assert [outcome.value for outcome in outcomes] == [Atom(number) for number in range(40)]


def test_an_exception_is_an_outcome_with_its_line(runner):
    (outcome,) = runner.run([numpy_program("x = [1]\n\nprint(x)\nx[3]")])
    assert outcome == Raised("IndexError", "list index out of range", 4, "[1]\n")


def test_an_exception_in_the_asked_expression_is_on_line_0(runner):
    (outcome,) = runner.run([numpy_program("x = [1]", "x[3]")])
    assert isinstance(outcome, Raised)
    assert outcome.line == 0


def test_names_that_share_memory_are_told_in_pairs(runner):
    source = "x = np.zeros(4)\ny = x[1:]\nz = x.copy()\na = [1]\nb = a\nc = 1\nd = c"
    names = tuple("xyzabcd")
    (outcome,) = runner.run([numpy_program(source, "x", names=names)])
    assert outcome.sharing == (("x", "y"), ("a", "b"))


def test_a_program_of_a_missing_library_is_unavailable(runner):
    (outcome,) = runner.run([Program("", "1", ("no-such-library",))])
    assert outcome == Lost("unavailable", "not installed: no-such-library")


def test_versions_are_told_without_importing_anything(runner):
    assert runner.versions(()).keys() == {"python"}
    assert runner.versions(("numpy",)).keys() == {"python", "numpy"}
    assert runner.missing(("numpy", "io", "no-such-library")) == ("no-such-library",)


def test_several_batches_run_side_by_side(runner):
    batches = [[numpy_program(f"x = {number}", "x")] * 3 for number in range(6)]
    results = runner.run_many(batches)
    assert [result[2].value for result in results] == [Atom(number) for number in range(6)]


def test_closing_waits_for_no_library():
    mine = psutil.Process()
    before = {child.pid for child in mine.children()}
    runner = Runner()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(runner.run, [Program("", "1", ("tensorflow",))])
        while not (loading := [one for one in mine.children() if one.pid not in before]):
            assert not running.done()
        runner.close()
        (outcome,) = running.result()
    assert isinstance(outcome, Lost)
    assert outcome.reason == "unavailable"
    assert not any(one.is_running() for one in loading)


def test_a_closed_runner_gives_lost_outcomes():
    runner = Runner()
    runner.close()
    (outcome,) = runner.run([numpy_program("", "1")])
    assert isinstance(outcome, Lost)


def test_one_program_cannot_change_how_the_next_one_prints(runner):
    source = "np.set_printoptions(precision=2)\nold = np.seterr(all='raise')"
    first, second = runner.run(
        [numpy_program(source, "np.array([0.123456])"), numpy_program("", "np.array([0.123456])")]
    )
    assert (first.text, second.text) == ("[0.12]", "[0.123456]")


def test_plain_python_needs_no_library(runner):
    (outcome,) = runner.run([Program("import_like = [1, (2, 3)]", "import_like")])
    assert outcome.value == Series("list", (Atom(1), Series("tuple", (Atom(2), Atom(3)))))
