"""How a typed value is read: in the parser's notations, and in what people write around them.

What is no notation by itself, such as `a: 1, b: 2` without braces, is read so only where one of the
question's answers is of that kind.
"""

import re

from tfquiz.cards.comparing import alike
from tfquiz.cards.question import Question
from tfquiz.cards.reading.around import shown_output, without_lead
from tfquiz.cards.reading.errors import read_error, says_no_error
from tfquiz.cards.reading.known import (
    is_number,
    is_text,
    is_truth_value,
    strings,
    strings_in,
    values,
)
from tfquiz.cards.reading.names import LITERALS
from tfquiz.cards.reading.parser import Parser
from tfquiz.cards.reading.result import Parsed, Reading
from tfquiz.cards.reading.tokens import plain, unescaped
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Atom, Mapping, Opaque, Series, Value


def read_value(text: str, question: Question) -> Reading:
    """Read a value; raises `Stuck` where it cannot be read."""
    if (said := _yes_or_no(text, question)) is not None:
        return Reading(text, "value", Atom(said))
    if text.strip() not in set(strings(question)) and (error := read_error(text, question)):
        return error
    if (whole := _whole_text(text, question)) is not None:
        return whole
    if " " in text.strip() and says_no_error(text):
        raise Stuck(0, "no-error")  # where the answer holds words, these would be some
    try:
        parsed = _parsed(text, question)
    except Stuck:
        if any(isinstance(value, Opaque) for value in values(question)):
            return Reading(text, "value", Opaque("text", text.strip()))
        if says_no_error(text):
            raise Stuck(0, "no-error") from None
        raise
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
    return said if said is not None and any(map(is_truth_value, values(question))) else None


def _whole_text(text: str, question: Question) -> Reading | None:
    """Text without quotes, as `print` writes it, where the answer is a single string."""
    said = text.strip()
    candidates = list(values(question))
    whole = [next(strings_in(one)) for one in candidates if is_text(one)]
    opener = plain(said[0])
    if not whole or said in LITERALS or opener in "'\"":
        return None
    in_brackets = opener in "([{<"
    if in_brackets and not (
        len(whole) == len(candidates) and any(one.startswith(opener) for one in whole)
    ):
        return None
    inside = shown_output(text).strip(), without_lead(text).strip()
    for written in (said, unescaped(said), *inside, "" if _EMPTY.fullmatch(said) else said):
        if written in whole:
            return Reading(text, "value", Atom(written))
    if len(whole) < len(candidates) or (not in_brackets and _parses_as_one(said)):
        return None
    if plain(said[-1]) in "'\"" and said.count(said[-1]) == 1:
        raise Stuck(text.rindex(said[-1]), "quote")
    return Reading(text, "value", Atom(said))


def _parses_as_one(said: str) -> bool:
    """Whether it is a notation for one value, such as `b'a'`, `3` or `np.str_('a')`."""
    try:
        return not Parser(without_lead(said), frozenset({said})).parse().loose
    except Stuck:
        return False


def _parsed(text: str, question: Question) -> Parsed:
    known = frozenset(strings(question))
    candidates = list(values(question))
    if any(isinstance(value, Mapping) for value in candidates):
        return _parsed_pairs(text, known)
    if candidates and all(map(is_number, candidates)):
        text = _without_thousands(text)
    parsed = Parser(without_lead(text, named=True), known).parse()
    if not any(map(is_text, candidates)):
        parsed = _inside_quotes(parsed) or parsed
    if parsed.loose or isinstance(parsed.value, Series):
        return _by_lines(text, parsed, candidates)
    return parsed


def _parsed_pairs(text: str, known: frozenset[str]) -> Parsed:
    """A dict, also as `a: 1, b: 2`, `a=1, b=2` or `{a -> 1}`; or else another value."""
    other: Parsed | Stuck
    try:
        other = Parser(without_lead(text), known).parse()
    except Stuck as problem:
        other = problem
    if isinstance(other, Parsed) and isinstance(other.value, Mapping):
        return other
    colons = _ARROW.sub(":", plain(text))
    for written in (colons, f"{{{colons}}}"):
        try:
            parsed = Parser(written, known).parse()
        except Stuck:
            continue
        if isinstance(parsed.value, Mapping):
            return parsed
    if isinstance(other, Stuck):
        raise other
    return other


def _without_thousands(text: str) -> str:
    """`1,000` with an underscore; half a number behind a comma is asked for again."""
    said = plain(text).strip()
    if _THOUSANDS.fullmatch(said):
        return plain(text).replace(",", "_")
    if _COMMA.fullmatch(said):
        raise Stuck(plain(text).index(","), "comma")
    return text


def _inside_quotes(parsed: Parsed) -> Parsed | None:
    """The value that was quoted whole, `"[1 2]"`; quotes around one number make it text."""
    value = parsed.value
    if not (isinstance(value, Atom) and isinstance(value.value, str)):
        return None
    try:
        inside = Parser(value.value).parse()
    except Stuck:
        return None
    return None if isinstance(inside.value, Atom) or inside.loose else inside


def _by_lines(text: str, parsed: Parsed, candidates: list[Value]) -> Parsed:
    """Lines that brackets do not tell apart are rows where only that is an answer.

    So are the parts of `1 2, 3 4`, between commas.
    """
    said = without_lead(text, named=True).strip()
    inside = said.strip("[]()")
    mark = next((mark for mark in ("\n", ";", ",") if mark in inside), "")
    if not mark or sum(said.count(bracket) for bracket in "[({") > 1:
        return parsed
    blocks = [block.strip(" \n;").split(mark) for block in _BLANK_LINE.split(inside)]
    written = " ".join(f"[[{'] ['.join(lines)}]]" for lines in blocks)
    try:
        rows = Parser(written if len(blocks) > 1 else written[1:-1]).parse()
    except Stuck:
        return parsed
    is_column = 1 in _lengths(rows.value)
    if is_column and mark != ";" and ("," in inside or said != inside):
        return parsed  # one item a line is how long lists are written, too
    if not _is_any(rows.value, candidates) or alike(parsed.value, rows.value, tolerance=0.0):
        return parsed
    if _is_any(parsed.value, candidates):
        raise Stuck(0, "brackets")
    return rows


def _lengths(value: Value) -> set[int]:
    rows = value.items if isinstance(value, Series) else ()
    return {len(row.items) for row in rows if isinstance(row, Series)}


def _is_any(value: Value, candidates: list[Value]) -> bool:
    return any(alike(value, one, tolerance=0.0, strict=False) for one in candidates)


_YES_OR_NO = (
    {"yes": True, "no": False} | dict.fromkeys("是对真", True) | dict.fromkeys("否错假", False)
)
_ARROW = re.compile(r"(?:[-=]>|→)")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_EMPTY = re.compile(r"\W?(?:an? )?empty(?: string| text)?\W?|空(?:字符串)?", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n|;[ ]*;")
