"""Hints say where to look, a little more each time, and never the whole answer."""

import pytest
from hypothesis import given

from tests.cards.strategies import ANSWERS, array, gives, question
from tfquiz.cards.hints import hints
from tfquiz.cards.judging.judge import Right, judge
from tfquiz.cards.question import Choice, Gives, Raises
from tfquiz.cards.reading.reader import Reading, read
from tfquiz.values import Array, Atom, Mapping, Series, shape_value


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (
            gives(array("int64", [1, 2, 3], [4, 5, 6])),
            ("Its shape is (2, 3).", "Its elements are of kind int.", "It begins with [1 2 3]."),
        ),
        (
            gives(array("bool", True, False)),
            ("Its shape is (2,).", "Its elements are of kind bool.", "It begins with True."),
        ),
        (
            gives(array("int64", 7, 7)),
            ("Its shape is (2,).", "Its elements are of kind int."),
        ),
        (gives(array("float64", [], [])), ("It has this many axes: 2.",)),
        (gives(Atom(value=True)), ("It is of type bool.",)),
        (gives(Atom(None)), ("It is not a number.",)),
        (
            gives(Atom(-42)),
            (
                "It is of type int.",
                "It is below zero.",
                "Without its sign it lies from 40 to below 50.",
            ),
        ),
        (gives(Atom(float("inf"))), ("It is of type float.", "It is not finite.")),
        (
            gives(Atom("spam")),
            ("It is of type str.", "It has this many characters: 4.", "It begins with 's'."),
        ),
        (
            gives(Series("tuple", (Atom(1), Atom("a")))),
            ("It is of type tuple.", "Its length is 2.", "It begins with 1."),
        ),
        (
            gives(Mapping(((Atom("a"), Atom(1)), (Atom("b"), Atom(2))))),
            ("It is of type dict.", "It has this many keys: 2.", "It begins with {'a': 1}."),
        ),
        (Raises("ValueError"), ("Follow the shapes and dtypes line by line.",)),
    ],
)
def test_hints_of_a_value_grow(answer, expected):
    assert hints(question(answer)) == expected


@pytest.mark.parametrize(
    ("facet", "answer", "expected"),
    [
        (
            "shape",
            gives(shape_value((2, 3))),
            ("It has this many axes: 2.", "The first axis has length 2."),
        ),
        ("shape", gives(shape_value(())), ("Follow the shapes and dtypes line by line.",)),
        ("dtype", gives(Atom("int32")), ("Its elements are of kind int.",)),
        ("dtype", gives(Atom("bool")), ("Think of what one of its elements can be.",)),
        (
            "printed",
            Gives(Atom("a\nb\n"), "a\nb", ""),
            ("Lines printed: 2.", "The first line is: a"),
        ),
        (
            "printed",
            Gives(Atom("[1 2]\n"), "[1 2]", ""),
            ("Lines printed: 1.", "It begins with '['."),
        ),
    ],
)
def test_hints_of_other_facets_grow(facet, answer, expected):
    assert hints(question(answer, facet=facet)) == expected


def test_of_three_choices_a_wrong_one_is_ruled_out():
    choices = (Choice("1", correct=True), Choice("2", correct=False), Choice("3", correct=False))
    assert hints(question(gives(Atom(1)), choices=choices))[-1] == "It is not this one: 3"
    assert "this one" not in hints(question(gives(Atom(1)), choices=choices[:2]))[-1]


def test_hints_come_in_the_learners_language():
    assert hints(question(gives(Atom(None))), language="zh") == ("它不是一个数。",)


@given(ANSWERS)
def test_no_hint_quotes_a_whole_answer(answer):
    asked = question(answer)
    found = hints(asked)
    assert 1 <= len(found) <= 3
    for hint in found:
        if not hint.startswith("It begins with "):
            continue
        quoted = hint.removeprefix("It begins with ").removesuffix(".")
        reading = read(quoted, asked)
        single = isinstance(answer, Gives) and isinstance(answer.value, Array)
        if isinstance(reading, Reading) and not single:
            assert judge(asked, reading) != Right()
