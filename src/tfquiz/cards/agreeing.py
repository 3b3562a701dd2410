"""Inputs on which a misconception happens to be right: why its holder may never have noticed it.

Questions are drawn so that every wrong idea gives another answer, so most of their draws are no use
here. Plainer data are: all elements the same, one row, a sorted list, draws that the template's
conditions keep out. They are shown beside a question and never asked.

What is told must be true of the question's own two programs, so only data may differ: no piece of
code, and nothing that stands in the misconception alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tfquiz.cards.expressions import ExpressionError, flat
from tfquiz.cards.mechanical.rewriting import PREFIX
from tfquiz.cards.models import (
    ArrayInput,
    Choice,
    Code,
    Computed,
    InputKind,
    Int,
    Misconception,
    ShapeInput,
)
from tfquiz.cards.question import Agreement
from tfquiz.cards.separation import Ran
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import Idea, Variant, draw

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


def plainer(asked: Variant) -> tuple[Variant, ...]:
    """Variants of a question's program, with data on which wrong ideas are often right."""
    inputs = asked.subject.inputs
    pieces = {name: value for name, value in asked.values.items() if _is_program(inputs[name])}
    return _plainer(asked.subject, tuple(pieces.items()))


@lru_cache(maxsize=32)
def _plainer(subject: Subject, pieces: tuple[tuple[str, Any], ...]) -> tuple[Variant, ...]:
    if _ENDLESS in subject.template.code:
        return ()
    found: dict[str, Variant] = {}
    for number, way in enumerate(_WAYS):
        try:
            variant = draw(
                _with_inputs(subject, way.relaxed, dict(pieces)),
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
    for ran in sorted((one for one in rans if not one.is_told_apart), key=weight):
        for place, belief in enumerate(asked.beliefs):
            right = ran.beliefs[place] is not None and not ran.differs(place)
            if right and belief.id not in found and _is_told(ran.variant, place, asked):
                found[belief.id] = Agreement(ran.variant.truth.code, ran.truth.text)
    return found


def _is_told(variant: Variant, place: int, asked: Variant) -> bool:
    """Whether truth and belief are the question's own programs with other data."""
    belief = variant.beliefs[place]
    if belief.raises is not None and variant.subject is not asked.subject:
        return False  # an exception is expected under the template's conditions only
    if belief.id.startswith(PREFIX) and _is_same(belief, variant.truth):
        return False  # there is nothing that it would have another way
    fixed = _fixed(asked.subject)[belief.id]
    return variant.truth.ask == asked.truth.ask and all(
        variant.values[name] == asked.values[name] for name in fixed
    )


@lru_cache(maxsize=32)
def _fixed(subject: Subject) -> Mapping[str, frozenset[str]]:
    """For each misconception the inputs that are no data, or stand in it but not in the truth."""
    template = subject.template
    truth = _words(template.code, template.ask)
    pieces = {name for name, kind in subject.inputs.items() if _is_program(kind)}
    data = {name for name, kind in subject.inputs.items() if not isinstance(kind, Computed)}
    mechanical = {f"{PREFIX}{name}": frozenset(pieces) for name in subject.mechanical}
    return mechanical | {
        one.id: frozenset(pieces | (data & (_words(*_texts(one)) - truth)))
        for one in subject.misconceptions
    }


def _is_same(belief: Idea, truth: Idea) -> bool:
    return (belief.code, belief.ask) == (truth.code, truth.ask)


def _texts(belief: Misconception) -> list[str | None]:
    return [belief.code, belief.ask, *(new for _, new in belief.swaps)]


def _words(*texts: str | None) -> set[str]:
    return {word for text in texts for word in re.findall(r"[A-Za-z]\w*", text or "")}


def _is_program(kind: InputKind) -> bool:
    """Whether an input is a piece of the program, such as a function's name or an axis."""
    return isinstance(kind, Code | Choice)


def _has_empty(variant: Variant) -> bool:
    """Whether some input holds nothing: both are right about nothing, which teaches nothing."""
    return any(
        (isinstance(value, list | tuple) and not flat(value)) or value == ""
        for value in variant.values.values()
    )


def _with_inputs(
    subject: Subject, relaxed: Callable[[InputKind], InputKind], pieces: Mapping[str, Any]
) -> Subject:
    """The same template without its conditions, its pieces as they are and its data relaxed."""
    inputs = {
        name: _pinned(kind, pieces[name]) if name in pieces else relaxed(kind)
        for name, kind in subject.inputs.items()
    }
    return replace(
        subject,
        note=subject.note.model_copy(update={"inputs": {}, "where": []}),
        template=subject.template.model_copy(update={"inputs": inputs, "where": []}),
    )


def _pinned(kind: InputKind, value: Any) -> InputKind:
    return kind.model_copy(update={"pieces" if isinstance(kind, Code) else "values": [value]})


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
