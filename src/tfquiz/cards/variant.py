"""A variant: a template with its inputs drawn, for the truth and for every belief. Not run yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from tfquiz.cards.expressions import ExpressionError, evaluate, flat
from tfquiz.cards.inputs import Drawer, UndrawableError, Writing, drawer, writing
from tfquiz.cards.mechanical.rewriting import PREFIX, rewrite_by
from tfquiz.cards.models import Words
from tfquiz.cards.naming import assigned_names
from tfquiz.cards.outline import SLOT, bare_names, outlines
from tfquiz.cards.stream import Stream
from tfquiz.cards.subject import Subject
from tfquiz.program.program import Program

MAX_LINE = 79
MAX_TRIES = 60


@dataclass(frozen=True, slots=True)
class Idea:
    """The truth or a belief about one variant: the program that it makes you run."""

    id: str
    """The misconception's id; "" for the truth."""
    why: Words
    code: str
    """What a learner would see: assignments of inputs, then the code."""
    ask: str | None
    raises: str | None = None
    """The exception that a belief expects instead of running anything."""


@dataclass(frozen=True)
class Variant:
    """One draw of a template."""

    subject: Subject
    values: dict[str, Any]
    """What was drawn for each input."""
    choices: tuple[int, ...]
    """What the stream gave; replaying smaller numbers makes a smaller variant."""
    truth: Idea
    beliefs: tuple[Idea, ...]
    cost: float
    """How much arithmetic the inputs take; 0 is comfortable."""

    @cached_property
    def marks(self) -> tuple[tuple[int, int, int], ...]:
        """Where drawn inputs stand in the truth's code: line, start and end column, 0-based."""
        template = self.subject.template
        return _marks(template.code, template.ask, self.values, _writings(self.subject))

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """The truth, then the beliefs."""
        return (self.truth, *self.beliefs)

    @cached_property
    def programs(self) -> tuple[Program, ...]:
        """The program of each idea, in the order of `ideas`, for its value alone."""
        return tuple(program(self, idea, shown=False) for idea in self.ideas)

    @cached_property
    def text(self) -> str:
        """What tells this variant from others."""
        return f"{self.truth.code}\n{self.truth.ask}"


def draw(
    subject: Subject,
    key: str,
    *,
    choices: Sequence[int] = (),
    tries: int = MAX_TRIES,
    long_lines: bool = False,
) -> Variant | None:
    """Draw a variant that meets the template's conditions, or None if none was found.

    Pure: the same subject, key and choices give the same variant on any machine.

    Args:
        subject: the template.
        key: what the stream is named after.
        choices: what the stream is to give.
        tries: how often it is tried.
        long_lines: whether to take a variant that nobody is shown, for its lines are too long.

    Raises:
        ExpressionError: if a bound or condition cannot be worked out.
    """
    stream = Stream(f"{subject.key}/{key}", choices=choices)
    for _ in range(tries):
        stream.choices.clear()
        try:
            values = _draw_inputs(subject, stream)
        except UndrawableError:
            continue
        if all(evaluate(condition, values) for condition in subject.where):
            variant = _write(subject, values, tuple(stream.choices))
            if long_lines or not long_line(variant.truth):
                return variant
    return None


def long_line(idea: Idea) -> str:
    """The first line of an idea that is too long to be shown; "" if there is none."""
    lines = (*idea.code.splitlines(), *(idea.ask or "").splitlines())
    return next((line for line in lines if len(line) > MAX_LINE), "")


def too_long(line: str) -> str:
    """What is wrong with a line, in words for the author."""
    return f"a line has {len(line)} columns, more than {MAX_LINE}: {line[:40]}..."


def why_undrawable(subject: Subject) -> str:
    """Why no draw works, in words for the author; "" if one does."""
    try:
        if draw(subject, "check", tries=200, long_lines=True) is not None:
            return ""
        stream = Stream(f"{subject.key}/check")
        values = _draw_inputs(subject, stream)
    except (ExpressionError, UndrawableError) as error:
        return str(error)
    failed = next((one for one in subject.where if not evaluate(one, values)), "")
    return f"no draw in 200 meets all conditions; one that fails often is `{failed}`"


def program(variant: Variant, idea: Idea, *, trace: bool = False, shown: bool = True) -> Program:
    """The program to run for one idea about a variant."""
    return Program(
        source=idea.code,
        ask=idea.ask,
        libraries=variant.subject.libraries,
        names=sharing_names(variant.subject, idea.code),
        trace=trace,
        shown=shown,
        deck=variant.subject.deck,
    )


def rewritten(truth: Idea, name: str, libraries: tuple[str, ...]) -> Idea:
    """A mechanical misconception that the author wants told apart.

    Where it has nothing to rewrite it is right, so that this draw is not asked.
    """
    made = rewrite_by(name, truth.code, truth.ask, libraries)
    if made is None:
        return Idea(f"{PREFIX}{name}", {}, truth.code, truth.ask)
    return Idea(made.id, made.why, made.code, made.ask)


def sharing_names(subject: Subject, code: str) -> tuple[str, ...]:
    """The variables that a question about shared memory is about."""
    if "shares-memory" not in subject.facets:
        return ()
    if subject.template.names:
        return tuple(subject.template.names)
    assigned = assigned_names(code)
    ask = subject.template.ask
    first = [ask] if ask in assigned else []
    return tuple(dict.fromkeys([*first, *assigned]))[:4]


@lru_cache(maxsize=64)
def _drawers(subject: Subject) -> tuple[tuple[str, Drawer], ...]:
    """How each input of a template is drawn, in order."""
    return tuple((name, drawer(kind)) for name, kind in subject.inputs.items())


@lru_cache(maxsize=64)
def _writings(subject: Subject) -> dict[str, Writing]:
    """How each input of a template is written."""
    return {name: writing(kind, written=subject.written) for name, kind in subject.inputs.items()}


@lru_cache(maxsize=64)
def _places(subject: Subject) -> tuple[dict[str, Writing], dict[str, Writing]]:
    """The inputs that truth or beliefs assign, and those that they have slots for."""
    writings, ideas = _writings(subject), outlines(subject)
    assigned = {name: writings[name] for idea in ideas for name in idea.assigned}
    return assigned, {name: writings[name] for idea in ideas for name in idea.slotted}


def _draw_inputs(subject: Subject, stream: Stream) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, draw_one in _drawers(subject):
        values[name] = draw_one(values, stream)
    return values


def _write(subject: Subject, values: dict[str, Any], choices: tuple[int, ...]) -> Variant:
    assigned, slotted = _places(subject)
    lines = {name: f"{name} = {one.assigned(values[name])}" for name, one in assigned.items()}
    literals = {name: one.literal(values[name]) for name, one in slotted.items()}
    ideas = [
        Idea(one.id, one.why, *one.write(lines, literals), one.raises) for one in outlines(subject)
    ]
    ideas += [rewritten(ideas[0], name, subject.libraries) for name in subject.mechanical]
    return Variant(subject, values, choices, ideas[0], tuple(ideas[1:]), input_cost(values))


def _marks(
    code: str, ask: str | None, values: dict[str, Any], writings: dict[str, Writing]
) -> tuple[tuple[int, int, int], ...]:
    """Where inputs stand in the code that has them written in."""
    marks: list[tuple[int, int, int]] = []
    count = 0
    for name in bare_names(code, ask or "", frozenset(values)):
        for number, line in enumerate(
            f"{name} = {writings[name].assigned(values[name])}".splitlines()
        ):
            start = len(name) + 3 if number == 0 else len(line) - len(line.lstrip())
            marks.append((count, start, len(line)))
            count += 1
    for line in code.strip("\n").splitlines():
        width = position = 0
        for slot in SLOT.finditer(line):
            if slot[1] not in values:
                continue
            width += slot.start() - position
            piece = writings[slot[1]].literal(values[slot[1]])
            if "\n" not in piece:
                marks.append((count, width, width + len(piece)))
            width += len(piece)
            count += piece.count("\n")
            position = slot.end()
        count += 1
    return tuple(marks)


def input_cost(values: dict[str, Any]) -> float:
    """How hard the drawn inputs are to compute with: digits, signs, fractions, sheer number."""
    numbers = [item for value in values.values() for item in flat(value)]
    cost = 0.0
    count = 0
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float):
            continue
        count += 1
        size = abs(number)
        cost += 4 * (size >= 1000) + 2 * (size >= 100) + (size >= 10)
        cost += 0.5 * (number < 0) + (number != int(number))
    return cost + 0.5 * max(0, count - 14)
