"""What a program's objects become once they leave it."""

import math
from collections.abc import Iterator

import pytest

from tfquiz.program.program import Finished, Lost, Program
from tfquiz.sandbox.host import Runner
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value

LIBRARIES = ("numpy", "collections", "io")

VALUES: dict[str, Value] = {
    "None": Atom(None),
    "True": Atom(True),
    "1": Atom(1),
    "1.5": Atom(1.5),
    "float('nan')": Atom(math.nan),
    "float('inf')": Atom(math.inf),
    "1 + 2j": Atom(1 + 2j),
    "'a\\tb'": Atom("a\tb"),
    "b'\\xff'": Atom(b"\xff"),
    "[1, 'a']": Series("list", (Atom(1), Atom("a"))),
    "(1,)": Series("tuple", (Atom(1),)),
    "{3, 1, 2}": Series("set", (Atom(1), Atom(2), Atom(3))),
    "frozenset([1])": Series("frozenset", (Atom(1),)),
    "range(2, 9, 3)": Series("range", (Atom(2), Atom(9), Atom(3))),
    "range(4)": Series("range", (Atom(0), Atom(4))),
    "{'a': [1]}": Mapping(((Atom("a"), Series("list", (Atom(1),))),)),
    "collections.Counter('aab')": Mapping(((Atom("a"), Atom(2)), (Atom("b"), Atom(1)))),
    "collections.namedtuple('P', 'x y')(1, 2)": Series("tuple", (Atom(1), Atom(2))),
    "np.array([[1, 2]])": Array("ndarray", "int64", (1, 2), (1, 2)),
    "np.array([0.1], dtype=np.float32)": Array("ndarray", "float32", (1,), (0.1,)),
    "np.float16(0.1)": Array("scalar", "float16", (), (0.1,)),
    "np.int64(3)": Array("scalar", "int64", (), (3,)),
    "np.array(3)": Array("ndarray", "int64", (), (3,)),
    "np.array([True])": Array("ndarray", "bool", (1,), (True,)),
    "np.array(['a'])": Array("ndarray", "str", (1,), ("a",)),
    "np.str_('a')": Atom("a"),
    "np.array([1 + 2j])": Array("ndarray", "complex128", (1,), (1 + 2j,)),
    "np.zeros((0, 3))": Array("ndarray", "float64", (0, 3), ()),
    "np.array([1.5, np.nan, -np.inf])": Array(
        "ndarray", "float64", (3,), (1.5, math.nan, -math.inf)
    ),
    "np.matrix([[1]])": Array("matrix", "int64", (1, 1), (1,)),
    "np.arange(6).reshape(2, 3).T": Array("ndarray", "int64", (3, 2), (0, 3, 1, 4, 2, 5)),
    "np.datetime64('2024-01-02')": Array("scalar", "datetime64[D]", (), ("2024-01-02",)),
    "np.dtype('int64')": Opaque("dtype", "int64"),
    "[np.array([1])]": Series("list", (Array("ndarray", "int64", (1,), (1,)),)),
    "np.array([1, None])": Opaque("ndarray", "[1 None]"),
    "zip()": Opaque("zip", "<zip object>"),
    "print": Opaque("builtin_function_or_method", "<built-in function print>"),
}


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner() as started:
        yield started


@pytest.mark.parametrize(("ask", "expected"), VALUES.items(), ids=VALUES.keys())
def test_an_object_becomes_a_value(runner, ask, expected):
    (outcome,) = runner.run([Program("", ask, LIBRARIES)])
    assert outcome.value == expected


@pytest.mark.parametrize("ask", ["np.zeros(10_001)", "[[0] * 200] * 60", "deep"])
def test_what_is_too_large_or_too_deep_is_only_shown(runner, ask):
    deep = "deep = 1\nfor _ in range(30): deep = [deep]"
    (outcome,) = runner.run([Program(deep, f"[{ask}]", LIBRARIES)])
    assert isinstance(outcome, Lost) or isinstance(outcome.value, Opaque), outcome


def test_many_long_results_lose_only_themselves(runner):
    long = Program("", "list(range(2000))", LIBRARIES)
    outcomes = runner.run([long, Program("", "1", LIBRARIES)] * 60)
    assert [outcome.text for outcome in outcomes[1::2]] == ["1"] * 60
    assert all(isinstance(outcome, Finished | Lost) for outcome in outcomes)


def test_text_is_exactly_what_print_would_write(runner):
    (outcome,) = runner.run([Program("x = {'b': [1.0, None]}\nprint(x)", "x", ())])
    assert outcome.printed == outcome.text + "\n"
