"""A program is rewritten as wrong ideas would have it, in the learner's own text."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cards.strategies import array, gives
from tfquiz.cards.mechanical.rewriting import is_plausible, rewrites, why_raises
from tfquiz.cards.mechanical.table import RULES
from tfquiz.cards.mechanical.words import WHY
from tfquiz.cards.question import Raises
from tfquiz.values import Atom

NUMPY = ("numpy",)
TENSORFLOW = ("tensorflow",)
BOUND = "x = np.array([[1, 2], [3, 4]])\n"

ASKS = [
    ("axis-moved", "np.sum(x, axis=0)", "np.sum(x, axis=1)"),
    ("axis-moved", "x.mean(1)", "x.mean(0)"),
    ("axis-moved", "tf.concat([a, b], -1)", "tf.concat([a, b], 0)"),
    ("axis-moved", "tf.gather(x, i, axis=1)", "tf.gather(x, i, axis=0)"),
    ("axis-moved", "np.expand_dims(x, 0)", "np.expand_dims(x, 1)"),
    ("joined-otherwise", "tf.stack([a, b])", "tf.concat([a, b])"),
    ("joined-otherwise", "np.stack((a, b))", "np.concatenate((a, b))"),
    ("stacked-otherwise", "np.hstack((a, b))", "np.vstack((a, b))"),
    ("flipped-otherwise", "np.flipud(x)", "np.fliplr(x)"),
    ("elementwise-product", "a * b", "a @ b"),
    ("elementwise-product", "a@b", "a*b"),
    ("elementwise-product", "tf.multiply(a, b)", "tf.matmul(a, b)"),
    ("copy-or-alias", "np.asarray(x)", "np.array(x)"),
    ("whole-array", "np.sum(x, axis=0, keepdims=True)", "np.sum(x, keepdims=True)"),
    ("whole-array", "x.sum(0)", "x.sum()"),
    ("axis-assumed", "np.argmax(x)", "np.argmax(x, axis=0)"),
    ("keepdims", "np.sum(x, axis=0)", "np.sum(x, axis=0, keepdims=True)"),
    ("keepdims", "x.sum(0, keepdims=True)", "x.sum(0, keepdims=False)"),
    ("value-or-index", "np.argmax(x)", "np.max(x)"),
    ("value-or-index", "np.sort(x)", "np.argsort(x)"),
    ("or-equal", "tf.less(a, b)", "tf.less_equal(a, b)"),
    ("or-equal", "a  <  b", "a  <=  b"),
    ("comparison-mirrored", "a >= b", "a <= b"),
    ("branches-swapped", "np.where(c, a - b, b)", "np.where(c, b, a - b)"),
    ("ddof", "np.std(x)", "np.std(x, ddof=1)"),
    ("ddof", "x.var(ddof=1)", "x.var(ddof=0)"),
    ("order", "x.reshape(3, 2)", 'x.reshape(3, 2, order="F")'),
    ("row-order", "x.ravel(order='F')", 'x.ravel(order="C")'),
    ("reshape-transposes", "x.reshape(3, 2)", "x.T"),
    ("not-transposed", "(a + b).T @ c", "(a + b) @ c"),
    ("not-transposed", "np.transpose(x)", "x"),
    ("operand-transposed", "tf.matmul(a, b)", "tf.matmul(a, b, transpose_a=True)"),
    ("operands-swapped", "a - b", "b - a"),
    ("operands-swapped", "(a - b) / c", "c / (a - b)"),
    ("end-included", "x[1:3]", "x[1:4]"),
    ("end-included", "list(range(n))", "list(range(n + 1))"),
    ("division", "a // b", "a / b"),
    ("mean-or-sum", "tf.reduce_mean(x)", "tf.reduce_sum(x)"),
    ("deviation-or-variance", "np.std(x)", "np.var(x)"),
    ("rows-or-columns", "np.r_[a, b]", "np.c_[a, b]"),
    ("tile-or-repeat", "np.tile(x, 2)", "np.repeat(x, 2)"),
    ("new-axis-moved", "x[:, None]", "x[None, :]"),
    ("not-squeezed", "np.squeeze(x)", "x"),
    ("start", "list(enumerate(x))", "list(enumerate(x, 1))"),
    ("start", "list(enumerate(x, start=2))", "list(enumerate(x))"),
    ("arguments-swapped", "list(zip(a, b))", "list(zip(b, a))"),
    ("arguments-swapped", "tf.subtract(a, b)", "tf.subtract(b, a)"),
    ("and-or", "a and b and c", "a or b or c"),
    ("and-or", "np.logical_and(a, b)", "np.logical_or(a, b)"),
    ("smallest-or-largest", "np.maximum(a, b)", "np.minimum(a, b)"),
    ("floor-or-ceil", "np.floor(x)", "np.ceil(x)"),
    ("wider", "np.array([100], dtype=np.int8) + x", "np.array([100], dtype=np.int64) + x"),
    ("wider", "x.astype('uint8') + 1", 'x.astype("int64") + 1'),
    ("rounded", "int(x)", "round(x)"),
    ("rounded", "x.astype(int)", "np.round(x).astype(int)"),
    ("half-up", "round(x / 2)", "int((x / 2) + 0.5)"),
    ("half-up", "np.round(x)", "np.floor(x + 0.5)"),
    ("equal-or-same", "a is b", "a == b"),
    ("left-to-right", "1 < x < y", "(1 < x) < y"),
    ("unchanged", "np.sort(x)", "x"),
    ("unchanged", "tf.nn.relu(a - b)", "(a - b)"),
    ("unchanged", "x.upper()", "x"),
    ("minus-first", "-x ** 2", "(-x) ** 2"),
    ("truth-value", "a or b", "bool(a or b)"),
    ("squared-or-doubled", "x ** 2", "x * 2"),
    ("negation-lost", "~(a > b)", "(a > b)"),
]
CODES = [
    ("copy-for-view", f"{BOUND}y = x[0]", f"{BOUND}y = x[0].copy()"),
    ("copy-for-view", "x = [1]\ny = x", "x = [1]\ny = x.copy()"),
    ("view-for-copy", "y = x.copy()", "y = x"),
    ("view-for-copy", "y = np.copy(x)", "y = x"),
    ("view-for-copy", "x = [1, 2]\ny = x[:]\ny[0] = 5", "x = [1, 2]\ny = x\ny[0] = 5"),
    (
        "view-for-copy",
        "x = [1, 2]\ny = x[1:]\ny[0] = 5\nprint(x)",
        "x = [1, 2]\ny = x[1:]\ny[0] = 5\nx[1:] = y\nprint(x)",
    ),
    (
        "view-for-copy",
        f"{BOUND}y = x[x > 2]\ny += 1\ny[0] = 5\nprint(x)",
        f"{BOUND}y = x[x > 2]\ny += 1\ny[0] = 5\nx[x > 2] = y\nprint(x)",
    ),
    (
        "fresh-default",
        "def f(item, bag=[]):\n    bag.append(item)\n    return bag",
        "def f(item, bag=None):\n    if bag is None:\n        bag = []\n    bag.append(item)\n    return bag",  # noqa: E501
    ),
    (
        "bound-early",
        "fs = [lambda x: x * i for i in range(3)]",
        "fs = [lambda x, i=i: x * i for i in range(3)]",
    ),
    (
        "bound-early",
        "for i in x:\n    fs.append(lambda: i)",
        "for i in x:\n    fs.append(lambda i=i: i)",
    ),
    ("restarts", "g = (v * 2 for v in x)\nsum(g)", "g = [v * 2 for v in x]\nsum(g)"),
    ("restarts", "z = zip(a, b)\nlist(z)", "z = list(zip(a, b))\nlist(z)"),
    ("gives-it-back", "y = x.sort()", "y = np.sort(x)"),
    ("gives-it-back", "y = x.append(3)", "y = x + [3]"),
    ("changes-in-place", "s.upper()\nprint(s)", "s = s.upper()\nprint(s)"),
    ("changes-in-place", "np.sort(x)\nprint(x)", "x = np.sort(x)\nprint(x)"),
    ("rows-of-their-own", "x = [[0] * 3] * n", "x = [[0] * 3 for _ in range(n)]"),
    ("rows-of-their-own", "x = [[]] * 2", "x = [[] for _ in range(2)]"),
    ("equal-or-same", "a = [1]\nprint(a == b)", "a = [1]\nprint(a is b)"),
    ("list-as-array", "a = [1]\nc = a + [2]", "a = [1]\nc = [x + y for x, y in zip(a, [2])]"),
    ("array-as-list", f"{BOUND}y = x * 2", f"{BOUND}y = np.tile(x, 2)"),
    ("append-or-extend", "x = []\nx.append(y)", "x = []\nx.extend(y)"),
    ("assign-or-add", "v.assign(3)", "v.assign_add(3)"),
    ("inplace-for-new", "y = x\ny += 1", "y = x\ny = y + 1"),
    (
        "index-second",
        "for i, v in enumerate(x):\n    print(i)",
        "for v, i in enumerate(x):\n    print(i)",
    ),
]


def made(code: str, ask: str | None, libraries: tuple[str, ...]) -> dict[tuple, str]:
    return {(one.code, one.ask): one.id for one in rewrites(code, ask, libraries)}


@pytest.mark.parametrize(("rule", "ask", "other"), ASKS)
def test_an_asked_expression_is_rewritten(rule, ask, other):
    libraries = TENSORFLOW if "tf." in ask else NUMPY
    assert made("", ask, libraries).get(("", other)) == f"mechanical:{rule}"


@pytest.mark.parametrize(("rule", "code", "other"), CODES)
def test_code_is_rewritten(rule, code, other):
    assert made(code, None, NUMPY).get((other, None)) == f"mechanical:{rule}"


@pytest.mark.parametrize(
    ("ask", "other"), [("a // b", "int(a / b)"), ("a % b", "(a - b * int(a / b))")]
)
def test_division_of_whole_numbers_may_be_taken_to_cut_off(ask, other):
    assert made("", ask, ()).get(("", other)) == "mechanical:cuts-off"
    assert ("", other) not in made("", ask, NUMPY)


def test_what_an_expression_is_about_is_looked_up_in_the_code_before_it():
    other = "[x + y for x, y in zip(a, b)]"
    assert ("a = [1]\nb = a", other) in made("a = [1]\nb = a", "a + b", ())
    assert ("a = 1\nb = a", other) not in made("a = 1\nb = a", "a + b", ())


def test_every_rule_is_shown_at_work_here_and_has_words_in_both_languages():
    assert (
        {rule for rule, *_ in (*ASKS, *CODES)} | {"cuts-off"}
        == {rule.id for rule in RULES}
        == set(WHY)
    )
    assert all(set(words) == {"en", "zh"} for words in WHY.values())


@pytest.mark.parametrize(
    ("code", "ask"), [*((c, None) for _, c, _ in CODES), *(("n = 1", a) for _, a, _ in ASKS)]
)
def test_every_rewrite_is_another_program_that_parses_and_is_explained(code, ask):
    original = ast.dump(ast.parse(code)), ask and ast.dump(ast.parse(ask))
    found = rewrites(code, ask, NUMPY)
    assert found
    for one in found:
        parsed = ast.dump(ast.parse(one.code)), one.ask and ast.dump(ast.parse(one.ask))
        assert parsed != original
        assert not any("{old}" in text or "{new}" in text for text in one.why.values())
    assert len({(one.code, one.ask) for one in found}) == len(found)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        ("x % 7", "`7 % x`"),
        ("-4 % 7", "`7 % -4`"),
        ("(-4) ** n", "`n ** (-4)`"),
        ("(a + b) / 2", "`2 / (a + b)`"),
        ("7 - x[0]", "`x[0] - 7`"),
    ],
)
def test_swapped_operands_are_told_with_no_more_brackets_than_needed(ask, told):
    [one] = [one for one in rewrites("n = 1", ask, NUMPY) if one.id.endswith("operands-swapped")]
    assert told in one.why["en"]
    assert told in one.why["zh"]


def test_an_assumed_axis_is_told_beside_the_one_that_the_function_takes():
    for ask, own, assumed in (
        ("np.sort(x)", "-1", "0"),
        ("np.concatenate((a, b))", "0", "1"),
        ("x.cumsum()", "None", "0"),
        ("tf.cumsum(x)", "0", "1"),
    ):
        libraries = TENSORFLOW if "tf." in ask else NUMPY
        [one] = [one for one in rewrites("n = 1", ask, libraries) if one.id.endswith("assumed")]
        for words in one.why.values():
            assert words.index(f"`axis={assumed}`") < words.index(f"`axis={own}`")


@pytest.mark.parametrize(
    ("rule", "truth", "answer", "plausible"),
    [
        (
            "reshape-transposes",
            array("int64", [1, 2], [3, 4]),
            array("int64", [1, 3], [2, 4]),
            True,
        ),
        ("reshape-transposes", array("int64", [1, 2], [3, 4]), array("int64", 1, 2, 3, 4), False),
        ("reshape-transposes", array("int64", [1, 2]), None, False),
        ("append-or-extend", array("int64", 1, 2), None, False),
        ("append-or-extend", array("int64", 1, 2), array("int64", 1), True),
        ("axis-moved", array("int64", 1, 2), None, True),
    ],
)
def test_an_answer_shows_only_what_somebody_may_believe(rule, truth, answer, plausible):
    other = Raises("ValueError") if answer is None else gives(answer)
    assert is_plausible(f"mechanical:{rule}", gives(truth), other) is plausible


def test_an_exception_is_told_with_what_would_raise_it():
    original, other = "x = f()\nx.sum(axis=0)", "x = f()\nx.sum(axis=1)"
    value, nothing = gives(Atom(1)), gives(Atom("no error"))
    said = why_raises(original, other, value, Raises("AxisError"))
    assert said is not None
    assert said["en"] == "This runs to its end. `x.sum(axis=1)` would raise AxisError."
    assert said["zh"] == "这段代码能正常运行完。写成 `x.sum(axis=1)` 才会抛出 AxisError。"
    for answer, words in (
        (nothing, "would run to its end"),
        (Raises("TypeError"), "TypeError; as"),
    ):
        told = why_raises(original, other, Raises("AxisError"), answer)
        assert told is not None
        assert words in told["en"]
        assert told["en"].endswith("it raises AxisError.")
    assert why_raises(original, other, value, nothing) is None
    assert why_raises(original, "x = f()", value, Raises("AxisError")) is None


def test_functions_of_standard_modules_are_not_methods_with_an_axis():
    for ask in ("statistics.mean(x)", "list(itertools.repeat(x, 2))"):
        found = made("x = [1, 2]", ask, ("statistics", "itertools")).values()
        assert not [one for one in found if "whole-array" in one or "axis" in one]


def test_the_rest_of_the_text_stays_as_the_learner_sees_it():
    code = 'é = "ü"  # a comment\ny = np.sum( x,axis = 0 )  # kept\n'
    assert (code.replace("axis = 0", "axis = 1"), None) in made(code, None, NUMPY)


def test_the_likeliest_rewrite_comes_first():
    first, *_ = rewrites(BOUND, "np.sum(x, axis=0)", NUMPY)
    assert first.id == "mechanical:axis-moved"
    assert "`axis=1`" in first.why["en"]
    assert "`axis=1`" in first.why["zh"]


@pytest.mark.parametrize(
    ("code", "ask", "libraries"),
    [
        ("x = 3\ny = x", "y", ()),
        ("x = (1, 2)\ny = x[0]", "y", ()),
        ("x = tf.constant([1, 2])\ny = x[0]", "y", TENSORFLOW),
        ("s = f'{x[0:1]}'", "s", ()),
        ("x = np.array([1, 2])", "x", NUMPY),
        ("x =", "x", ()),
        ("", "a b", ()),
    ],
)
def test_where_nothing_could_be_misread_nothing_is_made(code, ask, libraries):
    assert rewrites(code, ask, libraries) == []


PIECES = st.sampled_from(
    [text for _, text, _ in ASKS]
    + ["x", "1", "[1, 2]", "x[0]", "'a'", "-1", "(a)", "x if c else y"]
)


@given(
    st.lists(PIECES, min_size=1, max_size=3),
    st.sampled_from(
        (
            "({} + {})",
            "f({}, {})",
            "[{},{}]",
            "({}).T * {}",
            "({}\n - {})",
            "not {} or {}",
            "np.where({}, {}, 0)",
        )
    ),
)
def test_nested_code_is_rewritten_to_code_that_parses(pieces, frame):
    ask = frame.format(pieces[0], pieces[-1])
    for one in rewrites("", ask, NUMPY):
        assert ast.dump(ast.parse(one.ask or "")) != ast.dump(ast.parse(ask))
