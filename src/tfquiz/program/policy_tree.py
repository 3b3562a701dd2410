"""A program's syntax tree with what the policy asks of it: parents, places, names it defines."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_KEEPING = frozenset(
    ("contextlib.contextmanager", "functools.cache", "functools.lru_cache", "tf.function")
)
"""Decorators that call the function below them with what they are called with."""

Finding = tuple[int, int, str]
"""Line, column and message."""


@dataclass(frozen=True, slots=True)
class Tree:
    """All nodes of a program: its source and the expression asked about."""

    nodes: list[ast.AST]
    """Each before those inside it; without the marks for reading and writing a name."""
    parents: dict[ast.AST, ast.AST]
    asked: frozenset[ast.AST]
    """The nodes of the asked expression, whose lines do not count."""
    classes: frozenset[str]
    """Names of the program's own classes."""
    functions: frozenset[str]
    """Names that stand for the program's own functions, and for nothing else."""
    bound: dict[str, list[ast.AST]]
    """The nodes that give a meaning to each name, anywhere in the program."""
    known: dict[ast.AST | str, bool]
    """What was found out about names and methods, so that it is found out once."""

    @classmethod
    def of(cls, trees: list[ast.Module | ast.Expression]) -> "Tree":
        """The tree of a module and, perhaps, an expression after it."""
        nodes: list[ast.AST] = []
        parents: dict[ast.AST, ast.AST] = {}
        asked: list[ast.AST] = []
        for tree in trees:
            found = _walk(tree, parents)
            nodes += found
            if isinstance(tree, ast.Expression):
                asked += found
        bound: dict[str, list[ast.AST]] = {}
        for node in nodes:
            for name in new_names(node):
                bound.setdefault(name, []).append(node)
        return cls(
            nodes=nodes,
            parents=parents,
            asked=frozenset(asked),
            classes=frozenset(node.name for node in nodes if isinstance(node, ast.ClassDef)),
            functions=frozenset(
                name for name in bound if all(_is_function(node, parents) for node in bound[name])
            ),
            bound=bound,
            known={},
        )

    def bindings(self, name: str) -> list[ast.AST]:
        """The nodes that give a meaning to a name, from assignments to patterns."""
        return self.bound.get(name, [])

    def place(self, node: ast.AST) -> tuple[int, int]:
        """Line and column of a node, or of the nearest one around it that has a place."""
        here: ast.AST | None = node
        while here is not None and not hasattr(here, "lineno"):
            here = self.parents.get(here)
        if here is None:
            return 1, 0
        line = 0 if node in self.asked else getattr(here, "lineno", 1)
        return line, getattr(here, "col_offset", 0)

    def enclosing_class(self, node: ast.AST) -> ast.ClassDef | None:
        """The class in whose body this statement stands, if it is directly there."""
        parent = self.parents.get(node)
        return parent if isinstance(parent, ast.ClassDef) else None


def _walk(tree: ast.AST, parents: dict[ast.AST, ast.AST]) -> list[ast.AST]:
    """The nodes of a tree, level by level, and into `parents` what each stands in."""
    nodes = [tree]
    for node in nodes:  # which grows meanwhile
        for name in node._fields:
            child = getattr(node, name, None)
            if isinstance(child, list):
                inside = [one for one in child if isinstance(one, ast.AST)]
            elif isinstance(child, ast.AST) and not isinstance(child, ast.expr_context):
                inside = [child]
            else:
                continue
            nodes += inside
            for one in inside:
                parents[one] = node
    return nodes


def _is_function(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a node binds a name to a function that is written there and not exchanged."""
    match node, parents.get(node):
        case ast.FunctionDef(decorator_list=marks), _:
            return all(ast.unparse(mark) in _KEEPING for mark in marks)
        case ast.Name(), ast.Assign(value=ast.Lambda(), targets=[target]):
            return target is node
        case _:
            return False


def new_names(node: ast.AST) -> Iterator[str]:
    """The names that a node gives to something, besides those of `ast.Name`."""
    match node:
        case ast.FunctionDef(name=name) if not name.startswith("__"):
            yield name
        case ast.ClassDef(name=name) | ast.arg(arg=name):
            yield name
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
            yield name
        case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from names
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            yield name
        case _:
            pass
