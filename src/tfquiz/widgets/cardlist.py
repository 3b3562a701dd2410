"""Cards one below the other: the note, which side is asked, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

STANDING = 12
FACET = 14
TEMPLATE = 26
"""Columns of a template's id, on a list that is wide enough for it."""
WIDE = 100
PADDING = 2
"""Columns that Textual leaves free around an option."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card on the list."""

    id: int
    title: str
    template: str
    facet: str
    standing: str
    """In a word or two: "new", "in 4 d", "suspended"."""


class CardList(OptionList):
    """A list of cards to point at."""

    DEFAULT_CSS = """
    CardList {
        border: none;
        padding: 0;
        background: transparent;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: transparent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Try it", id="cards.try", tooltip="Try the card, ungraded"),
        Binding(
            "j,down",
            "cursor_down",
            "Down",
            show=False,
            id="cards.down",
            tooltip="Point at the next card",
        ),
        Binding(
            "k,up",
            "cursor_up",
            "Up",
            show=False,
            id="cards.up",
            tooltip="Point at the card before",
        ),
    ]

    class Pointed(Message):
        """A card is pointed at."""

        def __init__(self, card_id: int) -> None:
            super().__init__()
            self.card_id = card_id

    class Wanted(Message):
        """The learner wants to try the card that is pointed at."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._rows: tuple[CardRow, ...] = ()

    @property
    def pointed(self) -> CardRow | None:
        """The card that is pointed at."""
        at = self.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    def list_cards(self, rows: Sequence[CardRow]) -> None:
        """Show these cards; the one that was pointed at stays so if it is among them."""
        before = self.pointed
        self._rows = tuple(rows)
        self._draw()
        ids = [row.id for row in rows]
        if ids:
            self.highlighted = ids.index(before.id) if before and before.id in ids else 0

    def on_resize(self) -> None:
        """Lay the rows out anew for the width there is."""
        at = self.highlighted
        self._draw()
        self.highlighted = at

    def _draw(self) -> None:
        width = max(40, self.scrollable_content_region.width or 76) - PADDING
        self.clear_options()
        self.add_options(Option(_line(row, width)) for row in self._rows)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.pointed is not None:
            self.post_message(self.Pointed(self.pointed.id))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Wanted())


def _line(row: CardRow, width: int) -> Content:
    parts = [fitted(row.facet, FACET), row.standing.rjust(STANDING)]
    if width >= WIDE:
        parts.insert(0, fitted(row.template, TEMPLATE))
    room = width - sum(cell_len(part) + 1 for part in parts)
    return Content(" ".join([fitted(row.title, room), *parts]))


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` columns; one that is too long ends in dots."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)
