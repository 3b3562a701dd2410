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

from tfquiz.cards.bounds import bounded, remainder, rounded

MAX_STEPS = 5_000
"""Turns of loops in one expression."""
MAX_RANGE = 1_000

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: remainder,
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
    if not isinstance(value, list | tuple):
        return [value]
    found: list[Any] = []
    for part in value:
        if isinstance(part, list | tuple):
            found += flat(part)
        else:
            found.append(part)
    return found


def _range(*bounds: int) -> list[int]:
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
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
    "round": rounded,
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
    try:
        return _compiled(text)(_Scope(inputs))
    except ExpressionError as error:
        raise ExpressionError(f"`{text}`: {error}") from error
    except (ArithmeticError, TypeError, ValueError, LookupError, RecursionError) as error:
        raise ExpressionError(f"`{text}` fails: {error}") from error


class _Scope:
    """The variables of one evaluation, and how much work it has done."""

    __slots__ = ("names", "steps")

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        self.names = inputs
        self.steps = 0

    def step(self) -> None:
        """Count a turn of a loop, the only thing that can take long."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise ExpressionError("takes too many steps")


_Node = Callable[[_Scope], Any]


@lru_cache(maxsize=4096)
def _compiled(text: str) -> _Node:
    """An expression as nested functions: each draw evaluates dozens of them."""
    return _node(parse(text))


def _node(node: ast.expr) -> _Node:
    match node:
        case ast.Constant(value=bool() | int() | float() | str() | None as value):
            return lambda _: value
        case ast.Name(id=name):
            return _name(name)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _binary(op, _node(left), _node(right))
        case ast.UnaryOp(op=op, operand=operand) if type(op) in _UNARY:
            function, inner = _UNARY[type(op)], _node(operand)
            return lambda scope: function(inner(scope))
        case ast.BoolOp(op=op, values=values):
            parts, every = [_node(value) for value in values], isinstance(op, ast.And)
            return lambda scope: (all if every else any)(part(scope) for part in parts)
        case ast.Compare():
            return _compare(node)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            check, yes, no = _node(test), _node(body), _node(orelse)
            return lambda scope: yes(scope) if check(scope) else no(scope)
        case _:
            return _container(node)


def _container(node: ast.expr) -> _Node:
    match node:
        case ast.Subscript(value=value, slice=index):
            return _subscript(_node(value), index)
        case ast.List(elts=items):
            made = [_node(item) for item in items]
            return lambda scope: bounded([item(scope) for item in made])
        case ast.Tuple(elts=items):
            made = [_node(item) for item in items]
            return lambda scope: bounded(tuple(item(scope) for item in made))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
            function, made = FUNCTIONS[name], [_node(arg) for arg in args]
            return lambda scope: bounded(function(*(arg(scope) for arg in made)))
        case (
            ast.ListComp(elt=item, generators=loops) | ast.GeneratorExp(elt=item, generators=loops)
        ):
            run = _loops(_node(item), loops)
            return lambda scope: bounded(list(run(scope)))
        case _:
            raise ExpressionError(f"{ast.unparse(node)} is not allowed in an expression")


def _name(name: str) -> _Node:
    def value(scope: _Scope) -> Any:
        if name in scope.names:
            return scope.names[name]
        raise ExpressionError(f"there is no input called {name} above")

    return value


def _binary(op: ast.operator, left: _Node, right: _Node) -> _Node:
    function = _BINARY[type(op)]
    if not isinstance(op, ast.Mult):
        return lambda scope: bounded(function(left(scope), right(scope)))

    def product(scope: _Scope) -> Any:
        one, two = left(scope), right(scope)
        if not isinstance(one, int | float) or not isinstance(two, int | float):
            raise ExpressionError("only numbers can be multiplied")
        return bounded(one * two)

    return product


def _compare(node: ast.Compare) -> _Node:
    if any(type(op) not in _COMPARE for op in node.ops):
        raise ExpressionError("`is` is not allowed; use ==")
    first = _node(node.left)
    rest = [
        (_COMPARE[type(op)], _node(right))
        for op, right in zip(node.ops, node.comparators, strict=True)
    ]

    def holds(scope: _Scope) -> bool:
        left = first(scope)
        for function, operand in rest:
            right = operand(scope)
            if not function(left, right):
                return False
            left = right
        return True

    return holds


def _subscript(value: _Node, index: ast.expr) -> _Node:
    if isinstance(index, ast.Slice):
        parts = [
            None if part is None else _node(part) for part in (index.lower, index.upper, index.step)
        ]
        return lambda scope: value(scope)[
            slice(*(None if part is None else part(scope) for part in parts))
        ]
    place = _node(index)

    def item(scope: _Scope) -> Any:
        where, found = place(scope), value(scope)
        for position in where if isinstance(where, tuple) else (where,):
            found = found[position]
        return found

    return item


def _loops(item: _Node, loops: list[ast.comprehension]) -> Callable[[_Scope], Iterator[Any]]:
    if not loops:
        return lambda scope: iter((item(scope),))
    source, tests = _node(loops[0].iter), [_node(test) for test in loops[0].ifs]
    target, inner = loops[0].target, _loops(item, loops[1:])

    def run(scope: _Scope) -> Iterator[Any]:
        for value in source(scope):
            scope.step()
            _bind(scope, target, value)
            if all(test(scope) for test in tests):
                yield from inner(scope)

    return run


def _bind(scope: _Scope, target: ast.expr, value: Any) -> None:
    match target:
        case ast.Name(id=name):
            scope.names = {**scope.names, name: value}
        case ast.Tuple(elts=parts):
            for part, one in zip(parts, value, strict=True):
                _bind(scope, part, one)
        case _:
            raise ExpressionError("a loop needs plain names")
