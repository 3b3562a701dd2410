"""Where axes and layout could be misunderstood: another axis, none, kept, transposed, in columns.

Each function gives the changes that one wrong belief would make to the source, likeliest first.
"""

import ast
from collections.abc import Iterator

from tfquiz.cards.mechanical.source import Called, Change, Source, whole

_REDUCERS = (
    *("sum", "mean", "max", "min", "prod", "any", "all", "std", "var", "median", "amax", "amin"),
    *("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_any"),
    *("reduce_all", "reduce_std", "reduce_variance", "reduce_logsumexp", "argmax", "argmin"),
    *("count_nonzero", "nansum", "nanmean", "ptp"),
)
_ALONG = ("cumsum", "cumprod", "softmax", "log_softmax", "sort", "argsort", "flip", "l2_normalize")
_JOINERS = ("concat", "concatenate", "stack")
AXIS_PLACE = {
    **dict.fromkeys((*_REDUCERS, *_ALONG, *_JOINERS, "expand_dims", "squeeze"), 1),
    **dict.fromkeys(("repeat", "take", "split", "array_split", "delete", "roll", "diff"), 2),
}
"""Where the axis stands in a function's signature, the array being 0."""

_OTHER_AXIS = {0: "1", 1: "0", -1: "0", 2: "1", -2: "-1", 3: "2"}
_ASSUMED_AXIS = {
    **dict.fromkeys((*_REDUCERS, "cumsum", "cumprod", "repeat", "flip"), ("None", "0")),
    **dict.fromkeys((*_JOINERS, "gather"), ("0", "1")),
    "take": ("None", "1"),
    **dict.fromkeys(("softmax", "log_softmax", "sort", "argsort", "diff"), ("-1", "0")),
}
"""By a function's name the axis that it takes where none is written, and one that is assumed."""
_ASSUMED_AXIS_OF_TENSORFLOW = _ASSUMED_AXIS | dict.fromkeys(
    ("cumsum", "cumprod", "argmax", "argmin"), ("0", "1")
)


def axis_moved(source: Source) -> Iterator[Change]:
    """Another axis than the one that is written."""
    for called in source.calls:
        node = _axis(called)
        axis = whole(node)
        if node is not None and axis in _OTHER_AXIS:
            new = _OTHER_AXIS[axis]
            yield Change((source.replaced(node, new),), str(axis), new)


def axis_dropped(source: Source) -> Iterator[Change]:
    """All elements instead of those along one axis."""
    for called in source.calls:
        node = _axis(called)
        if node is None or called.name not in (*_REDUCERS, "cumsum", "cumprod", "repeat"):
            continue
        dropped = called.keyword("axis") or node
        yield Change((source.dropped(called, dropped),), source.segment(node))


def axis_added(source: Source) -> Iterator[Change]:
    """An axis where none is written."""
    for called in source.calls:
        table = _ASSUMED_AXIS_OF_TENSORFLOW if called.module == "tf" else _ASSUMED_AXIS
        default, axis = table.get(called.name, ("", ""))
        if not axis or _axis(called) is not None or called.module == "builtin":
            continue
        if not called.is_method and not called.node.args:
            continue
        if called.is_method and called.name in (*_JOINERS, "sort"):
            continue
        yield Change((source.added(called, f"axis={axis}"),), default, axis)


def keepdims(source: Source) -> Iterator[Change]:
    """The reduced axis kept, or not kept."""
    for called in source.calls:
        if called.name not in _REDUCERS or called.module == "builtin":
            continue
        word = called.keyword("keepdims")
        if word is not None:
            kept = isinstance(word.value, ast.Constant) and word.value.value is True
            yield Change((source.replaced(word.value, str(not kept)),), str(kept), str(not kept))
        elif _axis(called) is not None and called.name not in ("argmax", "argmin", "median"):
            yield Change((source.added(called, "keepdims=True"),), "False", "True")


def ddof(source: Source) -> Iterator[Change]:
    """The sample's variance for the population's, and back."""
    for called in source.calls:
        if called.name not in ("std", "var") or called.module == "tf":
            continue
        word = called.keyword("ddof")
        if word is None:
            yield Change((source.added(called, "ddof=1"),), "0", "1")
        elif whole(word.value) in (0, 1):
            new = str(1 - (whole(word.value) or 0))
            yield Change((source.replaced(word.value, new),), source.segment(word.value), new)


def column_order(source: Source) -> Iterator[Change]:
    """Column by column where it goes row by row."""
    for called in _ordered(source):
        word = called.keyword("order")
        if word is None:
            yield Change((source.added(called, 'order="F"'),))


def row_order(source: Source) -> Iterator[Change]:
    """Row by row where it goes column by column."""
    for called in _ordered(source):
        word = called.keyword("order")
        if word is not None and isinstance(word.value, ast.Constant) and word.value.value == "F":
            yield Change((source.replaced(word.value, '"C"'),))


def reshape_transposed(source: Source) -> Iterator[Change]:
    """A transpose where the elements are only laid out anew."""
    for called in source.calls:
        if called.name != "reshape":
            continue
        if called.is_method and isinstance(called.node.func, ast.Attribute):
            text = f"{source.operand(called.node.func.value)}.T"
        elif called.node.args:
            text = f"{called.module}.transpose({source.segment(called.node.args[0])})"
        else:
            continue
        yield Change((source.replaced(called.node, text),), source.segment(called.node), text)


def untransposed(source: Source) -> Iterator[Change]:
    """A transpose left out."""
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "T":
            yield Change((source.replaced(node, source.operand(node.value)),), source.segment(node))
    for called in source.calls:
        if called.name == "transpose" and called.node.args and not called.is_method:
            text = source.operand(called.node.args[0])
            yield Change((source.replaced(called.node, text),), source.segment(called.node))


def transpose_flag(source: Source) -> Iterator[Change]:
    """`transpose_a` and `transpose_b`, set or not."""
    for called in source.calls:
        for name in ("transpose_a", "transpose_b"):
            word = called.keyword(name)
            if word is not None and isinstance(word.value, ast.Constant):
                new = f"{name}={not word.value.value}"
                yield Change((source.replaced(word, new),), source.segment(word), new)
            elif called.name == "matmul" and called.module == "tf" and not called.node.keywords:
                yield Change((source.added(called, f"{name}=True"),), "", f"{name}=True")


def _ordered(source: Source) -> Iterator[Called]:
    for called in source.calls:
        is_array = called.is_method or called.module in ("np", "numpy")
        if called.name in ("reshape", "ravel", "flatten") and is_array:
            yield called


def _axis(called: Called) -> ast.expr | None:
    place = AXIS_PLACE.get(called.name, 99)
    if called.module == "builtin":
        return None
    return called.argument(place, "axis")
