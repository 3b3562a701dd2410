"""Where things stand in a deck's file: from a path of keys to a line number.

`tomllib` keeps no lines, and authors need them. This reads the text once, in linear time, and
understands only as much TOML as is needed to find headers and keys; `tomllib` decides what is
valid. It also refuses, before `tomllib` sees them, keys that would cost it minutes.
"""

import re
from dataclasses import dataclass, field

from tfquiz.errors import Problem

MAX_KEY_PARTS = 8
Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*[^=\n]*?)?)\s*=""")
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]',
    re.DOTALL,
)


_DEEP = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}")


class TooDeepError(ValueError):
    """A key with more parts than any deck needs."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"a key has more than {MAX_KEY_PARTS} parts; decks need four at the most")


@dataclass(slots=True)
class Places:
    """The lines of one file."""

    lines: dict[Path, int] = field(default_factory=dict)
    """1-based line of each header and key, by its path."""
    _counts: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it; 0 if nothing is known."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 0

    def enter(self, parts: list[str], *, is_list: bool, line: int) -> Path:
        """Note a header and return the path that keys below it start with."""
        path: Path = ()
        for position, part in enumerate(parts):
            path = (*path, part)
            if is_list and position == len(parts) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        self.lines[path] = line
        return path


def find_places(text: str) -> Places:
    """Read the lines of headers and keys from a deck's text.

    Raises:
        TooDeepError: if a key has more than `MAX_KEY_PARTS` parts.
    """
    _refuse_deep_keys(text)
    places = Places()
    base: Path = ()
    for number, statement in _statements(text):
        header = _HEADER.match(statement)
        if header:
            parts = _split(header[2], number)
            base = places.enter(parts, is_list=header[1] == "[[", line=number)
            continue
        key = _KEY.match(statement)
        if key:
            path = (*base, *_split(key[1], number))
            for length in range(len(base) + 1, len(path) + 1):
                places.lines.setdefault(path[:length], number)
    return places


def _refuse_deep_keys(text: str) -> None:
    """Refuse keys of many parts wherever they stand, inline tables too: tomllib is slow on them."""
    bare = _TOKEN.sub(
        lambda token: "s" + "\n" * token[0].count("\n") if token[0][0] in "\"'#" else token[0], text
    )
    deep = _DEEP.search(bare)
    if deep:
        raise TooDeepError(bare.count("\n", 0, deep.start()) + 1)


def _statements(text: str) -> list[tuple[int, str]]:
    """The first line of each statement with its number; what a value goes on with is skipped."""
    found: list[tuple[int, str]] = []
    start, line, first, depth = 0, 1, 1, 0
    for token in _TOKEN.finditer(text):
        piece = token[0]
        if piece == "\n":
            if depth == 0:
                found.append((first, text[start : token.start()]))
                start, first = token.end(), line + 1
            line += 1
        elif piece in "[{":
            depth += 1
        elif piece in "]}":
            depth = max(0, depth - 1)
        else:
            line += piece.count("\n")
    found.append((first, text[start:]))
    return found


def _split(key: str, line: int) -> list[str]:
    parts = re.findall(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""", key)
    if len(parts) > MAX_KEY_PARTS:
        raise TooDeepError(line)
    return [part.strip("\"'") for part in parts]


def toml_problem(text: str, name: str, error: str) -> Problem:
    """What `tomllib` says about a text that is not TOML, at the line that it means."""
    message, _, place = error.partition(" (at ")
    line = 0
    if place.startswith("line "):
        line = int(place.removeprefix("line ").partition(",")[0])
    elif "end of document" in place:
        line = text.count("\n") + 1
    return Problem(name, line, f"not valid TOML: {message}")
