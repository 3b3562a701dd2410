"""Answers as people write them, beside what the libraries themselves print for the same value."""

import pytest

from tests.cards.notations import JUDGED, REFUSED, RIGHT
from tests.cards.strategies import belief, gives, question
from tfquiz.cards.judging.judge import Misconceived, Right, Slip, Wrong, judge
from tfquiz.cards.question import Question, Raises
from tfquiz.cards.reading.reader import Reading, read
from tfquiz.program.program import Finished, Program
from tfquiz.sandbox.host import Runner
from tfquiz.values import Array, Atom

LIBRARIES = ("numpy", "tensorflow")

DRESSES = (
    "{}",
    "  {}  \n",
    ">>> x\n{}",
    ">>> y = x\n>>> print(y)\n{}\n>>> ",
    "In [2]: x\nOut[2]: {}",
    "Out[2]:\n{}",
    "```\n{}\n```",
    "```python\n{}\n```",
    "y = {}",
    "-> {}",
    "it gives {}",
)
"""Where people copy from, and what they put around."""


@pytest.fixture(scope="module")
def known(runner: Runner) -> dict[str, tuple[Question, list[str]]]:
    """For each expression a question that it answers, and what Python writes for its value."""
    expressions = [*dict.fromkeys([*RIGHT, *(row[0] for row in (*REFUSED, *JUDGED))])]
    programs = [
        Program("", ask.format(expression), LIBRARIES)
        for expression in expressions
        for ask in ("{0}", "repr({0})", "str({0})")
    ]
    found = {}
    outcomes = [one for one in runner.run(programs) if isinstance(one, Finished)]
    assert len(outcomes) == len(programs)
    for at, expression in enumerate(expressions):
        value, *texts = (one.value for one in outcomes[3 * at : 3 * at + 3])
        assert value is not None
        written = [text.value for text in texts if isinstance(text, Atom)]
        found[expression] = (question(gives(value)), [str(text) for text in written])
    return found


def said(asked: Question, text: str) -> object:
    reading = read(text, asked)
    return judge(asked, reading) if isinstance(reading, Reading) else reading


@pytest.mark.parametrize("expression", RIGHT)
def test_everything_that_people_write_for_a_value_is_right(known, expression):
    asked, _ = known[expression]
    assert {text: said(asked, text) for text in RIGHT[expression]} == dict.fromkeys(
        RIGHT[expression], Right()
    )


@pytest.mark.parametrize("expression", RIGHT)
def test_what_a_console_shows_is_right_wherever_it_is_copied_from(known, expression):
    asked, [written, printed] = known[expression]
    texts = [dress.format(written) for dress in DRESSES]
    if not isinstance(asked.answer, Raises) and not isinstance(asked.answer.value, Atom):
        texts += [dress.format(printed) for dress in DRESSES]
    assert {text: said(asked, text) for text in texts} == dict.fromkeys(texts, Right())


@pytest.mark.parametrize(("expression", "text", "line", "column", "words"), REFUSED)
def test_what_cannot_be_read_is_told_with_its_place(known, expression, text, line, column, words):
    found = read(text, known[expression][0])
    assert not isinstance(found, Reading)
    assert (found.line, found.column) == (line, column)
    assert words in found.message


@pytest.mark.parametrize(("expression", "text", "words"), JUDGED)
def test_leniency_makes_no_wrong_answer_right(known, expression, text, words):
    found = said(known[expression][0], text)
    assert isinstance(found, Wrong | Slip)
    assert words in found.text


def test_lines_without_brackets_are_asked_again_where_they_could_be_two_answers():
    flat = Array("ndarray", "int64", (2,), (1, 2))
    column = Array("ndarray", "int64", (2, 1), (1, 2))
    both = question(gives(flat), belief("column", gives(column)))
    found = read("1\n2", both)
    assert not isinstance(found, Reading)
    assert "[1 2] or [[1] [2]]" in found.message
    assert said(both, "[1 2]") == Right()
    assert said(both, "[[1] [2]]") == Misconceived(("column",))
