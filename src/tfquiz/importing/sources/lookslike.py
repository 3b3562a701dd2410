"""Whether lines of plain text are code, printed output, or words. Nothing is run here."""

import ast
import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tfquiz.importing.code.leaves import read_first
from tfquiz.importing.code.names import USUAL, dotted
from tfquiz.importing.code.python2 import update_text

MAX_LINES = 60
"""Lines that one statement may take."""
MAX_HEADING = 70
"""Characters of a heading; a Chinese one has fewer."""
MAX_TITLE_WORDS = 10
_GOES_ON = re.compile(r"^\s*(?:else|elif|except|finally)\b.*:")
_STATEMENTS = (
    ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Import, ast.ImportFrom, ast.With, ast.For,
    ast.While, ast.If, ast.FunctionDef, ast.ClassDef, ast.Try, ast.Assert, ast.Delete, ast.Expr,
)  # fmt: skip
_MARKER = re.compile(
    r"^\s*#?\s*(?:(?:the\s+)?(?:out(?:put)?s?|results?)(?:\s+is)?|prints?|"
    r"(?:(?:代码|程序)?(?:运行|執行|执行|打印|輸出|输出|显示)的?)?(?:结果|結果|输出|輸出)(?:如下|为|為|是)*(?:所示)?|打印|"
    r"運行結果|出力(?:結果)?|実行結果|결과|출력|Ausgabe|Ergebnis|sortie|résultat|salida|resultado)"
    r"\s*(?:\[\d+\])?\s*[:：]?\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"^\s*(?:array\(|matrix\(|masked_array\(|tf\.Tensor\(|<tf\.|\[|\((?:-?\d+|array\(.*)?,|\(\)|\]|\d|-\d|True\b|False\b|"
    r"nan\b|Traceback|\w+Error\b|dtype=)"
)
_BUTTON = re.compile(
    r"^\s*(?:复制代码|复制|代码解读|在线运行|登录后复制|收起|展开|折叠|查看代码|run|"
    r"copy(?: code)?|copied!?|view code|show code|hide code|python ?[23]?|plain ?text|wrap)\s*$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[、）).]|第[一二三四五六七八九十\d]+[章节節課课])"
)
_LEADS_ON = re.compile(r"(?:是|为|如下|例如|比如|下面|以下|有|则)$")
"""How a Chinese line ends that leads to what stands below it."""
_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]")
_COULD_BE = re.compile(
    r"[=(\[{@\uff08\uff3b\uff1d]|[\w)\]]\s*[-+*/%<>|&^]|\w\.\w|"
    r"^\s*(?:import|from|print|exec|del|assert|raise|return|pass|try|else|while|if|for|with|class|def"
    r"|global|yield)\b"
)
"""What every line has that could begin a statement worth asking about."""
_MEANT = re.compile(
    r"^\s*(?:print\b\s*[\w\"'(]|exec\s+[\"']|import\s+\w+\s*$|from\s+[\w.]+\s+import\s|def\s+\w+\s*\("
    r"|for\s+\w+(?:\s*,\s*\w+)*\s+in\s.*:\s*$|while\s.*:\s*$|[A-Za-z_]\w*(?:\.\w+)+\([^()]*|"
    r"[A-Za-z_]\w*\s*=\s*[\w\"'(\[{-])"
)
_KNOWN = set(dir(builtins)) | USUAL.keys() | {"reduce", "unichr", "xrange", "raw_input"}


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines that hold one statement."""

    text: str
    """As written, without the indentation of its first line."""
    count: int
    """How many lines it takes."""
    binds: frozenset[str]


def statement_at(lines: Sequence[str], start: int, known: set[str]) -> Statement | None:
    """The statement that begins at a line, or None if that line is no code.

    Args:
        lines: the text.
        start: the line's place.
        known: names that code above has bound.
    """
    first = lines[start]
    if not first.strip() or first.lstrip().startswith("#") or not _COULD_BE.search(first):
        return None
    indent = len(first) - len(first.lstrip())
    taken: list[str] = []
    for line in lines[start : start + MAX_LINES]:
        taken.append(line[indent:] if not line[:indent].strip() else line)
        text = "\n".join(taken)
        tree = _parsed(text)
        if tree is None:
            if len(taken) > 2 and not _is_open(taken):
                return None
            continue
        if _goes_on(lines[start + len(taken) :], indent, tree):
            continue
        lone = _is_lone(lines, start, len(taken))
        if not _is_code(tree, known, lone=lone):
            return None
        return Statement(text, len(taken), frozenset(_bound(tree)))
    return None


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(update_text(text).text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_open(taken: Sequence[str]) -> bool:
    """Whether lines that do not parse yet may parse once more of them are read."""
    text = "\n".join(taken)
    brackets = sum(text.count(one) for one in "([{") - sum(text.count(one) for one in ")]}")
    head = taken[0].split("#")[0].rstrip()
    return brackets > 0 or head.endswith((":", "\\")) or '"""' in text or "'''" in text


def _goes_on(rest: Sequence[str], indent: int, tree: ast.Module) -> bool:
    """Whether the next line that is not blank belongs to the same statement."""
    following = next((line for line in rest if line.strip()), "")
    if not tree.body or not hasattr(tree.body[-1], "body"):
        return False
    deeper = len(following) - len(following.lstrip()) > indent
    return bool(following) and (deeper or _GOES_ON.match(following) is not None)


def _is_lone(lines: Sequence[str], start: int, count: int) -> bool:
    before = start == 0 or not lines[start - 1].strip()
    after = start + count >= len(lines) or not lines[start + count].strip()
    return before and after and count == 1


def _is_code(tree: ast.Module, known: set[str], *, lone: bool) -> bool:
    if not tree.body:
        return False
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    if not all(name.isascii() for name in names):
        return False
    for statement in tree.body:
        if not isinstance(statement, _STATEMENTS):
            return False
        if isinstance(statement, ast.AnnAssign) and statement.value is None:
            return False
        if isinstance(statement, ast.Expr) and not _is_telling(statement.value, known, lone=lone):
            return False
    return True


def _is_telling(value: ast.expr, known: set[str], *, lone: bool) -> bool:
    """Whether an expression on a line of its own is code, not a heading, output or a word."""
    if lone and isinstance(value, ast.Call) and _is_signature(value):
        return False
    if not any(isinstance(node, ast.Call | ast.BinOp | ast.Subscript | ast.Attribute)
               for node in ast.walk(value)):  # fmt: skip
        return False
    if isinstance(value, ast.Call) and dotted(value.func) in ("array", "matrix", "tf.Tensor"):
        return False
    names = read_first(ast.unparse(value)) | _roots(value)
    return bool(names) and names <= known | _KNOWN


def _roots(value: ast.expr) -> set[str]:
    """The libraries that an expression names."""
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)} & USUAL.keys()


def _is_signature(call: ast.Call) -> bool:
    """`tf.less()` or `tf.matmul(a, b, name=None)` on a line of its own is a heading."""
    plain = all(isinstance(argument, ast.Name) for argument in call.args)
    return plain and bool(dotted(call.func)) and dotted(call.func) != "print"


def _bound(tree: ast.AST) -> set[str]:
    found = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def does_something(text: str) -> bool:
    """Whether what was typed at a prompt is code that does more than show a name or a value."""
    tree = _parsed(text)
    if tree is None or not tree.body:
        return False
    working = ast.Call | ast.BinOp | ast.Subscript | ast.Attribute | ast.Compare | ast.JoinedStr
    return any(
        not isinstance(statement, ast.Expr)
        or any(isinstance(node, working) for node in ast.walk(statement))
        for statement in tree.body
    )


def is_known_expression(text: str, known: set[str]) -> bool:
    """Whether a text is one expression of known names: of libraries, built-ins, or `known`."""
    try:
        value = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return _is_telling(value, known, lone=False)


def binds(text: str) -> frozenset[str]:
    """The names that code binds; none if it is no Python."""
    tree = _parsed(text)
    return frozenset() if tree is None else frozenset(_bound(tree))


def is_meant_as_code(line: str) -> bool:
    """Whether a line that does not parse was meant as code all the same: `print x y`, `a = (1,`."""
    return line.isascii() and _MEANT.match(line) is not None and _parsed(line.strip()) is None


def output_mark(line: str) -> str | None:
    """What stands after "output:" on this line; None if it is no such line."""
    found = _MARKER.match(line)
    if found is None:
        return None
    rest: str = found["rest"]
    marked = re.search(r"[:：]", line[: found.start("rest")]) is not None
    return rest if marked or not rest or _SHOWN.match(rest) else None


def is_button(line: str) -> bool:
    """Whether a line is only the label of a button or a language beside code on a web page."""
    return _BUTTON.match(line) is not None


def is_numbered_heading(line: str) -> bool:
    """Whether a line is a heading that is numbered in Chinese, as titles of chapters are."""
    return _CHAPTER.match(line) is not None and is_heading(line)


def is_heading(line: str) -> bool:
    """Whether a line on its own is short enough, and ends as titles do."""
    line = line.strip()
    if line.startswith("#") or re.search(r"\.(?:png|jpe?g|gif|svg)$", line):
        return False
    if len(line) > MAX_HEADING or len(_CJK.findall(line)) > MAX_HEADING // 5:
        return False
    if _LEADS_ON.search(line) or _is_clause(line):
        return False
    return len(line) > 2 and not line.endswith(tuple("。,，.;；:：!！?？、…"))


MAX_LEAD_IN = 4
"""Words of a paragraph that only says that something follows."""


def _is_clause(line: str) -> bool:
    """Whether a line reads like a piece of a sentence: many words, the first one a small one."""
    words = line.split()
    plain = [word for word in words if word.isascii() and word.isalpha()]
    return len(words) > MAX_TITLE_WORDS or (
        len(plain) > 4 and words[0] in plain and words[0].islower()
    )


def is_lead_in(paragraph: str) -> bool:
    """Whether a paragraph only says that something follows: `For example:`, `and I get`."""
    text = paragraph.strip().strip("*_")
    if "\n" in text:
        return False
    if not text.endswith((":", "：")):
        return text[:1].islower() and text[-1].isalpha() and len(text.split()) <= MAX_LEAD_IN
    return output_mark(text) == "" or (
        len(text.split()) <= MAX_LEAD_IN and len(_CJK.findall(text)) <= 8
    )


def is_prose(line: str) -> bool:
    """Whether a line is more likely words than printed output."""
    if is_shown(line) and not line.lstrip()[0].isdigit():
        return False
    if len(_CJK.findall(line)) >= 8 or line.rstrip().endswith(("。", "：", "，")):
        return True
    words = re.findall(r"[A-Za-z]{2,}", line)
    return len(words) >= 5 and not _SHOWN.match(line)


def is_shown(line: str) -> bool:
    """Whether a line begins as printed values do."""
    return _SHOWN.match(line) is not None


def is_data_again(statement: Statement, known: set[str]) -> bool:
    """Whether a statement only shows what a known name holds, as `x1 = [(1, 2)]` in an output."""
    tree = _parsed(statement.text)
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Assign):
        return False
    try:
        ast.literal_eval(tree.body[0].value)
    except (ValueError, TypeError, SyntaxError):
        return False
    return statement.binds <= known
