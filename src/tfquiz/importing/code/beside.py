"""Values that a source shows beside the code: `sum(x)  # 6`, `len(x) --> 2`."""

import ast
import io
import re
import tokenize

_LEAD = r"(?:=+>|-+>|→|⇒|>>|(?:output|outputs|out|prints|gives|returns|输出|结果|打印)\s*[:：]?)"
_VALUE = re.compile(
    r"(?:array|tf\.Tensor|matrix|np\.\w+)?\s*"
    r"(?:[-+]?\d[\d.,eEj+-]*\s*|[\[\](){}:,]\s*|True\b\s*|False\b\s*|None\b\s*|nan\b\s*|inf\b\s*|"
    r"dtype=[\w.]+\s*|'[^']*'\s*|\"[^\"]*\"\s*)+"
)
_MARKED = re.compile(rf"\s*{_LEAD}\s*(.+)", re.IGNORECASE)
_ARROW = re.compile(r"^\s*(\S.*?)\s+(?:-+>|=+>|→|⇒)\s+(\S.*)$")


def split_arrow(line: str) -> tuple[str, str] | None:
    """The expression and the value of a line such as `len("ab") --> 2`; None for any other.

    A signature, `islice(iterable, stop) --> islice object`, holds no value to begin with.
    """
    found = _ARROW.match(line)
    if found is None or found[1].startswith(("def ", "lambda", "#")):
        return None
    try:
        node = ast.parse(found[1], mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    working = isinstance(node, ast.Call | ast.BinOp | ast.Subscript)
    values = any(isinstance(one, ast.Constant) and one.value is not ... for one in ast.walk(node))
    return (found[1], found[2]) if working and values else None


def shown_beside(text: str) -> dict[str, str]:
    """What comments show as the values of the statements before them, by the statements' code.

    A statement that stands there twice is left out: the comment could belong to either.
    """
    if "#" not in text:
        return {}
    comments = _comments(text)
    lines = text.splitlines()
    found: dict[str, str] = {}
    seen: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Expr):
            continue
        code, last = ast.unparse(node), node.end_lineno or node.lineno
        below = lines[last].strip() if last < len(lines) else ""
        value = _value(comments.get(last, ""))
        if not value and below.startswith("#") and (marked := _MARKED.match(below[1:])):
            value = _value(marked[1])
        if code in seen:
            found.pop(code, None)
        elif value:
            found[code] = value
        seen.add(code)
    return found


def _value(comment: str) -> str:
    """The value that a comment is, after an arrow or by itself; "" for words."""
    marked = _MARKED.match(comment)
    text = (marked[1] if marked else comment).strip()
    return text if _VALUE.fullmatch(text) else ""


def _comments(text: str) -> dict[int, str]:
    """The comments at the ends of lines of code, without their mark."""
    found = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and token.line[: token.start[1]].strip():
                found[token.start[0]] = token.string.lstrip("#").strip()
    except (tokenize.TokenError, SyntaxError):
        return {}
    return found
