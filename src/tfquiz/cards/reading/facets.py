"""How a typed answer is read for each facet: a value, a shape, a dtype, printed text ...

Each reader takes the text and the question, and gives a `Reading` or raises `Stuck`. The question
is only asked which texts and exceptions its answers hold, so that those may stand without quotes.
"""

import ast
import re
import warnings
from collections.abc import Callable

from tfquiz.cards.question import Question
from tfquiz.cards.reading.around import shown_output, typed_code, without_lead
from tfquiz.cards.reading.errors import error_name, read_error, says_no_error
from tfquiz.cards.reading.known import errors, strings
from tfquiz.cards.reading.names import VAGUE, dtype_name
from tfquiz.cards.reading.parser import Parser
from tfquiz.cards.reading.result import NO_ERROR, Reading
from tfquiz.cards.reading.tokens import plain
from tfquiz.cards.reading.value import read_value
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Array, Atom, Series, Value


def _shape(text: str, question: Question) -> Reading:
    if error := read_error(text, question):
        return error
    said = _SHAPE_LEAD.sub(lambda lead: " " * len(lead.group()), without_lead(plain(text)))
    if said.strip(" .").lower() in _SCALAR:
        return Reading(text, "shape", Series("tuple", ()))
    said = _QUOTED.sub(r"\1 \2 \3", said)
    if _TIMES.match(said):
        said = _TIMES_SIGN.sub(lambda sign: ",".ljust(len(sign.group())), said)
    try:
        value = Parser(without_lead(said)).parse().value
    except Stuck as problem:
        if problem.problem in ("word", "number", "character", "arithmetic"):
            raise Stuck(problem.start, "shape") from None
        raise
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
    if error := read_error(text, question):
        return error
    said = _DTYPE_LEAD.sub("", without_lead(plain(text)).strip())
    name = dtype_name(_BITS.sub(r"\2\1", said))
    if name is None and text.strip() in set(strings(question)):
        name = text.strip()
    if name is None:
        said = " ".join(text.split())
        raise Stuck(len(text) - len(text.lstrip()), "dtype", text=said[:20])
    if name in VAGUE:
        if name != "complex" and any(lib.startswith("tensorflow") for lib in question.libraries):
            raise Stuck(0, "bits", text="int" if name == "integer" else name)
        name = VAGUE[name]
    return Reading(text, "dtype", Atom(name), dtype=name)


def _printed(text: str, question: Question) -> Reading:
    printed = list(strings(question))
    output = text
    if not any(mark in one for one in printed for mark in (">>>", "...", "```", "In [", "Out[")):
        output = shown_output(text)
    if not any("`" in one for one in printed):
        output = _TICKED.sub(r"\1", output)
    if not any(one.startswith("\n") for one in printed):
        output = output.lstrip("\n")
    return Reading(output, "text", Atom(output), error=error_name(text, errors(question)))


def _raises(text: str, question: Question) -> Reading:
    if error := read_error(text, question):
        return error
    if not says_no_error(text):
        try:
            Parser(without_lead(text)).parse()
        except Stuck:
            raise Stuck(0, "raises") from None
    return Reading(text, "no-error", Atom(NO_ERROR))


def _names(text: str, question: Question) -> Reading:
    if error := read_error(text, question) if "rror" in text else None:
        return error
    candidates = list(dict.fromkeys(strings(question)))
    said = without_lead(plain(text)).strip(" \n'\"()[]{}.!").lower()
    if said in _NOBODY:
        return Reading(text, "names", Series("tuple", ()))
    if said in _EVERYBODY:
        if len(candidates) > 1 and said in ("yes", "y"):
            raise Stuck(0, "which-names")
        return Reading(text, "names", Series("tuple", tuple(map(Atom, candidates or ["yes"]))))
    known = {*candidates, *_NAME.findall(question.code)}
    names = [
        match
        for match in _NAME.finditer(plain(text))
        if match.group() in known or match.group().lower() not in _GLUE
    ]
    for match in names:
        if match.group() not in known:
            raise Stuck(match.start(), "name", text=match.group())
    if not names:
        raise Stuck(0, "which-names")
    asked = {question.ask} - set(candidates)  # everything shares memory with itself
    found = dict.fromkeys(match.group() for match in names)
    others = [name for name in found if name not in asked]
    return Reading(text, "names", Series("tuple", tuple(map(Atom, others or found))))


def _code(text: str, _: Question) -> Reading:
    code = typed_code(text)
    start = text.find(code)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except SyntaxError as error:
        above = code.split("\n")[: (error.lineno or 1) - 1]
        place = start + sum(len(line) + 1 for line in above) + max(0, (error.offset or 1) - 1)
        raise Stuck(min(place, len(text)) if start >= 0 else 0, "code") from None
    except (ValueError, RecursionError, MemoryError):
        raise Stuck(0, "code") from None
    return Reading(text, "code", Atom(code))


READERS: dict[str, Callable[[str, Question], Reading]] = {
    "value": read_value,
    "shape": _shape,
    "dtype": _dtype,
    "printed": _printed,
    "raises": _raises,
    "shares-memory": _names,
    "which-call": _code,
}

_TIMES = re.compile(r"\s*+[(\[]?\s*+\d+(\s*+(?:[xX*乘]|-?by-?)\s*+\d+)+\s*+[)\]]?\s*+\Z")
_TIMES_SIGN = re.compile(r"[xX*乘]|-?by-?")
_QUOTED = re.compile(r"""\A(\s*)['"](.*)['"](\s*)\Z""", re.DOTALL)
_SHAPE_LEAD = re.compile(
    r"\A\s*+(?:(?:the\s+|its\s+)?shape\s*(?:is|[:=])?|形状\s*[是为:]?"
    r"|[\w.]+\.shape\s*(?:is|==?|:))(?=[\s(\[\d])"
)
_DTYPE_LEAD = re.compile(r"\A(?:the\s+|its\s+)?(?:dtype|type|类型)\s*(?:is|[是为:=])\s*|\Aits\s+")
_BITS = re.compile(r"\b(\d+)[ -]bits?\s+(int|float|complex|uint)(?:eger)?\b")
_TICKED = re.compile(r"\A\s*`([^`]*)`\s*\Z")
_SCALAR = frozenset({"scalar", "a scalar", "标量", "0d", "0-d", "empty tuple", "no axes"})
_NAME = re.compile(r"[^\W\d]\w*", re.ASCII)
_GLUE = frozenset(
    {"and", "also", "with", "only", "just", "both", "or", "the", "variable", "variables", "are"}
    | {"is", "does", "do", "share", "shares", "memory", "same", "all", "of", "them"}
)
_NOBODY = frozenset(
    {"", "none", "no", "n", "nothing", "nobody", "no one", "neither", "false", "not", "nope"}
    | {"no variable", "no variables", "none of them", "neither of them", "only itself", "nil"}
    | {"无", "没有", "都不", "否", "不", "都没有", "都不是", "都不共享", "不共享"}
)
_EVERYBODY = frozenset(
    {"yes", "all", "both", "everything", "true", "all of them", "both of them"}
    | {"都", "是", "全部", "都是", "共享", "都共享"}
)
