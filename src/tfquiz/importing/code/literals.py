"""Lists that stand in code as they are: their values, shapes, and what makes arrays of them."""

import ast
import math
from collections.abc import Sequence
from typing import Any

from tfquiz.importing.code.names import dotted

MAX_ITEMS = 60
"""Numbers in a literal; longer ones stay as they are."""
_MADE_BY = {
    "np.array": "np.array",
    "tf.constant": "tf.constant",
    "tf.Variable": "tf.Variable",
}


def flat(value: Any) -> list[Any]:
    """All items of a nested list, in order."""
    if isinstance(value, list):
        return [item for part in value for item in flat(part)]
    return [value]


def made(value: ast.expr) -> tuple[str, ast.expr | None]:
    """How an assignment makes its value from a literal, and that literal."""
    match value:
        case ast.List():
            return "list", value
        case ast.Call(func=func, args=[ast.List() as literal], keywords=[]):
            written = _MADE_BY.get(dotted(func), "")
            return written, literal if written else None
        case _:
            return "", None


def list_value(node: ast.expr | None) -> list[Any] | None:
    """The value of a list of numbers, booleans or texts, nested regularly; None for others."""
    if not isinstance(node, ast.List) or not node.elts:
        return None
    try:
        value = ast.literal_eval(_as_lists(node))
    except (ValueError, TypeError, SyntaxError):
        return None
    items = flat(value)
    kinds = {type(item) for item in items}
    plain = kinds <= {int, float} or kinds in ({bool}, {str})
    if not plain or not 0 < len(items) <= MAX_ITEMS or not _is_regular(value):
        return None
    finite = all(not isinstance(item, float) or math.isfinite(item) for item in items)
    result: list[Any] = value
    return result if finite else None


def items_value(node: ast.List | ast.Set) -> list[Any] | None:
    """The items of a list, or of a set of numbers or texts; None as for `list_value`."""
    if isinstance(node, ast.List):
        return list_value(node)
    items = list_value(ast.List(node.elts, ast.Load()))
    if not items or any(isinstance(one, list | bool) for one in items):
        return None
    return items if len(set(items)) == len(items) else None


def _as_lists(node: ast.expr) -> ast.expr:
    """Rows that are written as tuples count as lists."""
    if isinstance(node, ast.List | ast.Tuple):
        return ast.List([_as_lists(one) for one in node.elts], ast.Load())
    return node


def _is_regular(value: Any) -> bool:
    if not isinstance(value, list):
        return True
    shapes = {shape_of(part) if isinstance(part, list) else () for part in value}
    return len(shapes) == 1 and all(_is_regular(part) for part in value)


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of a regularly nested list."""
    shape: list[int] = []
    while isinstance(value, list):
        shape.append(len(value))
        value = value[0] if value else None
    return tuple(shape)


def range_ends(arguments: Sequence[ast.expr]) -> tuple[int | float, int | float] | None:
    """Where a range begins and stops that steps by one; None for others.

    A range of floats, `np.arange(9.0)`, has ends that are whole all the same.
    """
    try:
        ends = [ast.literal_eval(one) for one in arguments]
    except (ValueError, TypeError, SyntaxError):
        return None
    whole = all(type(one) in (int, float) and one == int(one) for one in ends)
    start, stop = (0, *ends)[-2:] if whole and 1 <= len(ends) <= 2 else (0, 0)
    return (start, stop) if 2 <= stop - start <= MAX_ITEMS else None
