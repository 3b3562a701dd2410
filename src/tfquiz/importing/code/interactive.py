"""TensorFlow 1's interactive session, which no program of a deck may leave open, as a block."""

import ast
import textwrap

from tfquiz.importing.code.editing import Source
from tfquiz.importing.code.names import dotted

CHANGE = "`tf.InteractiveSession()` is written as a block, `with tf.Session()`"


def with_session_block(text: str) -> str:
    """Code in which what follows an interactive session stands in a block of a session.

    Code without one, or that ends with it, stays as it is.
    """
    source = Source(text)
    for node, following in zip(source.body, source.body[1:], strict=False):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=function)):
                bound = f" as {name}"
            case ast.Expr(value=ast.Call(func=function)):
                bound = ""
            case _:
                continue
        if dotted(function).endswith(".InteractiveSession"):
            start, _ = source.span(node)
            rest, _ = source.span(following)
            head = f"{text[:start]}with {dotted(function).rpartition('.')[0]}.Session(){bound}:\n"
            return head + textwrap.indent(text[rest:], "    ")
    return text
