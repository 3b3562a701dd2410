"""The policy's part on texts: formats may not reach attributes, nor ask for gigabytes of spaces."""

import ast
import re
from string import Formatter

_TOO_WIDE = re.compile(r"\d{4}")
_FIELD = re.compile(r"(?:[A-Za-z]\w*|\d+)?", re.ASCII)


def check_text(node: ast.FormattedValue) -> list[str]:
    """Complaints about a field of an f-string; what stands in it is looked at as code."""
    match node:
        case ast.FormattedValue(format_spec=ast.JoinedStr(values=parts)):
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            return _check_width("".join(str(text) for text in texts))
        case _:
            return []


def check_format(text: str) -> list[str]:
    """Complaints about the fields of a text before `.format`."""
    try:
        fields = list(Formatter().parse(text))
    except ValueError as error:
        return [f"not a format: {error}"]
    found = []
    for _, name, spec, _ in fields:
        if name is not None and not _FIELD.fullmatch(name):
            found.append(f"{{{name}}}: a field of .format is a name or a number, nothing after it")
        if spec and "{" in spec:
            found.append("a field's format may not hold a field itself")
        found += _check_width(spec or "")
    return found


def _check_width(spec: str) -> list[str]:
    return ["a width of more than three digits"] if _TOO_WIDE.search(spec) else []
