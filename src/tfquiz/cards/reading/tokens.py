"""Typed text cut into tokens, each with its place and with what stands before it.

Spaces separate elements in NumPy's printing, so the gap before a token is kept. Nothing here knows
what the tokens mean.
"""

import re
from dataclasses import dataclass

from tfquiz.cards.reading.words import Stuck

MAX_DIGITS = 400

_TOKEN = re.compile(
    r"""
    (?P<string>[bBuUrR]{0,2}(?:'{3}(?:[^\\]|\\.)*?'{3}|"{3}(?:[^\\]|\\.)*?"{3}
        |'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))
  | (?P<dots>\.\.\.|…)
  | (?P<number>(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+
        |(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?)(?:[jJ]|[iI]\b)?)
  | (?P<name>∞|[^\W\d]\w*(?:\.[^\W\d]\w*)*)
  | (?P<mark>[\[\](){}<>,:;=*+\-./@%&|^~!])
    """,
    re.VERBOSE | re.DOTALL,
)
_CURLY = re.compile(r"[bBuUrR]{0,2}(?:“[^“”]*”|‘[^‘’]*’|「[^「」]*」)")  # noqa: RUF001
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = dict(zip("\\'\"abfnrtv\n", "\\'\"\a\b\f\n\r\t\v", strict=False)) | {"\n": ""}
_GAP = re.compile(r"(?:\s+|#[^\n]*)+")
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
        match = _CURLY.match(typed, start) or _TOKEN.match(text, start)
        if match is None:
            problem = "quote" if text[start] in "'\"" else "character"
            raise Stuck(start, problem, text=text[start])
        kind = match.lastgroup or "string"
        piece = typed[start : match.end()] if kind == "string" else match.group()
        found.append(Token(kind, piece, start, match.end(), gap))
        at = match.end()


def _skip(text: str, at: int) -> tuple[int, str]:
    """Pass blanks and comments; give where the next token starts, and the gap's kind."""
    gap = _GAP.match(text, at)
    end = gap.end() if gap else at
    passed = text[at:end]
    return end, "\n" if "\n" in passed else " " if passed else ""


def number(token: Token) -> int | float | complex:
    """The number that a token writes."""
    text = token.text
    if len(text) > MAX_DIGITS:
        raise Stuck(token.start, "too-long")
    try:
        if text[-1] in "jJiI" and text[:2] not in ("0x", "0X"):
            return complex(0.0, float(text[:-1]))
        if text[:1] == "0" and text[1:2] in "xXbBoO" and len(text) > 1:
            return int(text, 0)
        return float(text) if any(mark in text for mark in ".eE") else int(text)
    except ValueError:
        raise Stuck(token.start, "number", text=text) from None


def string(token: Token) -> str | bytes:
    """The string that a token writes; an escape that Python does not know stays as it is."""
    start = next(at for at, mark in enumerate(token.text) if plain(mark) in "'\"")
    prefix, written = plain(token.text[:start]).lower(), token.text[start:]
    width = 3 if len(written) >= 6 and plain(written[:3]) in ("'''", '"""') else 1
    body = written[width:-width]
    said = body if "r" in prefix else unescaped(body)
    if "b" not in prefix:
        return said
    try:
        return said.encode("latin-1")
    except UnicodeEncodeError:
        raise Stuck(token.start, "character", text="b") from None


def unescaped(text: str) -> str:
    """The text with what stands behind its backslashes."""
    return _ESCAPE.sub(_unescape, text)


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    if code in _ESCAPES:
        return _ESCAPES[code]
    if code[0] in "xuU" and len(code) > 1:
        point = int(code[1:], 16)
        return chr(point) if point < 0x110000 else match.group()
    return chr(int(code, 8)) if code[0] in "01234567" else match.group()
