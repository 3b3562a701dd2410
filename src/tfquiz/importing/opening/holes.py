"""Places in a program where data stands that could be other data: its literals."""

import ast
import math
from dataclasses import dataclass, replace
from typing import Any, Literal

from tfquiz.cards.naming import names_in_order
from tfquiz.importing.code.editing import Source, Span
from tfquiz.importing.code.literals import flat, items_value, list_value, made, range_ends, shape_of
from tfquiz.importing.code.names import dotted

LARGE = 100_000
REPEATED = "*"
"""What stands for the call where a number repeats a list: `[0] * 5`."""
_SHAPES = {"shape", "size", "newshape", "dims", "num", "repeats", "reps", "multiples"}
_RANGES = ("np.arange", "tf.range", "range")
_OF_DATA = {
    f"{root}.{name}"
    for root in ("np", "tf")
    for name in ("repeat", "tile", "resize", "reshape", "broadcast_to")
}
"""Makers whose first argument is data and no length."""
_MAKERS = {
    "zeros", "ones", "empty", "eye", "identity", "reshape", "broadcast_to", "rand", "randn",
    "normal", "uniform", "random_normal", "random_uniform", "truncated_normal", "random", "range",
    "arange", "tile", "repeat", "zeros_initializer", "resize", "integers", "standard_normal",
}  # fmt: skip
Kind = Literal["list", "range", "int", "float", "complex", "bool", "str", "dtype"]


@dataclass(frozen=True, slots=True)
class Hole:
    """One literal."""

    id: int
    kind: Kind
    spans: tuple[tuple[bool, Span], ...]
    """Where it stands: in the asked expression (True) or in the code, and the characters."""
    value: Any
    """The literal's value; for a dtype its dotted name, for a range its two ends."""
    name: str
    """What an input in its place would be called."""
    word: str = ""
    """The keyword that it is the argument of, such as axis."""
    call: str = ""
    """The function that it is an argument of."""
    shape: tuple[int, ...] = ()
    """Of a list, or of what a range gives."""
    site: int = 0
    """Which call it is an argument of; 0 for none."""
    statement: Span | None = None
    """The assignment that a bare name would take the place of."""
    written: str = ""
    """How that assignment makes it: np.array, list ...; "set" for the items of a set."""

    @property
    def is_length(self) -> bool:
        """Whether it is a length of something that is made here, such as the 3 of np.zeros(3)."""
        last = self.call.rpartition(".")[2]
        return self.kind == "int" and (self.word in _SHAPES or (last in _MAKERS and not self.word))

    @property
    def is_large(self) -> bool:
        """Whether it makes so many items that each run takes long."""
        return self.value >= LARGE and (self.is_length or self.call == REPEATED)

    @property
    def flat(self) -> list[Any]:
        """All elements of a list."""
        return flat(self.value)


def find_holes(code: str, ask: str | None) -> list[Hole]:
    """All literals of a program; those of the same text in the same role share a hole."""
    finder = _Finder(code, ask)
    return finder.holes()


class _Finder:
    def __init__(self, code: str, ask: str | None) -> None:
        self.code = code
        self.ask = ask
        self.taken = {name for text in (code, ask or "") for name, _ in names_in_order(text)}
        self.found: list[Hole] = []
        self.strings: dict[str, int] = {}
        self.sites = 0

    def holes(self) -> list[Hole]:
        source = Source(self.code)
        first = self._first_binds(source)
        for statement in source.body:
            self._statement(source, statement, first)
        if self.ask:
            asked = Source(self.ask, expression=True)
            if asked.expression is not None:
                self._visit(asked, asked.expression, _Place(True))
        return self.found

    def _first_binds(self, source: Source) -> dict[str, int]:
        """For each name whose first touch binds it, the line of that statement."""
        first: dict[str, int] = {}
        for statement in source.body:
            for name, binds in names_in_order(ast.unparse(statement)):
                first.setdefault(name, statement.lineno if binds else 0)
        return first

    def _statement(self, source: Source, node: ast.stmt, first: dict[str, int]) -> None:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if first.get(name) == node.lineno and self._bare(source, node, name, value):
                    return
                self._visit(source, value, _Place(False, name=name))
            case _:
                for child in ast.iter_child_nodes(node):
                    self._visit(source, child, _Place(False))

    def _bare(self, source: Source, node: ast.Assign, name: str, value: ast.expr) -> bool:
        """Take `x = np.array([...])` or `x = [...]` for an input x, if it is one."""
        written, literal = made(value)
        data = list_value(literal) if literal is not None else None
        if literal is None or data is None:
            return False
        self._add("list", data, (False, source.span(literal)), _Place(False), name)
        hole = self.found.pop()
        self.found.append(
            replace(hole, name=name, statement=source.span(node), written=written)
        )  # fmt: skip
        return True

    def _visit(self, source: Source, node: ast.AST, place: "_Place") -> None:
        match node:
            case ast.List() | ast.Set() if (
                not _is_shape(node, place) and (data := items_value(node)) is not None
            ):
                self._items(source, node, data, place)
            case ast.Call():
                self._call(source, node, place)
            case ast.JoinedStr():
                return
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                self._scalar(source, node, -value, place)
            case ast.Constant(value=value):
                self._scalar(source, node, value, place)
            case ast.Attribute() if _is_dtype(dotted(node)):
                span = (place.asked, source.span(node))
                self._add("dtype", dotted(node), span, place, "dtype")
            case ast.BinOp():
                self._binary(source, node, place)
            case ast.Subscript(value=value, slice=index):
                self._visit(source, value, place)
                self._visit(source, index, _Place(place.asked, name="i"))
            case _:
                for child in ast.iter_child_nodes(node):
                    self._visit(source, child, place)

    def _items(
        self, source: Source, node: ast.List | ast.Set, data: list[Any], place: "_Place"
    ) -> None:
        self._add(
            "list",
            data,
            (place.asked, source.span(node)),
            place,
            place.name or place.word or "values",
        )
        if isinstance(node, ast.Set):
            self.found[-1] = replace(self.found[-1], written="set")

    def _binary(self, source: Source, node: ast.BinOp, place: "_Place") -> None:
        """Both operands; not the number of a formula, such as the 2 of `x ** 2`."""
        self._visit(source, node.left, place)
        match node:
            case ast.BinOp(left=ast.List(), op=ast.Mult(), right=ast.Constant()):
                self._visit(source, node.right, _Place(place.asked, call=REPEATED))
            case ast.BinOp(left=left, op=op, right=ast.Constant(value=int())) if isinstance(
                op, ast.Pow
            ) or _is_count(left):
                return
            case ast.BinOp(op=ast.Add() | ast.Sub(), right=ast.Constant(value=1)) if (
                place.name == "i"
            ):
                return  # the next place, or the one before
            case _:
                self._visit(source, node.right, place)

    def _call(self, source: Source, node: ast.Call, place: "_Place") -> None:
        name = dotted(node.func)
        call = name or (node.func.attr if isinstance(node.func, ast.Attribute) else "")
        self._visit(source, node.func, place)
        self.sites += 1
        site = self.sites
        arguments = [one for one in node.args if call != "print" or not _is_label(one)]
        inside = _Place(place.asked, "", call, site=site)
        if call in _RANGES and (ends := range_ends(arguments)) is not None:
            start, stop = source.span(arguments[0])[0], source.span(arguments[-1])[1]
            self._add("range", ends, (place.asked, (start, stop)), inside, "stop")
            arguments = []
        elif call in _OF_DATA and arguments:
            data = replace(inside, call="")
            self._visit(source, arguments.pop(0), data)
        for argument in arguments:
            self._visit(source, argument, inside)
        for word in node.keywords:
            inside = _Place(place.asked, word.arg or "", call, site=site)
            self._visit(source, word.value, inside)

    def _scalar(self, source: Source, node: ast.expr, value: Any, place: "_Place") -> None:
        span = (place.asked, source.span(node))
        match value:
            case bool():
                self._add("bool", value, span, place, place.word or "flag")
            case int() | float() if abs(value) < 1e9 and math.isfinite(value):
                kind: Kind = "int" if isinstance(value, int) else "float"
                short = "i" if place.name == "i" else "k"
                name = place.word or (short if kind == "int" else "v")
                self._add(kind, value, span, place, name)
            case complex():
                self._add("complex", value, span, place, "z")
            case str() if value:
                self._string(value, span, place)
            case _:
                return

    def _string(self, value: str, span: tuple[bool, Span], place: "_Place") -> None:
        """A text; the same text in several places is one hole."""
        if value in self.strings:
            number = self.strings[value]
            old = self.found[number]
            self.found[number] = replace(old, spans=(*old.spans, span))
            return
        self.strings[value] = len(self.found)
        self._add("str", value, span, place, place.word or "word")

    def _add(
        self, kind: Kind, value: Any, span: tuple[bool, Span], place: "_Place", name: str
    ) -> None:
        """Take a literal for a hole, with a name of its own."""
        free = self._free(name)
        self.taken.add(free)
        shape = (int(value[1] - value[0]),) if kind == "range" else shape_of(value)
        hole = Hole(
            len(self.found), kind, (span,), value, free, place.word, place.call, shape, place.site
        )  # fmt: skip
        self.found.append(hole)

    def _free(self, name: str) -> str:
        """A name that nothing else has."""
        name = name.lstrip("_") or "value"
        if name not in self.taken:
            return name
        return next(f"{name}{n}" for n in range(2, 999) if f"{name}{n}" not in self.taken)


def _is_shape(node: ast.List | ast.Set, place: "_Place") -> bool:
    """Whether a list is a shape, whose numbers are lengths and not data."""
    maker = place.call.rpartition(".")[2] in _MAKERS and not place.word
    whole = all(
        isinstance(one, ast.Constant | ast.UnaryOp | ast.Name | ast.Subscript) for one in node.elts
    )
    return (maker or place.word in _SHAPES) and whole and len(node.elts) <= 5


def _is_label(node: ast.expr) -> bool:
    """Whether an argument of `print` only says what is printed."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_count(node: ast.expr) -> bool:
    """Whether an operand counts items, so that the number beside it is part of a formula."""
    match node:
        case ast.Attribute(attr="size" | "ndim") | ast.Call(func=ast.Name(id="len")):
            return True
        case ast.Subscript(value=ast.Attribute(attr="shape")):
            return True
        case _:
            return False


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around a literal."""

    asked: bool
    word: str = ""
    call: str = ""
    name: str = ""
    site: int = 0


DTYPES = (
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
    "float32", "float64", "complex64", "complex128",
)  # fmt: skip


def _is_dtype(name: str) -> bool:
    root, _, rest = name.partition(".")
    return root in ("np", "tf") and rest in DTYPES
