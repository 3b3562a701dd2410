"""Line numbers that stand before each line of copied code."""

import re
from collections.abc import Sequence

from tfquiz.importing.code.python2 import parses, update_text
from tfquiz.importing.sources.lookslike import does_something

_NUMBERED = re.compile(r"^\s*(\d{1,4})(?:(?:[.:)]?\s|\s*\|)(.*)|)$")


def without_gutter(lines: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Lines of code without the numbers before them, if all have some that count up.

    Args:
        lines: texts, each with its own line number in the source.
    """
    bare = ungutted([text for text, _ in lines])
    if bare is None:
        return list(lines)
    return [(text, number) for text, (_, number) in zip(bare, lines, strict=True)]


def ungutted(lines: Sequence[str]) -> list[str] | None:
    """The lines without their numbers; None if they are not numbered code."""
    found = [_NUMBERED.match(line) for line in lines]
    pairs = [(int(one[1]), one[2] or "") for one in found if one]
    if len(lines) < 2 or len(pairs) < len(lines):
        return None
    first = pairs[0][0]
    if [number for number, _ in pairs] != list(range(first, first + len(pairs))):
        return None
    filled = [text for _, text in pairs if text.strip()]
    common = min((len(one) - len(one.lstrip()) for one in filled), default=0)
    bare = [text[common:] for _, text in pairs]
    code = update_text("\n".join(bare)).text
    return bare if parses(code) and does_something(code) else None


def without_gutters(text: str) -> str:
    """Plain text in which each run of numbered lines of code has lost its numbers."""
    lines = text.splitlines()
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _NUMBERED.match(lines[end]):
            end += 1
        if end - start > 1 and (bare := ungutted(lines[start:end])) is not None:
            lines[start:end] = bare
        start = max(end, start + 1)
    return "\n".join(lines)
