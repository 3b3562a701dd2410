"""How a typed answer is read for each facet: a value, a shape, a dtype, printed text ...

Each reader takes the text and the question, and gives a `Reading` or raises `Stuck`. The question
is only asked which texts and exceptions its answers hold, so that those may stand without quotes.
"""

import ast
import re
import warnings
from collections.abc import Callable, Iterator

from tfquiz.cards.question import Answer, Gives, Question, Raises
from tfquiz.cards.reading_names import (
    LITERALS,
    VAGUE,
    dtype_name,
    error_name,
    says_no_error,
    says_some_error,
)
from tfquiz.cards.reading_parser import Parser
from tfquiz.cards.reading_result import NO_ERROR, Reading
from tfquiz.cards.reading_words import Stuck
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value


def _value(text: str, question: Question) -> Reading:
    strings = frozenset(_strings(question))
    if text.strip() not in strings and (error := _error(text, question)):
        return error
    if (whole := _whole_text(text, question)) is not None:
        return whole
    try:
        parsed = Parser(_without_lead(text), strings).parse()
    except Stuck:
        if not any(isinstance(value, Opaque) for value in _values(question)):
            raise
        return Reading(text, "value", Opaque("text", text.strip()))
    return Reading(
        text,
        "value",
        parsed.value,
        loose=parsed.loose,
        commas=parsed.commas,
        dtype=parsed.dtype,
    )


def _whole_text(text: str, question: Question) -> Reading | None:
    """Text without quotes, as `print` writes it, where the answer is a single string."""
    said = text.strip()
    values = list(_values(question))
    whole = [next(_strings_in(value)) for value in values if _is_text(value)]
    if not whole or said in LITERALS or said[0] in "'\"([{<":
        return None
    is_other = len(whole) == len(values) and not _parses_as_one(said)
    return Reading(text, "value", Atom(said)) if said in whole or is_other else None


def _is_text(value: Value) -> bool:
    match value:
        case Atom(value=str()) | Array(dtype="str", shape=()):
            return True
        case _:
            return False


def _parses_as_one(said: str) -> bool:
    """Whether it is a notation for one value, such as `b'a'`, `3` or `np.str_('a')`."""
    try:
        return not Parser(_without_lead(said), frozenset({said})).parse().loose
    except Stuck:
        return False


def _error(text: str, question: Question) -> Reading | None:
    known = frozenset(answer.error for answer in _answers(question) if isinstance(answer, Raises))
    name = error_name(text, known)
    if name is not None:
        return Reading(text, "error", error=name)
    if says_some_error(text):
        raise Stuck(0, "which-error")
    return None


def _shape(text: str, question: Question) -> Reading:
    if error := _error(text, question):
        return error
    if text.strip().lower() in ("scalar", "标量"):
        return Reading(text, "shape", Series("tuple", ()))
    if _TIMES.match(text):
        text = _TIMES_SIGN.sub(",", text)
    value = Parser(_without_lead(text)).parse().value
    return Reading(text, "shape", Series("tuple", _sizes(value)))


def _sizes(value: Value) -> tuple[Value, ...]:
    match value:
        case Atom():
            items: tuple[Value, ...] = (value,)
        case Series(kind="list" | "tuple"):
            items = value.items
        case Array(shape=(_,)):
            items = tuple(Atom(item) for item in value.items)
        case _:
            raise Stuck(0, "shape")
    for item in items:
        if not isinstance(item, Atom) or item.type not in ("int", "NoneType"):
            raise Stuck(0, "shape")
    return items


def _dtype(text: str, question: Question) -> Reading:
    if error := _error(text, question):
        return error
    name = dtype_name(text)
    if name is None and text.strip() in set(_strings(question)):
        name = text.strip()
    if name is None:
        raise Stuck(len(text) - len(text.lstrip()), "dtype", text=text.strip()[:20])
    if name in VAGUE:
        if name != "complex" and any(lib.startswith("tensorflow") for lib in question.libraries):
            raise Stuck(0, "bits", text="int" if name == "integer" else name)
        name = VAGUE[name]
    return Reading(text, "dtype", Atom(name), dtype=name)


def _printed(text: str, question: Question) -> Reading:
    known = frozenset(answer.error for answer in _answers(question) if isinstance(answer, Raises))
    return Reading(text, "text", Atom(text), error=error_name(text, known))


def _raises(text: str, question: Question) -> Reading:
    if error := _error(text, question):
        return error
    if not says_no_error(text):
        try:
            Parser(_without_lead(text), frozenset(_strings(question))).parse()
        except Stuck:
            raise Stuck(0, "raises") from None
    return Reading(text, "no-error", Atom(NO_ERROR))


def _names(text: str, question: Question) -> Reading:
    if error := _error(text, question) if "rror" in text else None:
        return error
    candidates = list(dict.fromkeys(_strings(question)))
    said = text.strip().strip("()[]{}").strip().lower().rstrip(".!")
    if said in _NOBODY:
        return Reading(text, "names", Series("tuple", ()))
    if said in _EVERYBODY:
        if len(candidates) > 1 and said in ("yes", "y"):
            raise Stuck(0, "which-names")
        return Reading(text, "names", Series("tuple", tuple(map(Atom, candidates or ["yes"]))))
    known = {*candidates, *_NAME.findall(question.code)}
    names = [match for match in _NAME.finditer(text) if match.group().lower() not in _GLUE]
    for match in names:
        if match.group() not in known:
            raise Stuck(match.start(), "name", text=match.group())
    if not names:
        raise Stuck(0, "which-names")
    found = dict.fromkeys(match.group() for match in names)
    return Reading(text, "names", Series("tuple", tuple(map(Atom, found))))


def _code(text: str, _: Question) -> Reading:
    code = text.strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except SyntaxError as error:
        place = text.index(code) + max(0, (error.offset or 1) - 1)
        raise Stuck(min(place, len(text)), "code") from None
    except (ValueError, RecursionError, MemoryError):
        raise Stuck(0, "code") from None
    return Reading(text, "code", Atom(code))


READERS: dict[str, Callable[[str, Question], Reading]] = {
    "value": _value,
    "shape": _shape,
    "dtype": _dtype,
    "printed": _printed,
    "raises": _raises,
    "shares-memory": _names,
    "which-call": _code,
}

_LEAD = re.compile(
    r"\s*(?:>>>|In\s*\[\d*\]:|Out\s*\[\d+\]:|[^\W\d]\w*\s*=(?!=)|=(?!=))(?=\s*\S)", re.MULTILINE
)
_TIMES = re.compile(r"\s*[(\[]?\s*\d+(\s*[xX×*]\s*\d+)+\s*[)\]]?\s*\Z")  # noqa: RUF001
_TIMES_SIGN = re.compile(r"[xX×*]")  # noqa: RUF001
_NAME = re.compile(r"[^\W\d]\w*")
_GLUE = frozenset({"and", "also", "with", "only", "just", "和", "与"})
_NOBODY = frozenset(
    {"", "none", "no", "n", "nothing", "nobody", "no one", "neither", "false", "not", "nope"}
    | {"no variable", "none of them", "only itself", "无", "没有", "都不", "否", "不"}
)
_EVERYBODY = frozenset({"yes", "all", "both", "everything", "true", "都", "是", "全部"})


def _without_lead(text: str) -> str:
    """The text with a prompt or `y =` at its front blanked out, so that places stay."""
    lead = _LEAD.match(text)
    return text if lead is None else " " * lead.end() + text[lead.end() :]


def _answers(question: Question) -> Iterator[Answer]:
    yield question.answer
    for belief in question.beliefs:
        yield belief.answer


def _values(question: Question) -> Iterator[Value]:
    return (answer.value for answer in _answers(question) if isinstance(answer, Gives))


def _strings(question: Question) -> Iterator[str]:
    """Every text in the truth and the beliefs: what a learner may type without quotes."""
    for value in _values(question):
        yield from _strings_in(value)


def _strings_in(value: Value) -> Iterator[str]:
    match value:
        case Atom(value=str(text)):
            yield text
        case Array():
            yield from (item for item in value.items if isinstance(item, str))
        case Series():
            for item in value.items:
                yield from _strings_in(item)
        case Mapping():
            for key, item in value.pairs:
                yield from _strings_in(key)
                yield from _strings_in(item)
        case _:
            return
