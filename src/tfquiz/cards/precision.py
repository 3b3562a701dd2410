"""How exactly a float answer is asked for: decimals and tolerance follow from the wrong answers."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tfquiz.cards.comparing import distance
from tfquiz.cards.question import Answer, Gives
from tfquiz.values import Array, Atom, Mapping, Opaque, Plain, Series, Value

MAX_EXACT_DECIMALS = 3
"""Digits after the point that a person works out exactly; more are rounded, or chosen from."""
MAX_DENOMINATOR = 12
"""Of fractions that a person divides out."""
ROUNDED_DECIMALS = (2, 3, 4)
_EXACT = 1e-6
_NOISE = 1e-12
_SINGLE = 1e-6
"""How far a float32 may lie from the fraction that it stands for."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How a float answer is asked for."""

    decimals: int | None
    """Digits to round to; None when the answer is short enough to be given exactly."""
    tolerance: float
    """Below half the distance to the nearest wrong answer."""


def precision(truth: Answer, others: Iterable[Answer]) -> Precision | None:
    """The coarsest precision that still tells `truth` from every other; None if none does."""
    natural = natural_decimals(truth)
    if natural is None:
        return Precision(None, 0.0)
    near = [gap for gap in (distance(truth, other) for other in others) if gap is not None]
    nearest = min(near, default=math.inf)
    if natural <= MAX_EXACT_DECIMALS:
        # NumPy's own noise, such as 0.1 + 0.2, is far below what separates two ideas
        return Precision(None, min(_EXACT, 0.4 * nearest)) if nearest > _NOISE else None
    for decimals in ROUNDED_DECIMALS:
        tolerance = 0.6 * 10.0**-decimals
        if tolerance < 0.5 * nearest:
            return Precision(decimals, tolerance)
    return None


def natural_decimals(answer: Answer) -> int | None:
    """Digits after the point of the longest float of an answer; None if it has no floats."""
    if not isinstance(answer, Gives):
        return None
    digits = [_digits(number) for number in _floats(answer.value)]
    return max(digits, default=None)


def is_workable(answer: Answer) -> bool:
    """Whether a person can work an answer's floats out: short ones, and fractions such as 7/3.

    One number beyond that may be known or estimated, such as a root; more are for a calculator.
    """
    if not isinstance(answer, Gives):
        return True
    return sum(not _is_easy(number) for number in set(_floats(answer.value))) <= 1


def _is_easy(number: float) -> bool:
    if _digits(number) <= MAX_EXACT_DECIMALS:
        return True
    easy = Fraction(number).limit_denominator(MAX_DENOMINATOR)
    return math.isclose(number, easy, rel_tol=_SINGLE)


def _floats(value: Value) -> Iterator[float]:
    match value:
        case Atom(value=item):
            yield from _parts(item)
        case Array(items=items):
            for item in items:
                yield from _parts(item)
        case Series(items=parts):
            for part in parts:
                yield from _floats(part)
        case Mapping(pairs=pairs):
            for pair in pairs:
                for part in pair:
                    yield from _floats(part)
        case Opaque():
            return


def _parts(item: Plain) -> tuple[float, ...]:
    if isinstance(item, complex):
        return (item.real, item.imag)
    return (item,) if isinstance(item, float) else ()


def _digits(number: float) -> int:
    if not math.isfinite(number) or number == int(number):
        return 0
    text = repr(number)
    if "e" in text:
        return 99
    return len(text.partition(".")[2])
