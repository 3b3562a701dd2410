"""Typed text cut into tokens, each with its place and with what stands before it.

Spaces separate elements in NumPy's printing, so the gap before a token is kept. Nothing here knows
what the tokens mean.
"""

import re
from dataclasses import dataclass

from tfquiz.cards.reading_words import Stuck

MAX_DIGITS = 400

_TOKEN = re.compile(
    r"""
    (?P<string>[bBuUrR]{0,2}(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))
  | (?P<dots>\.\.\.|…)
  | (?P<number>(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+
        |(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?)[jJ]?)
  | (?P<name>∞|[^\W\d]\w*(?:\.[^\W\d]\w*)*)
  | (?P<mark>[\[\](){}<>,:;=*+\-./@%&|^~!])
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = dict(zip("\\'\"abfnrtv\n", "\\'\"\a\b\f\n\r\t\v", strict=False)) | {"\n": ""}
_GAP = re.compile(r"\s*")
_COMMENT = re.compile(r"#[^\n]*")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "、。【】〔〕「」×−–—‘’“”\u3000",  # noqa: RUF001
    ',.[][]""*---\'\'"" ',
)
"""What input methods and word processors make of the keys of a keyboard, one for one."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text."""

    kind: str
    """string, dots, number, name, mark or end."""
    text: str
    start: int
    end: int
    gap: str
    """What stands before it: "" for nothing, " " for blanks, "\\n" if a line ends there."""


def plain(text: str) -> str:
    """The text as an English keyboard would have it, of the same length."""
    return text.translate(_WIDE)


def tokens(text: str) -> list[Token]:
    """Cut `text` up; the last token is an "end".

    Raises:
        Stuck: at a character that starts no token.
    """
    typed, text = text, plain(text)
    found: list[Token] = []
    at = 0
    while True:
        start, gap = _skip(text, at)
        if start == len(text):
            found.append(Token("end", "", start, start, gap))
            return found
        match = _TOKEN.match(text, start)
        if match is None or match.lastgroup is None:
            problem = "quote" if text[start] in "'\"" else "character"
            raise Stuck(start, problem, text=text[start])
        piece = match.group()
        if match.lastgroup == "string":
            piece = _as_typed(match, typed)
        found.append(Token(match.lastgroup, piece, start, match.end(), gap))
        at = match.end()


def _as_typed(match: re.Match[str], typed: str) -> str:
    """A string's token with plain quotes, and between them what was really typed."""
    piece = match.group()
    opening = next(at for at, mark in enumerate(piece) if mark in "'\"")
    inside = typed[match.start() + opening + 1 : match.end() - 1]
    return f"{piece[: opening + 1]}{inside}{piece[-1]}"


def _skip(text: str, at: int) -> tuple[int, str]:
    """Pass blanks and comments; give where the next token starts, and the gap's kind."""
    start = at
    while True:
        end = _GAP.match(text, start).end()  # type: ignore[union-attr]  # matches even nothing
        comment = _COMMENT.match(text, end)
        if comment is None:
            break
        start = comment.end()
    passed = text[at:end]
    return end, "\n" if "\n" in passed else " " if passed else ""


def number(token: Token) -> int | float | complex:
    """The number that a token writes."""
    text = token.text
    if len(text) > MAX_DIGITS:
        raise Stuck(token.start, "too-long")
    try:
        if text[-1] in "jJ" and text[:2] not in ("0x", "0X"):
            return complex(0.0, float(text[:-1]))
        if text[:1] == "0" and text[1:2] in "xXbBoO" and len(text) > 1:
            return int(text, 0)
        return float(text) if any(mark in text for mark in ".eE") else int(text)
    except ValueError:
        raise Stuck(token.start, "number", text=text) from None


def string(token: Token) -> str | bytes:
    """The string that a token writes; an escape that Python does not know stays as it is."""
    prefix = token.text[: min(token.text.index(mark) for mark in "'\"" if mark in token.text)]
    body = token.text[len(prefix) + 1 : -1]
    plain = body if "r" in prefix.lower() else _ESCAPE.sub(_unescape, body)
    if "b" not in prefix.lower():
        return plain
    try:
        return plain.encode("latin-1")
    except UnicodeEncodeError:
        raise Stuck(token.start, "character", text="b") from None


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    if code in _ESCAPES:
        return _ESCAPES[code]
    if code[0] in "xuU" and len(code) > 1:
        point = int(code[1:], 16)
        return chr(point) if point < 0x110000 else match.group()
    return chr(int(code, 8)) if code[0] in "01234567" else match.group()
