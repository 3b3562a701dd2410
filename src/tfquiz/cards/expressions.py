"""Small expressions in inputs, such as "n - 1" or "x[0] != x[1]", for bounds and conditions.

A walker over the syntax tree, not `eval`: only numbers, drawn inputs and a few functions, with a
bound on the work. Programs themselves never come here.
"""

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

MAX_STEPS = 20_000

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}


def flat(value: Any) -> list[Any]:
    """All numbers of a nested list, in order."""
    if isinstance(value, list | tuple):
        return [item for part in value for item in flat(part)]
    return [value]


def _range(*bounds: int) -> list[int]:
    numbers = range(*bounds)
    if len(numbers) > MAX_STEPS:
        raise ExpressionError("range is too long")
    return list(numbers)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "all": all,
    "any": any,
    "flat": flat,
    "len": len,
    "max": max,
    "min": min,
    "prod": math.prod,
    "range": _range,
    "round": round,
    "set": set,
    "sorted": sorted,
    "sum": sum,
    "zip": lambda *parts: list(zip(*parts, strict=False)),
}


class ExpressionError(ValueError):
    """An expression that cannot be read or worked out. The message names the place."""


@lru_cache(maxsize=4096)
def parse(text: str) -> ast.expr:
    """The syntax tree of an expression; ExpressionError if it is none."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"`{text}` is not an expression: {error}") from error


def names(text: str) -> set[str]:
    """The inputs that an expression needs."""
    tree = parse(text)
    bound = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return used - bound - FUNCTIONS.keys() - {"True", "False"}


def evaluate(text: str, inputs: Mapping[str, Any]) -> Any:
    """Work out an expression with `inputs` as its variables.

    Raises:
        ExpressionError: if it cannot be read, names something unknown, or fails.
    """
    walker = _Walker(dict(inputs))
    try:
        return walker.visit(parse(text))
    except ExpressionError as error:
        raise ExpressionError(f"`{text}`: {error}") from error
    except (ArithmeticError, TypeError, ValueError, LookupError, RecursionError) as error:
        raise ExpressionError(f"`{text}` fails: {error}") from error


class _Walker:
    def __init__(self, inputs: dict[str, Any]) -> None:
        self.inputs = inputs
        self.steps = 0

    def visit(self, node: ast.expr) -> Any:  # noqa: C901, PLR0912 - one case a kind of node
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise ExpressionError("takes too many steps")
        match node:
            case ast.Constant(value=bool() | int() | float() | str() | None as value):
                return value
            case ast.Name(id=name):
                return self._name(name)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
                return self._binary(op, self.visit(left), self.visit(right))
            case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
                return _UNARY[type(op)](self.visit(operand))
            case ast.BoolOp(op=op, values=values):
                results = (self.visit(value) for value in values)
                return all(results) if isinstance(op, ast.And) else any(results)
            case ast.Compare():
                return self._compare(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.visit(body if self.visit(test) else orelse)
            case ast.Subscript(value=value, slice=index):
                return self._subscript(self.visit(value), index)
            case ast.List(elts=items):
                return [self.visit(item) for item in items]
            case ast.Tuple(elts=items):
                return tuple(self.visit(item) for item in items)
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return FUNCTIONS[name](*(self.visit(arg) for arg in args))
            case (
                ast.ListComp(elt=item, generators=loops)
                | ast.GeneratorExp(elt=item, generators=loops)
            ):
                return list(self._loop(item, loops))
            case _:
                raise ExpressionError(f"{ast.unparse(node)} is not allowed in an expression")

    def _name(self, name: str) -> Any:
        if name in self.inputs:
            return self.inputs[name]
        raise ExpressionError(f"there is no input called {name} above")

    def _binary(self, op: ast.operator, left: Any, right: Any) -> Any:
        if isinstance(op, ast.Mult) and not all(isinstance(x, int | float) for x in (left, right)):
            raise ExpressionError("only numbers can be multiplied")
        return _BINARY[type(op)](left, right)

    def _compare(self, node: ast.Compare) -> bool:
        left = self.visit(node.left)
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            if type(op) not in _COMPARE:
                raise ExpressionError("`is` is not allowed; use ==")
            right = self.visit(comparator)
            if not _COMPARE[type(op)](left, right):
                return False
            left = right
        return True

    def _subscript(self, value: Any, index: ast.expr) -> Any:
        if isinstance(index, ast.Slice):
            parts = (index.lower, index.upper, index.step)
            return value[slice(*(None if part is None else self.visit(part) for part in parts))]
        where = self.visit(index)
        if isinstance(where, tuple):
            for position in where:
                value = value[position]
            return value
        return value[where]

    def _loop(self, item: ast.expr, loops: list[ast.comprehension]) -> Iterator[Any]:
        if not loops:
            yield self.visit(item)
            return
        for value in self.visit(loops[0].iter):
            self._bind(loops[0].target, value)
            if all(self.visit(test) for test in loops[0].ifs):
                yield from self._loop(item, loops[1:])

    def _bind(self, target: ast.expr, value: Any) -> None:
        match target:
            case ast.Name(id=name):
                self.inputs[name] = value
            case ast.Tuple(elts=parts):
                for part, one in zip(parts, value, strict=True):
                    self._bind(part, one)
            case _:
                raise ExpressionError("a loop needs plain names")
