"""How a typed answer is read for each facet: a value, a shape, a dtype, printed text ...

Each reader takes the text and the question, and gives a `Reading` or raises `Stuck`. The question
is only asked which texts and exceptions its answers hold, so that those may stand without quotes.
"""

import ast
import re
import warnings
from collections.abc import Callable, Iterator

from tfquiz.cards.question import Answer, Gives, Question, Raises
from tfquiz.cards.reading_around import without_lead
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
from tfquiz.cards.reading_tokens import plain
from tfquiz.cards.reading_words import Stuck
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value


def _value(text: str, question: Question) -> Reading:
    strings = frozenset(_strings(question))
    if (said := _yes_or_no(text, question)) is not None:
        return Reading(text, "value", Atom(said))
    if text.strip() not in strings and (error := _error(text, question)):
        return error
    if (whole := _whole_text(text, question)) is not None:
        return whole
    try:
        may_be_named = not any(isinstance(value, Mapping) for value in _values(question))
        parsed = Parser(without_lead(text, named=may_be_named), strings).parse()
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
        unsaid=parsed.unsaid,
    )


def _yes_or_no(text: str, question: Question) -> bool | None:
    """What such a word says where the answer is True or False."""
    said = _YES_OR_NO.get(text.strip().lower().rstrip("。.!"))
    return said if said is not None and any(map(_is_truth, _values(question))) else None


def _is_truth(value: Value) -> bool:
    match value:
        case Atom(value=bool()) | Array(dtype="bool", shape=()):
            return True
        case _:
            return False


def _whole_text(text: str, question: Question) -> Reading | None:
    """Text without quotes, as `print` writes it, where the answer is a single string."""
    said = text.strip()
    values = list(_values(question))
    whole = [next(_strings_in(value)) for value in values if _is_text(value)]
    if not whole or said in LITERALS or plain(said[0]) in "'\"([{<":
        return None
    is_other = len(whole) == len(values) and not _parses_as_one(said)
    return Reading(text, "value", Atom(said)) if said in whole or is_other else None


def _is_text(value: Value) -> bool:
    match value:
        case Atom(value=str()) | Array(shape=(), items=(str(),)):
            return True
        case _:
            return False


def _parses_as_one(said: str) -> bool:
    """Whether it is a notation for one value, such as `b'a'`, `3` or `np.str_('a')`."""
    try:
        return not Parser(without_lead(said), frozenset({said})).parse().loose
    except Stuck:
        return False


def _error(text: str, question: Question) -> Reading | None:
    known = frozenset(answer.error for answer in _answers(question) if isinstance(answer, Raises))
    name = error_name(plain(text), known)
    if name is not None:
        return Reading(text, "error", error=name)
    if says_some_error(text):
        raise Stuck(0, "which-error")
    return None


def _shape(text: str, question: Question) -> Reading:
    if error := _error(text, question):
        return error
    said = _SHAPE_LEAD.sub(lambda lead: " " * len(lead.group()), plain(text))
    if said.strip(" .").lower() in _SCALAR:
        return Reading(text, "shape", Series("tuple", ()))
    if _TIMES.match(said):
        said = _TIMES_SIGN.sub(lambda sign: ",".ljust(len(sign.group())), said)
    value = Parser(without_lead(said)).parse().value
    return Reading(text, "shape", Series("tuple", _sizes(value)))


def _sizes(value: Value) -> tuple[Value, ...]:
    match value:
        case Atom(type="int"):
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
    name = dtype_name(plain(text))
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
            Parser(without_lead(text), frozenset(_strings(question))).parse()
        except Stuck:
            raise Stuck(0, "raises") from None
    return Reading(text, "no-error", Atom(NO_ERROR))


def _names(text: str, question: Question) -> Reading:
    if error := _error(text, question) if "rror" in text else None:
        return error
    candidates = list(dict.fromkeys(_strings(question)))
    text = plain(text)
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
    start = text.index(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except SyntaxError as error:
        above = code.split("\n")[: (error.lineno or 1) - 1]
        place = start + sum(len(line) + 1 for line in above) + max(0, (error.offset or 1) - 1)
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

_TIMES = re.compile(r"\s*+[(\[]?\s*+\d+(\s*+(?:[xX*乘]|by)\s*+\d+)+\s*+[)\]]?\s*+\Z")
_TIMES_SIGN = re.compile(r"[xX*乘]|by")
_SHAPE_LEAD = re.compile(
    r"\A\s*+(?:(?:the\s+|its\s+)?shape\s*(?:is|[:=])?|形状\s*[是为:]?"
    r"|[\w.]+\.shape\s*(?:is|==?|:))(?=[\s(\[\d])"
)
_SCALAR = frozenset({"scalar", "标量", "0d", "0-d", "empty tuple", "no axes"})
_YES_OR_NO = (
    {"yes": True, "no": False} | dict.fromkeys("是对真", True) | dict.fromkeys("否错假", False)
)
_NAME = re.compile(r"[^\W\d]\w*")
_GLUE = frozenset({"and", "also", "with", "only", "just", "和", "与"})
_NOBODY = frozenset(
    {"", "none", "no", "n", "nothing", "nobody", "no one", "neither", "false", "not", "nope"}
    | {"no variable", "none of them", "only itself", "无", "没有", "都不", "否", "不"}
)
_EVERYBODY = frozenset({"yes", "all", "both", "everything", "true", "都", "是", "全部"})


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
