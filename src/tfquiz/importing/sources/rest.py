"""reStructuredText, as Sphinx's pages and many docstrings are written: made into marked text."""

import re
from collections.abc import Sequence

from tfquiz.importing.sources.console import dedented, has_prompts
from tfquiz.importing.sources.document import Part
from tfquiz.importing.sources.marked import Marked

_DIRECTIVE = re.compile(r"^(\s*)\.\. +(?:\|[^|]+\| +)?([\w:-]+?)::(?: +(.*))?$")
_COMMENT = re.compile(r"^(\s*)\.\.(?: +.*)?$")
_OPTION = re.compile(r"^\s*:[\w-]+:")
_RULE = re.compile(r"^([^\w\s])\1{2,}\s*$")
_GRID = re.compile(r"^\s*(?:\+[-=+]+|=+(?:\s+=+)+\s*)$")
_ROLE = re.compile(r":[\w:+.-]+:`~?!?([^`<]*?)(?:\s*<[^`>]*>)?`")
_LINK = re.compile(r"`([^`<]+?)\s*<[^`>]*>`__?|`([^`]+)`__?")
_CODE = {
    "code-block": "", "code": "", "sourcecode": "", "ipython": "ipython", "testcode": "python",
    "testsetup": "python", "doctest": "pycon", "jupyter-execute": "python", "plot": "python",
    "testoutput": "output", "parsed-literal": "output", "exec": "python", "pyodide": "python",
}  # fmt: skip
_WORDS = {
    "note", "warning", "tip", "important", "hint", "seealso", "attention", "caution", "danger",
    "admonition", "versionadded", "versionchanged", "deprecated", "topic", "container", "rubric",
    "tab-item", "tab-set", "dropdown", "example", "grid", "card",
}  # fmt: skip
Numbered = tuple[str, int]


def looks_like_rest(text: str) -> bool:
    """Whether a text has the directives of reStructuredText that hold code."""
    return any(
        (found := _DIRECTIVE.match(line)) is not None and found[2] in _CODE
        for line in text.splitlines()
    )


def read_rest(text: str) -> tuple[Part, ...]:
    """Read a text; lines are those of the file."""
    marked = Marked()
    lines = [(line, number) for number, line in enumerate(text.expandtabs(4).splitlines(), 1)]
    _read(lines, marked, {})
    marked.blank()
    return marked.read()


def _read(lines: Sequence[Numbered], marked: Marked, levels: dict[str, int]) -> None:
    place = 0
    while place < len(lines):
        line, number = lines[place]
        if (title := _title(lines, place)) is not None:
            text, mark, count = title
            level = levels.setdefault(mark, len(levels) + 1)
            marked.blank()
            marked.word(f"{'#' * min(level, 6)} {_plain(text)}", number)
            marked.blank()
            place += count
        elif found := _DIRECTIVE.match(line):
            end = _end_of_block(lines, place + 1, len(found[1]))
            _directive(found, lines[place + 1 : end], number, marked, levels)
            place = end
        elif comment := _COMMENT.match(line):
            place = _end_of_block(lines, place + 1, len(comment[1]))
        elif line.lstrip().startswith(">>>"):
            place = _doctest(lines, place, marked)
        elif line.rstrip().endswith("::"):
            place = _literal(lines, place, marked)
        else:
            _word(line, number, marked)
            place += 1


def _title(lines: Sequence[Numbered], place: int) -> tuple[str, str, int] | None:
    """A title that begins here, with its mark and how many lines it takes."""
    texts = [text.rstrip() for text, _ in lines[place : place + 3]]
    if len(texts) == 3 and _RULE.match(texts[0]) and texts[0] == texts[2] and texts[1].strip():
        return texts[1].strip(), f"over {texts[0][0]}", 3
    if len(texts) < 2 or not texts[0].strip() or texts[0][0] == " " or _RULE.match(texts[0]):
        return None
    before = place == 0 or not lines[place - 1][0].strip()
    long = len(texts[1]) >= min(len(texts[0]), 4)
    return (texts[0], texts[1][0], 2) if before and long and _RULE.match(texts[1]) else None


def _end_of_block(lines: Sequence[Numbered], start: int, indent: int) -> int:
    """Where the lines that are indented more end, without the blank ones after them."""
    end = last = start
    while end < len(lines):
        text = lines[end][0]
        if text.strip():
            if len(text) - len(text.lstrip()) <= indent:
                break
            last = end + 1
        end += 1
    return last


def _directive(
    found: re.Match[str], block: Sequence[Numbered], number: int, marked: Marked,
    levels: dict[str, int],
) -> None:  # fmt: skip
    name, argument = found[2].lower(), (found[3] or "").strip()
    body = list(block)
    while body and (_OPTION.match(body[0][0]) or not body[0][0].strip()):
        body.pop(0)
    if name in _CODE:
        marked.fence(_dedented(body), _CODE[name] or (argument.split() or [""])[0])
    elif name in _WORDS:
        marked.blank()
        if argument and not name.startswith(("version", "deprecated", "container", "grid")):
            marked.word(_plain(argument), number)
            marked.blank()
        _read(_dedented(body), marked, levels)
        marked.blank()


def _doctest(lines: Sequence[Numbered], place: int, marked: Marked) -> int:
    """Prompts and what they show, up to the first paragraph without any."""
    end = place
    while end < len(lines):
        if not lines[end][0].strip():
            following = next((text for text, _ in lines[end:] if text.strip()), "")
            if not following.lstrip().startswith(">>>"):
                break
        end += 1
    marked.fence(_dedented(lines[place:end]), "pycon")
    return end


def _literal(lines: Sequence[Numbered], place: int, marked: Marked) -> int:
    """A line that ends in `::`, and the indented block below it."""
    line, number = lines[place]
    indent = len(line) - len(line.lstrip())
    words = line.strip().removesuffix("::").strip()
    if words:
        _word(f"{words}:", number, marked)
    end = _end_of_block(lines, place + 1, indent)
    if end == place + 1:
        marked.blank()
        return end
    body = _dedented(lines[place + 1 : end])
    marked.fence(body, "pycon" if has_prompts("\n".join(text for text, _ in body)) else "")
    return end


def _word(line: str, number: int, marked: Marked) -> None:
    if _GRID.match(line) or _OPTION.match(line):
        marked.end()
    elif line.strip():
        marked.word(_plain(line), number)
        marked.end()
    else:
        marked.blank()


def _dedented(block: Sequence[Numbered]) -> list[Numbered]:
    texts = dedented([text for text, _ in block])
    found = [(text, number) for text, (_, number) in zip(texts, block, strict=True)]
    while found and not found[0][0].strip():
        found.pop(0)
    while found and not found[-1][0].strip():
        found.pop()
    return found


def _plain(text: str) -> str:
    """Words with Markdown's marks: roles, links and literals of reStructuredText are translated."""
    pieces = re.split(r"(``.+?``)", text.strip())
    return "".join(one[1:-1] if one.startswith("``") else _words(one) for one in pieces)


def _words(text: str) -> str:
    text = _ROLE.sub(r"`\1`", text)
    return _LINK.sub(lambda found: found[1] or found[2], text) if "`_" in text else text
