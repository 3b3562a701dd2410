"""Which code gives this, typed: whatever gives it is right, run for real."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cards.decks import HEADER, SUMS, subject_of

from tfquiz.cards.compose import Refused
from tfquiz.cards.deck import parse_deck
from tfquiz.cards.judging.judge import Misconceived, Right, Slip, Wrong
from tfquiz.cards.question import Question, dump_question, load_question
from tfquiz.cards.reading.result import Unreadable
from tfquiz.program.program import Outcome, Program
from tfquiz.sandbox.host import Runner
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.session.checking import check_subject
from tfquiz.session.examining import examine, run_nothing
from tfquiz.session.making import Wanted, make_questions
from tfquiz.session.moments import Asked
from tfquiz.session.sitting import Sitting
from tfquiz.store.collection import Collection
from tfquiz.values import Array

WRITES = '''
[[notes.templates]]
id = "writes"
code = """
y = x[1:]
y[0] = $v
"""
ask = "x"
facets = ["which-call"]
form = "typed"
misconceptions = [
  { id = "old-place", swap = ["y[0]", "x[0]"], why = "The view counts from 0 again." },
  { id = "all", swap = ["y[0]", "y[:]"], why = "One index writes one element." },
]
'''
BARE = """
[[notes.templates]]
id = "bare"
inputs.a = { int = [2, 5] }
code = "y = np.arange($a)"
ask = "y"
facets = ["which-call"]
form = "typed"
misconceptions = [
  { id = "from-one", swap = ["($a)", "(1, $a)"], why = "It starts at 0." },
  { id = "included", swap = ["($a)", "($a + 1)"], why = "The end is left out." },
]
"""


def asked(runner: Runner, template: str) -> Question:
    [made] = make_questions(runner, [Wanted(subject_of(template), "which-call", 0)])
    assert not isinstance(made.result, Refused), made.result
    return load_question(dump_question(made.result))


def verdict(runner: Runner, question: Question, text: str):
    def run(program: Program) -> Outcome:
        [outcome] = runner.run([program])
        return outcome

    examined = examine(question, text, run, "en")
    return examined if isinstance(examined, Unreadable) else examined[1]


def beliefs(made):
    """The beliefs that an answer shows."""
    assert isinstance(made, Misconceived), made
    return made.beliefs


def test_the_result_is_shown_with_its_dtype_and_what_the_code_must_use(runner):
    question = asked(runner, SUMS)
    assert (question.form, question.choices) == ("typed", ())
    assert question.prompt["en"].startswith(
        "Type code that makes `s` this (int64, shape (3,)), using `m`.\n["
    )


@pytest.mark.parametrize(
    "text",
    [
        "m.sum(axis=0)",
        "s = m.sum(axis = 0)",
        "m.sum(0)",
        "np.add.reduce(m)",
        "m[0] + m[1]",
        "  (m[0]\n + m[1])  # both rows",
        "np.ones(2, dtype=int) @ m",
        "a, b = m\ns = a + b",
        "a, b = m; a + b",
        "out = m[0].copy()\nfor row in m[1:]:\n    out += row\nout",
    ],
)
def test_whatever_gives_the_result_is_right(runner, text):
    assert verdict(runner, asked(runner, SUMS), text) == Right()


def test_what_changes_an_array_in_place_is_judged_by_that_array(runner):
    question = asked(runner, WRITES)
    value = question.answer.text.rsplit("= ", 1)[1]
    assert verdict(runner, question, question.answer.text) == Right()
    assert verdict(runner, question, f"x[1] = {value}") == Right()
    assert verdict(runner, question, f"np.put(x, [1], {value})") == Right()
    assert beliefs(verdict(runner, question, f"x[0] = {value}")) == ("old-place",)


def test_code_that_gives_what_a_belief_gives_shows_that_belief(runner):
    question = asked(runner, SUMS)
    rows = verdict(runner, question, "m.sum(axis=-1)")
    assert beliefs(rows) == ("rows",)
    assert isinstance(rows.gave, Array)
    assert rows.gave.shape == (2,)
    assert beliefs(verdict(runner, question, "m[:].sum()")) == ("all",)


def test_right_values_in_another_dtype_or_container_are_a_slip(runner):
    question = asked(runner, SUMS)
    other_dtype = verdict(runner, question, "m.sum(axis=0).astype('int32')")
    assert isinstance(other_dtype, Slip)
    assert "int64, not int32" in other_dtype.text
    listed = verdict(runner, question, "m.sum(axis=0).tolist()")
    assert isinstance(listed, Slip)
    assert "as list, not as array" in listed.text


def test_any_other_code_is_wrong_and_told_what_it_gives(runner):
    question = asked(runner, SUMS)
    wrong = verdict(runner, question, "m.sum(axis=0)[:1] * 0")
    assert wrong == Wrong("That gives [0].", gave=Array("ndarray", "int64", (1,), (0,)))


@pytest.mark.parametrize(
    ("text", "column", "line", "said"),
    [
        ("m.sum(axis=0", 5, 0, "not Python"),
        ("s = m[0]\ns += m[1", 6, 1, "not Python"),
        ("open('x').read(m)", 0, 0, "open is not part of the language of decks."),
        ("open('x')", 0, 0, "open is not part of the language of decks."),
        ("m\nif m.ndim: pass", -1, 0, "End with an expression"),
        ("y = m\n  \nz = m + y.__class__", 8, 2, "__class__"),
        ("[1 for _ in iter(int, 1)] + m", -1, 0, "could not be run to its end"),
        ("np.array([1, 2, 3])", -1, 0, "Get it from m"),
        ("[m for m in [1, 2]]", -1, 0, "Get it from m"),
        ("m.sum(axis=7)", -1, 0, "That raises AxisError"),
        ("m.sum(axis=q)", -1, 0, "That raises NameError"),
        ("m.sum", -1, 0, "no value to compare"),
    ],
)
def test_what_gives_no_value_costs_nothing_and_says_why(runner, text, column, line, said):
    refused = verdict(runner, asked(runner, SUMS), text)
    assert isinstance(refused, Unreadable), refused
    assert said in refused.message
    assert (refused.column, refused.line) == (column, line)


def test_an_endless_loop_costs_nothing(runner):
    question = asked(runner, SUMS)
    with Runner(deadline=0.3) as hurried:
        refused = verdict(hurried, question, "s = m[0]\nwhile True:\n    s = s + m[1]")
    assert isinstance(refused, Unreadable)
    assert "could not be run to its end" in refused.message


def test_code_that_needs_no_variable_is_chosen_and_not_typed(runner):
    question = asked(runner, BARE)
    assert (question.form, question.target) == ("choices", None)
    assert sum(choice.correct for choice in question.choices) == 1


@pytest.mark.parametrize(("template", "told"), [(BARE, True), (SUMS, False)])
def test_the_author_is_told_where_code_is_chosen_and_not_typed(runner, template, told):
    report = check_subject(runner, subject_of(template), 20)
    hints = [one.message for one in report.findings if "not typed" in one.message]
    assert bool(hints) is told
    assert all("bind no variable" in hint for hint in hints)


def test_without_a_runner_typed_code_never_counts(runner):
    refused = examine(asked(runner, SUMS), "m.sum(axis=0)", run_nothing, "en")
    assert isinstance(refused, Unreadable)
    assert "nothing here runs programs" in refused.message


def test_a_child_that_dies_loses_nothing_and_the_answer_can_be_given_again(tmp_path: Path):
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with Collection.open(tmp_path / "collection.db") as collection, Runner(deadline=60.0) as runner:
        text = HEADER + SUMS
        add_deck(collection, runner, DeckFile(parse_deck(text, "s.toml"), text, "shipped"), at=now)
        sitting = Sitting(collection, clock=lambda: now)
        sitting.run = lambda program: runner.run([program])[0]
        first = sitting.next()
        assert isinstance(first, Asked)

        def kill() -> None:
            for engine in runner._engines.values():
                engine.template._process.kill()

        killer = threading.Timer(0.5, kill)
        killer.start()
        dying = sitting.answer(first, "s = m[0]\nwhile True:\n    s = s + m[1]")
        killer.join()
        assert isinstance(dying, Unreadable)
        assert "could not be run to its end" in dying.message
        assert list(collection.reviews()) == []
        right = sitting.answer(first, "m[0] + m[1]", seconds=4.0)
        assert not isinstance(right, Unreadable)
        assert sitting.settle(first, right).quality == 4
        assert [row.review.verdict for row in collection.reviews()] == ["right"]


def test_typed_code_is_kept_in_the_log_taken_back_and_asked_again(runner, tmp_path: Path):
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with Collection.open(tmp_path / "collection.db") as collection:
        text = HEADER + SUMS
        add_deck(collection, runner, DeckFile(parse_deck(text, "s.toml"), text, "shipped"), at=now)
        sitting = Sitting(collection, clock=lambda: now)
        sitting.run = lambda program: runner.run([program])[0]
        first = sitting.next()
        assert isinstance(first, Asked)
        assert isinstance(sitting.answer(first, "m.sum(axis="), Unreadable)
        slip = sitting.answer(first, "list(m.sum(axis=0))", seconds=4.0)
        assert not isinstance(slip, Unreadable)
        assert (slip.verdict, slip.repairable) == ("slip", True)
        right = sitting.answer(first, "m[0] + m[1]", mending=slip, seconds=9.0, hints=1)
        assert not isinstance(right, Unreadable)
        settled = sitting.settle(first, right)
        assert settled.quality == 3
        [line] = [row.review for row in collection.reviews()]
        assert (line.typed, line.verdict, line.hints) == ("m[0] + m[1]", "slip", 1)
        assert sitting.override(settled, 5).quality == 5
        undone = sitting.undo()
        assert undone is not None
        assert undone.typed == "m[0] + m[1]"
        again = sitting.next()
        assert isinstance(again, Asked)
        assert again.question == first.question
        gave_up = sitting.settle(again, sitting.give_up(again))
        assert gave_up.quality == 0
