"""A program is rewritten as wrong ideas would have it, in the learner's own text."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfquiz.cards.mechanical import rewrites
from tfquiz.cards.mechanical_table import RULES
from tfquiz.cards.mechanical_words import WHY

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
    ("rounded", "int(x)", "round(x)"),
    ("rounded", "x.astype(int)", "np.round(x).astype(int)"),
    ("squared-or-doubled", "x ** 2", "x * 2"),
    ("negation-lost", "~(a > b)", "(a > b)"),
]
CODES = [
    ("copy-for-view", f"{BOUND}y = x[0]", f"{BOUND}y = x[0].copy()"),
    ("copy-for-view", "x = [1]\ny = x", "x = [1]\ny = x.copy()"),
    ("view-for-copy", "y = x.copy()", "y = x"),
    ("view-for-copy", "y = np.copy(x)", "y = x"),
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


def test_every_rule_is_shown_at_work_here_and_has_words_in_both_languages():
    assert {rule for rule, *_ in (*ASKS, *CODES)} == {rule.id for rule in RULES} == set(WHY)
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
    [("x % 7", "`7 % x`"), ("(a + b) / 2", "`2 / (a + b)`"), ("7 - x[0]", "`x[0] - 7`")],
)
def test_swapped_operands_are_told_with_no_more_brackets_than_needed(ask, told):
    [one] = [one for one in rewrites("n = 1", ask, NUMPY) if one.id.endswith("operands-swapped")]
    assert told in one.why["en"]
    assert told in one.why["zh"]


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
