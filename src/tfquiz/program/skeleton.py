"""What the policy's verdict on a program can depend on: draws of one template share it.

The policy is the same for all small numbers wherever they stand, and for rows of them however
long. These are written alike here, so that a verdict on one program is a verdict on all that differ
in nothing else. Only digits, signs, points, commas, blanks and brackets are ever written alike:
never a quote, a number sign or the end of a line, which decide what is code and what is text.
"""

import re

from tfquiz.program.program import Program

_SMALL_NUMBER = re.compile(r"(?<![\w.\\])\d{1,3}(?:\.\d{0,3})?(?![\w.])")
_ROW = re.compile(r"\[-?0(?:, ?-?0)*\]")
_ROWS = re.compile(r"\[\[0\](?:, ?\[0\])*\]")


def skeleton(program: Program) -> tuple[str, tuple[str, ...]]:
    """The program's text with what does not matter written alike, and its libraries.

    Where there is a backslash a digit may be part of an escaped character, so nothing is left out
    there.
    """
    text = program.source if program.ask is None else f"{program.source}\0{program.ask}"
    if "\\" in text:
        return text, program.libraries
    text = _SMALL_NUMBER.sub("0", text)
    if "[" in text:
        text = _ROWS.sub("[0]", _ROW.sub("[0]", text))
    return text, program.libraries
