"""Which names a piece of code reads and binds, in the order in which it does so. Nothing is run."""

import ast
import re
from collections.abc import Collection, Iterator


def names_in_order(source: str) -> Iterator[tuple[str, bool]]:
    """Each name that `source` touches and whether that binds it, roughly as execution meets them.

    Source that does not parse (a template with pieces left open) gives its words, as read.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", source):
            yield word, False
        return
    yield from _visit(tree)


def assigned_names(source: str) -> list[str]:
    """Variables that `source` binds, in order; empty if it does not parse."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    return list(dict.fromkeys(name for name, binds in names_in_order(source) if binds))


def variables(source: str) -> list[str]:
    """What `source` leaves behind under a name, without what lives in its functions only.

    Raises:
        SyntaxError: if it does not parse.
    """
    found: dict[str, None] = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            found[statement.name] = None
            continue
        inside = {part for one in ast.walk(statement) if _has_scope(one) for part in ast.walk(one)}
        for node in ast.walk(statement):
            match node:
                case ast.Name(id=name, ctx=ast.Store()) if node not in inside:
                    found[name] = None
                case _:
                    pass
    return list(found)


def reads_any(source: str, names: Collection[str]) -> bool:
    """Whether `source` reads one of the names that it was given, before it binds it anew."""
    bound: set[str] = set()
    for name, binds in names_in_order(source):
        if binds:
            bound.add(name)
        elif name in names and name not in bound:
            return True
    return False


def _has_scope(node: ast.AST) -> bool:
    loops = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    return isinstance(node, loops | ast.Lambda)


def _visit(node: ast.AST) -> Iterator[tuple[str, bool]]:
    match node:
        case ast.Name(id=name, ctx=context):
            yield name, isinstance(context, ast.Store)
        case ast.Assign(targets=targets, value=value):
            yield from _visit_all([value, *targets])
        case ast.AugAssign(target=ast.Name(id=name), value=value):
            yield name, False
            yield from _visit(value)
        case ast.For(target=target, iter=source, body=body, orelse=other):
            yield from _visit_all([source, target, *body, *other])
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            yield from _visit_all([*node.generators, node.elt])
        case ast.DictComp(key=key, value=value, generators=loops):
            yield from _visit_all([*loops, key, value])
        case ast.comprehension(target=target, iter=source, ifs=tests):
            yield from _visit_all([source, target, *tests])
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, True
            yield from _visit_all(ast.iter_child_nodes(node))
        case ast.arg(arg=name):
            yield name, True
        case _:
            yield from _visit_all(ast.iter_child_nodes(node))


def _visit_all(nodes: Iterator[ast.AST] | list[ast.AST]) -> Iterator[tuple[str, bool]]:
    for node in nodes:
        yield from _visit(node)
