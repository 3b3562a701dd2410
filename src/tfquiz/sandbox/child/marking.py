"""Wraps the expressions that a trace takes apart in calls of a recorder.

These are the asked expression and, where it reads names, the lines that made them: each line that
binds such a name for the last time, and runs once at most. Without an expression to ask, what is
printed stands in its place. A wrapped expression is evaluated once, in its turn, as ever; nothing
else of the program is touched.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

RECORDER = ".record"
"""No source can spell this name."""

_RECORDED = (
    ast.Call, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.Attribute,
    ast.IfExp,
)  # fmt: skip
_NOT_ENTERED = (
    ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Constant, ast.Name,
)  # fmt: skip
"""What stands in these may run many times, or never; or there is nothing in them."""


@dataclass(frozen=True, slots=True)
class Part:
    """An expression that hands its value to the recorder."""

    line: int
    """1-based line where its statement begins; 0 in the asked expression."""
    column: int
    """0-based, in characters from the start of that line."""
    text: str
    enclosing: int
    """The number of the part around it; -1 at the top."""
    is_attribute: bool


class Marking:
    """The marked code of one program; `parts` by the numbers that the recorder is given."""

    def __init__(self, ask: str | None) -> None:
        self.parts: list[Part] = []
        self._ask = (ask or "").strip()
        self._asked: ast.Expression | None = None

    def program(self, source: str, filename: str) -> CodeType:
        """The statements with the lines behind the asked expression marked.

        Raises:
            SyntaxError: as compiling the source, or the asked expression, would.
        """
        tree = ast.parse(source, filename)
        once = list(_run_once(tree.body))
        asked = [self._parsed().body] if self._ask else _printed(once)
        behind = _last_bindings(once, _names(asked), walrus=":=" in source)
        if not self._ask:
            behind = [*behind, *(one for one in once if _is_print(one))]
        lines = _lines(source)
        for statement in behind:
            marker = _Marker(lines, statement.lineno, self.parts)
            if isinstance(statement, ast.Expr):
                marker.generic_visit(statement.value)
            elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
                statement.value = statement.value and marker.visit(statement.value)
        return compile(tree, filename, "exec", dont_inherit=True)

    def asked(self, filename: str) -> CodeType:
        """The asked expression, marked."""
        tree = _Marker(_lines(self._ask), 0, self.parts).visit(self._parsed())
        return compile(tree, filename, "eval", dont_inherit=True)

    def _parsed(self) -> ast.Expression:
        """The asked expression; parsed once."""
        if self._asked is None:
            self._asked = ast.parse(self._ask, mode="eval")
        return self._asked


def _lines(source: str) -> list[str]:
    """The lines as the parser counts them, with their ends: no other characters end one."""
    unified = source.replace("\r\n", "\n").replace("\r", "\n")
    return [f"{line}\n" for line in unified.split("\n")]


def _run_once(statements: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The simple statements that no loop repeats, in the order in which they stand."""
    for statement in statements:
        match statement:
            case ast.If() | ast.With() | ast.Try():
                yield from _run_once([one for one in ast.iter_child_nodes(statement)
                                      if isinstance(one, ast.stmt)])  # fmt: skip
            case _:
                yield statement


def _last_bindings(
    statements: Sequence[ast.stmt], names: set[str], *, walrus: bool
) -> list[ast.stmt]:
    """For each name the statement that binds it last, if that is a plain assignment."""
    last: dict[str, ast.stmt] = {}
    for statement in statements:
        for node in _may_bind(statement, walrus=walrus):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in names:
                last[node.id] = statement
    plain = [one for name, one in last.items() if _binds_only(one, name)]
    return [one for one in statements if one in plain]


def _may_bind(statement: ast.stmt, *, walrus: bool) -> Iterator[ast.AST]:
    """The nodes of a statement that can bind a name, and others."""
    match statement:
        case ast.Assign(targets=[target]) if not walrus:
            return ast.walk(target)
        case ast.Expr() if not walrus:
            return iter(())
        case _:
            return ast.walk(statement)


def _binds_only(statement: ast.stmt, name: str) -> bool:
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=bound)])
            | ast.AnnAssign(target=ast.Name(id=bound))
            | ast.AugAssign(target=ast.Name(id=bound))
        ):
            return bound == name
        case _:
            return False


def _printed(statements: Sequence[ast.stmt]) -> list[ast.expr]:
    """What the program prints outside of loops and functions."""
    return [
        argument
        for one in statements
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Call) and _is_print(one)
        for argument in one.value.args
    ]


def _is_print(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Name(id="print"))):
            return True
        case _:
            return False


def _names(expressions: Sequence[ast.expr]) -> set[str]:
    return {node.id for one in expressions for node in ast.walk(one) if isinstance(node, ast.Name)}


class _Marker(ast.NodeTransformer):
    """Wraps each expression worth recording."""

    def __init__(self, lines: list[str], line: int, parts: list[Part]) -> None:
        self._lines = lines
        self._line = line
        self._parts = parts
        self._enclosing = -1
        self._text: ast.JoinedStr | None = None
        """The f-string that is being visited; only Python 3.12 knows what stands where in one."""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, _NOT_ENTERED) or _is_number(node) or not node._fields:
            return node
        if isinstance(node, ast.JoinedStr):
            before, self._text = self._text, self._text or node
            self.generic_visit(node)
            self._text = before
            return node
        if not isinstance(node, _RECORDED) or not isinstance(
            getattr(node, "ctx", ast.Load()), ast.Load
        ):
            return self.generic_visit(node)
        return self._wrapped(node)

    def _wrapped(self, node: ast.expr) -> ast.expr:
        number = len(self._parts)
        inside = self._text is not None
        text = ast.unparse(node) if inside else self._segment(node)
        is_attribute = isinstance(node, ast.Attribute)
        column = self._column(self._text or node)
        self._parts.append(Part(self._line, column, text, self._enclosing, is_attribute))
        before, self._enclosing = self._enclosing, number
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # A method is looked up once, on its object: the bound method is no value to show.
            self.generic_visit(node.func)
            node.args = [self.visit(argument) for argument in node.args]
            for keyword in node.keywords:
                self.generic_visit(keyword)
        else:
            self.generic_visit(node)
        self._enclosing = before
        recorder, key = ast.Name(RECORDER, ast.Load()), ast.Constant(number)
        call = ast.Call(recorder, [key, node], [])
        for made in (recorder, key, call):
            ast.copy_location(made, node)
        return call

    def _segment(self, node: ast.expr) -> str:
        """The source of an expression."""
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        lines = [line.encode() for line in self._lines[first : last + 1]]
        lines[-1] = lines[-1][: node.end_col_offset]
        return b"".join([lines[0][node.col_offset :], *lines[1:]]).decode()

    def _column(self, node: ast.expr) -> int:
        """Where the expression starts, in characters; the syntax tree counts bytes."""
        first = max(self._line, 1) - 1
        before = sum(len(line) for line in self._lines[first : node.lineno - 1])
        own = self._lines[node.lineno - 1].encode()[: node.col_offset]
        return before + len(own.decode())


def _is_number(node: ast.AST) -> bool:
    """Whether this is a number below zero, which the syntax tree takes for an operation."""
    return isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
