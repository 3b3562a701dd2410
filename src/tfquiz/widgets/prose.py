"""Sentences for people, broken into lines between Chinese characters too.

Textual, and Rich below it, break lines at spaces only, and Chinese has none: a sentence would leave
half a line empty. Between two wide characters any place will do, but closing punctuation never
begins a line and opening punctuation never ends one: the part of the Unicode line breaking
algorithm that Chinese needs (UAX #14, rules LB13 to LB15 and LB31). Text without wide characters is
broken as everywhere.
"""

from collections.abc import Iterator
from unicodedata import category

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, VisualType
from textual.widgets import Static

CLOSES = frozenset(("Pe", "Pf", "Po", "Pd"))
"""General categories of what does not begin a line: closing brackets, commas, dashes ..."""
OPENS = frozenset(("Ps", "Pi"))
"""General categories of what does not end one: opening brackets and quotes."""
WIDE = 2
"""Columns of a wide character."""


class Prose(Static):
    """A text in a person's language; brackets in it are no markup."""

    def __init__(
        self,
        text: str | Content = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(flowing(text), id=id, classes=classes, markup=False)

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another text."""
        shown = flowing(content) if isinstance(content, str | Content) else content
        super().update(shown, layout=layout)


def flowing(text: str | Content) -> Content:
    """The text as one that is broken between wide characters, where it has any."""
    content = Content(text) if isinstance(text, str) else text
    return content if content.plain.isascii() else Flowing(content)


class Flowing(Content):
    """A text that finds its own line breaks for the width that it is shown in."""

    def __init__(self, content: Content) -> None:
        super().__init__(content.plain, list(content.spans))
        self._whole = content
        self._shown = content
        self._width = 0

    def __str__(self) -> str:
        """The text line by line as it is shown, which is how a selection counts."""
        return self._shown.plain

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines it takes."""
        return self._broken(width).get_height(rules, width)

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines."""
        return self._broken(width).render_strips(width, height, style, options)

    def _broken(self, width: int) -> Content:
        if width != self._width:
            self._width = width
            lines = [
                part
                for line in self._whole.split("\n", allow_blank=True)
                for part in line.divide(breaks(line.plain, width))
            ]
            self._shown = Content("\n").join(lines)
        return self._shown


def breaks(text: str, width: int) -> list[int]:
    """Where to break a line of text, as indices into it, so that no part is wider than `width`.

    A word that is wider alone is left as it is.
    """
    found: list[int] = []
    used = start = 0
    for piece in _pieces(text):
        if used and used + cell_len(piece.rstrip()) > width:
            found.append(start)
            used = 0
        used += cell_len(piece)
        start += len(piece)
    return found


def _pieces(text: str) -> Iterator[str]:
    """What stays together, in order, with the spaces behind it."""
    start = 0
    for place in range(1, len(text)):
        if _may_part(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _may_part(before: str, after: str) -> bool:
    if after.isspace():
        return False
    if before.isspace():
        return True
    if category(before) in OPENS or category(after) in CLOSES or not cell_len(after):
        return False
    return WIDE in (cell_len(before), cell_len(after))
