"""A variant: a template with its inputs drawn, for the truth and for every belief. Not run yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from tfquiz.cards.expressions import ExpressionError, evaluate, flat
from tfquiz.cards.inputs import Drawn, UndrawableError, draw_input
from tfquiz.cards.models import Words
from tfquiz.cards.naming import assigned_names, names_in_order
from tfquiz.cards.stream import Stream
from tfquiz.cards.subject import Subject
from tfquiz.program.program import Program

MAX_LINE = 79
MAX_TRIES = 60
TRUTH = ""
_SLOT = re.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")


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
    choices: tuple[int, ...]
    """What the stream gave; replaying smaller numbers makes a smaller variant."""
    truth: Idea
    beliefs: tuple[Idea, ...]
    marks: tuple[tuple[int, int, int], ...]
    cost: float
    """How much arithmetic the inputs take; 0 is comfortable."""

    @cached_property
    def ideas(self) -> tuple[Idea, ...]:
        """The truth, then the beliefs."""
        return (self.truth, *self.beliefs)

    @cached_property
    def programs(self) -> tuple[Program, ...]:
        """The program of each idea, in the order of `ideas`."""
        return tuple(program(self, idea) for idea in self.ideas)

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
            drawn = _draw_inputs(subject, stream)
        except UndrawableError:
            continue
        values = {name: one.value for name, one in drawn.items()}
        if all(evaluate(condition, values) for condition in subject.where):
            variant = _write(subject, drawn, tuple(stream.choices))
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
        drawn = _draw_inputs(subject, stream)
    except (ExpressionError, UndrawableError) as error:
        return str(error)
    values = {name: one.value for name, one in drawn.items()}
    failed = next((one for one in subject.where if not evaluate(one, values)), "")
    return f"no draw in 200 meets all conditions; one that fails often is `{failed}`"


def program(variant: Variant, idea: Idea, *, trace: bool = False) -> Program:
    """The program to run for one idea about a variant."""
    return Program(
        source=idea.code,
        ask=idea.ask,
        libraries=variant.subject.libraries,
        names=sharing_names(variant.subject, idea.code),
        trace=trace,
        deck=variant.subject.deck,
    )


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


def _draw_inputs(subject: Subject, stream: Stream) -> dict[str, Drawn]:
    drawn: dict[str, Drawn] = {}
    values: dict[str, Any] = {}
    for name, kind in subject.inputs.items():
        drawn[name] = draw_input(kind, values, stream, written=subject.written)
        values[name] = drawn[name].value
    return drawn


def _write(subject: Subject, drawn: dict[str, Drawn], choices: tuple[int, ...]) -> Variant:
    template = subject.template
    order = bare_names(template.code, template.ask or "", frozenset(drawn))
    code, marks = _fill(template.code, template.ask, drawn, order)
    values = {name: one.value for name, one in drawn.items()}
    truth = Idea(TRUTH, {}, code, _substitute(template.ask, drawn))
    beliefs = tuple(
        Idea(
            one.id,
            one.why,
            _fill(_swap(template.code, one.swaps) if one.code is None else one.code,
                  one.ask or _swap(template.ask, one.swaps), drawn, order)[0],
            _substitute(one.ask or _swap(template.ask, one.swaps), drawn),
            one.raises,
        )
        for one in subject.misconceptions
    )  # fmt: skip
    return Variant(subject, values, choices, truth, beliefs, marks, input_cost(values))


def _swap(text: str | None, swaps: list[list[str]]) -> str:
    swapped = text or ""
    for old, new in swaps:
        swapped = swapped.replace(old, new)
    return swapped


def _substitute(text: str | None, drawn: dict[str, Drawn]) -> str | None:
    if not text:
        return None
    return _SLOT.sub(lambda slot: drawn[slot[1]].literal if slot[1] in drawn else slot[0], text)


def _fill(
    code: str, ask: str | None, drawn: dict[str, Drawn], order: tuple[str, ...]
) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The code with its inputs written in, and where they stand; those of `order` in that order."""
    marks: list[tuple[int, int, int]] = []
    lines: list[str] = []
    bare = bare_names(code, ask or "", frozenset(drawn))
    for name in dict.fromkeys([*(one for one in order if one in bare), *bare]):
        for number, line in enumerate(f"{name} = {drawn[name].assigned}".splitlines()):
            start = len(name) + 3 if number == 0 else len(line) - len(line.lstrip())
            marks.append((len(lines), start, len(line)))
            lines.append(line)
    for line in code.strip("\n").splitlines():
        filled = ""
        position = 0
        for slot in _SLOT.finditer(line):
            if slot[1] not in drawn:
                continue
            filled += line[position : slot.start()]
            piece = drawn[slot[1]].literal
            if "\n" not in piece:
                marks.append((len(lines), len(filled), len(filled) + len(piece)))
            filled += piece
            position = slot.end()
        lines += (filled + line[position:]).split("\n")
    return "\n".join(lines), tuple(marks)


@lru_cache(maxsize=2048)
def bare_names(code: str, ask: str, inputs: frozenset[str]) -> tuple[str, ...]:
    """The inputs that code or ask read by bare name before they bind it, in order of first use."""
    used: dict[str, None] = {}
    bound: set[str] = set()
    for text in (code, ask):
        plain = _SLOT.sub("_", text).strip("\n")
        for name, binds in names_in_order(plain):
            if binds:
                bound.add(name)
            elif name in inputs and name not in bound:
                used[name] = None
    return tuple(used)


def slots(text: str) -> set[str]:
    """The names written as `$name` in a text."""
    return set(_SLOT.findall(text))


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
