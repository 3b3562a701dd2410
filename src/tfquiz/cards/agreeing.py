"""Inputs on which a misconception happens to be right: why its holder may never have noticed it.

Questions are drawn so that every wrong idea gives another answer, so most of their draws are no use
here. Plainer inputs are: all elements the same, one row, a sorted list, draws that the template's
conditions keep out. They are shown beside a question and never asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tfquiz.cards.expressions import ExpressionError, flat
from tfquiz.cards.models import ArrayInput, InputKind, Int, ShapeInput
from tfquiz.cards.question import Agreement
from tfquiz.cards.separation import Ran
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import Variant, draw

_ENDLESS = "while "
"""A loop that ends by the template's conditions only must not be run without them."""
_TRIES = 4
_MANY = 400
"""More numbers than any draw takes."""
_BITS = tuple(int(bit) for bit in "1011001010011101") * (_MANY // 16)


@dataclass(frozen=True, slots=True)
class _Plainer:
    """One way to draw plainer inputs than a question has."""

    relaxed: Callable[[InputKind], InputKind]
    choices: Sequence[int] = ()


@lru_cache(maxsize=32)
def plainer(subject: Subject) -> tuple[Variant, ...]:
    """Variants on which wrong ideas are often right; the same ones for each of its questions."""
    if _ENDLESS in subject.template.code:
        return ()
    found: dict[str, Variant] = {}
    for number, way in enumerate(_WAYS):
        try:
            variant = draw(
                _with_inputs(subject, way.relaxed),
                f"plainer/{number}",
                choices=way.choices,
                tries=_TRIES,
            )
        except ExpressionError:
            continue
        if variant is not None and not _has_empty(variant):
            found.setdefault(variant.text, variant)
    return tuple(found.values())


def agreements(rans: Sequence[Ran], asked: Variant) -> dict[str, Agreement]:
    """For each belief the draw on which it is right that says most beside a question.

    Args:
        rans: draws to choose from.
        asked: the question's own draw. Best is one of which few lines are others, and with data.
    """
    own = frozenset(asked.truth.code.splitlines())

    def weight(ran: Ran) -> tuple[bool, int, float, int]:
        others = sum(line not in own for line in ran.variant.truth.code.splitlines())
        return _has_empty(ran.variant), others, ran.cost, len(ran.variant.text)

    found: dict[str, Agreement] = {}
    for ran in sorted(rans, key=weight):
        for place, idea in enumerate(ran.variant.beliefs):
            if idea.id not in found and ran.beliefs[place] is not None and not ran.differs(place):
                found[idea.id] = Agreement(ran.variant.truth.code, ran.truth.text)
    return found


def _has_empty(variant: Variant) -> bool:
    """Whether some input holds nothing: both are right about nothing, which teaches nothing."""
    return any(
        (isinstance(value, list | tuple) and not flat(value)) or value == ""
        for value in variant.values.values()
    )


def _with_inputs(subject: Subject, relaxed: Callable[[InputKind], InputKind]) -> Subject:
    """The same template without its conditions, each input relaxed."""
    inputs = {name: relaxed(kind) for name, kind in subject.inputs.items()}
    return replace(
        subject,
        note=subject.note.model_copy(update={"inputs": {}, "where": []}),
        template=subject.template.model_copy(update={"inputs": inputs, "where": []}),
    )


def _repeating(kind: InputKind) -> InputKind:
    return kind.model_copy(update={"distinct": False}) if isinstance(kind, ArrayInput) else kind


def _ascending(kind: InputKind) -> InputKind:
    return kind.model_copy(update={"sorted": True}) if isinstance(kind, ArrayInput) else kind


def _all(number: int) -> Callable[[InputKind], InputKind]:
    """Every element of an array this number, whatever its range."""

    def relaxed(kind: InputKind) -> InputKind:
        kind = _repeating(kind)
        return kind.model_copy(update={"of": [number]}) if _is_numeric(kind) else kind

    return relaxed


def _is_numeric(kind: InputKind) -> bool:
    return isinstance(kind, ArrayInput) and kind.of is None and not kind.one_hot


def _from(lowest: int) -> Callable[[InputKind], InputKind]:
    """Whole numbers and sizes may be as low as this, too."""

    def relaxed(kind: InputKind) -> InputKind:
        match kind:
            case Int(bounds=(int(low), high)) if low > lowest:
                return kind.model_copy(update={"bounds": (lowest, high)})
            case ShapeInput(sizes=(_, high), elements=(_, most)):
                return kind.model_copy(update={"sizes": (1, high), "elements": (1, most)})
            case _:
                return _repeating(kind)

    return relaxed


_WAYS = (
    _Plainer(_from(1), [0] * _MANY),
    _Plainer(_from(0), [0] * _MANY),
    _Plainer(_all(0), [0] * _MANY),
    _Plainer(_repeating, [1] * _MANY),
    _Plainer(_all(1)),
    _Plainer(_ascending),
    _Plainer(_repeating, _BITS),
    _Plainer(_from(1)),
    _Plainer(_repeating),
)
