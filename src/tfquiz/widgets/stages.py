"""A recorded run as stages to walk through: one a line, and one for each part of an expression.

Pure: steps in, stages out; nothing is drawn or run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tfquiz.program.steps import Step
from tfquiz.values import Value


@dataclass(frozen=True, slots=True)
class Stage:
    """What is looked at together."""

    line: int
    """0-based line that was executed; -1 for the asked expression."""
    shown: tuple[Step, ...]
    """The names that the line bound or changed, or the one part of the expression."""
    is_part: bool = False
    """Whether this is a part of an expression: of the asked one, or of the line's."""


def stages(
    steps: Sequence[Step], ask: str | None = None, result: Value | None = None
) -> list[Stage]:
    """The stages of a run.

    Args:
        steps: what was recorded, in order.
        ask: the asked expression.
        result: what it gave; a bare name leaves no step of its own.
    """
    found: list[Stage] = []
    for step in steps:
        if step.column >= 0:
            found.append(Stage(step.line - 1, (step,), is_part=True))
        elif found and _same_statement(found[-1], step):
            found[-1] = Stage(found[-1].line, (*found[-1].shown, step))
        else:
            found.append(Stage(step.line - 1, (step,)))
    if ask and result is not None and not _ends_with(found, ask):
        found.append(Stage(-1, (Step(0, 0, ask, result),), is_part=True))
    return found


def first_difference(mine: Sequence[Stage], theirs: Sequence[Stage]) -> int:
    """The index of the first stage at which two runs hold different values.

    When they agree as far as both go, the last stage.
    """
    for index, (one, other) in enumerate(zip_longest(mine, theirs)):
        if one is None or other is None or _values(one) != _values(other):
            return index
    return max(0, len(mine) - 1)


def depth(steps: Sequence[Step], step: Step) -> int:
    """How deep a part lies in its expression; 0 for the whole."""
    found = 0
    while step.parent >= 0:
        step = steps[step.parent]
        found += 1
    return found


def _same_statement(stage: Stage, step: Step) -> bool:
    names = {shown.text for shown in stage.shown}
    return not stage.is_part and stage.line == step.line - 1 and step.text not in names


def _ends_with(found: Sequence[Stage], ask: str) -> bool:
    return bool(found) and found[-1].line == -1 and found[-1].shown[0].text == ask.strip()


def _values(stage: Stage) -> list[tuple[str, Value]]:
    # The text of a part may differ where its value does not, as in x.T against x.
    return [("" if stage.is_part else step.text, step.value) for step in stage.shown]
