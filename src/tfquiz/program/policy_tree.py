"""A program's syntax tree with what the policy asks of it: parents, places, names it defines."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

Finding = tuple[int, int, str]
"""Line, column and message."""


@dataclass(frozen=True, slots=True)
class Tree:
    """All nodes of a program: its source and the expression asked about."""

    nodes: list[ast.AST]
    parents: dict[ast.AST, ast.AST]
    asked: frozenset[ast.AST]
    """The nodes of the asked expression, whose lines do not count."""
    classes: frozenset[str]
    """Names of the program's own classes."""
    functions: frozenset[str]
    """Names of the program's own functions, however they were made."""

    @classmethod
    def of(cls, trees: list[ast.Module | ast.Expression]) -> "Tree":
        """The tree of a module and, perhaps, an expression after it."""
        nodes = [node for tree in trees for node in ast.walk(tree)]
        parents = {
            child: node
            for node in nodes
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.expr_context)
        }
        asked = [
            node for tree in trees if isinstance(tree, ast.Expression) for node in ast.walk(tree)
        ]
        return cls(
            nodes=nodes,
            parents=parents,
            asked=frozenset(asked),
            classes=frozenset(node.name for node in nodes if isinstance(node, ast.ClassDef)),
            functions=frozenset(_functions(nodes)),
        )

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


def _functions(nodes: list[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.FunctionDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda()):
                yield name
            case _:
                pass


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
