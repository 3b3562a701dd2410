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
FACET = 15


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card on the list."""

    id: int
    title: str
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
        width = max(40, self.size.width or 76)
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
    room = width - STANDING - FACET - 3
    title = row.title
    if cell_len(title) > room:
        title = set_cell_size(title, room - 1).rstrip() + "…"
    title = set_cell_size(title, room)
    facet = set_cell_size(row.facet, FACET)
    return Content(f" {title} {facet} {row.standing.rjust(STANDING)}")
