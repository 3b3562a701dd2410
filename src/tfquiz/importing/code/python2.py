"""Text that is nearly today's Python: quotes and spaces of the web, and what Python 2 wrote."""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass

_PLAIN = str.maketrans(
    {
        "\u00a0": " ",
        "\u3000": " ",
        "\u200b": "",
        "\ufeff": "",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u2212": "-",
    }
)
_WIDE = str.maketrans("\uff08\uff09\uff0c\uff1a\uff1b\uff3b\uff3d\uff1d", "(),:;[]=")
_PRINT = re.compile(r"^(\s*(?:.*:\s+)?)print\b(?!\s*\()[ \t]*(.*)$")
_PRINT_CALL = re.compile(r"^(\s*)print\s*(\(.*\)\s*%.*|\(.*\)\s*,.*)$")
_EXCEPT = re.compile(r"^(\s*except\s+[\w.]+|\s*except\s*\([^)]*\))\s*,\s*(\w+)\s*:")
_PREFIXED = re.compile(r"\b[uU](?=[\"'])")
_LONG = re.compile(r"\b(\d+)[lL]\b")
_OCTAL = re.compile(r"(?<![\w.])0+([1-7][0-7]*)(?![\w.])")
_MAGIC = re.compile(r"^\s*(?:%|!|\?)|^\s*[\w.]+\?+\s*$")
_DISPLAY = re.compile(r"^(\s*)display\((?=.*\)\s*$)", re.MULTILINE)
_NAMES = {
    "xrange": "range",
    "unicode": "str",
    "raw_input": "input",
    "basestring": "str",
    "unichr": "chr",
    "long": "int",
}


@dataclass(frozen=True, slots=True)
class Updated:
    """A text brought up to date."""

    text: str
    changes: tuple[str, ...]
    """Each change in words, such as "`print x` became `print(x)`"."""


def parses(text: str) -> bool:
    """Whether this is Python."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def update_text(text: str) -> Updated:
    """Make a text parse, if that can be done without guessing what it means."""
    changes: list[str] = []
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for name, change in _CHANGES:
        changed = change(text)
        if changed != text:
            text = changed
            if name:
                changes.append(name)
    if not parses(text) and parses(text.translate(_WIDE)):
        text = text.translate(_WIDE)
        changes.append("full-width punctuation became ASCII")
    return Updated(text, tuple(changes))


def _spaces(text: str) -> str:
    return "\n".join(
        line.expandtabs(4).rstrip() for line in text.translate(_BLANKS).splitlines()
    ).strip("\n")


_BLANKS = str.maketrans({"\u00a0": " ", "\u3000": " ", "\u200b": "", "\ufeff": ""})


def _quotes(text: str) -> str:
    changed = text.translate(_PLAIN)
    return changed if changed != text and not parses(text) else text


def _magics(text: str) -> str:
    if parses(text):
        return text
    return "\n".join(line for line in text.splitlines() if not _MAGIC.match(line))


def _displays(text: str) -> str:
    return text if "def display" in text else _DISPLAY.sub(r"\1print(", text)


def _semicolons(text: str) -> str:
    return "\n".join(re.sub(r";\s*$", "", line) for line in text.splitlines())


def _entities(text: str) -> str:
    for name, character in (("&gt;", ">"), ("&lt;", "<"), ("&quot;", '"'), ("&#39;", "'")):
        text = text.replace(name, character)
    return text.replace("&amp;", "&")


def _prints(text: str) -> str:
    if "print" not in text:
        return text
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if found := _PRINT.match(line):
            lines[number] = found[1] + _call(found[2])
        elif (found := _PRINT_CALL.match(line)) and not line.lstrip().startswith("print ()"):
            candidate = found[1] + _call(found[2])
            if parses(candidate.strip()):
                lines[number] = candidate
    return "\n".join(lines)


def _call(rest: str) -> str:
    """What stood after a print statement, as a call; a comment after it stays behind."""
    if rest.startswith(">>"):
        return f"print({rest.partition(',')[2].strip()})"
    for place in [*(one.start() for one in re.finditer("#", rest)), len(rest)]:
        inner = rest[:place].rstrip()
        if inner.endswith(","):
            inner = f'{inner} end=" "'
        if parses(f"print({inner})"):
            return f"print({inner})" + (f"  {rest[place:]}" if rest[place:] else "")
    return f"print {rest}"


def _handlers(text: str) -> str:
    return "\n".join(_EXCEPT.sub(r"\1 as \2:", line) for line in text.splitlines())


def _literals(text: str) -> str:
    if parses(text):
        return text
    text = _OCTAL.sub(r"0o\1", _LONG.sub(r"\1", _PREFIXED.sub("", text)))
    return text.replace("<>", "!=")


def _names(text: str) -> str:
    for old, new in _NAMES.items():
        text = re.sub(rf"\b{old}(?=\s*\()", new, text)
    text = re.sub(r"\b([\w.]+)\.has_key\(([^()]*)\)", r"(\2 in \1)", text)
    return re.sub(r"\.iter(items|keys|values)\(\)", r".\1()", text)


_CHANGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("", _spaces),
    ("HTML entities became characters", _entities),
    ("typographic quotes became plain ones", _quotes),
    ("lines for the notebook alone were dropped", _magics),
    ("a notebook's `display` became `print`", _displays),
    ("", _semicolons),
    ("Python 2's `print` became a call", _prints),
    ("`except E, e` became `except E as e`", _handlers),
    ("Python 2's literals and `<>` became Python 3's", _literals),
    ("Python 2's names became Python 3's", _names),
)
