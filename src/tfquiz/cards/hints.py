"""Hints for one question, growing: its kind and shape first, then its beginning, never all of it.

What would give the whole answer away is left out, so a question has three hints at most and may
have only one, which says where to look.
"""

import math
from collections.abc import Iterator

from tfquiz.cards.comparing import visible_lines
from tfquiz.cards.hints_words import say
from tfquiz.cards.question import Gives, Question, Raises
from tfquiz.cards.reading.grid import Grid, grid, kind_of, kind_of_all, kind_of_dtype, nested
from tfquiz.values import Array, Atom, Mapping, Plain, Series, Value, shape_value, show


def hints(question: Question, *, language: str = "en") -> tuple[str, ...]:
    """The hints, in the order in which they are shown; at least one."""
    found = list(dict.fromkeys(_hints(question, language)))
    if question.form == "choices":
        found = [hint for hint in found if hint != say("look", language)]
        found += _ruled_out(question, language)
    return tuple(found or [say("look", language)])


def _hints(question: Question, language: str) -> Iterator[str]:
    answer = question.answer
    if isinstance(answer, Raises):
        yield say("look", language)
        return
    match question.facet:
        case "value":
            yield from _about(answer.value, question, language)
        case "shape":
            yield from _about_shape(answer.value, language)
        case "dtype":
            yield from _about_dtype(answer, language)
        case "printed":
            yield from _about_text(answer, language)
        case "shares-memory":
            yield say("sharing", language)
        case "which-call":
            yield say("calls", language)
        case _:
            yield say("look", language)


def _ruled_out(question: Question, language: str) -> list[str]:
    """One wrong choice, where two others are left."""
    wrong = [choice.text for choice in question.choices if not choice.correct]
    if len(wrong) < 2:
        return []
    # the last one: it stands in any place, for the order of the choices is drawn
    return [say("not", language, text=" ".join(wrong[-1].split()))]


def _about(value: Value, question: Question, language: str) -> Iterator[str]:
    found = grid(value)
    if found is not None and not found.shape:
        yield from _about_scalar(found.items[0], language)
        return
    if found is not None and (isinstance(value, Array) or len(found.shape) > 1):
        yield from _about_array(value, found, question, language)
        return
    yield from _about_container(value, question, language)


def _about_array(value: Value, found: Grid, question: Question, language: str) -> Iterator[str]:
    if not found.items:
        yield say("rank", language, count=len(found.shape))
        return
    yield say("shape", language, shape=show(shape_value(found.shape)))
    kind = kind_of_all(found.items)
    if kind != "none":
        yield say("kind", language, kind=kind)
    first = _first(found)
    if first is not None:
        begins = _plain(first, value)
        text = show(begins, decimals=question.decimals, wide=True)
        yield say("first-row" if first.shape else "first", language, text=text)


def _first(found: Grid) -> Grid | None:
    """The first row, element or half row: less than the whole."""
    shape, items = found.shape, found.items
    while len(shape) > 1 and shape[0] == 1:
        shape = shape[1:]
    if shape[0] < 2 or len(set(map(repr, items))) == 1:
        return None
    step = len(items) // shape[0]
    return Grid(shape[1:], items[:step])


def _plain(found: Grid, value: Value) -> Value:
    if isinstance(value, Array):
        return Array(value.kind, value.dtype, found.shape, found.items)
    return nested(found)


def _about_scalar(item: Plain, language: str) -> Iterator[str]:
    kind = kind_of(item)
    if kind == "none" or isinstance(item, bytes):
        yield say("no-number", language)
        return
    yield say("one", language, kind=kind)
    if isinstance(item, str):
        yield say("letters", language, count=len(item))
        if len(item) > 2:
            yield say("begins", language, text=repr(item[0]))
    elif isinstance(item, int | float) and not isinstance(item, bool):
        yield from _about_size(item, language)


def _about_size(item: float, language: str) -> Iterator[str]:
    if kind_of(item) == "float" and not math.isfinite(item):
        yield say("not-finite", language)
        return
    yield say("below" if item < 0 else "not-below", language)
    if abs(item) >= 10:
        low = int(abs(item) // 10 * 10)
        yield say("between", language, low=low, high=low + 10)


def _about_container(value: Value, question: Question, language: str) -> Iterator[str]:
    match value:
        case Series(kind=kind, items=items):
            yield say("one", language, kind=kind)
            if items:
                yield say("length", language, count=len(items))
            if len(items) > 1 and kind != "range" and len(set(items)) > 1:
                text = show(items[0], decimals=question.decimals, wide=True)
                yield say("first", language, text=text)
        case Mapping(pairs=pairs):
            yield say("one", language, kind="dict")
            yield say("keys", language, count=len(pairs))
            if len(pairs) > 1:
                yield say("first", language, text=show(Mapping(pairs[:1])))
        case _:
            yield say("look", language)


def _about_shape(value: Value, language: str) -> Iterator[str]:
    sizes = value.items if isinstance(value, Series) else ()
    if not sizes:
        yield say("look", language)
        return
    yield say("rank", language, count=len(sizes))
    if len(sizes) > 1 and len(set(sizes)) > 1:
        yield say("size", language, text=show(sizes[0]))


def _about_dtype(answer: Gives, language: str) -> Iterator[str]:
    kind = kind_of_dtype(str(answer.value.value) if isinstance(answer.value, Atom) else "")
    numbers = kind in ("int", "float", "complex")
    yield say("kind", language, kind=kind) if numbers else say("elements", language)


def _about_text(answer: Gives, language: str) -> Iterator[str]:
    value = answer.value
    text = value.value if isinstance(value, Atom) and isinstance(value.value, str) else answer.text
    lines = visible_lines(text)
    yield say("lines", language, count=len(lines))
    if len(lines) > 1 and len(set(lines)) > 1:
        yield say("first-line", language, text=lines[0])
    elif lines and len(lines[0]) > 2:
        yield say("begins", language, text=repr(lines[0][0]))
