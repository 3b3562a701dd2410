"""A program as a list of leaves: statements that can be kept or dropped one by one.

The body of a `with` is opened up, so that one line of it can be kept without the others; every
other compound statement is one leaf.
"""

import ast
import builtins
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tfquiz.cards.naming import names_in_order
from tfquiz.importing.code.beside import shown_beside
from tfquiz.importing.code.editing import Source, without_comments, without_docstrings
from tfquiz.importing.code.names import dotted
from tfquiz.importing.code.shown import printed_values
from tfquiz.program.libraries import LIBRARIES

_BUILTINS = frozenset(dir(builtins))
_LIBRARIES = frozenset(library.binds for library in LIBRARIES.values())
_CHANGING_FUNCTIONS = {
    "put", "copyto", "place", "putmask", "fill_diagonal", "shuffle", "put_along_axis", "at",
    "seed", "set_seed", "set_random_seed", "assign", "assign_add", "assign_sub", "scatter_update",
}  # fmt: skip
_MUTATING = {
    "sort", "fill", "append", "extend", "insert", "remove", "pop", "popitem", "update", "add",
    "resize", "setflags", "put", "partition", "reverse", "clear", "discard", "assign", "at",
    "assign_add", "assign_sub", "setdefault", "write", "seek", "copyto", "place", "putmask",
    "fill_diagonal", "shuffle", "put_along_axis", "extendleft", "appendleft", "rotate", "subtract",
    "move_to_end", "byteswap", "setfield", "scatter_update", "scatter_nd_update", "seed",
    "set_seed", "set_random_seed", "popleft", "push", "difference_update", "load", "watch",
    "itemset", "setitem", "swapaxes_", "resize_", "initialize",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a `with` whose body was opened up."""

    text: str
    number: int
    """Tells headers of the same text apart."""
    reads: frozenset[str]
    binds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One statement."""

    text: str
    """As written, without the indentation of the `with` around it."""
    node: ast.stmt
    headers: tuple[Header, ...]
    reads: frozenset[str]
    binds: frozenset[str]
    mutates: frozenset[str]
    """Names whose object it may change."""
    entry: int = 0
    """Which entry of the source it belongs to."""
    output: str = ""
    """What the source shows after it."""

    @property
    def is_print(self) -> bool:
        """Whether it is a call of `print`."""
        return (
            isinstance(self.node, ast.Expr)
            and isinstance(self.node.value, ast.Call)
            and dotted(self.node.value.func) == "print"
        )

    @property
    def is_bare(self) -> bool:
        """Whether it only shows a value."""
        return isinstance(self.node, ast.Expr) and not self.is_print

    @property
    def touches(self) -> frozenset[str]:
        """Names that it binds or changes."""
        return self.binds | self.mutates


def leaves_of(text: str, *, entry: int = 0, output: str = "") -> list[Leaf]:
    """The leaves of code that parses; output belongs to the last, or line by line to its prints."""
    source = Source(without_docstrings(without_comments(text)))
    counter = iter(range(10_000))
    found = [
        replace(leaf, entry=entry) for leaf in _open(source, source.body, (), counter)
    ]  # fmt: skip
    prints = [place for place, leaf in enumerate(found) if leaf.is_print]
    shown = printed_values(output)
    if len(prints) > 1 and len(prints) == len(shown):
        for place, value in zip(prints, shown, strict=True):
            found[place] = replace(found[place], output=value)
    elif found and output:
        found[-1] = replace(found[-1], output=output)
    beside = shown_beside(text)
    return [
        leaf if leaf.output else replace(leaf, output=beside.get(ast.unparse(leaf.node), ""))
        for leaf in found
    ]


def _open(
    source: Source, body: Sequence[ast.stmt], headers: tuple[Header, ...], counter: Iterator[int]
) -> Iterator[Leaf]:
    for node in body:
        if isinstance(node, ast.With):
            yield from _open(source, node.body, (*headers, _header(source, node, counter)), counter)
        elif _is_main_block(node):
            yield from _open(source, node.body, headers, counter)  # type: ignore[attr-defined]
        elif not isinstance(node, ast.Pass):
            yield _leaf(source, node, headers)


def _is_main_block(node: ast.stmt) -> bool:
    """Whether a statement is `if __name__ == "__main__":`, whose body always runs here."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def _header(source: Source, node: ast.With, counter: Iterator[int]) -> Header:
    start, _ = source.span(node)
    end, _ = source.span(node.body[0])
    text = " ".join(source.text[start:end].split())
    items = [item.context_expr for item in node.items]
    targets = [item.optional_vars for item in node.items if item.optional_vars]
    reads = _names(items, ast.Load) - _LIBRARIES
    return Header(text, next(counter), reads, _names(targets, ast.Store))


def _leaf(source: Source, node: ast.stmt, headers: tuple[Header, ...]) -> Leaf:
    start, end = source.span(node)
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
        start = source.span(node.decorator_list[0])[0] - 1
    line_start = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line_start:start]
    text = textwrap.dedent((indent if not indent.strip() else "") + source.text[start:end])
    node = ast.parse(text).body[0]
    binds = _names([node], ast.Store) | _defined(node)
    return Leaf(text, node, headers, read_first(text) - _LIBRARIES, binds, _mutated(node))


def read_first(text: str) -> frozenset[str]:
    """Names that a statement or an expression reads before it binds them."""
    bound: set[str] = set()
    found: set[str] = set()
    for name, binds in names_in_order(text):
        if binds:
            bound.add(name)
        elif name not in bound:
            found.add(name)
    return frozenset(found)


def _names(nodes: Iterable[ast.AST], context: type[ast.expr_context]) -> frozenset[str]:
    return frozenset(
        one.id
        for node in nodes
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, context)
    )


def _defined(node: ast.stmt) -> frozenset[str]:
    return frozenset([node.name] if isinstance(node, ast.FunctionDef | ast.ClassDef) else [])


def _mutated(node: ast.stmt) -> frozenset[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return frozenset()  # a definition changes nothing before it is called
    found: set[str] = set()
    for one in ast.walk(node):
        match one:
            case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store()):
                found |= _names([one.value], ast.Load)
            case ast.AugAssign(target=target):
                found |= _names([target], ast.Load) | _names([target], ast.Store)
            case ast.Call(func=ast.Attribute(attr=name), args=args) if _changes(one, name):
                found |= _names([one.func, *args], ast.Load)
            case ast.keyword(arg="out", value=value):
                found |= _names([value], ast.Load)
            case _:
                pass
    return frozenset(found - _LIBRARIES - _BUILTINS)


def _changes(call: ast.Call, name: str) -> bool:
    """Whether a call changes an object: np.insert does not, x.insert does."""
    of_library = dotted(call.func).partition(".")[0] in _LIBRARIES
    return name in (_CHANGING_FUNCTIONS if of_library else _MUTATING)


def rendered(leaves: Sequence[Leaf]) -> str:
    """Leaves as a program again, each `with` written once around those that stood in it."""
    lines: list[str] = []
    open_headers: tuple[Header, ...] = ()
    for leaf in leaves:
        shared = 0
        while (
            shared < min(len(open_headers), len(leaf.headers))
            and open_headers[shared] == leaf.headers[shared]
        ):
            shared += 1
        for depth, header in enumerate(leaf.headers[shared:], start=shared):
            lines.append("    " * depth + header.text)
        open_headers = leaf.headers
        lines.append(textwrap.indent(leaf.text, "    " * len(leaf.headers)))
    return "\n".join(lines)


def sliced(leaves: Sequence[Leaf], names: frozenset[str], *, text: str = "") -> list[Leaf]:
    """The leaves that decide the value of some names, in order.

    Statements that change an object count too when they reach it by another name: a view, or the
    list that an array was made from.

    Args:
        leaves: what was run before.
        names: the names asked about.
        text: the expression asked about, which may need a seed.
    """
    kept = _needed(leaves, len(leaves), names, text)
    while True:
        known: dict[str, int] = {}
        for place in sorted(kept):
            for name in leaves[place].touches:
                known.setdefault(name, place)
        more = {
            place
            for place, leaf in enumerate(leaves)
            if place not in kept
            and not leaf.is_print
            and any(known.get(name, len(leaves)) < place for name in leaf.mutates)
        }
        if not more:
            return [leaves[place] for place in sorted(kept)]
        for place in more:
            leaf = leaves[place]
            kept |= {place} | _needed(leaves, place, leaf.reads | leaf.mutates, leaf.text)


def _needed(leaves: Sequence[Leaf], end: int, names: frozenset[str], text: str) -> set[int]:
    """The places before `end` of the leaves that some names need."""
    wanted = set(names)
    kept: dict[int, Leaf] = {}
    for place in range(end - 1, -1, -1):
        leaf = leaves[place]
        chance = "random" in leaf.text and _is_seed(leaf) and _needs_seed(text, kept.values())
        if leaf.is_print or not (leaf.touches & wanted or chance):
            continue
        if leaf.is_bare and not leaf.mutates and not chance:
            continue
        kept[place] = leaf
        if not leaf.mutates & leaf.binds and isinstance(leaf.node, ast.Assign | ast.FunctionDef):
            wanted -= leaf.binds
        wanted |= leaf.reads | leaf.mutates
        for header in leaf.headers:
            wanted |= header.reads
    return set(kept)


def _is_seed(leaf: Leaf) -> bool:
    return leaf.is_bare and "seed(" in leaf.text


def _needs_seed(text: str, kept: Iterable[Leaf]) -> bool:
    return "random" in text or any("random" in leaf.text for leaf in kept)


def retitled(leaves: Iterable[Leaf], first: int) -> list[Leaf]:
    """Leaves whose headers get numbers from `first` on, so that two programs can be joined."""
    return [
        replace(
            leaf, headers=tuple(replace(one, number=one.number + first) for one in leaf.headers)
        )
        for leaf in leaves
    ]
