"""The policy's part on names: which names may be read, which may be given, what follows a dot."""

import ast
import builtins

from tfquiz.program.allowed.lists import ARRAYS, Allowed
from tfquiz.program.policy_classes import is_asked_or_called
from tfquiz.program.policy_tree import Tree

_BUILTINS = frozenset(dir(builtins))
_ONLY_CALLED = frozenset(("type", "super", "getattr", "hasattr"))
"""Built-in names that are looked at more closely where they are called."""
_AS_DECORATORS = frozenset(("property", "classmethod", "staticmethod"))
BY_NAME = {"crosstab": 2, "pivot_table": 3}
"""Functions of pandas that call a method by its name as text, and what may come before it."""
_CALLED = frozenset(("np.frombuffer", "np.pad"))
"""Functions of libraries whose arguments are looked at where they are called."""
_KEPT = _ONLY_CALLED | _AS_DECORATORS | {"isinstance", "issubclass", "print", "str", "repr"}
"""Built-in names that the policy relies on."""


def check_new_name(name: str, lists: Allowed) -> str:
    """A complaint about a name that the program gives to something; empty when it may."""
    if name.startswith("_") and name.strip("_"):
        return f"{name}: names do not begin with an underscore here"
    if name in lists.roots or name in _KEPT:
        return f"{name} keeps its meaning: choose another name"
    return ""


def check_name(node: ast.Name, tree: Tree, lists: Allowed) -> list[str]:
    """Complaints about a name that is read."""
    name, parent = node.id, tree.parents.get(node)
    if not isinstance(node.ctx, ast.Load):
        return []
    if name.startswith("_") and name.strip("_"):
        return [f"{name}: names that begin with an underscore are not part of the language"]
    if name in lists.roots:
        return _check_root(node, parent, lists)
    if name in tree.classes:
        return _check_class_name(node, tree)
    if name in _BUILTINS and name not in lists.builtins:
        return [f"{name} is not part of the language of decks; {_propose('python')}"]
    is_called = isinstance(parent, ast.Call) and parent.func is node
    if name in _ONLY_CALLED and not is_called:
        return [f"{name} may only be called"]
    if name in _AS_DECORATORS and not isinstance(parent, ast.FunctionDef):
        return [f"{name} may only stand above a method, as @{name}"]
    return []


def _check_root(node: ast.Name, parent: ast.AST | None, lists: Allowed) -> list[str]:
    if isinstance(parent, ast.Attribute):
        return []
    is_asked = (
        isinstance(parent, ast.Call)
        and isinstance(parent.func, ast.Name)
        and parent.func.id in {"getattr", "hasattr"}
        and parent.args[:1] == [node]
    )
    if is_asked:
        return []
    return [f"{node.id} is all of {lists.roots[node.id]}: name what you need of it, as {node.id}.x"]


def _check_class_name(node: ast.Name, tree: Tree) -> list[str]:
    if is_asked_or_called(node, tree):
        return []
    return [f"the class {node.id} may only be called, asked about, inherited from or caught"]


def check_attribute(node: ast.Attribute, tree: Tree, lists: Allowed) -> list[str]:
    """Complaints about what follows a dot, once for each chain of dots from a library."""
    parent = tree.parents.get(node)
    parts = dotted(node)
    if parts[0] not in lists.roots:
        return check_plain_attribute(node, tree, lists)
    if isinstance(parent, ast.Attribute):
        return []
    return _check_chain(node, parts, tree, lists)


def dotted(node: ast.expr) -> list[str]:
    """`np.linalg.norm` as its parts; the first is empty where the chain starts with no name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return parts[::-1]


def _check_chain(node: ast.Attribute, parts: list[str], tree: Tree, lists: Allowed) -> list[str]:
    counts = range(2, len(parts) + 1)
    ends = [count for count in counts if ".".join(parts[:count]) in lists.listed]
    whole = ".".join(parts)
    if not ends:
        if whole in lists.prefixes:
            return [f"{whole} is a whole module: name what you need of it"]
        library = lists.roots[parts[0]]
        return [f"{whole} is not on the list for {library}; {_propose(library)}"]
    name = ".".join(parts[: ends[-1]])
    rest = parts[ends[-1] :]
    found = [text for attribute in rest if (text := _unlisted(attribute, lists))]
    if not rest and name in lists.types and not is_asked_or_called(node, tree, called=False):
        found.append(f"{name} may only be asked about, as in isinstance(x, {name})")
    if not rest and _is_class(name) and not is_asked_or_called(node, tree):
        found.append(f"{name} may only be called or asked about")
    return found + (_misplaced(name, node, tree, lists) if not rest else [])


def _misplaced(name: str, node: ast.Attribute, tree: Tree, lists: Allowed) -> list[str]:
    """A complaint about a name that is no value and stands where only values may."""
    is_called = is_asked_or_called(node, tree, asked=False)
    parent = tree.parents.get(node)
    if name in lists.decorators and not (is_called and _is_decorator(parent, tree)):
        return [f"{name} may only stand above a function, as @{name}(f)"]
    if (name in lists.signatures or name in _CALLED) and not is_called:
        return [f"{name} may only be called"]
    is_before_brackets = isinstance(parent, ast.Subscript) and parent.value is node
    if name in lists.bracketed and not (is_called or is_before_brackets):
        return [f"{name} may only stand right before brackets, as {name}[...]"]
    return []


def _is_decorator(node: ast.AST | None, tree: Tree) -> bool:
    function = None if node is None else tree.parents.get(node)
    return isinstance(function, ast.FunctionDef) and node in function.decorator_list


def _is_class(name: str) -> bool:
    last = name.rpartition(".")[2]
    return last[0].isupper() and any(letter.islower() for letter in last) and last[-1] != "_"


def check_plain_attribute(node: ast.Attribute, tree: Tree, lists: Allowed) -> list[str]:
    """Complaints about an attribute of a value that is no library."""
    name, parent = node.attr, tree.parents.get(node)
    is_called = isinstance(parent, ast.Call) and parent.func is node
    if name == "__name__":
        return []
    if is_called and name in lists.called_methods:
        return []
    if is_called and name == "__init__" and _is_super(node.value):
        return []
    if name == "format" and is_called and isinstance(node.value, ast.Constant):
        return []
    if name in lists.empty_calls:
        is_empty = isinstance(parent, ast.Call) and not parent.args and not parent.keywords
        return [] if is_called and is_empty else [f".{name} may only be called, as .{name}()"]
    if name in BY_NAME and not is_called:
        return [f".{name} may only be called"]
    text = _unlisted(name, lists)
    return [text] if text else []


def _unlisted(name: str, lists: Allowed) -> str:
    if name in lists.attributes:
        return ""
    if name.startswith("_"):
        return f".{name}: attributes that begin with an underscore are not part of the language"
    if name == "format":
        return '.format is for a text that stands right before it, as in "{}".format(x)'
    return f".{name} is not on the list of attributes; {_propose('python')}"


def _is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )


def _propose(library: str) -> str:
    file = library if library in ARRAYS else "python"
    return f"if it only computes, propose it for program/allowed/{file}.txt"
