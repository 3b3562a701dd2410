"""What an answer is worth: right, a slip, which belief, or wrong in which words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cards.strategies import (
    ANSWERS,
    FLOATS,
    VALUES,
    array,
    belief,
    gives,
    question,
)
from tfquiz.cards.comparing import alike, distance, same_answer
from tfquiz.cards.judging.judge import (
    Misconceived,
    Right,
    Slip,
    Wrong,
    differing,
    judge,
    judge_choice,
)
from tfquiz.cards.judging.near import one_letter_off
from tfquiz.cards.models import FACETS
from tfquiz.cards.question import Choice, Gives, Question, Raises
from tfquiz.cards.reading.grid import Grid, nested
from tfquiz.cards.reading.reader import Reading, read
from tfquiz.values import Array, Atom, Mapping, Series, Value, shape_value, show

SQUARE = array("int64", [1, 2, 3], [4, 5, 6])
TURNED = array("int64", [1, 4], [2, 5], [3, 6])
MATRIX = question(gives(SQUARE), belief("turned", gives(TURNED)))
FLOAT = question(gives(array("float64", 1.0, 2.0, 3.0)))
CHECKS = question(gives(array("bool", True, False, True, True)))
PAIR = Series("tuple", (Atom(1), Atom(2)))
NUMBERED = (Series("tuple", (Atom(n), Atom(item))) for n, item in ((3, "a"), (4, "b")))
PAIRS = question(gives(Series("list", tuple(NUMBERED))))
MIXED = question(gives(Series("tuple", (Atom(1), Atom("a"), Series("list", (Atom(2), Atom(3)))))))
SMALL = question(gives(array("int64", [1, 2], [3, 4])))
LINES = question(Gives(Atom("a\nb\n[ True False]\n"), "", ""), facet="printed")
SHAPE = question(gives(shape_value((2, 3))), facet="shape")
DTYPE = question(gives(Atom("float64")), facet="dtype")
SHARED = question(gives(Series("tuple", (Atom("y"), Atom("z")))), facet="shares-memory")


def verdict(asked: Question, text: str, *, language: str = "en"):
    reading = read(text, asked)
    assert isinstance(reading, Reading), reading
    return judge(asked, reading, language=language)


def said(asked: Question, text: str) -> str:
    found = verdict(asked, text)
    assert isinstance(found, Wrong), found
    return found.text


def slipped(asked: Question, text: str) -> str:
    found = verdict(asked, text)
    assert isinstance(found, Slip), found
    return found.text


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        *((MATRIX, text) for text in ("[[1 2 3] [4 5 6]]", "1 2 3\n4 5 6", "((1,2,3),(4,5,6))")),
        (MATRIX, "array([[1, 2, 3], [4, 5, 6]])"),
        (MATRIX, "array([[1, 2, 3], [4, 5, 6]], dtype=int64)"),
        *((FLOAT, text) for text in ("[1. 2. 3.]", "1 2 3", "[1, 2.0, 3]", "(1, 2, 3)")),
        *((CHECKS, text) for text in ("T F T T", "[ True False True True]")),
        *((question(gives(PAIR)), text) for text in ("(1, 2)", "1, 2", "1 2", "[1, 2]")),
        (question(gives(Array("scalar", "int64", (), (3,)))), "3"),
        (question(gives(Atom(3))), "np.int64(3)"),
        (question(gives(Series("set", (Atom(1), Atom(2))))), "{2, 1}"),
        (question(gives(Series("frozenset", (Atom(1),)))), "{1}"),
        (question(gives(Series("range", (Atom(0), Atom(3))))), "[0, 1, 2]"),
        (question(gives(Series("range", (Atom(0), Atom(5), Atom(2))))), "range(0, 6, 2)"),
        (question(gives(Mapping(((Atom("a"), Atom(1)), (Atom("b"), Atom(2)))))), "{b: 2, a: 1}"),
        (question(gives(array("float64", [], []))), "[]"),
        (question(gives(Array("tensor", "str", (), ("ab",)))), "b'ab'"),
        (question(gives(Atom("True"))), "True"),
        (question(gives(Atom("3"))), "3"),
        (question(gives(Atom(0.1 + 0.2))), "0.3"),
        (question(gives(Atom(0.666666)), decimals=2, tolerance=0.001), "0.67"),
        (question(gives(Atom(0.5)), tolerance=0.01), "0.505"),
        (question(gives(Atom(1e-20))), "1e-20"),
        (question(gives(array("float64", 1 / 3, 1.0))), "[0.33333333 1.        ]"),
        (question(gives(array("float64", 1 / 3e9, 1.0))), "[3.33333333e-10 1.00000000e+00]"),
        *((LINES, text) for text in ("a\nb  \n[ True False]\n\n", r"a\nb\n[True False]")),
        *(
            (question(Gives(Atom(""), "", ""), facet="printed"), text)
            for text in ("nothing", "(nothing)", "no output", "it prints nothing", "什么都不打印")
        ),
        *(
            (LINES, text.format("a\nb\n[ True False]"))
            for text in ("{}\n>>> ", ">>> f()\n{}", "```\n{}\n```", "Out[1]: {}", "\n{}")
        ),
        (question(Gives(Atom("... a\n"), "", ""), facet="printed"), "... a"),
        (question(Gives(Atom("`a`\n"), "", ""), facet="printed"), "`a`"),
        (question(Gives(Atom("a\n"), "", ""), facet="printed"), "`a`"),
        (question(Gives(Atom("[[1 2]\n [3 4]]\n"), "", ""), facet="printed"), "[[1 2] [3 4]]"),
        *((SHAPE, text) for text in ("(2, 3)", "2 3", "2x3")),
        *((DTYPE, text) for text in ("float64", "np.float64", "float", "dtype('float64')")),
        *((SHARED, text) for text in ("z, y", "y and z", "both")),
        (question(gives(Atom("no error")), facet="raises"), "works"),
        (question(Raises("AxisError")), "numpy.exceptions.AxisError: axis 2 is out of bounds"),
        (question(Raises("AxisError")), "ValueError"),
    ],
)
def test_what_a_person_would_type_for_the_right_answer_is_right(asked, text):
    assert verdict(asked, text) == Right()


def test_an_answer_that_a_belief_gives_names_that_belief():
    assert verdict(MATRIX, "[[1 4] [2 5] [3 6]]") == Misconceived(("turned",))


def test_an_answer_that_two_beliefs_give_names_both():
    asked = question(gives(Atom(1)), belief("a", gives(Atom(2))), belief("b", gives(Atom(2))))
    assert verdict(asked, "2") == Misconceived(("a", "b"))


def test_a_belief_in_an_exception_is_named_too():
    asked = question(gives(SQUARE), belief("raises", Raises("ValueError")))
    assert verdict(asked, "ValueError") == Misconceived(("raises",))
    assert said(asked, "TypeError") == "It does not raise: it runs to its end."


def test_whole_floats_may_be_typed_as_ints_unless_a_belief_gives_just_those_ints():
    cut = belief("cuts", gives(array("int64", 1, 2, 3)))
    asked = question(FLOAT.answer, cut)
    assert verdict(FLOAT, "[1 2 3]") == Right()
    assert verdict(asked, "[1 2 3]") == Misconceived(("cuts",))
    assert verdict(asked, "[1. 2. 3.]") == Right()


def test_a_tuple_may_be_typed_for_a_list_unless_a_belief_gives_the_tuple():
    items = Series("list", (Atom(1), Atom(2)))
    asked = question(gives(items), belief("tuple", gives(PAIR)))
    assert verdict(question(gives(items)), "(1, 2)") == Right()
    assert verdict(asked, "(1, 2)") == Misconceived(("tuple",))
    assert verdict(asked, "1, 2") == Right()


def test_a_wider_exception_is_right_unless_a_belief_gives_just_that():
    asked = question(Raises("AxisError"), belief("value", Raises("ValueError")))
    assert verdict(asked, "ValueError") == Misconceived(("value",))
    assert (
        said(question(Raises("KeyError")), "LookupError") == "It does raise, but not LookupError."
    )


def test_what_a_belief_gives_is_accepted_as_leniently_as_the_truth():
    asked = question(gives(Atom(5)), belief("halves", gives(array("float64", 1.0, 2.0))))
    assert verdict(asked, "[1, 2]") == Misconceived(("halves",))


@pytest.mark.parametrize(
    ("text", "words", "cells"),
    [
        ("[[1 2 3] [4 5 7]]", "all but one element are right.", ((1, 2),)),
        ("[[2 1 3] [4 5 6]]", "two elements have changed places.", ((0, 0), (0, 1))),
    ],
)
def test_one_element_off_or_two_exchanged_is_a_slip(text, words, cells):
    assert verdict(MATRIX, text) == Slip(words, cells)


@pytest.mark.parametrize(
    ("plain", "text"), [(123, "124"), (123, "132"), (12, "13"), (2.25, "2.35"), (120.0, "130.0")]
)
def test_one_digit_off_in_a_longer_number_is_a_slip(plain, text):
    assert slipped(question(gives(Atom(plain))), text) == "one digit is off."


@pytest.mark.parametrize(
    ("plain", "text"), [(3, "4"), (12, "-12"), (12, "21.0"), (3.0, "4.0"), (12, "120"), (12, "34")]
)
def test_another_number_is_no_slip(plain, text):
    assert isinstance(verdict(question(gives(Atom(plain))), text), Wrong)


def test_one_of_two_or_three_elements_is_no_slip_unless_it_is_a_digit():
    asked = question(gives(array("int64", 10, 2, 3)))
    assert isinstance(verdict(asked, "[10 2 7]"), Wrong)
    assert slipped(asked, "[11 2 3]") == "one digit is off."
    assert isinstance(verdict(asked, "[11 2 4]"), Wrong)


def test_one_of_four_elements_is_a_slip():
    assert verdict(SMALL, "[[1 2] [3 5]]") == Slip("all but one element are right.", ((1, 1),))
    assert verdict(CHECKS, "T F T F") == Slip("all but one element are right.", ((3,),))


def test_a_slip_is_seen_through_another_container():
    wanted = Series("list", (Atom(1), Series("list", (Atom(20), Atom(30)))))
    assert slipped(question(gives(wanted)), "(1, (20, 31))") == "one digit is off."


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("abcd", "abdc", True),
        ("abcd", "bacd", True),
        ("abcd", "badc", False),
        ("abcd", "abc", True),
        ("abcd", "abcde", True),
        ("abcd", "abxd", True),
        ("abcd", "axyd", False),
        ("abcd", "abcd", False),
        ("abcd", "ab", False),
        ("abcd", "abdce", False),
    ],
)
def test_a_word_is_near_when_one_letter_makes_the_other(one, other, near):
    assert one_letter_off(one, other) is near


def test_decimals_are_rounded_to_half_a_unit():
    asked = question(gives(Atom(0.5)), decimals=2)
    assert verdict(asked, "0.5049") == Right()
    assert isinstance(verdict(asked, "0.5051"), Wrong)


def test_three_elements_reversed_are_no_slip():
    assert said(FLOAT, "[3. 2. 1.]") == "Right values, in reverse order."
    assert said(FLOAT, "[2. 3. 1.]") == "Right values, in another order."


def test_a_misspelt_word_is_a_slip():
    assert slipped(question(gives(Atom("spam"))), "spma") == "a letter is off."
    assert slipped(question(Raises("ValueError")), "ValuError") == (
        "the exception's name is misspelt."
    )
    assert isinstance(verdict(question(gives(Atom("ab"))), "ac"), Wrong)


def test_a_dtype_that_is_written_out_must_be_right():
    assert slipped(MATRIX, "array([[1, 2, 3], [4, 5, 6]], dtype=int32)") == (
        "the values are right, but the dtype is int64, not int32."
    )
    assert said(FLOAT, "array([1, 2, 3], dtype=int64)") == (
        "The values are right, but they are float, not int."
    )


@pytest.mark.parametrize(
    ("asked", "text", "words"),
    [
        (question(gives(SQUARE)), "[[1 4] [2 5] [3 6]]", "Right values, transposed."),
        (question(gives(array("int64", [1, 2], [3, 4]))), "[[1 3] [2 4]]", "Right values, trans"),
        (MATRIX, "1 2 3 4 5 6", "Right values, but they keep the shape (2, 3)."),
        (MATRIX, "[[[1 2 3] [4 5 6]]]", "Right values in another shape: (2, 3), not (1, 2, 3)."),
        (MATRIX, "[[1. 2. 3.] [4. 5. 6.]]", "The values are right, but they are int, not float."),
        (MATRIX, "[[9 8 7] [4 5 6]]", "The shape is right; 3 of 6 elements differ."),
        (MATRIX, "[[6 5 4] [3 2 1]]", "Right values, in reverse order."),
        (MATRIX, "[[1 2] [3 9] [5 6]]", "The shape is (2, 3), not (3, 2)."),
        (MATRIX, "[1 [2 3]]", "It is an array: all its rows are of one length."),
        (MATRIX, "5", "The shape is (2, 3), not ()."),
        (CHECKS, "[1 0 1 1]", "The values are right, but they are bool, not int."),
        (SMALL, "[[9 8] [7 6]]", "The shape is right; 4 of 4 elements differ."),
        (question(gives(array("int64", 1, 2))), "[7 8]", "The shape is right; 2 of 2"),
        (FLOAT, "[1. 2.]", "The length is 3, not 2."),
        (question(gives(array("float64", 0.4, 0.7))), "[0.39 0.71]", "Near, but not to the"),
        (question(gives(PAIR)), "4", "It is a tuple with a length of 2, not a single value."),
        (question(gives(PAIR)), "{1, 2}", "Right values, but in a tuple, not in a set."),
        (question(gives(PAIR)), "{1, 3}", "It is tuple, not set."),
        (question(gives(Atom(None))), "3", "It is None, not int."),
        (question(gives(Atom(3))), "4", "That is not what it gives."),
        (question(Raises("ValueError")), "[1]", "It gives no value: it raises an exception."),
        (question(Raises("ValueError"), facet="raises"), "no error", "It does not run to its end:"),
        (question(Raises("ValueError")), "TypeError", "It does raise, but not TypeError."),
        (MATRIX, "[]", "The shape is (2, 3), not (0,)."),
        (FLOAT, "[1 9 8]", "The shape is right; 2 of 3 elements differ."),
        (FLOAT, "[1.5 1. 3]", "The shape is right; 2 of 3 elements differ."),
        (FLOAT, "[2. 1.5 3]", "The shape is right; 2 of 3 elements differ."),
        (question(gives(Mapping(((Atom("a"), Atom(12)),)))), "{'a': 13}", "That is not what"),
        (FLOAT, "[2.5 1.5 3]", "The shape is right; 2 of 3 elements differ."),
        (question(gives(array("int64", 1, 2))), "[2 1]", "Right values, in reverse order."),
        (question(gives(Atom(1.0))), "True", "The values are right, but they are float, not bool."),
        (question(gives(Atom(1))), "True", "The values are right, but they are int, not bool."),
        (question(gives(Atom(None))), "0", "It is None, not int."),
        (MIXED, "(1, [2])", "The length is 3, not 2."),
        (MIXED, "([2, 3], 'a', 1)", "Right values, in another order."),
        (MIXED, "(1, 'a', [2])", "That is not what it gives."),
        (MIXED, "None", "It is tuple, not None."),
        (PAIRS, "[(3, 'a')]", "The length is 2, not 1."),
        (PAIRS, "[('a', 0), ('b', 1)]", "4 of 4 values differ."),
        (question(gives(PAIR)), "(1, 3)", "One of 2 values differs."),
        (SHAPE, "(3, 2)", "The right sizes, on the wrong axes."),
        (SHAPE, "(2, 4)", "That is not what it gives."),
        (SHAPE, "(6,)", "The number of axes is 2, not 1."),
        (DTYPE, "float32", "The kind of number is right, its width is not."),
        (DTYPE, "int64", "That is not what it gives."),
        (SHARED, "y", "Right so far, but not all."),
        (SHARED, "x, y, z", "More than really do."),
        (SHARED, "x", "That is not what it gives."),
        (LINES, "TypeError", "It does not raise: it runs to its end."),
        (
            question(Gives(Atom("KeyError 1\n"), "", ""), facet="printed"),
            "TypeError",
            "That is not",
        ),
        (LINES, "b\na\n[ True False]", "The right lines, in another order."),
        (LINES, "a\nb", "The number of lines is 3, not 2."),
        (LINES, "a b [True False]", "The number of lines is 3, not 1."),
        (question(Gives(Atom("a\nb\n"), "", ""), facet="printed"), "a\nc", "From line 2 on"),
        (question(Gives(Atom("a\n"), "", ""), facet="printed"), "b", "That is not what it"),
        (LINES, "a\nc\n[False]", "From line 2 on it prints something else."),
    ],
)
def test_a_wrong_answer_is_told_in_words(asked, text, words):
    assert said(asked, text).startswith(words)


def test_the_words_come_in_the_learners_language():
    found = verdict(MATRIX, "[[9 8 7] [4 5 6]]", language="zh")
    assert isinstance(found, Wrong)
    assert found.text == "形状对了，但 6 个元素中有 3 个不对。"


def test_printed_capitals_and_commas_are_slips():
    assert "capitals" in slipped(LINES, "A\nb\n[True False]")
    assert "commas" in slipped(LINES, "a\nb\n[True, False]")
    four = question(Gives(Atom("a\nb\nc\nd\n"), "", ""), facet="printed")
    assert verdict(four, "a\nb\nx\nd") == Slip("all but one line are right.", ((2,),))


def test_differing_elements_are_found_for_arrays_lists_and_lines():
    def cells(asked: Question, text: str):
        reading = read(text, asked)
        assert isinstance(reading, Reading)
        return differing(asked, reading)

    assert cells(MATRIX, "[[1 2 3] [4 0 0]]") == ((1, 1), (1, 2))
    assert cells(MATRIX, "[1 2 3]") == ()
    assert cells(FLOAT, "[1 2 4]") == ((2,),)
    assert cells(question(gives(Series("list", (SQUARE, Atom(1))))), "[[[1 2 3][4 5 6]], 2]") == (
        (1,),
    )
    assert cells(question(gives(nested(Grid(SQUARE.shape, SQUARE.items)))), "[[1 2 3][4 5 9]]") == (
        (1,),
    )
    assert cells(question(gives(Series("set", (Atom(1), Atom(2))))), "{1, 3}") == ()
    assert cells(question(gives(Series("set", (Atom(1), Atom("a"))))), "[1, [2]]") == ()
    assert cells(MIXED, "(1, 'b', [2, 3])") == ((1,),)
    assert cells(SHARED, "y") == ()
    assert cells(LINES, "a\nc\n[True False]\nd") == ((1,), (3,))
    assert cells(question(Raises("ValueError")), "3") == ()


def test_a_choice_is_right_a_belief_or_wrong():
    choices = (
        Choice("1", correct=True),
        Choice("2", correct=False, misconception="a"),
        Choice("3", correct=False),
    )
    asked = question(
        gives(Atom(1)),
        belief("a", gives(Atom(2))),
        belief("b", gives(Atom(2))),
        belief("c", gives(Atom(4))),
        choices=choices,
    )
    assert judge_choice(asked, 0) == Right()
    assert judge_choice(asked, 1) == Misconceived(("a", "b"))
    assert isinstance(judge_choice(asked, 2), Wrong)


@pytest.mark.parametrize(
    ("answer", "chosen", "words"),
    [
        (Raises("ValueError"), "raises TypeError", "It does raise, but not TypeError."),
        (Raises("ValueError"), "no error", "It does not run to its end: it raises an exception."),
        (gives(Atom("no error")), "raises TypeError", "It does not raise: it runs to its end."),
        (gives(Atom(3)), "4", "That is not what it gives."),
    ],
)
def test_a_choice_that_no_belief_gives_is_told_in_words(answer, chosen, words):
    asked = question(answer, choices=(Choice(chosen, correct=False),))
    assert judge_choice(asked, 0) == Wrong(words)


@settings(max_examples=500)
@given(VALUES)
@example(Atom(complex("nan")))
@example(Array("ndarray", "float64", (0, 3), ()))
@example(Series("tuple", (Series("list", ()), Mapping(()))))
def test_what_tfquiz_shows_is_always_accepted(value: Value):
    for text in (show(value), show(value, wide=True)):
        asked = question(gives(value))
        reading = read(text, asked)
        assert isinstance(reading, Reading), (text, reading)
        assert judge(asked, reading) == Right(), text


@settings(max_examples=200)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), st.integers(1, 4))
def test_what_tfquiz_shows_with_decimals_is_accepted(items: list[float], decimals: int):
    value = array("float64", *items)
    asked = question(gives(value), decimals=decimals, tolerance=0.6 * 10.0**-decimals)
    reading = read(show(value, decimals=decimals), asked)
    assert isinstance(reading, Reading)
    assert judge(asked, reading) == Right()


@settings(max_examples=200)
@given(VALUES, VALUES)
def test_what_shows_a_belief_names_it_where_the_two_answers_separate(truth: Value, other: Value):
    asked = question(gives(truth), belief("other", gives(other)))
    if same_answer(asked.answer, gives(other), tolerance=0.0):
        return
    reading = read(show(other), asked)
    assert isinstance(reading, Reading)
    if not reading.loose and show(other) != show(truth):
        assert judge(asked, reading) in (Misconceived(("other",)), Right())
    if alike(reading.value or other, other, tolerance=0.0):
        assert judge(asked, reading) == Misconceived(("other",))


@given(st.sampled_from(FACETS), ANSWERS)
def test_the_answers_text_is_right_where_a_facet_reads_values(facet, answer):
    if facet not in ("value", "printed"):
        return
    wanted = Gives(Atom(answer.text), answer.text, "") if facet == "printed" else answer
    asked = question(wanted, facet=facet)
    if answer.text.strip():
        assert verdict(asked, answer.text) == Right()


def test_empty_brackets_stand_for_an_empty_array_and_not_for_a_list_of_empty_lists():
    empty = Series("list", ())
    assert verdict(question(gives(array("float64", [], []))), "[]") == Right()
    assert said(question(gives(Series("list", (empty, empty)))), "[]") == "The length is 2, not 0."


@given(ANSWERS, ANSWERS)
def test_being_the_same_answer_is_mutual(one, other):
    assert same_answer(one, one, tolerance=0.0)
    assert same_answer(one, other, tolerance=0.0) == same_answer(other, one, tolerance=0.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (array("int64", 1, 2), array("int32", 1, 2), True),
        (array("int64", 1, 2), Series("list", (Atom(1), Atom(2))), True),
        (array("int64", 1, 2), PAIR, False),
        (array("int64", 1, 2), array("float64", 1.0, 2.0), False),
        (array("int64", 1, 0), array("bool", True, False), False),
        (array("int64", 1, 2), array("int64", [1, 2]), False),
        (Atom(3), Array("tensor", "int64", (), (3,)), True),
        (Atom(0.1 + 0.2), Atom(0.3), True),
        (Atom("a \n"), Atom("a\n"), True),
        (Atom("a "), Atom("a"), False),
        (Series("set", (Atom(1), Atom(2))), Series("set", (Atom(2), Atom(1))), True),
        (Atom(1), Atom(2), False),
        (array("float64", [], []), Array("ndarray", "float64", (0,), ()), False),
        (Array("ndarray", "float64", (0,), ()), array("float64", [], []), False),
    ],
)
def test_answers_are_the_same_when_they_are_typed_alike(one, other, same):
    assert same_answer(gives(one), gives(other), tolerance=0.0) is same


def test_a_tolerance_makes_near_floats_the_same():
    assert same_answer(gives(Atom(1.0)), gives(Atom(1.05)), tolerance=0.1)
    assert not same_answer(gives(Atom(1.0)), gives(Atom(1.05)), tolerance=0.01)
    assert not same_answer(gives(Atom(1)), Raises("ValueError"), tolerance=1.0)


def test_the_distance_is_the_largest_of_all_floats():
    one = gives(array("float64", 1.0, 2.0))
    assert distance(one, gives(array("float64", 1.25, 1.5))) == 0.5
    assert distance(one, one) == 0.0
    assert distance(one, gives(array("float64", [1.0, 2.0]))) is None
    assert distance(one, gives(array("int64", 1, 2))) is None
    assert distance(one, gives(array("float64", 1.0, float("inf")))) is None
    assert distance(one, Raises("ValueError")) is None
    assert distance(gives(Atom("a")), gives(Atom("b"))) is None


@given(FLOATS, FLOATS)
def test_nothing_is_nearer_than_itself(one: float, other: float):
    assert distance(gives(Atom(one)), gives(Atom(one))) == 0.0
    assert distance(gives(Atom(one)), gives(Atom(other))) == distance(
        gives(Atom(other)), gives(Atom(one))
    )


def test_a_text_says_the_bytes_that_it_spells_and_no_others():
    assert alike(Atom("ab"), Atom(b"ab"), tolerance=0.0, strict=False)
    assert not alike(Atom("ac"), Atom(b"ab"), tolerance=0.0, strict=False)
    assert not alike(Atom("ab"), Atom(b"ab"), tolerance=0.0)
