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
_NOT_ENTERED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""What stands in these may run many times, or never."""


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

    def __init__(self) -> None:
        self.parts: list[Part] = []

    def program(self, source: str, ask: str | None, filename: str) -> CodeType | None:
        """The statements with the lines behind `ask` marked; None where there is none such.

        Raises:
            SyntaxError: as compiling the source would.
        """
        tree = ast.parse(source, filename)
        once = list(_run_once(tree.body))
        asked = [ast.parse(ask.strip(), mode="eval").body] if ask else _printed(once)
        behind = _last_bindings(once, _names(asked))
        if not ask:
            behind = [*behind, *(one for one in once if _is_print(one))]
        for statement in behind:
            marker = _Marker(source, statement.lineno, self.parts)
            if isinstance(statement, ast.Expr):
                marker.generic_visit(statement.value)
            elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
                statement.value = statement.value and marker.visit(statement.value)
        return _compile(tree, filename, "exec") if self.parts else None

    def asked(self, ask: str, filename: str) -> CodeType:
        """The asked expression, marked."""
        tree = ast.parse(ask.strip(), filename, mode="eval")
        return _compile(_Marker(ask.strip(), 0, self.parts).visit(tree), filename, "eval")


def _compile(tree: ast.Module | ast.Expression, filename: str, mode: str) -> CodeType:
    return compile(ast.fix_missing_locations(tree), filename, mode, dont_inherit=True)


def _run_once(statements: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The simple statements that no loop repeats, in the order in which they stand."""
    for statement in statements:
        match statement:
            case ast.If() | ast.With() | ast.Try():
                yield from _run_once([one for one in ast.iter_child_nodes(statement)
                                      if isinstance(one, ast.stmt)])  # fmt: skip
            case _:
                yield statement


def _last_bindings(statements: Sequence[ast.stmt], names: set[str]) -> list[ast.stmt]:
    """For each name the statement that binds it last, if that is a plain assignment."""
    last: dict[str, ast.stmt] = {}
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in names:
                last[node.id] = statement
    plain = [one for name, one in last.items() if _binds_only(one, name)]
    return [one for one in statements if one in plain]


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

    def __init__(self, source: str, line: int, parts: list[Part]) -> None:
        self._lines = source.splitlines(keepends=True)
        self._source = source
        self._line = line
        self._parts = parts
        self._enclosing = -1
        self._text: ast.JoinedStr | None = None
        """The f-string that is being visited; only Python 3.12 knows what stands where in one."""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, _NOT_ENTERED) or _is_number(node):
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
        text = ast.unparse(node) if inside else ast.get_source_segment(self._source, node)
        is_attribute = isinstance(node, ast.Attribute)
        column = self._column(self._text or node)
        self._parts.append(Part(self._line, column, text or "", self._enclosing, is_attribute))
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
        call = ast.Call(ast.Name(RECORDER, ast.Load()), [ast.Constant(number), node], [])
        return ast.copy_location(call, node)

    def _column(self, node: ast.expr) -> int:
        """Where the expression starts, in characters; the syntax tree counts bytes."""
        first = max(self._line, 1) - 1
        before = sum(len(line) for line in self._lines[first : node.lineno - 1])
        own = self._lines[node.lineno - 1].encode()[: node.col_offset]
        return before + len(own.decode())


def _is_number(node: ast.AST) -> bool:
    """Whether this is a number below zero, which the syntax tree takes for an operation."""
    return isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
