"""Code inside of words: the cells of a cheat sheet, the items of a list, a call in a sentence."""

import ast
import re
from collections.abc import Iterable, Sequence

from tfquiz.importing.sources.document import Code, Entry, Part
from tfquiz.importing.sources.lookslike import binds, is_known_expression, is_shown

MAX_CHARACTERS = 120
_SPAN = re.compile(r"(?<!`)(`{1,2})(?!`)(.+?)(?<!`)\1(?!`)")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^\s*\|?[\s:|+=-]*-[\s:|+=-]*$")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")


def is_table(lines: Sequence[str]) -> bool:
    """Whether the lines of a paragraph are the rows of a table."""
    rows = [line for line in lines if _BAR.search(line)]
    ruled = len(lines) > 1 and any(_RULE.match(line) and "|" in line for line in lines)
    return len(rows) == len(lines) and (ruled or all(line.startswith("|") for line in lines))


def codes_in(lines: Sequence[str], number: int) -> list[Code]:
    """What may be code in a paragraph whose first line has a number, with the words around it."""
    if is_table(lines):
        rows = [(line, number + place) for place, line in enumerate(lines) if not _RULE.match(line)]
        return [code for row in rows for code in _of_row(*row)]
    items: list[tuple[str, int]] = []
    for place, line in enumerate(lines):
        if _ITEM.match(line) or not items:
            items.append((_ITEM.sub("", line), number + place))
        else:
            items[-1] = f"{items[-1][0]}\n{line}", items[-1][1]
    return [
        Code((Entry(found[2].strip(), start + text[: found.start()].count("\n")),), inline=text)
        for text, start in items
        for found in _SPAN.finditer(text)
    ]


def _of_row(line: str, number: int) -> list[Code]:
    """The codes of a table's row; a value in another cell is what they give."""
    cells = [one.replace("\\|", "|").strip() for one in _BAR.split(line.strip().strip("|"))]
    shown = [one.strip("`") for one in cells if is_shown(one.strip("`"))]
    found = []
    for place, cell in enumerate(cells):
        words = ". ".join(one for other, one in enumerate(cells) if one and other != place)
        for span in _SPAN.finditer(cell):
            output = shown[0] if len(shown) == 1 and shown[0] != span[2] else ""
            found.append(Code((Entry(span[2].strip(), number, output),), inline=words))
    return found


def with_inline(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts without that inline code which is none, or which stands in a block as well."""
    parts = tuple(parts)
    blocks = "\n".join(one.text for one in parts if isinstance(one, Code) and one.inline is None)
    seen = _squeezed(blocks)
    known: set[str] = set()
    kept: list[Part] = []
    taken: set[str] = set()
    for part in parts:
        if isinstance(part, Code) and part.inline is not None:
            squeezed = _squeezed(part.text)
            if squeezed in taken or squeezed in seen or not _is_worth_asking(part.text, known):
                continue
            taken.add(squeezed)
        elif isinstance(part, Code):
            known |= binds(part.text)
        kept.append(part)
    return tuple(kept)


def _is_worth_asking(text: str, known: set[str]) -> bool:
    if len(text) > MAX_CHARACTERS or not is_known_expression(text, known):
        return False
    working = ast.Call | ast.BinOp | ast.Subscript | ast.Compare
    tree = ast.parse(text, mode="eval")
    data = any(
        (isinstance(node, ast.Constant) and node.value is not ...)
        or isinstance(node, ast.List)
        or (isinstance(node, ast.Name) and node.id in known)
        for node in ast.walk(tree)
    )
    return data and any(isinstance(node, working) for node in ast.walk(tree))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
