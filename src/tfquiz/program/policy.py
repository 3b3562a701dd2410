"""What source a deck may hold: allow-lists of syntax, names and attributes, checked in advance.

Static and pure: the source is parsed, never executed and never rewritten, so that what runs is
exactly what is shown. This is the second lock. The first is the operating system's, around the
process that runs the program; this one gives good errors early and carries where the first is thin.
"""

import ast
import warnings
from dataclasses import dataclass

from tfquiz.program.allowed.lists import Allowed, allowed
from tfquiz.program.policy_calls import check_call
from tfquiz.program.policy_classes import check_class, check_store
from tfquiz.program.policy_names import check_attribute, check_name, check_new_name
from tfquiz.program.policy_texts import check_text
from tfquiz.program.policy_tree import Finding, Tree, new_names

MAX_SOURCE = 20_000
"""Characters; a megabyte of source costs the parser a gigabyte."""
MAX_NODES = 6_000
_PLAIN = (ast.Constant, ast.operator, ast.BinOp, ast.Assign, ast.List, ast.Tuple, ast.Expr)
"""Once their syntax is allowed there is nothing to be said of these, and they are most of all."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that the language of decks does not allow."""

    line: int
    """1-based; 0 in the asked expression."""
    column: int
    """0-based."""
    message: str
    """What is not allowed, and what to do instead."""


def violations(
    source: str, libraries: tuple[str, ...], *, ask: str | None = None
) -> list[Violation]:
    """Everything in the source, and in the expression asked about, that a deck may not hold.

    Args:
        source: statements, or an expression.
        libraries: what the deck names; they decide which names there are.
        ask: an expression that is evaluated after the source and knows its names.
    """
    if len(source) + len(ask or "") > MAX_SOURCE:
        return [Violation(1, 0, f"longer than {MAX_SOURCE:,} characters: split it up")]
    lists = allowed(libraries)
    try:
        found = _check(Tree.of(_parse(source, ask)), lists)
    except SyntaxError as error:
        return [Violation(error.lineno or 1, (error.offset or 1) - 1, f"not Python: {error.msg}")]
    except (ValueError, RecursionError, MemoryError):
        return [Violation(1, 0, "not readable as Python: it is nested too deeply or has odd bytes")]
    return sorted({Violation(line, column, text) for line, column, text in found})


def _parse(source: str, ask: str | None) -> list[ast.Module | ast.Expression]:
    with warnings.catch_warnings():
        # Python remarks on odd escapes and numbers; whoever runs the program may hear of it.
        warnings.simplefilter("ignore")
        trees: list[ast.Module | ast.Expression] = [ast.parse(source)]
        if ask is not None:
            trees.append(ast.parse(ask.strip(), mode="eval"))
    return trees


def _check(tree: Tree, lists: Allowed) -> list[Finding]:
    if len(tree.nodes) > MAX_NODES:
        return [(1, 0, "too long: split it up")]
    return [
        (*tree.place(node), message)
        for node in tree.nodes
        for message in _complaints(node, tree, lists)
    ]


def _complaints(node: ast.AST, tree: Tree, lists: Allowed) -> list[str]:
    """What is wrong with one node; what is inside it is asked about on its own."""
    kind = type(node).__name__
    if kind not in lists.syntax:
        return [_no_such_syntax(node, kind)]
    if isinstance(node, _PLAIN):
        return []
    named = list(new_names(node))
    found = [text for name in named if (text := check_new_name(name, lists))]
    found += [
        f"{name} is a class: choose another name"
        for name in named
        if name in tree.classes and not isinstance(node, ast.ClassDef)
    ]
    match node:
        case ast.Name():
            found += check_name(node, tree, lists)
        case ast.Attribute():
            found += check_attribute(node, tree, lists)
            found += check_store(node, tree, lists)
        case ast.Call():
            found += check_call(node, tree, lists)
        case ast.ClassDef():
            found += check_class(node, tree, lists)
        case ast.FunctionDef(name=name) if name.startswith("__"):
            found += _check_method(name, tree.parents.get(node), lists)
        case ast.FormattedValue():
            found += check_text(node)
        case _:
            pass
    return found


def _check_method(name: str, parent: ast.AST | None, lists: Allowed) -> list[str]:
    if isinstance(parent, ast.ClassDef) and name in lists.methods:
        return []
    return [
        f"{name} may not be defined here; a class may define {', '.join(sorted(lists.methods))}"
    ]


def _no_such_syntax(node: ast.AST, kind: str) -> str:
    match node:
        case ast.Import() | ast.ImportFrom():
            return "no imports in code: name the library in the deck's `libraries`"
        case ast.TryStar():
            return "except* is not part of the language of decks: use except"
        case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
            return "async is not part of the language of decks"
        case ast.MatchClass():
            return "patterns of classes read attributes unseen: use isinstance and if"
        case _:
            return f"{kind} is not part of the language of decks"
