"""Printed text: whether it was foretold to the letter, and if not, in which line it parts.

Blanks that nobody can see are forgiven, and so is the spacing inside brackets, where NumPy pads its
columns. Commas, quotes and capitals are part of what is printed: they are slips.
"""

import re
from collections.abc import Callable

from tfquiz.cards.comparing import visible_lines
from tfquiz.cards.judging.result import Cells, Slip, Wrong
from tfquiz.cards.judging.words import say
from tfquiz.cards.reading.errors import says_no_error
from tfquiz.cards.reading.tokens import plain

_AFTER_OPENING = re.compile(r"([\[({])\s+")
_BEFORE_CLOSING = re.compile(r"(?<!\s)\s+([\])}])")
_BLANKS = re.compile(r"\s+")
_NOTHING = re.compile(
    r"\W*+(?:(?:it )?(?:prints )?(?:nothing|no output|no text)(?: at all| is printed)?|empty|blank"
    r"|(?:什么都|什么也|都)?(?:不会?|没有?)(?:输出|打印)(?:任何内容)?)?\W*+\Z",
    re.IGNORECASE,
)
_FORM = re.compile(r"[\s,'\"]+")


def same_text(printed: str, typed: str, *, strict: bool) -> bool:
    """Whether `typed` is what was printed."""
    wanted = visible_lines(printed)
    if visible_lines(typed) == wanted:
        return True
    if strict:
        return False
    if not wanted:
        return says_no_error(typed) or _NOTHING.match(typed) is not None
    given = visible_lines(_with_newlines(typed, printed))
    return _spaced("\n".join(given)) == _spaced("\n".join(wanted))


def _with_newlines(typed: str, printed: str) -> str:
    r"""On one line a learner writes `a\nb`, and his input method writes its own commas.

    Both are taken as they look only where such a thing was really printed.
    """
    if printed.isascii():
        typed = plain(typed)
    return typed if "\\" in printed else typed.replace("\\n", "\n")


def _spaced(text: str) -> list[str]:
    """The lines, with brackets on one line each and single blanks."""
    joined = _BEFORE_CLOSING.sub(r"\1", _AFTER_OPENING.sub(r"\1", _unbroken(text)))
    return [_BLANKS.sub(" ", line).strip() for line in joined.split("\n")]


def _unbroken(text: str) -> str:
    """The text with every line's end inside brackets made a blank."""
    pieces: list[str] = []
    depth = 0
    for letter in text:
        depth += (letter in "[({") - (letter in "])}")
        pieces.append(" " if letter == "\n" and depth > 0 else letter)
    return "".join(pieces) if depth == 0 else text


def differing_lines(printed: str, typed: str) -> Cells:
    """The lines that differ, as indices; padding inside brackets is no difference."""
    wanted, given = visible_lines(printed), visible_lines(_with_newlines(typed, printed))
    return tuple(
        (at,)
        for at in range(max(len(wanted), len(given)))
        if at >= min(len(wanted), len(given)) or _spaced(wanted[at]) != _spaced(given[at])
    )


def judge_text(printed: str, typed: str, language: str) -> Slip | Wrong:
    """What to say about text that is not what was printed."""
    typed = _with_newlines(typed, printed)
    wanted, given = visible_lines(printed), visible_lines(typed)
    cells = differing_lines(printed, typed)
    for key, form in _FORMS.items():
        if form(printed) == form(typed):
            return Slip(say(key, language), cells)
    if len(wanted) == len(given) and len(cells) == 1 and len(wanted) > 3:
        return Slip(say("one-line", language), cells)
    if sorted(wanted) == sorted(given):
        return Wrong(say("line-order", language), cells)
    if len(wanted) != len(given):
        text = say("line-count", language, wanted=len(wanted), typed=len(given))
        return Wrong(text, cells)
    if len(wanted) > 1:
        return Wrong(say("line", language, number=cells[0][0] + 1 if cells else 1), cells)
    return Wrong(say("wrong", language), cells)


def _without_form(text: str) -> list[str]:
    """The lines without commas and quotes; which lines there are is no matter of form."""
    lines = [_FORM.sub(" ", line) for line in _spaced("\n".join(visible_lines(text)))]
    return [line.replace("[ ", "[").replace(" ]", "]").strip() for line in lines]


_FORMS: dict[str, Callable[[str], object]] = {
    "case": lambda text: [line.casefold() for line in _spaced("\n".join(visible_lines(text)))],
    "spacing": _without_form,
}
