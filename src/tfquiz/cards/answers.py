"""From an outcome to the answer that a facet asks for, and the script that proves it."""

import ast
from typing import TypeGuard

from tfquiz.cards.question import Answer, Gives, Raises
from tfquiz.cards.reading.result import NO_ERROR
from tfquiz.program.libraries import import_lines
from tfquiz.program.program import Finished, Outcome, Program, Raised
from tfquiz.values import (
    SETS,
    Array,
    Atom,
    Mapping,
    Opaque,
    Series,
    Value,
    shape_text,
    shape_value,
    show,
)

NOBODY = "none"


def answer_of(facet: str, program: Program, outcome: Outcome) -> Answer | None:
    """What is right (or what a belief takes for right), or None if the facet cannot ask for it."""
    match outcome:
        case Raised(error=error, message=message):
            return None if error.startswith("_") else Raises(error, message)
        case Finished():
            return _answer(facet, program, outcome)
        case _:
            return None


def _answer(facet: str, program: Program, outcome: Finished) -> Gives | None:
    match facet:
        case "value" | "which-call":
            return _value(outcome)
        case "printed":
            return Gives(Atom(outcome.printed), outcome.printed.rstrip("\n"), outcome.printed)
        case "raises":
            return Gives(Atom(NO_ERROR), NO_ERROR, f"{outcome.printed}{NO_ERROR}\n")
        case "shape":
            return _shape(program, outcome)
        case "dtype":
            if not isinstance(outcome.value, Array):
                return None
            dtype = outcome.value.dtype
            return Gives(Atom(dtype), dtype, f"{outcome.printed}{dtype}\n")
        case _:
            return _sharing(program, outcome)


def _value(outcome: Finished) -> Gives | None:
    value = outcome.value
    if value is None:
        return None
    if _is_set_of_words(value):
        words = [item.value for item in value.items if isinstance(item, Atom)]
        return Gives(value, show(value), f"{outcome.printed}{words}\n")
    if not _askable(value):
        return None
    return Gives(value, show(value), f"{outcome.printed}{outcome.text}\n")


def _is_set_of_words(value: Value) -> TypeGuard[Series]:
    """A set that prints in another order from run to run: its script sorts it."""
    return (
        isinstance(value, Series)
        and value.kind in SETS
        and len(value.items) > 1
        and all(isinstance(item, Atom) and item.type == "str" for item in value.items)
    )


def _askable(value: Value) -> bool:
    match value:
        case Opaque():
            return False
        case Series(kind="set" | "frozenset", items=items) if len(items) > 1:
            return all(map(_is_numeric, items))
        case Series(items=items):
            return all(_askable(item) for item in items)
        case Mapping(pairs=pairs):
            return all(_askable(key) and _askable(item) for key, item in pairs)
        case _:
            return True


def _is_numeric(value: Value) -> bool:
    """Whether a set of such values prints in the same order each time: numbers have one hash."""
    match value:
        case Atom(type="int" | "float" | "bool" | "complex") | Array(shape=()):
            return not isinstance(value, Array) or value.dtype != "str"
        case Series(kind="tuple", items=items):
            return all(map(_is_numeric, items))
        case _:
            return False


def _shape(program: Program, outcome: Finished) -> Gives | None:
    value = outcome.value
    if isinstance(value, Array):
        shape: tuple[int, ...] | None = value.shape
    elif "numpy" not in program.libraries:
        return None  # only np.shape tells the shape of numbers and lists
    else:
        match value:
            case Atom(type="int" | "float" | "bool" | "complex"):
                shape = ()
            case Series(kind="list" | "tuple"):
                shape = _nested_shape(value)
            case _:
                shape = None
    if shape is None:
        return None
    text = shape_text(shape)
    return Gives(shape_value(shape), text, f"{outcome.printed}{text}\n")


def _nested_shape(value: Value) -> tuple[int, ...] | None:
    match value:
        case Series(items=items):
            inner = {_nested_shape(item) for item in items}
            if len(inner) != 1:
                return None if inner else (0,)
            rest = inner.pop()
            return None if rest is None else (len(items), *rest)
        case Array(shape=shape):
            return shape
        case _:
            return ()


def _sharing(program: Program, outcome: Finished) -> Gives | None:
    if len(program.names) < 2:
        return None
    first, *others = program.names
    sharing = [
        name
        for name in others
        if (first, name) in outcome.sharing or (name, first) in outcome.sharing
    ]
    return sharing_answer(sharing, outcome.printed)


def sharing_answer(names: list[str], printed: str = "") -> Gives:
    """The answer that exactly these variables share memory."""
    value = Series("tuple", tuple(Atom(name) for name in names))
    return Gives(value, ", ".join(names) or NOBODY, f"{printed}{names}\n")


def script(facet: str, program: Program, answer: Answer) -> str:
    """A plain Python program that prints the answer, or ends in its exception."""
    lines = [*import_lines(program.libraries), ""] if program.libraries else []
    lines.append(program.source)
    ask = program.ask
    if facet == "raises":
        lines += [ask, f'print("{NO_ERROR}")'] if ask else [f'print("{NO_ERROR}")']
        return "\n".join(lines) + "\n"
    if ask is None:
        return "\n".join(lines) + "\n"
    match facet:
        case "shares-memory":
            lines.append(_sharing_line(program))
        case "shape":
            own = "numpy" not in program.libraries
            lines.append(f"print({_grouped(ask)}.shape)" if own else f"print(np.shape({ask}))")
        case "dtype":
            lines.append(f"print({_grouped(ask)}.dtype.name)")
        case _:
            is_sorted = isinstance(answer, Gives) and _is_set_of_words(answer.value)
            lines.append(f"print(sorted({ask}))" if is_sorted else f"print({ask})")
    return "\n".join(lines) + "\n"


def _sharing_line(program: Program) -> str:
    first, *others = program.names
    same = f"{first} is other"
    if "numpy" in program.libraries:
        same = f"np.shares_memory({first}, other)"
    pairs = ", ".join(f'("{name}", {name})' for name in others)
    return f"print([name for name, other in [{pairs}] if {same}])"


def _grouped(ask: str) -> str:
    """The expression, in brackets where an attribute after it would bind too tightly."""
    tree = ast.parse(ask.strip(), mode="eval").body
    tight = isinstance(tree, ast.Name | ast.Call | ast.Subscript | ast.Attribute | ast.List)
    return ask if tight else f"({ask})"
