"""Everything that a person would type for the right answer is right, and quickly so."""

# ruff: noqa: RUF001  # the marks and digits of a Chinese keyboard are what is typed here

import time

import pytest

from tests.cards.strategies import array, gives, question
from tfquiz.cards.judging.judge import Misconceived, Right, Wrong, differing, judge
from tfquiz.cards.models import FACETS
from tfquiz.cards.question import Belief
from tfquiz.cards.reading.reader import Reading, Unreadable, read
from tfquiz.program.program import Finished, Program
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value, show


def verdict(text: str, value: Value, facet: str = "value", **more):
    asked = question(gives(value), facet=facet, **more)
    reading = read(text, asked)
    assert isinstance(reading, Reading), reading
    return judge(asked, reading)


def words(*items: object) -> Series:
    return Series("list", tuple(map(Atom, items)))


FLOATS = array("float64", 1.0, 0.5, 1000.0)
ZEROS = array("int64", [0, 0, 0], [0, 0, 0])
COUNT = array("int64", 0, 1, 2, 3)
TYPED = {
    "floats": (FLOATS, "[1., .5, 1e3] | [1.0e+00 5.0e-01 1.0e+03] | 1,0.5,1000 | (1, .5, 1000)"),
    "a Chinese keyboard": (
        FLOATS,
        "［１，０．５，１０００］ | 【1。0、0.5、1000】 | １　０．５　１０００ | [1.0 0.5 1000]。",
    ),
    "truths": (
        array("bool", [True, False], [False, True]),
        "[[T,F],[F,T]] | true false\nfalse true | np.eye(2, dtype=bool) | [[真，假]，[假，真]]",
    ),
    "zeros": (
        ZEROS,
        (
            "np.zeros((2, 3)) | zeros((2,3), dtype=int) | [[0]*3]*2 | np.full((2,3),0)"
            " | tf.zeros([2,3]) | np.zeros(6).reshape(2, 3)"
        ),
    ),
    "a count": (
        COUNT,
        (
            "range(4) | [0]+[1,2,3] | x: [0 1 2 3] | -> [0 1 2 3] | >>> x\narray([0, 1, 2, 3])"
            " | In [1]: x\nOut[1]: array([0, 1, 2, 3]) | >>> print(x)\n[0 1 2 3] | `[0 1 2 3]`"
            " | print([0, 1, 2, 3]) | [0 1 2 3]. | ```\n[0 1 2 3]\n```"
        ),
    ),
    "a number": (Array("scalar", "int64", (), (4,)), "4 | np.int64(4) | ４ | 0x4 | 4。 | x = 4"),
    "no numbers": (
        array("float64", float("nan"), float("inf"), float("-inf")),
        "[nan, ∞, -∞] | [np.nan, np.inf, -np.inf] | NaN Inf -Inf",
    ),
    "a single with all its digits": (
        Array("tensor", "float32", (), (0.1,)),
        "<tf.Tensor: shape=(), dtype=float32, numpy=0.10000000149011612> | 0.1",
    ),
    "yes": (Atom(True), "yes | 对 | 是 | True | T | 真"),
    "no": (Array("scalar", "bool", (), (False,)), "no | 错 | 否 | False | f"),
    "text": (Atom("ab"), "'ab' | ab | “ab” | ＇ab＇ | 「ab」 | b'ab'"),
    "texts": (words("a", "bc"), "['a'，'bc'] | [a, bc] | ['a' 'bc']"),
    "letters beyond ASCII": (
        Array("tensor", "str", (1,), ("é",)),
        r"tf.Tensor([b'\xc3\xa9'], shape=(1,), dtype=string)",
    ),
    "a named tuple": (Series("tuple", (Atom(1), Atom(2))), "Point(x=1, y=2) | (1, 2) | 1, 2"),
    "a dict": (Mapping(((Atom("a"), Atom(1)),)), "{'a'：1} | ｛a: 1｝ | dict(a=1)"),
    "nothing": (array("float64"), "np.empty(0) | [] | ［］ | np.zeros((0,))"),
    "a day": (Array("scalar", "datetime64[D]", (), ("2020-01-01",)), "2020-01-01 | '2020-01-01'"),
    "a variable": (
        Array("variable", "int32", (2,), (1, 2)),
        "<Variable path=v, shape=(2,), dtype=int32, value=[1 2]>",
    ),
    "ragged rows": (
        Series("list", (words(1), words(2, 3))),
        "<tf.RaggedTensor [[1], [2, 3]]> | [[1], [2, 3]]",
    ),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [(text, value) for value, texts in TYPED.values() for text in texts.split(" | ")],
)
def test_what_is_typed_for_the_right_value_is_right(text, value):
    assert verdict(text, value) == Right()


SHAPES = """(2, 3) | ２，３ | （2，3） | 2、3 | 2x3 | 2 by 3 | 2乘3 | 2×3 | shape (2, 3)
shape: (2,3) | x.shape == (2, 3) | 形状是 (2, 3) | (2, 3)。 | torch.Size([2, 3])
tf.TensorShape([2, 3]) | TensorShape([Dimension(2), Dimension(3)])"""


def listed(texts: str) -> list[str]:
    return [one for line in texts.splitlines() for one in line.split(" | ")]


@pytest.mark.parametrize("text", listed(SHAPES))
def test_what_is_typed_for_the_right_shape_is_right(text):
    assert verdict(text, Series("tuple", (Atom(2), Atom(3))), "shape") == Right()


@pytest.mark.parametrize(
    "text",
    [
        "np.dtype('int32')",
        "np.dtype(np.int32)",
        "int 32",
        "int-32",
        "dtype int32",
        "‘int32’",
        "ｉｎｔ３２",
        "int32。",
        "tf.dtypes.int32",
        "tf.as_dtype('int32')",
        "dtype('<i4')",
        "intc",
    ],
)
def test_what_is_typed_for_the_right_dtype_is_right(text):
    assert verdict(text, Atom("int32"), "dtype") == Right()


def test_printed_text_may_come_from_a_chinese_keyboard():
    assert verdict("[1，2]\n（3，）", Atom("[1,2]\n(3,)\n"), "printed") == Right()
    assert verdict("[1，2]", Atom("[1，2]\n"), "printed") == Right()
    assert verdict("[1,2]", Atom("[1，2]\n"), "printed") != Right()


def test_a_constructor_that_only_decides_the_dtype_by_default_may_mean_a_belief():
    wrong = Belief("float", {"en": "f"}, "x", "x", gives(array("float64", 0.0, 0.0)))
    asked = question(gives(array("int64", 0, 0)), wrong)
    reading = read("np.zeros(2)", asked)
    assert isinstance(reading, Reading)
    assert judge(asked, reading) == Misconceived(("float",))


def test_a_dtype_that_was_written_out_counts():
    assert isinstance(verdict("np.zeros((2, 3), dtype=float)", ZEROS), Wrong)


def test_words_like_yes_are_no_truth_where_the_answer_is_none():
    found = read("yes", question(gives(Atom(3))))
    assert isinstance(found, Unreadable)


def test_a_shape_of_none_alone_is_asked_for_again():
    found = read("none", question(gives(Series("tuple", ())), facet="shape"))
    assert isinstance(found, Unreadable)


NUMPY = """np.arange(24).reshape(2, 3, 4) | np.array([1.5, -2, np.nan, np.inf]) | np.array(3)
np.float32([0.1, 1e10]) | np.array(['a', 'b c']) | np.zeros((2, 0)) | np.zeros((0, 3))
np.int64(3) | np.float32(0.1) | np.bool_(True) | np.str_('a') | np.array([1+2j, 3-4j])
np.array([1e-10, 1.0])
[np.int64(1), np.float64(2)] | (np.arange(2), np.arange(3)) | {'a': np.arange(2)}
np.uint8([[1, 2]]) | np.matrix([[1, 2], [3, 4]]) | np.float16([1.5]) | np.array(["it's"])
np.array([-0.0, 0.0])
np.unique([3, 1, 1], return_counts=True) | np.where(np.array([1, 0, 1])) | divmod(7, 2)
np.array([[1., 2.], [3., 4.]]) / 3 | np.array([[1, 22], [333, 4]]) | np.array([10**15, 1.5])
np.meshgrid([1, 2], [3, 4]) | [1, (2, 3), {4}, {'k': None}] | frozenset({1}) | b'ab'
range(2, 8, 3)
float('nan') | 2**70 | None | collections.Counter('aab') | collections.OrderedDict(a=1)
collections.defaultdict(int, {'a': 1}) | collections.namedtuple('P', 'x y')(1, 2)"""
TENSORFLOW = """tf.constant([1, 2]) | tf.constant([[1.5, 2], [3, 4]]) | tf.constant(3)
tf.constant(True) | tf.constant(['a', 'bc']) | tf.Variable([1, 2]) | tf.zeros((2, 0))
tf.reshape(tf.range(12), (2, 2, 3))
tf.constant(1, dtype=tf.int8) | tf.constant([0.1, 0.2]) | tf.constant(0.1) | tf.ones((2, 3)).shape
tf.unstack(tf.constant([[1, 2], [3, 4]])) | (tf.constant(1), tf.constant([2])) | tf.constant(1+2j)
tf.constant(1e-10) | tf.constant([], dtype=tf.int32) | tf.unique([1, 1, 2]) | {'a': tf.constant(1)}
tf.math.top_k([1, 3, 2], 2) | tf.TensorShape([None, 3]) | tf.constant([1, 2], dtype=tf.bfloat16)
tf.ragged.constant([[1], [2, 3]])"""


@pytest.mark.parametrize(
    ("libraries", "asks"), [(("numpy", "collections"), NUMPY), (("tensorflow",), TENSORFLOW)]
)
def test_whatever_the_real_libraries_print_is_read_as_the_value_that_it_is(runner, libraries, asks):
    asked = listed(asks)
    programs = [Program("", ask, libraries) for ask in asked]
    programs += [Program("", f"repr({ask})", libraries) for ask in asked]
    outcomes = runner.run(programs)
    failed = []
    for ask, outcome, represented in zip(asked, outcomes, outcomes[len(asked) :], strict=False):
        assert isinstance(outcome, Finished), (ask, outcome)
        assert outcome.value is not None
        assert not isinstance(outcome.value, Opaque), ask
        assert isinstance(represented.value, Atom)
        printed = (outcome.text, str(represented.value.value), show(outcome.value))
        failed += [
            (ask, text)
            for text in {*printed, *(one.replace("\n", " ") for one in printed)}
            if verdict(text, outcome.value, libraries=libraries) != Right()
        ]
    assert failed == []


HOSTILE = [
    "[0]*10**9", "range(10**12)", "list(range(1000000000000))", "np.zeros((1000000,1000000))",
    "np.zeros((0,1000000000))", "1 " * 50_000, "[" * 5000, "(" * 3900 + ")" * 3900, "-" * 8000,
    " " * 7999 + "x", "\n" * 7990 + "x]", "x" + " " * 7990 + "]", "`" * 7000 + "x", "\\" * 7999,
    "np.eye(100)" + ".T" * 3000, "[1]" + "*1" * 3000, "range(9999)" + "*1" * 3000,
    "np.eye(99)" + ".reshape(9801)" * 500, "[range(9999)]*99", "set(range(9999))",
    "2x" * 3000 + "2", "2 x " * 1999 + "2", "a" * 8000, "value error " * 600, "dict(" * 1600,
    "1e" * 4000, "y," * 4000,
    "int " * 2000, "9" * 8000, "<tf.Tensor: " * 600, "'" + "\\" * 7990 + "'",
    "np.arange(0,1,1e-300)", "does not raise" + " " * 7980 + "\nx", "!" * 7990 + "x",
    "yes" + " " * 7990 + "x", "... x\n" * 1300, ">>> x\n" * 1300 + "]", "a: 1, " * 1300,
    "1 2\n\n" * 1600, "“" * 8000, "'" * 8000, "it is" + " " * 7990 + "]", "x" * 7990 + "->[",
    "2x3" + " " * 7990 + "]x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_keeps_the_reader_busy(text):
    value = array("float64", *([0.5] * 12 for _ in range(12)))
    for facet in FACETS:
        for answer in (value, Atom("ab"), Atom("a\n" * 400)):
            asked = question(gives(answer), facet=facet)
            started = time.process_time()
            reading = read(text, asked)
            if isinstance(reading, Reading):
                judge(asked, reading)
                differing(asked, reading)
            assert time.process_time() - started < 1.0
