"""Where it could be misunderstood who sees a change: copies, views, names, statements in place.

Each function gives the changes that one wrong belief would make to the source, likeliest first.
"""

import ast
from collections.abc import Iterator

from tfquiz.cards.mechanical.source import SIGNS, Called, Change, Edit, Source, root_of

_VIEWS = ("reshape", "ravel", "transpose", "view", "swapaxes", "squeeze")


def copied(source: Source) -> Iterator[Change]:
    """A copy where a name is bound to the same data: `y = x`, `y = x[1:]`, `y = x.T`."""
    for node in source.nodes:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        kind = source.kinds.get(root_of(node.value), "")
        new = _copy_of(source, node.value, kind)
        if new:
            yield Change((source.replaced(node.value, new),), source.segment(node), new)


def _copy_of(source: Source, value: ast.expr, kind: str) -> str:
    """The code that copies `value`; empty where nothing could be shared."""
    is_name = isinstance(value, ast.Name)
    if kind == "variable":
        return f"tf.Variable({source.segment(value)})" if is_name else ""
    if kind == "array" and (is_name or _is_view(value)):
        return f"{source.operand(value)}.copy()"
    return f"{source.operand(value)}.copy()" if kind == "list" and is_name else ""


def _is_view(value: ast.expr) -> bool:
    match value:
        case ast.Subscript() | ast.Attribute(attr="T"):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _VIEWS
        case _:
            return False


def shared(source: Source) -> Iterator[Change]:
    """The same data where a copy is made: `x.copy()`, `tf.identity(x)`, `list(x)`, a list's `x[:]`.

    Where only a part is copied, the part is written back after it was changed.
    """
    yield from _copying_calls(source)
    for node in source.nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() as part):
                kind = source.kinds.get(root_of(part), "")
            case _:
                continue
        if kind == "list" and _is_whole(part):
            edit = source.replaced(part, source.segment(part.value))
            yield Change((edit,), source.segment(part))
        elif _is_copied_part(kind, part) and (last := _last_change(source, node, name)):
            end = source.span(last)[1]
            back = f"\n{source.segment(part)} = {name}"
            yield Change((Edit(end, end, back),), source.segment(part))


def _is_whole(part: ast.Subscript) -> bool:
    """Whether it is `x[:]`."""
    index = part.slice
    return isinstance(index, ast.Slice) and not (index.lower or index.upper or index.step)


def _is_copied_part(kind: str, part: ast.Subscript) -> bool:
    """Whether several elements are picked, into an object of their own."""
    if kind == "list":
        return isinstance(part.slice, ast.Slice)
    indices = part.slice.elts if isinstance(part.slice, ast.Tuple) else [part.slice]
    return kind == "array" and any(
        isinstance(index, ast.List | ast.Compare | ast.BoolOp | ast.Call)
        or (isinstance(index, ast.BinOp) and isinstance(index.op, ast.BitAnd | ast.BitOr))
        or (isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.Invert))
        for index in indices
    )


def _last_change(source: Source, start: ast.Assign, name: str) -> ast.stmt | None:
    """The last statement beside `start` that writes into what `name` is bound to there."""
    block = getattr(source.parents.get(start), "body", [])
    later = block[block.index(start) + 1 :] if start in block and start.col_offset == 0 else []
    found = None
    for statement in later:
        match statement:
            case (
                ast.Assign(targets=[ast.Subscript(value=ast.Name(id=target))])
                | ast.AugAssign(target=ast.Subscript(value=ast.Name(id=target)))
                | ast.AugAssign(target=ast.Name(id=target))
            ) if target == name:
                found = statement
            case ast.Assign(targets=[ast.Name(id=target)]) if target == name:
                break
            case _:
                continue
    return found


def _copying_calls(source: Source) -> Iterator[Change]:
    for called in source.calls:
        node = called.node
        if called.name == "copy" and called.is_method and isinstance(node.func, ast.Attribute):
            inner: ast.expr = node.func.value
        elif node.args and _copies(called):
            inner = node.args[0]
        else:
            continue
        if isinstance(inner, ast.Name | ast.Subscript | ast.Attribute):
            edit = source.replaced(node, source.operand(inner))
            yield Change((edit,), source.segment(node), source.segment(inner))


def _copies(called: Called) -> bool:
    if called.name in ("copy", "identity", "deepcopy"):
        return not called.is_method
    return (called.module, called.name) == ("builtin", "list")


def augmented(source: Source) -> Iterator[Change]:
    """`y = y + 1` for `y += 1`."""
    for node in source.nodes:
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            sign = SIGNS.get(type(node.op))
            if sign is None:
                continue
            name = node.target.id
            plain = isinstance(node.value, ast.Constant)
            operand = source.segment(node.value) if plain else source.operand(node.value)
            new = f"{name} = {name} {sign} {operand}"
            yield Change((source.replaced(node, new),), source.segment(node), new)


def separate_rows(source: Source) -> Iterator[Change]:
    """A list of lists that is repeated, as if each row were a list of its own."""
    for node in source.nodes:
        match node:
            case ast.BinOp(left=ast.List(elts=[row]), op=ast.Mult(), right=times):
                makes = isinstance(row, ast.List | ast.ListComp | ast.Dict) or (
                    isinstance(row, ast.BinOp) and isinstance(row.left, ast.List)
                )
                if makes:
                    new = f"[{source.segment(row)} for _ in range({source.segment(times)})]"
                    yield Change((source.replaced(node, new),), source.segment(node), new)
            case _:
                continue
