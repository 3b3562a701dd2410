"""Where calls could be misunderstood: another function, other arguments, another order of them.

Each function gives the changes that one wrong belief would make to the source, likeliest first.
"""

import ast
from collections.abc import Callable, Container, Iterator, Mapping

from tfquiz.cards.mechanical.source import Called, Change, Edit, Source

Find = Callable[[Source], Iterator[Change]]


def both(*finds: Find) -> Find:
    """The changes of several finders, one after the other."""

    def find(source: Source) -> Iterator[Change]:
        for one in finds:
            yield from one(source)

    return find


def renamed(source: Source, table: Mapping[str, list[str]]) -> Iterator[Change]:
    """Another function with the same arguments; builtins only where both are builtins."""
    for called in source.calls:
        for name in table.get(called.name, ()):
            if called.name == "sort" and _is_statement(source, called):
                continue
            if called.is_method and name == "sort":
                continue  # which gives None
            if called.module == "builtin" and name not in _BUILTINS:
                continue
            if called.module == "tf" and name in _NUMPY_ONLY:
                continue
            yield Change((source.renamed(called, name),), called.name, name)
            break


_BUILTINS = ("any", "all", "min", "max", "sum")
_KEEPS_KIND = {
    "sort", "sorted", "unique", "flip", "flipud", "fliplr", "roll", "reverse", "abs", "absolute",
    "clip", "clip_by_value", "round", "around", "rint", "floor", "ceil", "trunc", "nan_to_num",
    "relu", "cumsum", "cumprod", "sort_values", "sort_index", "drop_duplicates", "dropna", "fillna",
    "upper", "lower", "title", "capitalize", "strip", "lstrip", "rstrip", "replace",
}  # fmt: skip
"""Functions that give as many values of the same kind, which sometimes are the same."""
_NUMPY_ONLY = ("max", "min", "floor_divide", "floordiv", "ceil")


def _is_statement(source: Source, called: Called) -> bool:
    return isinstance(source.parents.get(called.node), ast.Expr)


def joined_otherwise(source: Source) -> Iterator[Change]:
    """Stacking for concatenating, and back."""
    for called in source.calls:
        if called.name in ("concat", "concatenate"):
            yield Change((source.renamed(called, "stack"),), called.name, "stack")
        elif called.name == "stack" and not called.is_method:
            name = "concatenate" if called.module in ("np", "numpy") else "concat"
            yield Change((source.renamed(called, name),), "stack", name)


def product_swapped(source: Source) -> Iterator[Change]:
    """The matrix product for the elementwise one, and back."""
    for node in source.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.MatMult):
            if isinstance(node.op, ast.Mult) and not _may_be_arrays(source, node):
                continue
            old, new = ("*", "@") if isinstance(node.op, ast.Mult) else ("@", "*")
            yield Change((operator_edit(source, node, new),), old, new)
    for called in source.calls:
        if called.name in ("matmul", "dot") and len(called.node.args) + called.is_method == 2:
            if called.is_method:
                continue
            plain = not called.node.keywords
            if plain:
                yield Change((source.renamed(called, "multiply"),), called.name, "multiply")
        elif called.name == "multiply" and not called.is_method:
            yield Change((source.renamed(called, "matmul"),), "multiply", "matmul")


def _may_be_arrays(source: Source, node: ast.BinOp) -> bool:
    arrays = {"numpy", "tensorflow", "tensorflow1"} & set(source.libraries)
    plain = ast.Constant | ast.List | ast.Tuple | ast.UnaryOp | ast.JoinedStr
    return bool(arrays) and not (isinstance(node.left, plain) or isinstance(node.right, plain))


def operator_edit(source: Source, node: ast.BinOp, new: str) -> Edit:
    """Write another operator between two operands."""
    start, end = source.span(node.left)[1], source.span(node.right)[0]
    between = source.text[start:end]
    signs = ("**", "//", "*", "@", "/", "-", "+", "%", "&", "|")
    old = next(sign for sign in signs if sign in between)
    at = start + between.index(old)
    return Edit(at, at + len(old), new)


def array_or_asarray(source: Source) -> Iterator[Change]:
    """`np.array` of an array for `np.asarray` of it, and back."""
    for called in source.calls:
        data = called.node.args[0] if called.node.args else None
        if called.module not in ("np", "numpy") or isinstance(data, ast.List | ast.Constant):
            continue
        other = {"array": "asarray", "asarray": "array"}.get(called.name)
        if other and data is not None and not called.keyword("copy"):
            yield Change((source.renamed(called, other),), f"np.{called.name}", f"np.{other}")


def branches_swapped(source: Source) -> Iterator[Change]:
    """`where` with its two branches exchanged."""
    for called in source.calls:
        if called.name == "where" and len(called.node.args) == 3:
            _, one, other = called.node.args
            if source.segment(one) != source.segment(other):
                yield Change(source.exchanged(one, other))


def unsqueezed(source: Source) -> Iterator[Change]:
    """A `squeeze` left out."""
    yield from _left_out(source, {"squeeze"})


def unchanged(source: Source) -> Iterator[Change]:
    """A call left out that gives as much of the same kind: the data themselves in its place."""
    yield from _left_out(source, _KEEPS_KIND)


def _left_out(source: Source, names: Container[str]) -> Iterator[Change]:
    for called in source.calls:
        if called.name not in names or isinstance(source.parents.get(called.node), ast.Expr):
            continue
        inner = called.node.args[0] if called.node.args and not called.is_method else None
        if called.is_method and isinstance(called.node.func, ast.Attribute):
            inner = called.node.func.value
        if inner is not None and not isinstance(inner, ast.Starred):
            edit = source.replaced(called.node, source.operand(inner))
            yield Change((edit,), source.segment(called.node))


def counting_start(source: Source) -> Iterator[Change]:
    """`enumerate` from another number."""
    for called in source.calls:
        if called.name != "enumerate" or called.module != "builtin" or not called.node.args:
            continue
        first = source.segment(called.node.args[0])
        start = called.argument(1, "start")
        if start is not None:
            text = f"enumerate({first})"
            edits = [source.replaced(called.node, text)]
            yield Change(tuple(edits), source.segment(called.node), text)
        else:
            text = f"enumerate({first}, 1)"
            yield Change((source.replaced(called.node, text),), source.segment(called.node), text)


def arguments_swapped(source: Source) -> Iterator[Change]:
    """Two arguments in the other order, where the order matters."""
    names = ("subtract", "divide", "power", "matmul", "dot", "zip", "mod", "floor_divide")
    for called in source.calls:
        if called.name not in names or len(called.node.args) != 2 or called.is_method:
            continue
        one, other = called.node.args
        if isinstance(one, ast.Starred) or isinstance(other, ast.Starred):
            continue
        if source.segment(one) == source.segment(other):
            continue
        change = Change(source.exchanged(one, other))
        func = source.segment(called.node.func)
        new = f"{func}({source.segment(other)}, {source.segment(one)})"
        yield Change(change.edits, source.segment(called.node), new)


def rounded(source: Source) -> Iterator[Change]:
    """Rounding where a cast only cuts off."""
    for called in source.calls:
        data = called.node.args[0] if called.node.args else None
        if data is None:
            continue
        if called.name == "cast" and called.module == "tf" and len(called.node.args) > 1:
            if "int" in source.segment(called.node.args[1]):
                yield Change((source.replaced(data, f"tf.round({source.segment(data)})"),))
        elif called.name == "int" and called.module == "builtin":
            yield Change((source.renamed(called, "round"),))
        elif called.name == "astype" and called.is_method and "int" in source.segment(data):
            subject = called.node.func
            if isinstance(subject, ast.Attribute):
                text = f"np.round({source.segment(subject.value)})"
                yield Change((source.replaced(subject.value, text),))
