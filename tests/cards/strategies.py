"""Hypothesis strategies for values, answers and texts; and a question to hang them on."""

import math
from collections.abc import Sequence

from hypothesis import strategies as st

from tfquiz.cards.question import Answer, Belief, Choice, Gives, Question, Raises
from tfquiz.values import Array, Atom, Mapping, Plain, Series, Value, show

INTS = st.integers(-(10**12), 10**12)
FLOATS = st.floats(width=64)
COMPLEX = st.complex_numbers()
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
ITEMS: dict[str, st.SearchStrategy[Plain]] = {
    "bool": st.booleans(),
    "int64": INTS,
    "int32": st.integers(-(2**31), 2**31 - 1),
    "float64": FLOATS,
    "float32": st.floats(width=32),
    "complex128": COMPLEX,
    "str": TEXTS,
}

PLAIN = st.one_of(st.none(), st.booleans(), INTS, FLOATS, COMPLEX, TEXTS, st.binary(max_size=6))
ATOMS = st.builds(Atom, PLAIN)
HASHABLE = st.builds(Atom, st.one_of(st.none(), st.booleans(), INTS, FLOATS, TEXTS))


@st.composite
def arrays(draw: st.DrawFn) -> Array:
    """Arrays, tensors and NumPy scalars of rank 0 to 3, also without elements."""
    dtype = draw(st.sampled_from(sorted(ITEMS)))
    kind = draw(st.sampled_from(("ndarray", "scalar", "tensor", "variable")))
    sizes = st.lists(st.integers(0, 3), max_size=3)
    shape = () if kind == "scalar" else tuple(draw(sizes))
    count = math.prod(shape)
    items = draw(st.lists(ITEMS[dtype], min_size=count, max_size=count))
    return Array(kind, dtype, shape, tuple(items))


def _containers(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    parts = st.lists(inner, max_size=4)
    distinct = st.lists(HASHABLE, max_size=4, unique_by=lambda atom: repr(atom.value))
    return st.one_of(
        st.builds(lambda items: Series("list", tuple(items)), parts),
        st.builds(lambda items: Series("tuple", tuple(items)), parts),
        st.builds(lambda items: Series("set", tuple(items)), distinct),
        st.builds(lambda items: Series("frozenset", tuple(items)), distinct),
        st.builds(
            lambda keys, items: Mapping(tuple(zip(keys, items, strict=False))), distinct, parts
        ),
    )


RANGES = st.builds(
    lambda start, stop, step: Series("range", tuple(Atom(n) for n in (start, stop, *step))),
    st.integers(-9, 9),
    st.integers(-9, 9),
    st.sampled_from(((), (2,), (-1,))),
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.one_of(ATOMS, arrays(), RANGES), _containers, max_leaves=8
)
ERRORS = st.sampled_from(("ValueError", "TypeError", "AxisError", "InvalidArgumentError"))
ANYTHING = st.one_of(
    st.text(max_size=40),
    st.text("0123456789.,- []()={}'\"\nTFnaeijx:;*+/\\#<>", max_size=30),
)


@st.composite
def edited(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text with some characters taken out, put in or written over."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 3)))
        text = text[:at] + draw(st.text("01.,- []()'\"\nx*=", max_size=2)) + text[end:]
    return text


def gives(value: Value) -> Gives:
    """An answer that is a value, shown as everywhere."""
    return Gives(value, show(value), show(value))


def belief(name: str, answer: Answer) -> Belief:
    """A wrong belief that gives `answer`."""
    return Belief(name, {"en": f"That is {name}."}, "x = 1", "x", answer)


def array(dtype: str, *rows: object) -> Array:
    """An array of these elements or rows."""
    shape: list[int] = []
    level: Sequence[object] = rows
    while True:
        shape.append(len(level))
        if not level or not isinstance(level[0], list | tuple):
            break
        level = level[0]
    return Array("ndarray", dtype, tuple(shape), tuple(_flat(rows)))


def _flat(rows: object) -> list[Plain]:
    if isinstance(rows, list | tuple):
        return [item for row in rows for item in _flat(row)]
    return [rows]  # type: ignore[list-item]  # tests pass plain elements


def question(
    answer: Answer,
    *beliefs: Belief,
    facet: str = "value",
    libraries: tuple[str, ...] = ("numpy",),
    decimals: int | None = None,
    tolerance: float = 0.0,
    choices: tuple[Choice, ...] = (),
) -> Question:
    """A question with that answer."""
    return Question(
        deck="deck",
        note="note",
        template="template",
        facet=facet,
        seed=1,
        prompt={"en": "What does it give?"},
        code="x = np.array([1, 2])\ny = x\nz = x.copy()",
        ask="y",
        form="choices" if choices else "typed",
        answer=answer,
        script="",
        libraries=libraries,
        versions={},
        choices=choices,
        beliefs=beliefs,
        decimals=decimals,
        tolerance=tolerance,
    )


ANSWERS: st.SearchStrategy[Answer] = st.one_of(st.builds(gives, VALUES), st.builds(Raises, ERRORS))
