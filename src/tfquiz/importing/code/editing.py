"""Edits of Python source by the places that its syntax tree gives; the rest stays as written."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class Source:
    """A text that parses, with its tree and the way from a node to its characters."""

    def __init__(self, text: str, *, expression: bool = False) -> None:
        """Parse a text; SyntaxError or ValueError if it is no Python."""
        self.text = text
        self.body: list[ast.stmt] = [] if expression else ast.parse(text).body
        self.expression = ast.parse(text, mode="eval").body if expression else None

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        found = []
        start = 0
        for line in self.text.splitlines(keepends=True):
            found.append((start, line))
            start += len(line)
        return found

    def offset(self, line: int, column: int) -> int:
        """Where a 1-based line and a column in bytes stand in the text."""
        if line > len(self._lines):
            return len(self.text)
        start, text = self._lines[line - 1]
        if text.isascii():
            return start + column
        return start + len(text.encode()[:column].decode(errors="ignore"))

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> Span:
        """Where a node starts and ends."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        start = self.offset(node.lineno, node.col_offset)
        return start, self.offset(end_line, end_column)

    def of(self, node: ast.expr | ast.stmt) -> str:
        """A node's text as it was written."""
        start, end = self.span(node)
        return self.text[start:end]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made; of two that overlap the later one is left out."""
    pieces = []
    position = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < position:
            continue
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def without_comments(code: str) -> str:
    """Code without comments and blank lines: what a comment says may not hold of other data."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return code
    lines = code.splitlines()
    for token in reversed(tokens):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    inside = _string_lines(tokens)
    kept = [
        line.rstrip() for row, line in enumerate(lines, start=1) if line.strip() or row in inside
    ]
    return "\n".join(kept)


def without_docstrings(code: str) -> str:
    """Code whose functions and classes have no docstrings: they tell what a question asks."""
    source = Source(code)
    edits = []
    for node in ast.walk(ast.Module(source.body, [])):
        match node:
            case ast.FunctionDef(body=[ast.Expr(ast.Constant(value=str())) as words, _, *_]) | (
                ast.ClassDef(body=[ast.Expr(ast.Constant(value=str())) as words, _, *_])
            ):
                start, end = source.span(words)
                rest = re.compile(r"[\s;]*").match(code, end)
                edits.append(Edit(start, rest.end() if rest else end, ""))
            case _:
                continue
    return applied(code, edits)


def _string_lines(tokens: Iterable[tokenize.TokenInfo]) -> set[int]:
    """Lines inside strings that go over several, whose blank ones belong to the string."""
    found: set[int] = set()
    for token in tokens:
        if token.type == tokenize.STRING and token.end[0] > token.start[0]:
            found.update(range(token.start[0], token.end[0] + 1))
    return found


def folded(code: str, width: int) -> str:
    """Code whose long lines are broken after commas inside brackets, where there are any."""
    return "\n".join(part for line in code.splitlines() for part in _folded(line, width))


def _folded(line: str, width: int) -> list[str]:
    parts: list[str] = []
    indent = len(line) - len(line.lstrip()) + 4
    while len(line) > width:
        place = _break(line, width)
        if place is None:
            break
        parts.append(line[:place].rstrip())
        line = " " * indent + line[place:].lstrip()
    return [*parts, line]


def _break(line: str, width: int) -> int | None:
    """The last place before `width` after a comma inside brackets and outside strings."""
    depth = 0
    quote = ""
    best = None
    for place, character in enumerate(line[:width]):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == "," and depth > 0 and line[place + 1 :].strip():
            best = place + 1
    indent = len(line) - len(line.lstrip())
    return best if best is not None and best > indent + 4 else None
