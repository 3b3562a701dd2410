"""What happened while a program ran, one step after another, and how a step is written as data.

Apart from `program`, because questions hold steps and a learner's first question waits for no more
than it needs.
"""

from dataclasses import dataclass
from typing import Any

from tfquiz import values
from tfquiz.values import Value

LONGEST = 32_000
"""Characters of any one text on the wire; what programs may print is a quarter of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened while a program ran."""

    line: int
    """1-based line of the source where the statement begins; 0 for the asked expression."""
    column: int
    """Characters from there to where the expression starts; -1 for a whole statement."""
    text: str
    """The source of the expression, or the name that the statement bound or changed."""
    value: Value
    parent: int = -1
    """Index of the step of the enclosing expression; -1 at the top."""


def dump_step(step: Step) -> list[Any]:
    """Write one step as JSON data."""
    return [step.line, step.column, step.text, values.dump(step.value), step.parent]


def load_step(data: Any) -> Step:
    """Read what `dump_step` wrote."""
    line, column, text, value, parent = data
    return Step(int(line), int(column), checked_text(text), values.load(value), int(parent))


def checked_text(data: Any) -> str:
    """A text that came as data; TypeError or ValueError if it is none, or too long."""
    if not isinstance(data, str):
        raise TypeError(f"text expected, not {type(data).__name__}")
    if len(data) > LONGEST:
        raise ValueError("text too long")
    return data
