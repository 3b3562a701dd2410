"""The lines to choose from: one right, the others what beliefs give, none given away by form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from tfquiz.cards.answers import sharing_answer
from tfquiz.cards.question import Answer, Choice, Gives, Raises
from tfquiz.cards.reading.result import NO_ERROR
from tfquiz.cards.stream import Stream
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value, show

MAX_CHOICES = 4
MAX_TEXT = 240
_ERRORS = ("ValueError", "TypeError")
_TENSORFLOW_ERRORS = ("InvalidArgumentError", "ValueError")


@dataclass(frozen=True, slots=True)
class Option:
    """A line that could be offered."""

    text: str
    form: str
    """What the line looks like from afar; a right answer alone in its form is given away."""
    misconception: str | None


def choices(
    truth: Answer,
    wrong: Iterable[tuple[Answer, str | None]],
    facet: str,
    stream: Stream,
    *,
    decimals: int | None,
) -> tuple[Choice, ...]:
    """The choices in a drawn order; empty if there are too few wrong ones, or the form tells.

    Args:
        truth: the right answer.
        wrong: other answers, each with the belief that it comes from, the most important first.
        facet: what is asked for.
        stream: where the order comes from.
        decimals: digits that floats are rounded to.
    """
    right = _option(truth, None, decimals)
    options = _distinct(right, [_option(answer, name, decimals) for answer, name in wrong])
    options = _hidden_among(right, options, strict=facet in ("value", "printed"))
    if len(options) < (1 if facet in ("shares-memory", "raises") else 2):
        return ()
    options = [right, *options]
    return tuple(
        Choice(options[place].text, place == 0, options[place].misconception)
        for place in stream.pick(len(options), len(options))
    )


def wrong_answers(facet: str, names: Sequence[str], libraries: Sequence[str]) -> list[Answer]:
    """Plausible answers that no program gave: other exceptions, other sets of names."""
    if facet == "raises":
        errors = _TENSORFLOW_ERRORS if libraries and "tensorflow" in libraries[0] else _ERRORS
        no_error = Gives(Atom(NO_ERROR), NO_ERROR, "")
        return [no_error, *(Raises(error) for error in errors)]
    if facet == "shares-memory":
        others = names[1:]
        subsets = [
            list(one) for size in range(len(others) + 1) for one in combinations(others, size)
        ]
        return [sharing_answer(subset) for subset in subsets]
    return []


def _option(answer: Answer, misconception: str | None, decimals: int | None) -> Option:
    if isinstance(answer, Raises):
        return Option(answer.text, "raises", misconception)
    text = answer.text
    if decimals is not None:
        text = show(answer.value, decimals=decimals)
    return Option(text, form(answer.value), misconception)


def form(value: Value) -> str:
    """What a value looks like from afar: container, rank, class of dtype."""
    match value:
        case Atom(type=kind):
            return kind
        case Array(dtype=dtype, shape=shape):
            return f"array-{len(shape)}-{dtype.rstrip('0123456789')}"
        case Series(kind=kind, items=items):
            return f"{kind}-{form(items[0]) if items else ''}"
        case Mapping():
            return "dict"
        case Opaque(type=kind):
            return kind


def _distinct(right: Option, options: Iterable[Option]) -> list[Option]:
    seen = {right.text}
    kept = []
    for option in options:
        if option.text not in seen and 0 < len(option.text) <= MAX_TEXT:
            seen.add(option.text)
            kept.append(option)
    return kept


def _hidden_among(right: Option, wrong: list[Option], *, strict: bool) -> list[Option]:
    """The wrong options to offer: at least one of the right one's form, wherever form can tell."""
    kept = wrong[: MAX_CHOICES - 1]
    if not strict or any(option.form == right.form for option in kept):
        return kept
    alike = next((option for option in wrong if option.form == right.form), None)
    if alike is None:
        return []
    return [*kept[: MAX_CHOICES - 2], alike]
