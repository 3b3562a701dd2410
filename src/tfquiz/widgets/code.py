"""Shows a program: line numbers, colours of the theme, and the drawn inputs underlined.

Only shows; it neither runs nor checks code. The colours are made with the standard library's
tokenizer, because a question must be painted before anything heavier could be loaded.
"""

import builtins
import io
import keyword
import re
import tokenize
from collections.abc import Container, Sequence
from functools import partial

from textual.content import Content, Span
from textual.widgets import Static

MARKED = "bold underline"
"""How a drawn input stands out; readable without colour."""

_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))
_CONSTANTS = frozenset({"True", "False", "None"})
_SET_APART = re.compile(r"`(?P<code>[^`]*)`|\*\*(?P<stress>[^\s*`](?:[^*`]*[^\s*`])?)\*\*")

POINTER = "▸"
"""Stands before the line that is pointed at."""
LEAST_ROOM = 8
"""Columns below which code is no longer broken with care."""

Mark = tuple[int, int, int]


class CodeView(Static):
    """A program as a learner reads it; without one it takes no room."""

    DEFAULT_CSS = """
    CodeView { width: 1fr; height: auto; }
    """

    def __init__(
        self,
        code: str = "",
        *,
        marks: Sequence[Mark] = (),
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(code_content(code, marks=marks), markup=False, id=id, classes=classes)
        self.display = bool(code)
        self._columns = 0
        """The width that the program was last broken for; 0 while it is not known."""
        self._shown = partial(code_content, code, marks=marks)

    def show_code(
        self,
        code: str,
        *,
        marks: Sequence[Mark] = (),
        current: int = -1,
        only: Container[int] | None = None,
    ) -> None:
        """Show another program, or nothing where there is none; see `code_content`."""
        self.display = bool(code)
        self._shown = partial(code_content, code, marks=marks, current=current, only=only)
        self.update(self._shown(columns=self._columns))

    @property
    def current_row(self) -> int:
        """The row of the line that is pointed at; -1 where none is."""
        rows = self._shown(columns=self._columns).plain.split("\n")
        return next((at for at, row in enumerate(rows) if row.startswith(POINTER)), -1)

    def on_resize(self) -> None:
        """Break lines that are too long anew."""
        columns, self._columns = self._columns, self.content_size.width
        if columns != self._columns:
            before, now = self._shown(columns=columns), self._shown(columns=self._columns)
            if before.plain != now.plain:
                self.update(now)


def code_content(
    code: str,
    *,
    marks: Sequence[Mark] = (),
    current: int = -1,
    only: Container[int] | None = None,
    columns: int = 0,
) -> Content:
    """The program with line numbers and colours, ready to be shown.

    Args:
        code: the program's source.
        marks: (0-based line, start column, end column) of what was drawn.
        current: the 0-based line that is pointed at; -1 for none.
        only: the 0-based lines to show; None for all.
        columns: where a longer line is broken, to go on right of the line numbers; 0 for nowhere.
    """
    lines = code.rstrip("\n").split("\n")
    spans: list[list[Span]] = [[] for _ in lines]
    for line, start, end, style in _coloured(code):
        if line < len(lines):
            spans[line].append(Span(start, end, style))
    for line, start, end in marks:
        if line < len(lines):
            spans[line].append(Span(start, end, MARKED))
    width = len(str(len(lines)))
    shown: list[Content] = []
    for number, (text, styles) in enumerate(zip(lines, spans, strict=True)):
        if only is not None and number not in only:
            continue
        gutter = f"{POINTER if number == current else ' '}{number + 1:>{width}}  "
        style = "bold $text-accent" if number == current else "$foreground 65%"
        rest = Content(text, spans=styles)
        shown.append(Content.styled(gutter, style) + _broken(rest, len(gutter), columns))
    return Content("\n").join(shown)


def _broken(line: Content, gutter: int, columns: int) -> Content:
    """A line of code that fits beside the gutter, in as many lines as that takes."""
    room = columns - gutter
    if room < LEAST_ROOM or line.cell_length <= room:
        return line
    return Content("\n" + " " * gutter).join(line.wrap(room))


def expression_content(text: str) -> Content:
    """One expression in the code's colours, without a line number."""
    spans = [Span(start, end, style) for line, start, end, style in _coloured(text) if line == 0]
    return Content(text, spans=spans)


def prose(text: str) -> Content:
    """A sentence with `code` between backticks and **stress** set apart; brackets stay."""
    pieces: list[Content] = []
    end = 0
    for found in _SET_APART.finditer(text):
        pieces.append(Content(text[end : found.start()]))
        if found["code"] is not None:
            pieces.append(Content.styled(found["code"], "bold $text-accent"))
        else:
            pieces.append(Content.styled(found["stress"], "bold"))
        end = found.end()
    return Content("").join([*pieces, Content(text[end:])])


def _coloured(code: str) -> list[tuple[int, int, int, str]]:
    """(0-based line, start column, end column, style) of each token that has a colour."""
    found: list[tuple[int, int, int, str]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            style = _style(token)
            if style:
                found.extend(_by_line(token, style))
    except (tokenize.TokenError, SyntaxError):
        pass  # a program with a gap to fill in need not be whole: what was read is coloured
    return found


def _by_line(token: tokenize.TokenInfo, style: str) -> list[tuple[int, int, int, str]]:
    first, last = token.start[0], token.end[0]
    pieces = []
    for line in range(first, last + 1):
        start = token.start[1] if line == first else 0
        end = token.end[1] if line == last else 10_000
        pieces.append((line - 1, start, end, style))
    return pieces


def _style(token: tokenize.TokenInfo) -> str:
    kind, text = token.type, token.string
    if kind == tokenize.COMMENT:
        return "italic $foreground 60%"
    if kind == tokenize.NUMBER:
        return "$text-warning"
    # The parts of an f-string are tokens of their own from Python 3.12 on.
    if kind == tokenize.STRING or tokenize.tok_name[kind].startswith("FSTRING"):
        return "$text-success"
    if kind == tokenize.NAME:
        if text in _CONSTANTS:
            return "$text-warning"
        if keyword.iskeyword(text):
            return "bold $text-accent"
        return "$text-secondary" if text in _BUILTINS else ""
    return ""
