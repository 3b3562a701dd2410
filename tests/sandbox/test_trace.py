"""The steps of a program: each line's changes, and each part of the asked expression, once."""

from collections.abc import Iterator

import pytest

from tfquiz.program.program import Finished, Program, Raised
from tfquiz.program.steps import Step
from tfquiz.sandbox.host import Runner
from tfquiz.values import Atom, Opaque, Series


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as started:
        yield started


def traced(runner: Runner, source: str, ask: str | None = None) -> Finished | Raised:
    (outcome,) = runner.run([Program(source, ask, ("numpy",), trace=True)])
    assert isinstance(outcome, Finished | Raised), outcome
    return outcome


def lines(outcome: Finished | Raised) -> list[tuple[int, str]]:
    return [(step.line, step.text) for step in outcome.steps if step.column == -1]


def test_each_line_tells_what_it_bound_or_changed(runner):
    outcome = traced(runner, "x = np.zeros(2)\ny = x[1:]\ny[0] = 5\nz = x + 1")
    assert lines(outcome) == [(1, "x"), (2, "y"), (3, "x"), (3, "y"), (4, "z")]


def test_what_a_warning_leaves_behind_is_not_told(runner):
    outcome = traced(runner, "x = np.array([0, 4])\ny = 2 / x\nk: int = 3")
    assert lines(outcome) == [(1, "x"), (2, "y"), (3, "k")]


def test_a_loop_tells_every_turn(runner):
    outcome = traced(runner, "t = 0\nfor i in [1, 2]:\n    t += i")
    assert lines(outcome) == [(1, "t"), (2, "i"), (3, "t"), (2, "i"), (3, "t")]


def test_what_happens_inside_functions_is_not_told(runner):
    outcome = traced(runner, "def f(n):\n    m = n + 1\n    return m\ny = f(1)")
    assert [text for _, text in lines(outcome)] == ["f", "y"]


def test_the_asked_expression_is_taken_apart(runner):
    outcome = traced(runner, "x = [3, 1]", "sorted(x)[0] + len(x)")
    parts = [step for step in outcome.steps if step.line == 0]
    assert [(step.text, step.column, step.value, step.parent) for step in parts] == [
        ("sorted(x)", 0, Series("list", (Atom(1), Atom(3))), 2),
        ("sorted(x)[0]", 0, Atom(1), 4),
        ("len(x)", 15, Atom(2), 4),
        ("sorted(x)[0] + len(x)", 0, Atom(3), -1),
    ]


def test_each_part_is_evaluated_once(runner):
    source = "log = []\ndef f(n):\n    log.append(n)\n    return n"
    outcome = traced(runner, source, "(f(1) + f(2), log)[1]")
    assert outcome.text == "[1, 2]"


def test_columns_count_characters(runner):
    outcome = traced(runner, "é = [1]", "'é' * len(é)")
    assert next((s.text, s.column) for s in outcome.steps if s.line == 0) == ("len(é)", 6)


def test_a_short_circuit_leaves_no_step(runner):
    outcome = traced(runner, "x = []", "len(x) and 1 / len(x)")
    assert [step.text for step in outcome.steps if step.line == 0] == [
        "len(x)",
        "len(x) and 1 / len(x)",
    ]


def test_steps_before_an_exception_are_kept(runner):
    outcome = traced(runner, "x = 1\ny = x / 0")
    assert isinstance(outcome, Raised)
    assert lines(outcome) == [(1, "x")]
    asked = traced(runner, "x = [1]", "len(x) + x[3]")
    assert [step.text for step in asked.steps if step.line == 0] == ["len(x)"]


def test_there_are_at_most_sixty_steps_and_large_values_are_only_shown(runner):
    outcome = traced(runner, "for i in range(100): x = np.zeros(101) + i")
    assert len(outcome.steps) == 60
    assert isinstance(outcome.steps[1].value, Opaque)


def test_tracing_changes_no_result(runner):
    program = "a = np.arange(4)\nb = a[::2]\nb += 1\nprint(a)"
    plain = runner.run([Program(program, "a @ a", ("numpy",))])[0]
    with_steps = traced(runner, program, "a @ a")
    assert (plain.value, plain.printed) == (with_steps.value, with_steps.printed)
    assert all(isinstance(step, Step) for step in with_steps.steps)


def parts(outcome: Finished | Raised, line: int) -> list[tuple[str, int, str]]:
    """Of a line: each part's text, its column, and the text of the part around it."""
    return [
        (step.text, step.column, outcome.steps[step.parent].text if step.parent >= 0 else "")
        for step in outcome.steps
        if step.line == line and step.column >= 0
    ]


def test_the_line_that_made_the_asked_name_is_taken_apart(runner):
    source = "x = np.array([[3, 9], [4, 1]])\ny = x[np.argsort(x[:, 1])]"
    outcome = traced(runner, source, "y")
    assert parts(outcome, 2) == [
        ("x[:, 1]", 17, "np.argsort(x[:, 1])"),
        ("np.argsort(x[:, 1])", 6, "x[np.argsort(x[:, 1])]"),
        ("x[np.argsort(x[:, 1])]", 4, ""),
    ]
    assert lines(outcome) == [(1, "x"), (2, "y")]
    assert parts(outcome, 1) == []


def test_every_name_in_the_asked_expression_counts(runner):
    outcome = traced(runner, "x = [3, 1]\ny = sorted(x)[0] + 1", "(len(x), y)")
    assert [text for text, *_ in parts(outcome, 2)] == [
        "sorted(x)",
        "sorted(x)[0]",
        "sorted(x)[0] + 1",
    ]
    assert [text for text, *_ in parts(outcome, 0)] == ["len(x)"]


def test_only_the_last_line_that_binds_a_name_is_taken_apart(runner):
    outcome = traced(runner, "x = [2]\ny = len(x) + x[0]\ny = y * len(x) + 1", "y")
    assert not parts(outcome, 2)
    assert len(parts(outcome, 3)) == 3


@pytest.mark.parametrize(
    "source",
    [
        "x = [1, 2]\nfor i in x:\n    y = x[0] * i + 1",
        "x = [1, 2]\ny, z = len(x) + 1, x[0] + 2",
        "x = [1, 2]\ny = len(x) + 1\nfor y in x: pass",
        "x = [1, 2]\ndef f():\n    y = len(x) + 1\n    return y\ny = f()",
    ],
)
def test_a_line_that_may_run_again_or_binds_more_is_left_whole(runner, source):
    outcome = traced(runner, source, "y")
    assert isinstance(outcome, Finished)
    assert not [step for step in outcome.steps if step.line and step.column >= 0]


def test_what_is_printed_is_taken_apart_with_the_lines_behind_it(runner):
    source = "x = [3, 1]\ny = x[0] + x[1]\nprint(f'{y - len(x)} left', max(x) - 1)"
    outcome = traced(runner, source)
    assert outcome.printed == "2 left 2\n"
    assert [text for text, *_ in parts(outcome, 2)] == ["x[0]", "x[1]", "x[0] + x[1]"]
    assert [text for text, *_ in parts(outcome, 3)] == [
        "len(x)",
        "y - len(x)",
        "max(x)",
        "max(x) - 1",
    ]


def test_a_part_of_a_line_is_evaluated_once_and_may_end_the_program(runner):
    source = "log = []\ndef f(n):\n    log.append(n)\n    return n\ny = f(1) + f(2)"
    assert traced(runner, source, "(y, log)").text == "(3, [1, 2])"
    ended = traced(runner, "x = [1]\ny = len(x) + x[3]", "y")
    assert isinstance(ended, Raised)
    assert (ended.line, [step.text for step in ended.steps]) == (2, ["x", "len(x)"])


def test_numbers_below_zero_are_no_step(runner):
    assert parts(traced(runner, "x = [3, 1]", "x[-1]"), 0) == [("x[-1]", 0, "")]


def test_chance_without_a_seed_is_kept_the_same_only_where_a_question_keeps_it(runner):
    source = "x = np.random.rand(3)"
    assert traced(runner, source).steps == traced(runner, source).steps
    first, second = (runner.run([Program(source, "x", ("numpy",))]) for _ in range(2))
    assert first != second
