"""What judging gives: one of five verdicts. Data only; SM-2's grade is decided elsewhere."""

from dataclasses import dataclass

from tfquiz.values import Value

Cells = tuple[tuple[int, ...], ...]
"""Indices of elements, or of lines as (line,)."""


@dataclass(frozen=True, slots=True)
class Right:
    """The answer is what the library gave."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The idea is right and the hand was not; may be mended once on the spot."""

    text: str
    """One sentence, in small letters at its front, that does not give the answer away."""
    cells: Cells = ()
    gave: Value | None = None
    """What typed code gave, where code was asked for."""


@dataclass(frozen=True, slots=True)
class Misconceived:
    """The answer is exactly what one belief (or several) would make the code give."""

    beliefs: tuple[str, ...]
    """Their ids, in the question's order; never empty."""
    gave: Value | None = None
    """What typed code gave, where code was asked for."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Any other answer, and what can be said about it."""

    text: str
    cells: Cells = ()
    gave: Value | None = None
    """What typed code gave, where code was asked for."""


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The learner said that he does not know."""


Judgement = Right | Slip | Misconceived | Wrong | GivenUp
