"""Source text with its syntax tree, and edits that touch nothing but the place that they change.

`ast` gives positions in bytes of a line; here they are offsets into the text, so that a rewrite
keeps the learner's own spacing and comments. Nothing here knows what is worth rewriting.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

_MODULES = ("np", "numpy", "tf", "tensorflow", "math", "nn", "linalg")
_BUILTIN = "builtin"
_STANDARD = ("statistics", "itertools", "operator")
"""Modules whose functions know no axes, as Python's own."""
SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.MatMult: "@",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitAnd: "&",
    ast.BitOr: "|",
}
"""How the operators are written."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text from `start` to `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Edits that belong together, and what to fill into the sentence that explains them."""

    edits: tuple[Edit, ...]
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A call whose function is a plain name or an attribute."""

    node: ast.Call
    name: str
    """The last part of the function's name."""
    module: str
    """What stands before it: "np", "tf" ...; "builtin" for a bare name; "" for a method."""

    @property
    def is_method(self) -> bool:
        """Whether the first operand stands in front of the dot."""
        return not self.module

    def keyword(self, name: str) -> ast.keyword | None:
        """The keyword argument of that name."""
        return next((word for word in self.node.keywords if word.arg == name), None)

    def argument(self, place: int, name: str = "") -> ast.expr | None:
        """An argument by its place in the function's signature, or by its name."""
        word = self.keyword(name) if name else None
        if word is not None:
            return word.value
        at = place - 1 if self.is_method else place
        plain = not any(isinstance(argument, ast.Starred) for argument in self.node.args)
        return self.node.args[at] if plain and 0 <= at < len(self.node.args) else None


class Source:
    """One piece of code, parsed once."""

    def __init__(
        self,
        text: str,
        mode: Literal["exec", "eval"],
        libraries: Sequence[str] = (),
        *,
        after: "Source | None" = None,
    ) -> None:
        """Parse a program, or an expression that is evaluated after one."""
        self.text = text
        self._after = after
        self.libraries = tuple(libraries)
        self.tree: ast.AST = ast.parse(text, mode=mode)
        self._lines = [f"{line}\n" for line in text.split("\n")]
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self.parents: dict[ast.AST, ast.AST] = {}
        self._link(self.tree)

    def _link(self, node: ast.AST) -> None:
        """Note each node's parent; f-strings are left alone, as 3.11 misplaces what is in them."""
        for child in ast.iter_child_nodes(node):
            if not isinstance(node, ast.JoinedStr):
                self.parents[child] = node
                self._link(child)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes, those that stand last in the text first."""
        placed = [node for node in self.parents if hasattr(node, "lineno")]
        return sorted(placed, key=lambda node: -self.span(node)[0])

    @cached_property
    def calls(self) -> list[Called]:
        """All calls, those that stand last in the text first."""
        found = (_called(node) for node in self.nodes if isinstance(node, ast.Call))
        return [called for called in found if called is not None]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What changeable thing each variable is bound to, as far as the text tells.

        "array", "list" (also a dict or a set), "variable" for TensorFlow's, or "".
        """
        found: dict[str, str] = dict(self._after.kinds) if self._after else {}
        for node in reversed(self.nodes):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                kind = self._kind(node.value) or found.get(root_of(node.value), "")
                found.setdefault(node.targets[0].id, kind)
        return found

    def _kind(self, value: ast.expr) -> str:
        if isinstance(value, ast.List | ast.Dict | ast.Set | ast.ListComp):
            return "list"
        if isinstance(value, ast.Call):
            text = self.segment(value)
            if text.startswith("tf.Variable("):
                return "variable"
            return "array" if text.startswith("np.") else ""
        return ""

    @cached_property
    def dumped(self) -> str:
        """The tree as text, for comparing."""
        return ast.dump(self.tree)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where the node's text starts and ends."""
        start = self._offset(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))
        end = self._offset(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0))
        return start, end

    def _offset(self, line: int, column: int) -> int:
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        return self._starts[line - 1] + len(text.encode()[:column].decode(errors="ignore"))

    def segment(self, node: ast.AST) -> str:
        """The node's text."""
        start, end = self.span(node)
        return self.text[start:end]

    def operand(self, node: ast.AST) -> str:
        """The node's text, in brackets where it could not stand before a dot or an operator."""
        text = self.segment(node)
        tight = isinstance(
            node, ast.Name | ast.Call | ast.Subscript | ast.Attribute | ast.List | ast.Tuple
        )
        return text if tight else f"({text})"

    def _outer(self, node: ast.AST) -> tuple[int, int]:
        """The node's place together with the brackets that are its own."""
        start, end = self.span(node)
        while not isinstance(self.parents.get(node), ast.Call):
            before, after = self.text[:start].rstrip(), self.text[end:].lstrip()
            if not (before.endswith("(") and after.startswith(")")):
                break
            start, end = len(before) - 1, len(self.text) - len(after) + 1
        return start, end

    def replaced(self, node: ast.AST, text: str) -> Edit:
        """Write `text` for the node."""
        return Edit(*self.span(node), text)

    def renamed(self, called: Called, name: str) -> Edit:
        """Call another function with the same arguments."""
        _, end = self.span(called.node.func)
        return Edit(end - len(called.name), end, name)

    def added(self, called: Called, argument: str) -> Edit:
        """Add a keyword argument at the end of a call."""
        _, end = self.span(called.node)
        inside = self.text[: end - 1].rstrip()
        comma = "" if inside.endswith(("(", ",")) else ", "
        gap = " " if inside.endswith(",") else ""
        return Edit(len(inside), len(inside), f"{comma}{gap}{argument}")

    def dropped(self, called: Called, argument: ast.expr | ast.keyword) -> Edit:
        """Leave an argument out, with the comma that belongs to it."""
        parts = sorted(
            (*called.node.args, *called.node.keywords), key=lambda part: self.span(part)[0]
        )
        at = parts.index(argument)
        start, end = self.span(argument)
        if at:
            return Edit(self.span(parts[at - 1])[1], end, "")
        if len(parts) > 1:
            return Edit(start, self.span(parts[1])[0], "")
        return Edit(start, end, "")

    def exchanged(self, one: ast.AST, other: ast.AST) -> tuple[Edit, ...]:
        """Let two nodes change places, brackets and all."""
        return (
            Edit(*self._outer(one), self._moved(other, one)),
            Edit(*self._outer(other), self._moved(one, other)),
        )

    def _moved(self, node: ast.AST, to: ast.AST) -> str:
        """The node's text for the place where `to` stands."""
        start, end = self._outer(node)
        text = self.text[start:end]
        loose = isinstance(node, ast.BinOp | ast.BoolOp | ast.Compare | ast.UnaryOp | ast.IfExp)
        if whole(node) is not None and not _is_power(self.parents.get(to)):
            loose = False  # -4 needs none
        is_argument = isinstance(self.parents.get(to), ast.Call | ast.keyword)
        has_brackets = (start, end) != self.span(node)
        return f"({text})" if loose and not is_argument and not has_brackets else text

    def applied(self, change: Change) -> str:
        """The text after the edits."""
        text = self.text
        for edit in sorted(change.edits, key=lambda edit: -edit.start):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


def _is_power(node: ast.AST | None) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)


def _called(node: ast.Call) -> Called | None:
    match node.func:
        case ast.Name(id=name):
            return Called(node, name, _BUILTIN)
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _MODULES:
            return Called(node, name, module)
        case ast.Attribute(value=ast.Name(id=module), attr=name) if module in _STANDARD:
            return Called(node, name, _BUILTIN)
        case ast.Attribute(value=ast.Attribute(attr=inner, value=ast.Name(id=module)), attr=name):
            return Called(node, name, module if inner in _MODULES else "")
        case ast.Attribute(attr=name):
            return Called(node, name, "")
        case _:
            return None


def whole(node: ast.AST | None) -> int | None:
    """The whole number that is written there, with its sign; None for anything else."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
        case _:
            return None


def root_of(value: ast.expr) -> str:
    """The variable that an expression starts from."""
    while isinstance(value, ast.Subscript | ast.Attribute | ast.Call):
        value = value.func if isinstance(value, ast.Call) else value.value
    return value.id if isinstance(value, ast.Name) else ""
