"""Python files: a program whose comments are its prose; docstrings may hold examples."""

import ast
import re

from tfquiz.importing.code.python2 import parses, update_text
from tfquiz.importing.sources.console import read_console
from tfquiz.importing.sources.document import Code, Entry, Part, Prose
from tfquiz.importing.sources.webtext import read_webtext

_CELL = re.compile(r"# ?%%\s*(?:\[\w+\]\s*)?(\w.*)")
"""What opens a cell of editors that know cells, with its title."""
_DEFINED = re.compile(r"(?:class|def) (\w+)")


def read_python(text: str) -> tuple[Part, ...]:
    """Read a program; paragraphs that begin with a comment are snippets of their own."""
    if not parses(update_text(text).text):
        return read_webtext(text)
    text = update_text(text).text
    parts: list[Part] = []
    for start, paragraph in _paragraphs(text):
        cell = _CELL.match(paragraph[0])
        comment = _comment(paragraph)
        if cell:
            parts.append(Prose(cell[1], start, 2))
        if comment:
            level = 2 if len(comment) <= 70 and not cell else 0
            parts.append(Prose(comment.rstrip(".") if level else comment, start, level))
        defined = _DEFINED.match(paragraph[0])
        if defined:
            parts.append(Prose(defined[1], start, 2))
        if any(line.strip() and not line.startswith("#") for line in paragraph):
            parts.append(Code((Entry("\n".join(paragraph).strip("\n"), start),)))
    return (*parts, *_examples(text))


def _paragraphs(text: str) -> list[tuple[int, list[str]]]:
    """Statements, divided where a blank line is followed by a comment; with their first lines.

    A definition after something that prints begins another as well.
    """
    lines = text.splitlines()
    inside = _inside(text)
    starts = [0]
    prints = False
    for number, line in enumerate(lines):
        if number + 1 in inside:
            continue
        opens = line.startswith("#") or (prints and _DEFINED.match(line) is not None)
        if opens and number and not lines[number - 1].strip():
            starts.append(number)
            prints = False
        prints = prints or line.startswith("print(")
    return [
        (start + 1, lines[start:end])
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def _inside(text: str) -> set[int]:
    """Lines inside statements that go over several."""
    found: set[int] = set()
    for node in ast.parse(text).body:
        found.update(range(node.lineno + 1, (node.end_lineno or node.lineno) + 1))
    return found


def _comment(lines: list[str]) -> str:
    found = []
    for line in lines:
        if not line.startswith("#"):
            break
        if not re.match(r"#!|#.*coding[:=]|# ?%%", line):
            found.append(line.lstrip("# ").rstrip("- ="))
    return " ".join(found).strip()


def _examples(text: str) -> list[Part]:
    """The prompts in docstrings of functions and classes."""
    parts: list[Part] = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        words = ast.get_docstring(node) or ""
        code = read_console(words, node.lineno) if ">>>" in words else None
        if code is not None:
            parts += [Prose(node.name, node.lineno, 2), Prose(words.splitlines()[0], node.lineno)]
            parts.append(code)
    return parts
