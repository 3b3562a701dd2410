"""Where syntax could be misunderstood: slices, operators, comparisons.

Each function gives the changes that one wrong belief would make to the source, likeliest first.
"""

import ast
from collections.abc import Iterator

from tfquiz.cards.mechanical.calls import operator_edit
from tfquiz.cards.mechanical.source import SIGNS, Change, Edit, Source, whole

_NARROW = ("int8", "uint8", "int16", "uint16")
_COMPARE = {
    ast.Lt: ("<", "<=", ">"),
    ast.LtE: ("<=", "<", ">="),
    ast.Gt: (">", ">=", "<"),
    ast.GtE: (">=", ">", "<="),
}


def _compared(source: Source, at: int) -> Iterator[Change]:
    for node in source.nodes:
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            continue
        signs = _COMPARE.get(type(node.ops[0]))
        if signs is None:
            continue
        start, end = source.span(node.left)[1], source.span(node.comparators[0])[0]
        place = start + source.text[start:end].index(signs[0])
        yield Change((Edit(place, place + len(signs[0]), signs[at]),), signs[0], signs[at])


def compared_or_equal(source: Source) -> Iterator[Change]:
    """`<=` for `<`, and back."""
    return _compared(source, 1)


def compared_mirrored(source: Source) -> Iterator[Change]:
    """`>` for `<`, and back."""
    return _compared(source, 2)


def operands_swapped(source: Source) -> Iterator[Change]:
    """`b - a` for `a - b`, where the order matters."""
    ordered = ast.Sub | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow | ast.MatMult
    for node in source.nodes:
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ordered):
            continue
        constants = isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)
        squared = isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant)
        if constants or squared or _in_index(source, node):
            continue
        if source.segment(node.left) == source.segment(node.right):
            continue
        edits = source.exchanged(node.left, node.right)
        sign = SIGNS[type(node.op)]
        new = f"{_beside(source, node.right, node)} {sign} {_beside(source, node.left, node)}"
        yield Change(edits, source.segment(node), new)


def _beside(source: Source, operand: ast.expr, node: ast.BinOp) -> str:
    """The operand's text beside the sign of `node`, where a number needs no brackets."""
    is_power = isinstance(node.op, ast.Pow)
    plain = isinstance(operand, ast.Constant) or (whole(operand) is not None and not is_power)
    return source.segment(operand) if plain else source.operand(operand)


def _in_index(source: Source, node: ast.AST) -> bool:
    parent = source.parents.get(node)
    return isinstance(parent, ast.Slice | ast.Subscript) and getattr(parent, "value", 0) is not node


def end_included(source: Source) -> Iterator[Change]:
    """One element more, because the end is taken for the last element."""
    for node in source.nodes:
        end = node.upper if isinstance(node, ast.Slice) else None
        if isinstance(node, ast.Call) and _counts(source, node):
            end = node.args[0] if len(node.args) == 1 else node.args[1]
        if end is None:
            continue
        number = whole(end)
        if number == -1:
            continue
        new = str(number + 1) if number is not None else f"{source.operand(end)} + 1"
        yield Change((source.replaced(end, new),), source.segment(end), new)


def _counts(source: Source, node: ast.Call) -> bool:
    """Whether this is a range that nothing is made to fit."""
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    is_laid_out = isinstance(source.parents.get(node), ast.Attribute)
    return name in ("range", "arange") and 1 <= len(node.args) <= 3 and not is_laid_out


def division(source: Source) -> Iterator[Change]:
    """`//` for `/`, and back."""
    for node in source.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv):
            old, new = ("/", "//") if isinstance(node.op, ast.Div) else ("//", "/")
            yield Change((operator_edit(source, node, new),), old, new)


def power(source: Source) -> Iterator[Change]:
    """A product for a power; and with arrays, a power for a product with 2 or 3."""
    arrays = any(name.startswith(("numpy", "tensorflow")) for name in source.libraries)
    for node in source.nodes:
        if not isinstance(node, ast.BinOp):
            continue
        if isinstance(node.op, ast.Pow):
            yield Change((operator_edit(source, node, "*"),), "**", "*")
        elif arrays and isinstance(node.op, ast.Mult) and whole(node.right) in (2, 3):
            yield Change((operator_edit(source, node, "**"),), "*", "**")


def rows_or_columns(source: Source) -> Iterator[Change]:
    """`np.c_` for `np.r_`, and back."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("r_", "c_"):
            new = "c_" if node.attr == "r_" else "r_"
            _, end = source.span(node)
            yield Change((Edit(end - 2, end, new),), f"np.{node.attr}", f"np.{new}")


def new_axis_moved(source: Source) -> Iterator[Change]:
    """`x[None, :]` for `x[:, None]`, and back."""
    for node in source.nodes:
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            continue
        parts = node.slice.elts
        if len(parts) != 2 or sum(_is_new_axis(part) for part in parts) != 1:
            continue
        texts = [source.segment(part) for part in parts]
        new = f"{source.segment(node.value)}[{texts[1]}, {texts[0]}]"
        yield Change((source.replaced(node, new),), source.segment(node), new)


def _is_new_axis(part: ast.expr) -> bool:
    if isinstance(part, ast.Attribute):
        return part.attr == "newaxis"
    return isinstance(part, ast.Constant) and part.value is None


def unpacked_backwards(source: Source) -> Iterator[Change]:
    """`for item, index in enumerate(...)`."""
    for node in source.nodes:
        if not isinstance(node, ast.For):
            continue
        match node.iter, node.target:
            case ast.Call(func=ast.Name(id="enumerate")), ast.Tuple(elts=[one, other]):
                yield Change(source.exchanged(one, other))
            case _:
                continue


def and_or(source: Source) -> Iterator[Change]:
    """`or` for `and`, `|` for `&`, and back."""
    for node in source.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
            old, new = ("&", "|") if isinstance(node.op, ast.BitAnd) else ("|", "&")
            yield Change((operator_edit(source, node, new),), old, new)
        elif isinstance(node, ast.BoolOp):
            old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            yield Change(tuple(_between(source, node, old, new)), old, new)


def _between(source: Source, node: ast.BoolOp, old: str, new: str) -> Iterator[Edit]:
    for left, right in zip(node.values, node.values[1:], strict=False):
        start, end = source.span(left)[1], source.span(right)[0]
        at = start + source.text[start:end].index(old)
        yield Edit(at, at + len(old), new)


def wider(source: Source) -> Iterator[Change]:
    """64 bits where the code says 8 or 16."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr in _NARROW:
            new = f"{source.segment(node.value)}.int64"
            yield Change((source.replaced(node, new),), node.attr, "int64")
        elif isinstance(node, ast.Constant) and node.value in _NARROW:
            yield Change((source.replaced(node, '"int64"'),), node.value, "int64")


def negation_lost(source: Source) -> Iterator[Change]:
    """What is negated, without the negation."""
    for node in source.nodes:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
            edit = source.replaced(node, source.operand(node.operand))
            yield Change((edit,), source.segment(node))
