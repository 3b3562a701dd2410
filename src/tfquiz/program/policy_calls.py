"""The policy's part on calls: functions that are dangerous by their arguments."""

import ast

from tfquiz.program.allowed.lists import Allowed
from tfquiz.program.policy_names import check_attribute, dotted
from tfquiz.program.policy_texts import check_format
from tfquiz.program.policy_tree import Tree

_NEVER = {
    "jit_compile": "it makes machine code, which the sandbox does not allow",
    "experimental_compile": "it makes machine code, which the sandbox does not allow",
    "refcheck": "without its check an array can be pulled from under a view",
    "custom_getter": "it hands out TensorFlow's own functions",
    "allow_pickle": "pickles run code",
    "metaclass": "classes have no metaclass here",
}
_REDUCTIONS = frozenset(
    (
        "all", "amax", "amin", "any", "average", "count_nonzero", "max", "mean", "min", "nanmax",
        "nanmean", "nanmin", "nanprod", "nanstd", "nansum", "nanvar", "prod", "reduce", "std",
        "sum", "var",
    )
)  # fmt: skip
"""Functions whose `where` leaves nothing undefined."""


def check_call(node: ast.Call, tree: Tree, lists: Allowed) -> list[str]:
    """Complaints about how something is called."""
    found = [
        f"{keyword.arg}= is not allowed: {_NEVER[keyword.arg]}"
        for keyword in node.keywords
        if keyword.arg in _NEVER
    ]
    found += [
        f"{keyword.arg}=: keywords do not begin with an underscore"
        for keyword in node.keywords
        if (keyword.arg or "").startswith("_")
    ]
    if any(keyword.arg is None for keyword in node.keywords) and not _is_own(node.func, tree):
        found.append("** is for calls of the code's own functions and of dict")
    found += _check_where(node)
    found += _check_signature(node, lists)
    match node.func:
        case ast.Name(id=name):
            found += _check_builtin(node, name, tree, lists)
        case ast.Attribute(value=ast.Constant(value=str(text)), attr="format"):
            found += check_format(text)
        case _:
            pass
    return found


def _is_own(func: ast.expr, tree: Tree) -> bool:
    return isinstance(func, ast.Name) and func.id in tree.functions | tree.classes | {"dict"}


def _check_where(node: ast.Call) -> list[str]:
    """`np.add(a, b, where=mask)` without `out` shows whatever was in memory."""
    keywords = {keyword.arg for keyword in node.keywords}
    name = dotted(node.func)[-1] if isinstance(node.func, ast.Name | ast.Attribute) else ""
    if "where" not in keywords or "out" in keywords or name in _REDUCTIONS:
        return []
    return ["where= without out= leaves elements undefined: give out=np.zeros(...)"]


def _check_signature(node: ast.Call, lists: Allowed) -> list[str]:
    name = ".".join(dotted(node.func))
    if name not in lists.signatures:
        return []
    count, keywords = lists.signatures[name]
    words = {keyword.arg for keyword in node.keywords}
    is_starred = any(isinstance(argument, ast.Starred) for argument in node.args)
    if len(node.args) == count and not is_starred and words <= keywords:
        return []
    allowed = [f"{word}=" for word in sorted(keywords)] + ["one argument"] * (count == 1)
    return [f"{name} takes {', '.join(allowed)} here and nothing else"]


def _check_builtin(node: ast.Call, name: str, tree: Tree, lists: Allowed) -> list[str]:
    match name:
        case "getattr":
            return _check_getattr(node, tree, lists)
        case "hasattr":
            return _check_hasattr(node)
        case "super":
            return ["super() takes no arguments here"] if node.args or node.keywords else []
        case "type":
            return _check_type(node, tree)
        case _:
            return []


def _literal_name(node: ast.Call) -> str | None:
    match node.args:
        case [first, ast.Constant(value=str(name)), *_] if not isinstance(first, ast.Starred):
            return name
        case _:
            return None


def _check_getattr(node: ast.Call, tree: Tree, lists: Allowed) -> list[str]:
    name = _literal_name(node)
    if name is None or node.keywords:
        return ["getattr takes the attribute's name as a plain text"]
    stand_in = ast.copy_location(ast.Attribute(node.args[0], name, ast.Load()), node)
    return check_attribute(stand_in, tree, lists)


def _check_hasattr(node: ast.Call) -> list[str]:
    name = _literal_name(node)
    if name is None or node.keywords or name.startswith("_"):
        return ["hasattr takes the attribute's name as a plain text without an underscore first"]
    return []


def _check_type(node: ast.Call, tree: Tree) -> list[str]:
    if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
        return ["type takes one argument here"]
    parent = tree.parents.get(node)
    match parent:
        case ast.Attribute(attr="__name__") | ast.Compare() | ast.FormattedValue() | ast.Expr():
            return []
        case ast.Expression():
            return []
        case ast.Call(func=ast.Name(id="print" | "str" | "repr")):
            return []
        case _:
            return ["type(x) may be printed, compared, or asked for its __name__; it is no value"]
