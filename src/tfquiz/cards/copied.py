"""Whether code asks for what it says: for a literal to which nothing happens.

Reads the code only. That an answer merely stands somewhere in it is not looked at: picking the
right element, or knowing that a list stays as it was, is something to know.
"""

import ast
from collections.abc import Iterator

_WRITERS = ("np.array", "np.asarray", "tf.constant", "tf.Variable")
"""What arrays are written with; the literal is their only argument."""


def literal_asked(code: str, ask: str | None) -> str | None:
    """The literal that is asked for, as it is written; None if something has to be worked out.

    Args:
        code: the program.
        ask: the expression asked about; None for what the program prints.
    """
    try:
        statements = ast.parse(code).body
        asked = ast.parse(ask or "None", mode="eval").body
    except (SyntaxError, ValueError):
        return None
    seen: list[ast.stmt] = []
    if ask is None:
        prints = [one for one in statements if _printed(one) is not None]
        if len(prints) != 1 or (node := _printed(prints[0])) is None:
            return None
        seen, asked = prints, node
    text = ast.unparse(asked)
    while isinstance(asked, ast.Name):
        touching = [one for one in statements if one not in seen and asked.id in _names(one)]
        if len(touching) != 1 or (value := _bound(touching[0], asked.id)) is None:
            return None
        seen.append(touching[0])
        asked, text = value, _right_side(code, touching[0])
    return _literal(asked, text)


def _printed(statement: ast.stmt) -> ast.expr | None:
    match statement:
        case ast.Expr(ast.Call(func=ast.Name("print"), args=[one], keywords=[])):
            return one
        case _:
            return None


def _names(statement: ast.stmt) -> Iterator[str]:
    return (one.id for one in ast.walk(statement) if isinstance(one, ast.Name))


def _bound(statement: ast.stmt, name: str) -> ast.expr | None:
    match statement:
        case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
            return value
        case _:
            return None


def _right_side(code: str, statement: ast.stmt) -> str:
    """With its parentheses, which the tree does not keep: `(3)` is asked about for their sake."""
    return (ast.get_source_segment(code, statement) or "").partition("=")[2].strip()


def _literal(node: ast.expr, text: str) -> str | None:
    if isinstance(node, ast.Call):
        writer = ast.unparse(node.func)
        if writer not in _WRITERS or len(node.args) != 1 or node.keywords:
            return None
        node, text = node.args[0], text.removeprefix(writer).strip()[1:-1]
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return text
