"""Which sides of an outcome are worth asking for, where a template's author named none."""

from collections.abc import Sequence

from tfquiz.cards.subject import Subject
from tfquiz.program.program import Finished, Outcome, Raised
from tfquiz.values import Array, Opaque

DRAWS = 24
"""Draws to look at before choosing."""
RARE = 0.15
"""A side that shows on fewer draws than this is left alone."""


def choose_facets(subject: Subject, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """The facets to ask for, given what the truth came to on some draws.

    The value or what is printed comes first; shape, dtype and exceptions follow where they differ
    from draw to draw, because an answer that is always the same teaches nothing.
    """
    finished = [one for one in outcomes if isinstance(one, Finished)]
    raised = sum(isinstance(one, Raised) for one in outcomes)
    chosen: list[str] = []
    if subject.template.printed:
        chosen.append("printed")
    elif any(not isinstance(one.value, Opaque) for one in finished):
        chosen.append("value")
        arrays = [one.value for one in finished if isinstance(one.value, Array)]
        if len({array.shape for array in arrays}) > 2:
            chosen.append("shape")
        if len({array.dtype for array in arrays}) > 1:
            chosen.append("dtype")
    if outcomes and RARE <= raised / len(outcomes) <= 1 - RARE:
        chosen.append("raises")
    return tuple(chosen) or subject.facets
