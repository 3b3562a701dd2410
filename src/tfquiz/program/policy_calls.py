"""The policy's part on calls: functions that are dangerous by their arguments."""

import ast
from collections.abc import Callable, Container

from tfquiz.program.allowed.lists import Allowed
from tfquiz.program.policy_names import BY_NAME, check_attribute, dotted
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


_MAKERS = frozenset(
    ("arange", "array", "copy", "eye", "full", "full_like", "ones", "ones_like", "zeros",
     "zeros_like")
)  # fmt: skip
_BYTES = frozenset(("bytes", "bytearray"))
_LIST_OF_MAKERS = "np.zeros, np.ones, np.full or np.array"
_SUMMARIES = frozenset(
    ("count", "first", "last", "max", "mean", "median", "min", "nunique", "size", "std", "sum",
     "var")
)  # fmt: skip


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
    found += _check_where(node, tree, lists)
    found += _check_by_name(node)
    found += _check_signature(node, lists)
    found += _check_buffer(node, tree)
    found += _check_pad(node, tree)
    match node.func:
        case ast.Name(id=name):
            found += _check_builtin(node, name, tree, lists)
        case ast.Attribute(value=ast.Constant(value=str(text)), attr="format"):
            found += check_format(text)
        case _:
            pass
    return found


def _is_own(func: ast.expr, tree: Tree) -> bool:
    if not isinstance(func, ast.Name):
        return False
    is_dict = func.id == "dict" and not tree.bindings("dict")
    return is_dict or func.id in tree.functions or func.id in tree.classes


def _check_where(node: ast.Call, tree: Tree, lists: Allowed) -> list[str]:
    """`np.add(a, b, where=mask)` shows whatever was in memory, unless it has an array to fill."""
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if "where" not in given or _reduces(node.func, given, lists):
        return []
    if "out" not in given:
        return ["where= without out= leaves elements undefined: give out=np.zeros(...)"]
    return (
        [] if _is_made(given["out"], tree) else [f"out= with where= is made by {_LIST_OF_MAKERS}"]
    )


def _reduces(func: ast.expr, given: Container[str | None], lists: Allowed) -> bool:
    """Whether this is a reduction, whose `where` leaves nothing undefined.

    A name says so only in a library. Of a method the keywords tell it: what works element by
    element takes none of them.
    """
    if not isinstance(func, ast.Attribute) or func.attr not in _REDUCTIONS:
        return False
    is_named = dotted(func)[0] in lists.roots
    return is_named or any(word in given for word in ("axis", "keepdims", "initial"))


def _is_made(out: ast.expr, tree: Tree) -> bool:
    """Whether an expression is a new array with something in it, or a name for one."""
    match out:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=attr)):
            return attr in _MAKERS
        case ast.Name(id=name):
            return _always(name, tree, _is_made)
        case _:
            return False


def _always(name: str, tree: Tree, is_so: Callable[[ast.expr, Tree], bool]) -> bool:
    """Whether all that a name is ever given are expressions of a kind, and no other names."""
    binding = tree.bindings(name)
    values = [
        one.value
        for node in binding
        if isinstance(one := tree.parents.get(node), ast.Assign) and node in one.targets
    ]
    return bool(values) and all(
        len(values) == len(binding) and not isinstance(value, ast.Name) and is_so(value, tree)
        for value in values
    )


def _check_buffer(node: ast.Call, tree: Tree) -> list[str]:
    """What `np.frombuffer` lays numbers over is bytes: over objects it would forge pointers."""
    if dotted(node.func) != ["np", "frombuffer"]:
        return []
    given = node.args[:1] or [word.value for word in node.keywords if word.arg == "buffer"]
    if given and _is_bytes(given[0], tree):
        return []
    return ["np.frombuffer takes b'...', bytes(...) or bytearray(...), or a name for one of these"]


def _check_pad(node: ast.Call, tree: Tree) -> list[str]:
    """`np.pad(x, 3, mode="empty")` shows whatever was in memory."""
    if dotted(node.func) != ["np", "pad"]:
        return []
    given = node.args[2:3] + [word.value for word in node.keywords if word.arg == "mode"]
    is_starred = any(isinstance(argument, ast.Starred) for argument in node.args)
    if not is_starred and all(_is_mode(value, tree) for value in given):
        return []
    return ['np.pad takes its mode as a plain text, and not "empty", or as a function']


def _is_mode(value: ast.expr, tree: Tree) -> bool:
    match value:
        case ast.Constant(value=str(mode)):
            return mode != "empty"
        case ast.Name(id=name):
            return name in tree.functions
        case _:
            return isinstance(value, ast.Lambda)


def _is_bytes(value: ast.expr, tree: Tree) -> bool:
    match value:
        case ast.Constant(value=bytes()):
            return True
        case ast.Call(func=ast.Name(id=name)) if name in _BYTES:
            return not tree.bindings(name)
        case ast.Name(id=name):
            return _always(name, tree, _is_bytes)
        case _:
            return False


def _check_by_name(node: ast.Call) -> list[str]:
    """The method that pandas is to call is one of the usual ones, in plain sight."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    words = [keyword.value for keyword in node.keywords if keyword.arg == "aggfunc"]
    is_hidden = name in BY_NAME and (
        len(node.args) > BY_NAME[name]
        or any(isinstance(argument, ast.Starred) for argument in node.args)
    )
    if is_hidden or any(
        not isinstance(word, ast.Constant) or word.value not in _SUMMARIES for word in words
    ):
        return [f"aggfunc= is one of {', '.join(sorted(_SUMMARIES))}, written as a text"]
    return []


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
            return _check_type(node, tree, lists)
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


def _check_type(node: ast.Call, tree: Tree, lists: Allowed) -> list[str]:
    if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
        return ["type takes one argument here"]
    parent = tree.parents.get(node)
    match parent:
        case ast.Attribute(attr="__name__") | ast.FormattedValue() | ast.Expr():
            return []
        case ast.Compare(left=left, comparators=others):
            if all(_is_type(operand, tree, lists) for operand in (left, *others)):
                return []
            return ["type(x) is compared with types: an own object could take it and keep it"]
        case ast.Expression():
            return []
        case ast.Call(func=ast.Name(id="print" | "str" | "repr")):
            return []
        case _:
            return ["type(x) may be printed, compared, or asked for its __name__; it is no value"]


def _is_type(node: ast.expr, tree: Tree, lists: Allowed) -> bool:
    """Whether an expression is a class, `type(x)`, None, or several of these."""
    match node:
        case ast.Call(func=ast.Name(id="type")) | ast.Constant():
            return True
        case ast.Name(id=name):
            is_kept = name in lists.builtins and not tree.bindings(name)
            return name in tree.classes or is_kept
        case ast.Attribute():
            return dotted(node)[0] in lists.roots
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return all(_is_type(part, tree, lists) for part in parts)
        case _:
            return False
