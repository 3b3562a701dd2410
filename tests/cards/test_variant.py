import os
import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cards.decks import WRITE_THROUGH, subject_of
from tfquiz.cards.expressions import ExpressionError, evaluate, flat, names
from tfquiz.cards.stream import Stream
from tfquiz.cards.variant import draw

SUBJECT = subject_of(WRITE_THROUGH)


def test_a_variant_is_written_as_a_learner_would():
    variant = draw(SUBJECT, "0")
    assert variant is not None
    x, i, v = (variant.values[name] for name in "xiv")
    assert variant.truth.code == f"x = np.array({x})\ny = np.asarray(x)\ny[{i}] = {v}"
    assert variant.beliefs[0].code == f"x = np.array({x})\ny = np.array(x)\ny[{i}] = {v}"


def test_marks_stand_where_the_drawn_values_are_written():
    variant = draw(SUBJECT, "0")
    assert variant is not None
    lines = variant.truth.code.splitlines()
    marked = [lines[line][start:stop] for line, start, stop in variant.marks]
    x, i, v = (variant.values[name] for name in "xiv")
    assert marked == [f"np.array({x})", str(i), str(v)]


def test_a_belief_that_swaps_operands_assigns_them_in_the_order_of_the_question():
    subject = subject_of("""
        [[notes.templates]]
        id = "product"
        code = "y = a - b"
        ask = "y"
        inputs.a = { array = [2], distinct = true }
        inputs.b = { array = [2], distinct = true }
        where = ["a != b"]
        [[notes.templates.misconceptions]]
        id = "operands-swapped"
        swap = ["a - b", "b - a"]
        why = "That is the other way round."
    """)
    variant = draw(subject, "0")
    assert variant is not None
    asked, believed = (idea.code.splitlines() for idea in variant.ideas)
    assert (asked[-1], believed[-1]) == ("y = a - b", "y = b - a")
    assert believed[:-1] == asked[:-1]


@given(st.text(max_size=8))
def test_the_same_key_gives_the_same_variant(key):
    assert draw(SUBJECT, key) == draw(SUBJECT, key)


@given(st.integers(0, 10_000))
def test_every_draw_keeps_the_declared_ranges(key):
    variant = draw(SUBJECT, str(key))
    assert variant is not None
    values = variant.values
    assert 3 <= values["n"] <= 5
    assert len(values["x"]) == len(set(values["x"])) == values["n"]
    assert all(0 <= one <= 9 for one in values["x"])
    assert 0 <= values["i"] < values["n"]
    assert 10 <= values["v"] <= 99


def test_another_process_with_another_hash_seed_draws_the_same():
    program = (
        "from tests.cards.decks import *; from tfquiz.cards.variant import draw;"
        "print([draw(subject_of(WRITE_THROUGH), str(k)).text for k in range(20)])"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


def test_replaying_the_choices_gives_the_same_values():
    variant = draw(SUBJECT, "7")
    assert variant is not None
    again = draw(SUBJECT, "another key", choices=variant.choices)
    assert again is not None
    assert again.text == variant.text


def test_smaller_choices_give_smaller_numbers():
    variant = draw(SUBJECT, "any", choices=(0,) * 40)
    assert variant is not None
    assert variant.values == {"n": 3, "x": [0, 1, 2], "i": 0, "v": 10}


def test_a_name_that_the_code_binds_is_not_assigned_above():
    subject = subject_of(
        '[[notes.templates]]\nid = "t"\nprinted = true\n'
        'code = """\nfor i, v in enumerate(x):\n    print(i, v)\n"""\n'
    )
    variant = draw(subject, "0")
    assert variant is not None
    assert variant.truth.code.splitlines()[0].startswith("x = ")
    assert len(variant.truth.code.splitlines()) == 3


def test_a_long_matrix_has_a_row_on_each_line():
    subject = subject_of(
        '[[notes.templates]]\nid = "t"\ninputs.w = { array = [5, 6], range = [100, 999] }\n'
        'code = "y = w + 1"\nask = "y"\n'
    )
    variant = draw(subject, "0")
    assert variant is not None
    lines = variant.truth.code.splitlines()
    assert len(lines) == 6
    assert lines[1].index("[") == lines[0].index("[[") + 1


@given(st.integers(1, 50), st.text(max_size=5))
def test_a_pick_holds_different_numbers_below_the_bound(bound, key):
    picked = Stream(key).pick(bound, bound)
    assert sorted(picked) == list(range(bound))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n - 1", 3),
        ("x[0] != x[1] and len(x) == 3", True),
        ("all(a < b for a, b in zip(x, x[1:]))", True),
        ("max(flat(m))", 4),
        ("m[1, 0]", 3),
        ("n if n > 2 else 0", 4),
        ("-n % 3", 2),
    ],
)
def test_an_expression_is_worked_out(text, value):
    assert evaluate(text, {"n": 4, "x": [1, 2, 3], "m": [[1, 2], [3, 4]]}) == value


@pytest.mark.parametrize(
    "text",
    ["q", "n +", "x.append(1)", "__import__('os')", "n / 0", "[0] * 10**9", "'a' * 5", "x[9]"],
)
def test_an_expression_that_fails_says_so(text):
    with pytest.raises(ExpressionError):
        evaluate(text, {"n": 4, "x": [1, 2, 3]})


@given(st.text(max_size=30))
def test_no_text_makes_an_expression_crash(text):
    with suppress(ExpressionError):
        evaluate(text, {"n": 4, "x": [1, 2, 3]})


def test_names_are_those_that_must_be_given():
    assert names("max(n, 2) + sum(i for i in x)") == {"n", "x"}
    assert flat([[1, [2]], 3]) == [1, 2, 3]
