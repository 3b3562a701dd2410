"""Shows a value as a grid, cell by cell, with the cells that differ set apart.

Cells that differ stand between pointed quotes as well as in another colour, so that they are found
without colour too. Which cells differ is for `cards.judging` to say.
"""

from collections.abc import Set as AbstractSet
from itertools import product

from rich.cells import cell_len
from textual.content import Content

from tfquiz.values import Array, Atom, Series, Value, shape_value, show, show_plain
from tfquiz.widgets.words import word

Index = tuple[int, ...]

OPENS = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
CLOSES = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
"""They stand around a cell that differs; one column wide in every terminal."""
DIFFERS = "bold reverse"
"""The style of a cell that differs."""
AXIS = "$foreground 60%"
"""The style of an axis label."""


def value_content(
    value: Value, *, decimals: int | None = None, differing: AbstractSet[Index] = frozenset()
) -> Content:
    """A value as tfquiz shows it everywhere, with the differing cells marked."""
    if not differing:
        return Content(show(value, decimals=decimals))
    match value:
        case Array() if value.shape and value.items:
            return _bracketed(value, decimals, differing)
        case Series(kind="list" | "tuple"):
            return _series(value, decimals, differing)
        case Atom(value=str(text)):
            return text_content(text, differing=differing)
        case _:
            return _marked(show(value, decimals=decimals))


def text_content(text: str, *, differing: AbstractSet[Index] = frozenset()) -> Content:
    """Printed text line by line; a differing line is marked at its start."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        marked = (number,) in differing
        lines.append(_marked(line) if marked else Content(line))
    return Content("\n").join(lines)


def labelled_content(value: Value, *, decimals: int | None = None) -> Content:
    """An array with its axes and positions written beside it; any other value as usual."""
    if not isinstance(value, Array) or not value.items or not 1 <= len(value.shape) <= 4:
        return Content(show(value, decimals=decimals))
    texts = [show_plain(item, decimals=decimals) for item in value.items]
    columns = value.shape[-1]
    rows = value.shape[-2] if len(value.shape) > 1 else 1
    width = max(cell_len(text) for text in [*texts, str(columns - 1)])
    blocks: list[Content] = []
    for number, lead in enumerate(product(*(range(size) for size in value.shape[:-2]))):
        cells = texts[number * rows * columns : (number + 1) * rows * columns]
        blocks += _block(value.shape, lead, cells, width, headed=not number)
    return Content("\n").join(blocks)


def caption(value: Value, language: str = "en") -> str:
    """What a value is, in a few words: "int64 · shape (2, 3)"."""
    match value:
        case Array(kind="scalar", dtype=dtype):
            return word("scalar", language, kind=dtype)
        case Array():
            shape = show(shape_value(value.shape))
            return word("array", language, kind=value.dtype, shape=shape)
        case Series(kind=kind, items=items):
            return word("items", language, kind=kind, count=len(items))
        case Atom(type=name):
            return "None" if name == "NoneType" else name
        case _:
            return getattr(value, "type", "dict")


def _bracketed(value: Array, decimals: int | None, differing: AbstractSet[Index]) -> Content:
    """NumPy's brackets around cells that leave room for the marks."""
    texts = [show_plain(item, decimals=decimals) for item in value.items]
    width = max(cell_len(text) for text in texts)
    indices = list(product(*(range(size) for size in value.shape)))
    pieces: list[Content] = []
    for index, text in zip(indices, texts, strict=True):
        pieces.append(Content(_opening(index, value.shape)))
        pieces.append(_cell(text, width, marked=index in differing))
        pieces.append(Content(_closing(index, value.shape)))
    return Content("").join(pieces)


def _cell(text: str, width: int, *, marked: bool) -> Content:
    room = " " * (width - cell_len(text))
    if not marked:
        return Content(f"{room} {text} ")
    return Content(room) + _marked(text)


def _opening(index: Index, shape: Index) -> str:
    """The brackets that open before this cell, with the indentation of a new row."""
    zeros = 0
    while zeros < len(index) and index[-1 - zeros] == 0:
        zeros += 1
    return " " * (len(shape) - zeros) * bool(zeros) + "[" * zeros


def _closing(index: Index, shape: Index) -> str:
    """The brackets that close after this cell, and the line breaks before the next row."""
    full = 0
    while full < len(index) and index[-1 - full] == shape[-1 - full] - 1:
        full += 1
    last = full == len(shape)
    return "]" * full + "\n" * (0 if last else full)


def _series(value: Series, decimals: int | None, differing: AbstractSet[Index]) -> Content:
    opening, closing = "[]" if value.kind == "list" else "()"
    pieces: list[Content] = []
    for number, item in enumerate(value.items):
        text = show(item, decimals=decimals, wide=True)
        marked = (number,) in differing
        pieces.append(_marked(text) if marked else Content(text))
    comma = "," if len(pieces) == 1 and value.kind == "tuple" else ""
    return Content("").join(
        [Content(opening), Content(", ").join(pieces), Content(comma + closing)]
    )


def _block(
    shape: Index, lead: Index, cells: list[str], width: int, *, headed: bool
) -> list[Content]:
    """One two-dimensional slice with its labels; the axes' names stand above the first one."""
    columns = shape[-1]
    rank = len(shape)
    name = f"{_axes(rank - 1)} ↓" if rank > 1 else ""
    left = max(len(name), *(len(_place(lead, row, rank)) for row in range(len(cells) // columns)))
    lines = [Content("")]
    if headed:
        numbers = " ".join(str(number).rjust(width) for number in range(columns))
        lines = [
            Content.styled(f"{' ' * left}  axis {rank - 1} →", AXIS),
            Content.styled(f"{name.rjust(left)}  {numbers}", AXIS),
        ]
    for row in range(len(cells) // columns):
        texts = cells[row * columns : (row + 1) * columns]
        body = " ".join(" " * (width - cell_len(text)) + text for text in texts)
        label = Content.styled(_place(lead, row, rank).rjust(left) + " ", AXIS)
        lines.append(label + Content(f"[{body}]"))
    return lines


def _axes(count: int) -> str:
    """The names of the axes that a row's label counts along."""
    return "axis 0" if count == 1 else f"axes {', '.join(map(str, range(count)))}"


def _place(lead: Index, row: int, rank: int) -> str:
    """How a row is written as an index: "1" in a matrix, "[0, 1]" in higher ranks."""
    if rank == 1:
        return ""
    return str(row) if not lead else f"[{', '.join(map(str, (*lead, row)))}]"


def _marked(text: str) -> Content:
    return Content.styled(f"{OPENS}{text}{CLOSES}", DIFFERS)
