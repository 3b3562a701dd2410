"""The policy's part on classes: a class is never a value, and only own objects are changed.

With a class in hand a program could change how a library behaves for everybody, or call a method
on an object that it was not written for. So classes are called, asked about, inherited from and
caught, and nothing else.
"""

import ast
import builtins
from typing import TypeGuard

from tfquiz.program.allowed.lists import Allowed
from tfquiz.program.policy_tree import Tree, new_names

_ASKING = frozenset(("isinstance", "issubclass"))
_ALSO_ASKING = frozenset((("contextlib", "suppress"), ("np", "issubdtype")))
_DECORATORS = frozenset(("property", "staticmethod", "classmethod"))
_ARRAY_STORES = frozenset(("real", "imag", "flat", "shape"))
_BUILTINS = frozenset(dir(builtins))


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
    if node.name in _BUILTINS:
        found.append(f"{node.name} is a built-in name: a class has one of its own")
    found += [
        f"{ast.unparse(base)} is nothing to inherit from: own classes and exceptions only"
        for base in node.bases
        if not _may_inherit(base, tree, lists)
    ]
    methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    properties = _properties(node)
    for item in node.body:
        found += _check_member(item, methods, properties, lists)
    return found


def _properties(node: ast.ClassDef) -> set[str]:
    """Names that stand for a property, and for nothing else, in a class."""
    found = {item.name for item in node.body if _is_property(item)}
    other = {name for item in node.body if not _is_property(item) for name in new_names(item)}
    given = {
        name
        for item in node.body
        for part in _in_class_scope(item)
        for inner in ast.walk(part)
        for name in new_names(inner)
    }
    return found - other - given


def _is_property(item: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(item, ast.FunctionDef) and any(
        ast.unparse(mark) in {"property", f"{item.name}.setter"} for mark in item.decorator_list
    )


def _in_class_scope(item: ast.stmt) -> list[ast.AST]:
    """The parts of a member that run when the class is made, not when the member is called."""
    if not isinstance(item, ast.FunctionDef):
        return [item]
    arguments = item.args
    parts = [*item.decorator_list, *arguments.defaults, *arguments.kw_defaults, item.returns]
    parts += [one.annotation for one in ast.walk(arguments) if isinstance(one, ast.arg)]
    return [part for part in parts if part is not None]


def _may_inherit(base: ast.expr, tree: Tree, lists: Allowed) -> bool:
    if not isinstance(base, ast.Name):
        return False
    is_exception = base.id.endswith(
        ("Error", "Exception", "Warning", "Iteration", "Interrupt", "Exit")
    )
    is_builtin = base.id in lists.builtins and not tree.bindings(base.id)
    return base.id in tree.classes or (is_builtin and (base.id == "object" or is_exception))


def _check_member(
    item: ast.stmt, methods: set[str], properties: set[str], lists: Allowed
) -> list[str]:
    match item:
        case ast.FunctionDef(name=name):
            # Names with two underscores are looked at as methods, wherever they stand.
            found = [] if name.startswith("__") or _may_be_called(name, lists) else [_not_own(name)]
            for part in _in_class_scope(item):
                found += _holding(part, methods - properties, "a parameter")
            return found + [
                f"@{ast.unparse(mark)} may not stand above a method"
                for mark in item.decorator_list
                if not _may_decorate(mark, properties)
            ]
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=value)
        ):
            found = [] if _may_be_called(name, lists) else [_not_own(name)]
            return found + (_holding(value, methods, name) if value else [])
        case ast.Pass() | ast.Expr(value=ast.Constant()):
            return []
        case _:
            return ["a class holds methods and plain values only"]


def _holding(value: ast.AST, methods: set[str], what: str) -> list[str]:
    """A complaint where a method, which is not bound to an object yet, becomes a value."""
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    return [f"{what} may not hold a method" for _ in names & methods]


def _may_decorate(mark: ast.expr, properties: set[str]) -> bool:
    match mark:
        case ast.Name(id=name):
            return name in _DECORATORS
        case ast.Attribute(value=ast.Name(id=name), attr="setter"):
            return name in properties
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
            if _is_first_parameter(name, node, tree) or _is_own_object(name, tree):
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
    if around not in tree.known:
        tree.known[around] = _keeps_first_parameter(around)
    parameters = around.args.posonlyargs + around.args.args
    return tree.known[around] and parameters[0].arg == name


def _keeps_first_parameter(method: ast.FunctionDef) -> bool:
    """Whether a method has a first parameter, is called with an object, and never renames it."""
    marks = {mark.id for mark in method.decorator_list if isinstance(mark, ast.Name)}
    parameters = method.args.posonlyargs + method.args.args
    if marks & {"staticmethod", "classmethod"} or not parameters:
        return False
    return not any(
        parameters[0].arg in new_names(inner) and inner is not parameters[0]
        for inner in ast.walk(method)
    )


def _makes(value: ast.expr, tree: Tree) -> bool:
    """Whether an expression is a call of an own class."""
    match value:
        case ast.Call(func=ast.Name(id=name)):
            return name in tree.classes
        case _:
            return False


def _is_own_object(name: str, tree: Tree) -> bool:
    """Whether every binding of the name makes an own object, or names one."""
    if name not in tree.known:
        tree.known[name] = _makes_own_objects(name, tree)
    return tree.known[name]


def _makes_own_objects(name: str, tree: Tree) -> bool:
    names = [name]
    for one in names:
        for node in tree.bindings(one):
            match tree.parents.get(node):
                case ast.Assign(value=made, targets=targets) if node in targets:
                    if isinstance(made, ast.Name):
                        names += [] if made.id in names else [made.id]
                    elif not _makes(made, tree):
                        return False
                case ast.withitem(context_expr=made) if _makes(made, tree) and _enters(made, tree):
                    continue
                case _:
                    return False
    return all(tree.bindings(one) for one in names)


def _enters(made: ast.expr, tree: Tree) -> bool:
    """Whether what a call of an own class makes is also what `with` gives a name to."""
    name = made.func.id if isinstance(made, ast.Call) and isinstance(made.func, ast.Name) else ""
    key = f"with {name}"
    if key not in tree.known:
        methods = [
            method
            for node in tree.bindings(name)
            for method in (node.body if isinstance(node, ast.ClassDef) else [])
            if isinstance(method, ast.FunctionDef) and method.name == "__enter__"
        ]
        is_whole = len(methods) == len(tree.bindings(name))
        tree.known[key] = is_whole and all(map(_gives_itself, methods))
    return tree.known[key]


def _gives_itself(method: ast.FunctionDef) -> bool:
    """Whether a method returns its first parameter, always."""
    first = [one.arg for one in method.args.posonlyargs + method.args.args][:1]
    inner = list(ast.walk(method))
    returns = [node.value for node in inner if isinstance(node, ast.Return)]
    names = [value.id for value in returns if isinstance(value, ast.Name)]
    is_plain = not method.decorator_list and not any(
        isinstance(node, ast.Yield | ast.YieldFrom) for node in inner
    )
    bound = [name for node in inner for name in new_names(node) if [name] == first]
    return is_plain and len(bound) == 1 and names == first * len(returns) and bool(returns)
