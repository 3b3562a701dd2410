"""Where Python itself could be misunderstood: defaults, closures, generators, signs, lists.

Each function gives the changes that one wrong belief would make to the source, likeliest first.
"""

import ast
from collections.abc import Iterator

from tfquiz.cards.mechanical.source import Change, Edit, Source

_ONE_PASS = ("map", "zip", "filter", "iter", "reversed", "enumerate")
_ADD_TO_LISTS = {"append": "{x} + [{0}]", "extend": "{x} + list({0})"}
_MAKES_ANEW = (
    "upper", "lower", "strip", "lstrip", "rstrip", "replace", "title", "capitalize", "swapcase",
    "union", "intersection", "difference", "reshape", "astype", "round", "flatten", "transpose",
    "assign", "rename", "fillna", "dropna", "sort_values", "drop",
)  # fmt: skip
"""Methods that leave their object as it is; of texts, sets, arrays and tables."""
_MAKES_ANEW_OF = ("sorted", "sort", "append", "delete", "insert", "flip", "roll", "clip")
"""Functions that leave their first argument as it is."""


def fresh_default(source: Source) -> Iterator[Change]:
    """A default that is made anew for each call: `bag=None`, then `if bag is None: bag = []`."""
    for node in source.nodes:
        if not isinstance(node, ast.FunctionDef) or node.body[0].lineno == node.lineno:
            continue
        named = node.args.args[len(node.args.args) - len(node.args.defaults) :]
        for argument, default in zip(named, node.args.defaults, strict=True):
            if not _is_changeable(default):
                continue
            text = source.segment(default)
            start, _ = source.span(node.body[0])
            indent = " " * node.body[0].col_offset
            made = f"if {argument.arg} is None:\n{indent}    {argument.arg} = {text}\n{indent}"
            edits = (source.replaced(default, "None"), Edit(start, start, made))
            yield Change(edits, f"{argument.arg}={text}")


def _is_changeable(value: ast.expr) -> bool:
    match value:
        case ast.List() | ast.Dict() | ast.Set():
            return True
        case ast.Call(func=ast.Name(id="list" | "dict" | "set")):
            return True
        case _:
            return False


def bound_early(source: Source) -> Iterator[Change]:
    """A lambda in a loop that keeps the loop's variable: `lambda i=i: i`."""
    for node in source.nodes:
        if not isinstance(node, ast.Lambda) or node.args.vararg or node.args.kwarg:
            continue
        own = {argument.arg for argument in node.args.args}
        read = {one.id for one in ast.walk(node.body) if isinstance(one, ast.Name)} - own
        looped = [name for name in _loop_variables(source, node) if name in read]
        if looped:
            kept = [ast.unparse(node.args), *(f"{name}={name}" for name in looped)]
            arguments = ", ".join(filter(None, kept))
            new = f"lambda {arguments}: {source.segment(node.body)}"
            yield Change((source.replaced(node, new),), looped[0])


def _loop_variables(source: Source, node: ast.AST) -> Iterator[str]:
    """The variables of the loops around a node."""
    parent = source.parents.get(node)
    while parent is not None:
        targets: list[ast.expr] = []
        if isinstance(parent, ast.For):
            targets = [parent.target]
        elif isinstance(parent, ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp):
            targets = [one.target for one in parent.generators]
        for target in targets:
            yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name))
        parent = source.parents.get(parent)


def restarted(source: Source) -> Iterator[Change]:
    """A list where a name is bound to what can be gone through once."""
    if "next(" in source.text:
        return
    for node in source.nodes:
        match node:
            case ast.Assign(targets=[ast.Name()], value=ast.GeneratorExp() as value):
                new = f"[{source.segment(value)[1:-1]}]"
            case ast.Assign(
                targets=[ast.Name()], value=ast.Call(func=ast.Name(id=name)) as value
            ) if name in _ONE_PASS:
                new = f"list({source.segment(value)})"
            case _:
                continue
        yield Change((source.replaced(value, new),), source.segment(value), new)


def truncated(source: Source) -> Iterator[Change]:
    """Division that cuts off towards zero, and the remainder that belongs to it."""
    if _has_arrays(source):
        return
    for node in source.nodes:
        if not isinstance(node, ast.BinOp) or isinstance(node.left, ast.JoinedStr):
            continue
        one, other = source.operand(node.left), source.operand(node.right)
        if isinstance(node.op, ast.FloorDiv):
            yield Change((source.replaced(node, f"int({one} / {other})"),), source.segment(node))
        elif isinstance(node.op, ast.Mod) and not _is_text(node.left):
            new = f"({one} - {other} * int({one} / {other}))"
            yield Change((source.replaced(node, new),), source.segment(node))


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _has_arrays(source: Source) -> bool:
    return any(name.startswith(("numpy", "tensorflow", "pandas")) for name in source.libraries)


def equal_or_same(source: Source) -> Iterator[Change]:
    """`==` for `is`; and between lists `is` for `==`."""
    kinds = source.kinds
    signs: dict[type[ast.cmpop], str] = {ast.Is: "==", ast.IsNot: "!="}
    for node in source.nodes:
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            continue
        left, right = node.left, node.comparators[0]
        sign = signs.get(type(node.ops[0]))
        if isinstance(right, ast.Constant):
            continue
        if sign is None and isinstance(node.ops[0], ast.Eq):
            named = [one.id for one in (left, right) if isinstance(one, ast.Name)]
            sign = "is" if any(kinds.get(name) == "list" for name in named) else None
        if sign is not None:
            new = f"{source.segment(left)} {sign} {source.segment(right)}"
            yield Change((source.replaced(node, new),), source.segment(node), new)


def half_up(source: Source) -> Iterator[Change]:
    """Halves that are rounded up."""
    for called in source.calls:
        if len(called.node.args) != 1 or called.node.keywords or called.is_method:
            continue
        data = f"{source.operand(called.node.args[0])} + 0.5"
        if (called.module, called.name) == ("builtin", "round"):
            new = f"int({data})"
        elif called.module in ("np", "tf") and called.name in ("round", "rint", "around"):
            new = f"{called.module}.floor({data})"
        else:
            continue
        yield Change((source.replaced(called.node, new),), source.segment(called.node), new)


def given_back(source: Source) -> Iterator[Change]:
    """The changed object where a method gives None: `y = x.sort()`."""
    arrays = _has_arrays(source)
    for called in source.calls:
        node = called.node
        if not isinstance(node.func, ast.Attribute) or not isinstance(node.func.value, ast.Name):
            continue
        if isinstance(source.parents.get(node), ast.Expr):
            continue
        name = node.func.value.id
        if called.name == "sort" and called.is_method and not node.args:
            new = f"np.sort({name})" if arrays else f"sorted({name})"
        elif called.name == "reverse" and not node.args:
            new = f"{name}[::-1]"
        elif called.name in _ADD_TO_LISTS and called.is_method and len(node.args) == 1:
            new = _ADD_TO_LISTS[called.name].format(source.segment(node.args[0]), x=name)
        else:
            continue
        yield Change((source.replaced(node, new),), source.segment(node), new)


def kept_result(source: Source) -> Iterator[Change]:
    """`x = x.upper()` where a result is made and dropped."""
    for node in source.nodes:
        match node:
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) as call
            ) if method in _MAKES_ANEW:
                pass
            case ast.Expr(
                value=ast.Call(
                    func=ast.Name(id=function)
                    | ast.Attribute(value=ast.Name(id="np" | "tf"), attr=function),
                    args=[ast.Name(id=name), *_],
                ) as call
            ) if function in _MAKES_ANEW_OF:
                pass
            case _:
                continue
        start, _ = source.span(call)
        yield Change((Edit(start, start, f"{name} = "),), source.segment(call))


def left_to_right(source: Source) -> Iterator[Change]:
    """`(a < b) < c` for `a < b < c`."""
    for node in source.nodes:
        if isinstance(node, ast.Compare) and len(node.ops) > 1:
            start, end = source.span(node)[0], source.span(node.comparators[0])[1]
            rest = source.text[end : source.span(node)[1]]
            new = f"({source.text[start:end]}){rest}"
            yield Change((source.replaced(node, new),), source.segment(node), new)


def minus_first(source: Source) -> Iterator[Change]:
    """`(-a) ** b` for `-a ** b`."""
    for node in source.nodes:
        match node:
            case ast.UnaryOp(op=ast.USub(), operand=ast.BinOp(op=ast.Pow()) as power):
                end = source.span(power.left)[1]
                start, stop = source.span(node)
                new = f"({source.text[start:end]}){source.text[end:stop]}"
                yield Change((source.replaced(node, new),), source.segment(node), new)
            case _:
                continue


def truth_value(source: Source) -> Iterator[Change]:
    """`bool(a or b)` where `a or b` is a value."""
    for node in source.nodes:
        parent = source.parents.get(node)
        is_value = isinstance(parent, ast.Assign | ast.Call | ast.Return | ast.Expression | None)
        if isinstance(node, ast.BoolOp) and is_value:
            new = f"bool({source.segment(node)})"
            yield Change((source.replaced(node, new),), source.segment(node), new)


def list_arithmetic(source: Source) -> Iterator[Change]:
    """Lists that are added and multiplied element by element, as arrays are."""
    kinds = source.kinds
    for node in source.nodes:
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Mult):
            continue
        lists = [_is_list(one, kinds) for one in (node.left, node.right)]
        one, other = source.segment(node.left), source.segment(node.right)
        if isinstance(node.op, ast.Add) and all(lists):
            new = f"[x + y for x, y in zip({one}, {other})]"
        elif isinstance(node.op, ast.Mult) and lists[0] and not lists[1]:
            new = f"[x * {source.operand(node.right)} for x in {one}]"
        else:
            continue
        yield Change((source.replaced(node, new),), source.segment(node), new)


def _is_list(value: ast.expr, kinds: dict[str, str]) -> bool:
    if isinstance(value, ast.Name):
        return kinds.get(value.id) == "list"
    return isinstance(value, ast.List | ast.ListComp)


def array_arithmetic(source: Source) -> Iterator[Change]:
    """Arrays that are joined by `+` and repeated by `*`, as lists are."""
    kinds = source.kinds
    for node in source.nodes:
        match node:
            case ast.BinOp(left=ast.Name(id=one), op=ast.Add(), right=ast.Name(id=other)):
                if kinds.get(one) == kinds.get(other) == "array":
                    new = f"np.concatenate(({one}, {other}))"
                    yield Change((source.replaced(node, new),), source.segment(node), new)
            case ast.BinOp(left=ast.Name(id=one), op=ast.Mult(), right=ast.Constant(value=int())):
                if kinds.get(one) == "array":
                    new = f"np.tile({one}, {source.segment(node.right)})"
                    yield Change((source.replaced(node, new),), source.segment(node), new)
            case _:
                continue
