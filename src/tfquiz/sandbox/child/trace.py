"""Records what a program does, step by step, while it runs exactly as it stands.

Statements are followed by the interpreter's own line events in the program's outermost frame;
nothing of the source is rewritten. The asked expression alone is taken apart: each call, operator,
subscript and array-valued attribute hands its value through a recorder, evaluated once, in order.
"""

import ast
import sys
from types import CodeType, FrameType
from typing import Any

from tfquiz.program.program import MAX_STEPS
from tfquiz.program.steps import Step
from tfquiz.sandbox.child.convert import convert
from tfquiz.values import Array, Value

MAX_STEP_ITEMS = 100

_RECORDER = ".record"
"""No source can spell this name."""

_RECORDED = (
    ast.Call, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Subscript, ast.Attribute,
    ast.IfExp,
)  # fmt: skip
_NOT_ENTERED = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""What stands in these may run many times, or never."""


class Trace:
    """The steps of one program."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._given = frozenset(namespace)
        self._found: list[tuple[int, int, str, Value, int | None, int]] = []
        """line, column, text, value, key of the expression, key of the enclosing one."""
        self._seen: dict[str, tuple[int, Value]] = {}
        self._line = 0

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was recorded so far."""
        index = {key: number for number, (*_, key, _) in enumerate(self._found) if key is not None}
        return tuple(
            Step(line, column, text, value, index.get(parent, -1))
            for line, column, text, value, _, parent in self._found
        )

    def execute(self, code: CodeType) -> None:
        """Run the statements."""

        def enter(frame: FrameType, event: str, _: Any) -> Any:
            outermost = frame.f_code is code and event == "call"
            return self._on_line if outermost else None

        sys.settrace(enter)
        try:
            exec(code, self._namespace)  # noqa: S102 (this is what the sandbox is for)
        finally:
            sys.settrace(None)
            self._record_changes()

    def _on_line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self._record_changes()
            self._line = frame.f_lineno
        return self._on_line

    def _record_changes(self) -> None:
        for name, thing in list(self._namespace.items()):
            if name in self._given or len(self._found) >= MAX_STEPS:
                continue
            state = id(thing), convert(thing, limit=MAX_STEP_ITEMS)
            if self._seen.get(name) != state:
                self._seen[name] = state
                self._found.append((self._line, -1, name, state[1], None, -1))

    def evaluate(self, ask: str, filename: str) -> Any:
        """Evaluate the asked expression and record its parts."""
        tree = ast.parse(ask.strip(), filename, mode="eval")
        marker = _Marker(ask.strip())
        marked = ast.fix_missing_locations(marker.visit(tree))

        def record(key: int, value: Any) -> Any:
            text, column, parent, is_attribute = marker.expressions[key]
            kept = convert(value, limit=MAX_STEP_ITEMS)
            if len(self._found) < MAX_STEPS and (isinstance(kept, Array) or not is_attribute):
                self._found.append((0, column, text, kept, key, parent))
            return value

        code = compile(marked, filename, "eval", dont_inherit=True)
        return eval(code, self._namespace, {_RECORDER: record})  # noqa: S307 (as above)


class _Marker(ast.NodeTransformer):
    """Wraps each expression worth recording in a call of the recorder."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._enclosing = -1
        self.expressions: list[tuple[str, int, int, bool]] = []
        """text, column, key of the enclosing expression, whether it is an attribute."""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, _NOT_ENTERED):
            return node
        if not isinstance(node, _RECORDED) or not isinstance(
            getattr(node, "ctx", ast.Load()), ast.Load
        ):
            return self.generic_visit(node)
        return self._wrapped(node)

    def _wrapped(self, node: Any) -> ast.expr:
        key = len(self.expressions)
        text = ast.get_source_segment(self._source, node) or ""
        column = _characters(self._source, node)
        self.expressions.append((text, column, self._enclosing, isinstance(node, ast.Attribute)))
        before, self._enclosing = self._enclosing, key
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # A method is looked up once, on its object: the bound method is no value to show.
            node.func.value = self.visit(node.func.value)
            node.args = [self.visit(argument) for argument in node.args]
            node.keywords = [self.visit(keyword) for keyword in node.keywords]
        else:
            self.generic_visit(node)
        self._enclosing = before
        call = ast.Call(ast.Name(_RECORDER, ast.Load()), [ast.Constant(key), node], [])
        return ast.copy_location(call, node)


def _characters(source: str, node: ast.expr) -> int:
    """Where the expression starts, in characters; the syntax tree counts bytes."""
    lines = source.splitlines(keepends=True)
    before = sum(len(line) for line in lines[: node.lineno - 1])
    return before + len(lines[node.lineno - 1].encode()[: node.col_offset].decode())
