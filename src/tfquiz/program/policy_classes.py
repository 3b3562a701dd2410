"""The policy's part on classes: a class is never a value, and only own objects are changed.

With a class in hand a program could change how a library behaves for everybody, or call a method
on an object that it was not written for. So classes are called, asked about, inherited from and
caught, and nothing else.
"""

import ast

from tfquiz.program.allowed.lists import Allowed
from tfquiz.program.policy_tree import Tree

_ASKING = frozenset(("isinstance", "issubclass"))
_ALSO_ASKING = frozenset((("contextlib", "suppress"), ("np", "issubdtype")))
_DECORATORS = frozenset(("property", "staticmethod", "classmethod"))
_ARRAY_STORES = frozenset(("real", "imag", "flat", "shape"))


def is_asked_or_called(
    node: ast.expr, tree: Tree, *, called: bool = True, asked: bool = True
) -> bool:
    """Whether an expression for a class stands where a class may stand."""
    parent = tree.parents.get(node)
    inner: ast.AST = node
    while isinstance(parent, ast.Tuple):
        inner, parent = parent, tree.parents.get(parent)
    match parent:
        case ast.Call(func=func) if func is node:
            return called
        case ast.Call(func=ast.Name(id=name), args=[_, second]) if name in _ASKING:
            return asked and second is inner
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
            return asked and inner is node and (name, attr) in _ALSO_ASKING
        case ast.ExceptHandler(type=kind):
            return asked and kind is inner
        case ast.ClassDef() | ast.Raise() | ast.Compare():
            return asked and inner is node
        case ast.arg() | ast.AnnAssign(annotation=ast.expr()) | ast.FunctionDef():
            return asked and _is_annotation(inner, parent)
        case _:
            return False


def _is_annotation(node: ast.AST, parent: ast.AST) -> bool:
    return node in (getattr(parent, "annotation", None), getattr(parent, "returns", None))


def check_class(node: ast.ClassDef, tree: Tree, lists: Allowed) -> list[str]:
    """Complaints about a class of the deck's own."""
    found = []
    if node.keywords or node.decorator_list:
        found.append("a class has no keywords and no decorators here")
    found += [
        f"{ast.unparse(base)} is nothing to inherit from: own classes and exceptions only"
        for base in node.bases
        if not _may_inherit(base, tree, lists)
    ]
    methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    for item in node.body:
        found += _check_member(item, methods, lists)
    return found


def _may_inherit(base: ast.expr, tree: Tree, lists: Allowed) -> bool:
    if not isinstance(base, ast.Name):
        return False
    is_exception = base.id in lists.builtins and base.id.endswith(
        ("Error", "Exception", "Warning", "Iteration", "Interrupt", "Exit")
    )
    return base.id in tree.classes or base.id == "object" or is_exception


def _check_member(item: ast.stmt, methods: set[str], lists: Allowed) -> list[str]:
    match item:
        case ast.FunctionDef(name=name):
            # Names with two underscores are looked at as methods, wherever they stand.
            found = [] if name.startswith("__") or _may_be_called(name, lists) else [_not_own(name)]
            return found + [
                f"@{ast.unparse(mark)} may not stand above a method"
                for mark in item.decorator_list
                if not _may_decorate(mark)
            ]
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=value)
        ):
            found = [] if _may_be_called(name, lists) else [_not_own(name)]
            names = {node.id for node in ast.walk(value or item) if isinstance(node, ast.Name)}
            return found + [f"{name} may not hold a method" for _ in names & methods]
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return []
        case _:
            return ["a class holds methods and plain values only"]


def _may_decorate(mark: ast.expr) -> bool:
    match mark:
        case ast.Name(id=name):
            return name in _DECORATORS
        case ast.Attribute(value=ast.Name(), attr="setter"):
            return True
        case _:
            return False


def _may_be_called(name: str, lists: Allowed) -> bool:
    return name in lists.methods or name in lists.own or name in lists.attributes


def _not_own(name: str) -> str:
    return (
        f"{name}: own classes use the names of section [own] in program/allowed/python.txt, "
        "such as value, name, count, log; add it there if it only says what a thing is"
    )


def check_store(node: ast.Attribute, tree: Tree, lists: Allowed) -> list[str]:
    """Complaints about an attribute that is set or deleted."""
    if isinstance(node.ctx, ast.Load):
        return []
    match node:
        case ast.Attribute(value=ast.Attribute(attr="flags"), attr="writeable"):
            return []
        case ast.Attribute(value=ast.Name(), attr=attr) if attr in _ARRAY_STORES:
            return []
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in _settable(lists):
            if _is_first_parameter(name, node, tree) or _is_own_object(name, tree, set()):
                return []
            return [f"{name}.{attr} is set, but {name} is not clearly an object of an own class"]
        case _:
            return [f".{node.attr} may not be set; own objects have attributes of the list [own]"]


def _settable(lists: Allowed) -> frozenset[str]:
    return lists.own | {"value", "values", "name", "items", "total", "closed", "message", "args"}


def _is_first_parameter(name: str, node: ast.AST, tree: Tree) -> bool:
    """Whether the name is `self` in a method, for all of the method."""
    around = tree.parents.get(node)
    while around is not None and not isinstance(around, ast.FunctionDef | ast.Lambda):
        around = tree.parents.get(around)
    if not isinstance(around, ast.FunctionDef) or tree.enclosing_class(around) is None:
        return False
    marks = {mark.id for mark in around.decorator_list if isinstance(mark, ast.Name)}
    parameters = around.args.posonlyargs + around.args.args
    if marks & {"staticmethod", "classmethod"} or not parameters or parameters[0].arg != name:
        return False
    return not any(
        isinstance(inner, ast.Name) and inner.id == name and not isinstance(inner.ctx, ast.Load)
        for inner in ast.walk(around)
    )


def _makes(value: ast.expr, tree: Tree) -> bool:
    """Whether an expression is a call of an own class."""
    match value:
        case ast.Call(func=ast.Name(id=name)):
            return name in tree.classes
        case _:
            return False


def _is_own_object(name: str, tree: Tree, seen: set[str]) -> bool:
    """Whether every binding of the name makes an own object, or names one."""
    seen.add(name)
    bindings = 0
    for node in tree.nodes:
        if isinstance(node, ast.arg) and node.arg == name:
            return False
        if not (isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)):
            continue
        bindings += 1
        match tree.parents.get(node):
            case ast.Assign(value=made) | ast.withitem(context_expr=made) if _makes(made, tree):
                continue
            case ast.Assign(value=ast.Name(id=other)) if other in seen:
                continue
            case ast.Assign(value=ast.Name(id=other)) if _is_own_object(other, tree, seen):
                continue
            case _:
                return False
    return bindings > 0
