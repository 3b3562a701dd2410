"""Typed answers are read in every notation that people use, and nothing typed can crash it."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cards.strategies import ANSWERS, ANYTHING, array, belief, edited, gives, question
from tfquiz.cards.judging.judge import judge
from tfquiz.cards.models import FACETS
from tfquiz.cards.question import Gives, Raises
from tfquiz.cards.reading.reader import MAX_TEXT, Reading, Unreadable, describe, read
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value

ANY = question(gives(Atom(1)))


def value_of(text: str, asked=ANY) -> Value:
    reading = read(text, asked)
    assert isinstance(reading, Reading), reading
    assert reading.value is not None
    return reading.value


def refusal(text: str, asked=ANY) -> Unreadable:
    reading = read(text, asked)
    assert isinstance(reading, Unreadable), reading
    return reading


def ints(*items: object) -> Series:
    return Series(
        "list",
        tuple(ints(*i) if isinstance(i, list) else Atom(i) for i in items),  # type: ignore[arg-type]
    )


SQUARE = ints([1, 2], [3, 4])


@pytest.mark.parametrize(
    "text",
    [
        "[[1, 2], [3, 4]]",
        "[[1 2]\n [3 4]]",
        "[[1 2] [3 4]]",
        "[[1,2][3,4]]",
        "1 2\n3 4",
        "[1 2]\n[3 4]",
        "1 2; 3 4",
        "[1 2; 3 4]",
        "y = [[1 2] [3 4]]",
        ">>> [[1, 2], [3, 4]]",
        "[[1，2]，[3，4]]",
        "【【1，2】，【3，4】】",
        "[[1, 2], [3, 4],]  # as printed",
    ],
)
def test_rows_are_read_in_every_usual_notation(text):
    assert value_of(text) == SQUARE


@pytest.mark.parametrize(
    ("text", "dtype", "stated"),
    [
        ("array([[1, 2],\n       [3, 4]])", "int64", None),
        ("np.array([[1, 2], [3, 4]])", "int64", None),
        ("np.array(((1, 2), (3, 4)))", "int64", None),
        ("array([[1, 2], [3, 4]], dtype=int32)", "int32", "int32"),
        ("np.array([[1, 2], [3, 4]], np.int8)", "int8", "int8"),
        ("matrix([[1, 2], [3, 4]])", "int64", None),
        ("tf.constant([[1, 2], [3, 4]])", "int64", None),
        ("tf.constant([1, 2, 3, 4], shape=(2, 2))", "int64", None),
        ("tf.Tensor(\n[[1 2]\n [3 4]], shape=(2, 2), dtype=int32)", "int32", "int32"),
        (
            "<tf.Tensor: shape=(2, 2), dtype=int32, numpy=\narray([[1, 2], [3, 4]])>",
            "int32",
            "int32",
        ),
        (
            "<tf.Variable 'v:0' shape=(2, 2) dtype=int32, numpy=\narray([[1, 2], [3, 4]])>",
            "int32",
            "int32",
        ),
        ("np.arange(1, 5).reshape(2, 2)", "int64", None),
        ("np.arange(1, 5).reshape((2, -1))", "int64", None),
        ("np.reshape([1, 2, 3, 4], (2, 2))", "int64", None),
        ("np.array([[1, 3], [2, 4]]).T", "int64", None),
        ("Out[3]: array([[1, 2], [3, 4]])", "int64", None),
    ],
)
def test_arrays_are_read_with_their_dtype(text, dtype, stated):
    reading = read(text, ANY)
    assert isinstance(reading, Reading)
    assert reading.value == Array("ndarray", dtype, (2, 2), (1, 2, 3, 4))
    assert reading.dtype == stated


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *((text, True) for text in ("True", "true", "TRUE", "T", "np.True_")),
        *((text, False) for text in ("False", "F", "f")),
        ("None", None),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-inf", -math.inf),
        ("np.inf", math.inf),
        ("float('-inf')", -math.inf),
        ("1+2j", 1 + 2j),
        ("(1+2j)", 1 + 2j),
        ("1 - 2j", 1 - 2j),
        ("complex(1, 2)", 1 + 2j),
        ("0x10", 16),
        ("1_000", 1000),
        ("−3", -3),  # noqa: RUF001  (as word processors write it)
        ("(3)", 3),
        ("'a b'", "a b"),
        (r"'a\n'", "a\n"),
        (r"r'\n'", r"\n"),
        ("'，'", "，"),
        ("b'a'", b"a"),
        ("str()", ""),
    ],
)
def test_single_values_are_read(text, plain):
    assert value_of(text) == Atom(plain)


@pytest.mark.parametrize("text", ["nan", "NaN", "np.nan", "float('nan')", "-nan"])
def test_nan_is_read_in_every_spelling(text):
    assert value_of(text) == Atom(math.nan)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(1, 2)", Series("tuple", (Atom(1), Atom(2)))),
        ("(1,)", Series("tuple", (Atom(1),))),
        ("()", Series("tuple", ())),
        ("1, 2", ints(1, 2)),
        ("[1 -2]", ints(1, -2)),
        ("[0] * 3", ints(0, 0, 0)),
        ("2*[1, 2]", ints(1, 2, 1, 2)),
        ("[1] + [2]", ints(1, 2)),
        ("[[0]*2]*2", ints([0, 0], [0, 0])),
        ('"ab" * 2', Atom("abab")),
        ("list(range(3))", ints(0, 1, 2)),
        ("range(3)", Series("range", (Atom(0), Atom(3)))),
        ("set()", Series("set", ())),
        ("{1, 2, 1}", Series("set", (Atom(1), Atom(2)))),
        ("{}", Mapping(())),
        ("dict(a=1)", Mapping(((Atom("a"), Atom(1)),))),
        ("{'a': 1}", Mapping(((Atom("a"), Atom(1)),))),
        ("Counter({'a': 1})", Mapping(((Atom("a"), Atom(1)),))),
        ("defaultdict(<class 'int'>, {'a': 1})", Mapping(((Atom("a"), Atom(1)),))),
        ("[[1], [2, 3]]", ints([1], [2, 3])),
        ("TensorShape([2, 3])", Series("tuple", (Atom(2), Atom(3)))),
        ("np.zeros((2, 1))", array("float64", [0.0], [0.0])),
        ("np.ones(2)", array("float64", 1.0, 1.0)),
        ("np.full((1, 2), 7)", array("int64", [7, 7])),
        ("np.eye(2)", array("float64", [1.0, 0.0], [0.0, 1.0])),
        ("np.linspace(0, 1, 3)", array("float64", 0.0, 0.5, 1.0)),
        ("np.int64(3)", Array("scalar", "int64", (), (3,))),
        (
            "tf.Tensor([b'a' b'b'], shape=(2,), dtype=string)",
            Array("ndarray", "str", (2,), ("a", "b")),
        ),
        (
            "[<tf.Tensor: shape=(), dtype=int32, numpy=1>]",
            Series("list", (Array("ndarray", "int32", (), (1,)),)),
        ),
        (
            "<tf.Tensor: shape=(1,), dtype=string, numpy=array([b'a'], dtype=object)>",
            Array("ndarray", "str", (1,), ("a",)),
        ),
        ("[] with shape (2, 0)", Array("ndarray", "float64", (2, 0), ())),
        ("array([], shape=(2, 0), dtype=float64)", Array("ndarray", "float64", (2, 0), ())),
    ],
)
def test_containers_and_constructors_are_read(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("", 0, "Nothing"),
        ("[1, 2", 0, "not closed"),
        ("[1, 2)", 5, "does not fit"),
        ("1 2]", 3, "closes nothing"),
        ("[1,, 2]", 3, "missing"),
        ("[1-2]", 2, "arithmetic"),
        ("6 / 2", 2, "arithmetic"),
        ("[1 3x]", 3, "not a number"),
        ("[1 ... 9]", 3, "every element"),
        ("spam", 0, "quotes"),
        ("'abc", 0, "quote"),
        ("foo(1)", 0, "foo(...)"),
        ("np.zeros((1000000000,))", 0, "far smaller"),
        ("[0] * 99999", 0, "far smaller"),
        ("{1, 2} * 2", 0, "arithmetic"),
        ("range(10**9)", 8, "arithmetic"),
        ("list(range(1000000000))", 0, "far smaller"),
        ("np.array([[1], [2, 3]])", 0, "differ in length"),
        ("np.arange(5).reshape(2, 3)", 13, "do not fit"),
        ("{[1]}", 1, "set"),
        ("error", 0, "Which exception"),
        ("$", 0, "no meaning"),
        ("9" * 500, 0, "too long"),
        ("[" * 50, 20, "deeply"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text, column, words):
    found = refusal(text)
    assert (found.line, found.column) == (0, column)
    assert words in found.message


def test_a_place_counts_lines_and_speaks_the_learners_language():
    assert (refusal("[1 2\n 3 4x]").line, refusal("[1 2\n 3 4x]").column) == (1, 3)
    found = read("[1", ANY, language="zh")
    assert isinstance(found, Unreadable)
    assert "闭合" in found.message


def test_a_very_long_text_is_refused_at_once():
    assert "too long" in refusal("1 " * MAX_TEXT).message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ValueError", "ValueError"),
        ("valueerror", "ValueError"),
        ("value error", "ValueError"),
        ("raises ValueError", "ValueError"),
        ("it raises a TypeError.", "TypeError"),
        ("ValueError: operands could not be broadcast", "ValueError"),
        ("ValueError('x')", "ValueError"),
        ("Traceback (most recent call last):\n  File x\nKeyError: 1", "KeyError"),
        ("tf.errors.InvalidArgumentError", "InvalidArgumentError"),
        ("np.exceptions.AxisError", "AxisError"),
        ("StopIteration", "StopIteration"),
        ("MyOwnError", "MyOwnError"),
        ("'ValueError'", "ValueError"),
        ("“ValueError”", "ValueError"),
        ("`ValueError`", "ValueError"),
        ("```\nValueError: bad\n```", "ValueError"),
        (">>> y\nTraceback (most recent call last):\n  File x\nKeyError: 1", "KeyError"),
        ('  File "x", line 3\nIndexError: 4', "IndexError"),
        ("yes, ValueError", "ValueError"),
        ("error: ValueError", "ValueError"),
        ("it will raise ValueError!", "ValueError"),
        ("a ValueError is raised", "ValueError"),
        ("ValueError because the shapes differ", "ValueError"),
        ("ValueError, the shapes differ", "ValueError"),
        ("抛出ValueError。", "ValueError"),
    ],
)
def test_exceptions_are_read_by_name(text, name):
    for facet in ("value", "shape", "dtype", "raises"):
        reading = read(text, question(Raises("OddName"), facet=facet))
        assert isinstance(reading, Reading)
        assert reading.error == name


def test_an_exception_that_ends_in_nothing_usual_is_known_from_the_question():
    reading = read("oddname", question(Raises("OddName")))
    assert isinstance(reading, Reading)
    assert reading.error == "OddName"


@pytest.mark.parametrize(
    "text",
    [
        *("no error", "nothing", "No exception.", "none", "[1 2]", "ok", "it doesn't raise"),
        *(
            "does not raise anything",
            "no exception is raised",
            "it runs without error",
            "No, it works",
        ),
        *("不报错", "不会报错", "没有错误", "正常运行", "不会抛出异常"),
    ],
)
def test_no_exception_can_be_said(text):
    reading = read(text, question(Raises("ValueError"), facet="raises"))
    assert isinstance(reading, Reading)
    assert reading.sort == "no-error"


@pytest.mark.parametrize(
    "text",
    [
        "error",
        "Exception",
        "yes",
        "it fails",
        "raises an error",
        "shape mismatch",
        "some shape error",
        "报错",
        "会报错",
    ],
)
def test_some_exception_is_asked_for_again(text):
    for answer in (Raises("ValueError"), gives(Atom("no error"))):
        assert "Which exception" in refusal(text, question(answer, facet="raises")).message
    assert "Which exception" in refusal(text, question(Raises("ValueError"))).message


@pytest.mark.parametrize("text", ["ValueError or TypeError", "it depends", "the shapes"])
def test_words_that_name_no_exception_say_neither_that_there_is_one_nor_that_there_is_none(text):
    for answer in (Raises("ValueError"), gives(Atom("no error"))):
        assert "exception's name" in refusal(text, question(answer, facet="raises")).message


SHAPES = question(gives(Series("tuple", (Atom(2), Atom(3)))), facet="shape")


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        *((text, (2, 3)) for text in ("(2, 3)", "2, 3", "2 3", "[2, 3]", "2x3", "2 × 3")),  # noqa: RUF001
        *((text, (2, 3)) for text in ("2-by-3", "'(2, 3)'", "it is (2, 3)", "(2, 3)!", "`(2, 3)`")),
        *(
            (text, (2, 3))
            for text in (">>> y.shape\n(2, 3)", "y.shape == (2, 3)", "形状是（2，3）")
        ),
        *((text, (3,)) for text in ("(3,)", "3", "(3)", "shape=(3,)", "TensorShape([3])")),
        *((text, ()) for text in ("()", "scalar", "TensorShape([])")),
        ("(None, 3)", (None, 3)),
    ],
)
def test_shapes_are_read(text, sizes):
    assert value_of(text, SHAPES) == Series("tuple", tuple(map(Atom, sizes)))


@pytest.mark.parametrize("text", ["[[2, 3]]", "2.5", "'ab'", "2/3", "3 rows", "2行3列", "two"])
def test_what_is_no_shape_is_refused(text):
    assert "whole numbers" in refusal(text, SHAPES).message


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *((text, "int32") for text in ("int32", "np.int32", "tf.int32", "<dtype: 'int32'>", "i4")),
        *((text, "int32") for text in ("dtype('int32')", "<class 'numpy.int32'>", "dtype=int32")),
        *((text, "float64") for text in ("float", "double", "Float64", "'float64'", "np.float64")),
        *((text, "str") for text in ("<U3", "str", "string", "np.str_")),
        *((text, "int32") for text in ("`int32`", "int32!", "its int32", "the dtype is int32")),
        *((text, "int32") for text in ("32-bit int", "y.dtype == int32", "类型是 int32")),
        (">>> y.dtype\ndtype('int32')", "int32"),
        ("datetime64[D]", "datetime64[D]"),
        ("bool", "bool"),
        ("int", "int64"),
        ("object", "object"),
    ],
)
def test_dtypes_are_read(text, name):
    assert value_of(text, question(gives(Atom("int64")), facet="dtype")) == Atom(name)


def test_a_dtype_without_bits_is_asked_for_again_where_it_could_be_two():
    asked = question(gives(Atom("float32")), facet="dtype", libraries=("tensorflow",))
    assert "float32 or float64" in refusal("float", asked).message
    assert "not a dtype" in refusal("spam", asked).message


SHARED = question(gives(Series("tuple", (Atom("y"),))), facet="shares-memory")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("y", ("y",)),
        ("yes", ("y",)),
        ("y, z", ("y", "z")),
        ("y and z", ("y", "z")),
        ("['y', 'z']", ("y", "z")),
        *((text, ("y", "z")) for text in ("both y and z", "y 和 z", "y和z", "y、z 共享")),
        ("the variable y", ("y",)),
        *((text, ()) for text in ("none of them", "no variables", "都不共享")),
        ("none", ()),
        ("no", ()),
        ("()", ()),
    ],
)
def test_names_that_share_memory_are_read(text, names):
    assert value_of(text, SHARED) == Series("tuple", tuple(map(Atom, names)))


def test_that_a_variable_shares_memory_with_itself_need_not_be_said():
    asked = replace(SHARED, ask="x")
    assert value_of("x and y", asked) == Series("tuple", (Atom("y"),))
    assert value_of("x", asked) == Series("tuple", (Atom("x"),))


def test_a_name_that_the_code_lacks_is_refused():
    found = refusal("y, q", SHARED)
    assert (found.column, "q" in found.message) == (3, True)


def test_words_need_no_quotes_where_the_answer_is_text():
    asked = question(gives(Atom("spam")))
    assert value_of("spam", asked) == Atom("spam")
    assert value_of("eggs", asked) == Atom("eggs")
    assert value_of("[a b]", asked) == Series("list", (Atom("a"), Atom("b")))


@pytest.mark.parametrize(
    "text", ["V2_1/a1:0", "h_2:0", "it is - so", "a, b", "hello world", "3 apples", "x"]
)
def test_a_whole_text_needs_no_quotes_whatever_stands_in_it(text):
    for asked in (question(gives(Atom(text))), question(gives(Atom("spam")))):
        assert value_of(text, asked) == Atom(text)


def test_a_text_that_begins_with_a_bracket_needs_no_quotes_where_all_answers_are_texts():
    padded = question(gives(Atom("[ab   ]")))
    assert value_of("[ab   ]", padded) == Atom("[ab   ]")
    assert value_of("[   ab]", padded) == Atom("[   ab]")
    assert value_of("'[ab   ]'", padded) == Atom("[ab   ]")
    both = question(gives(Atom("[1]")), belief("list", gives(ints(1))))
    assert value_of("[1]", both) == ints(1)


def test_where_the_answer_is_text_other_notations_are_still_read():
    asked = question(gives(Atom("spam")))
    assert value_of("'a b'", asked) == Atom("a b")
    assert value_of("y = 'a'", asked) == Atom("a")
    assert value_of("b'a'", asked) == Atom(b"a")
    assert value_of("None", asked) == Atom(None)
    assert value_of("3", asked) == Atom(3)
    assert "not closed" in refusal("'spam", asked).message


def test_anything_is_read_where_the_answer_is_an_object():
    asked = question(Gives(Opaque("type", "<class 'int'>"), "<class 'int'>", ""))
    assert value_of("<function f>", asked) == Opaque("text", "<function f>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[1 2] [3 4]]", "int · shape (2, 2)"),
        ("array([1.], dtype=float32)", "float32 · shape (1,)"),
        ("3", "int"),
        ("None", "None"),
        ("[]", "empty · shape (0,)"),
        ("(1, 2)", "tuple of 2"),
        ("{1: 2}", "dict of 1"),
        ("range(3)", "range(0, 3)"),
        ("[[1], [2, 3]]", "list of 2"),
        ("ValueError", "exception ValueError"),
    ],
)
def test_a_reading_is_described_in_a_few_words(text, words):
    reading = read(text, ANY)
    assert isinstance(reading, Reading)
    assert describe(reading) == words


def test_facets_are_described_in_their_own_words():
    def said(text: str, facet: str, answer=ANY.answer) -> str:
        reading = read(text, question(answer, facet=facet))
        assert isinstance(reading, Reading)
        return describe(reading)

    assert said("a\nb", "printed") == "text, 2 lines"
    assert said("2 3", "shape") == "shape (2, 3)"
    assert said("int32", "dtype") == "dtype int32"
    assert said("nothing", "raises") == "no exception"
    assert said("y", "shares-memory") == "y"
    assert said("np.sum(x)", "which-call") == "a call"


@pytest.mark.parametrize(
    "text",
    [
        ">>> np.sum(x,\n...        axis=0)",
        "```python\nnp.sum(x,\n       axis=0)\n```",
        "`np.sum(x)`",
    ],
)
def test_code_is_read_out_of_a_console_and_out_of_markdown(text):
    asked = question(gives(Atom("np.sum(x)")), facet="which-call")
    found = value_of(text, asked)
    assert isinstance(found, Atom)
    assert str(found.value).startswith("np.sum(x")


def test_code_that_does_not_parse_is_refused_with_its_place():
    asked = question(gives(Atom("np.sum(x)")), facet="which-call")
    assert refusal("np.sum(x", asked).column == 6


@settings(max_examples=300)
@given(st.sampled_from(FACETS), ANSWERS, ANYTHING, st.sampled_from(("en", "zh")))
def test_any_text_is_read_or_refused_in_every_facet(facet, answer, text, language):
    asked = question(answer, facet=facet)
    reading = read(text, asked, language=language)
    if isinstance(reading, Reading):
        describe(reading, language=language)
        judge(asked, reading, language=language)
    else:
        assert reading.message
        lines = text.split("\n")
        assert reading.line < len(lines)
        assert reading.column <= len(lines[reading.line])


@settings(max_examples=300)
@given(edited(ANSWERS.map(lambda answer: answer.text)), ANSWERS)
def test_any_edit_of_an_answer_is_read_or_refused(text, answer):
    asked = question(answer)
    reading = read(text, asked)
    if isinstance(reading, Reading):
        judge(asked, reading)
