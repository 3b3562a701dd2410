"""Whether today's library still gives what a source shows."""

import math
import re

from tfquiz.program.program import Finished
from tfquiz.values import Array

_ASIDE = re.compile(
    r"(?:dtype|shape|fill_value|mask|numpy)=\s*(?:\([^)]*\)|<[^>]*>|'[^']*'|\"[^\"]*\"|[\w.]+)|#.*"
)
_TOKEN = re.compile(
    r"(?<![\w.])(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?j?|True|False|nan|inf|-inf|None)(?!\w)"
)

_EXACT = 12
"""Decimals that computing with floats keeps; what differs beyond them is rounding."""


def agrees(shown: str, outcome: Finished) -> bool:
    """Whether the numbers in a printed output are those of an outcome; True where none are shown.

    Spacing, brackets, dtypes and the last digits that printing cuts off do not count.
    """
    if not shown.strip() or "..." in shown or " at 0x" in shown or re.search(r"\dj\b", shown):
        return True
    told = _tokens(shown)
    if isinstance(outcome.value, Array) and outcome.value.dtype != "str":
        found = [str(item) for item in outcome.value.items]
    else:
        found = _tokens(outcome.text or outcome.printed)
    if not told or len(told) != len(found):
        return not told or (len(told) > len(found) and _is_within(told, found))
    return all(_same(one, other) for one, other in zip(told, found, strict=True))


def printed_values(shown: str) -> list[str]:
    """A printed output by values: lines between open brackets belong together."""
    found: list[str] = []
    depth = 0
    for line in shown.splitlines():
        if not line.strip():
            continue
        if depth > 0:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
        depth += sum(line.count(one) for one in "([{") - sum(line.count(one) for one in ")]}")
    return found


def _is_within(told: list[str], found: list[str]) -> bool:
    """Whether what is found is the end of what the source shows: labels may stand before it."""
    tail = told[len(told) - len(found) :]
    return bool(found) and all(_same(*pair) for pair in zip(tail, found, strict=True))


def _tokens(text: str) -> list[str]:
    return [str(token) for token in _TOKEN.findall(_ASIDE.sub(" ", text))]


def _same(told: str, found: str) -> bool:
    try:
        one, other = complex(told.replace("+-", "-")), complex(found.strip("()"))
    except ValueError:
        return told == found
    for left, right in ((one.real, other.real), (one.imag, other.imag)):
        if math.isnan(left) and math.isnan(right):
            continue
        digits = min(_digits(told), _EXACT)
        if not math.isclose(left, right, rel_tol=1e-4, abs_tol=10.0**-digits):
            return False
    return True


def _digits(text: str) -> int:
    digits = re.split(r"[eEj]", text.partition(".")[2])[0]
    return len(digits) if digits else 9
