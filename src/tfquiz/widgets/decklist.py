"""The decks as a list to pick from: what is due in each, and a bar of how much is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tfquiz.widgets.bars import bar
from tfquiz.widgets.cardlist import PADDING, fitted

NUMBERS = 31
"""Columns for what is due, new and being learned."""


@dataclass(frozen=True, slots=True)
class DeckLine:
    """One deck on the list, in numbers of cards."""

    id: str
    title: str
    due: int
    new: int
    learning: int
    known: int
    cards: int


class DeckList(OptionList):
    """Everything that is due first, then each deck."""

    DEFAULT_CSS = """
    DeckList {
        height: auto;
        max-height: 100%;
        border: none;
        padding: 0;
        background: transparent;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: transparent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "Study",
            id="decks.study",
            tooltip="Study what is pointed at",
        ),
        Binding(
            "j,down",
            "cursor_down",
            "Down",
            show=False,
            id="decks.down",
            tooltip="Point at the next deck",
        ),
        Binding(
            "k,up",
            "cursor_up",
            "Up",
            show=False,
            id="decks.up",
            tooltip="Point at the deck before",
        ),
    ]

    class Chosen(Message):
        """The learner wants to study one deck, or all."""

        def __init__(self, deck: str | None) -> None:
            super().__init__()
            self.deck = deck
            """None for everything due."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._decks: tuple[DeckLine, ...] = ()
        self._pointed: int | None = None
        """The option that is drawn as pointed at."""

    def list_decks(self, lines: Sequence[DeckLine]) -> None:
        """Show these decks; what was pointed at stays so."""
        before = self.highlighted or 0
        self._decks = tuple(lines)
        self._draw()
        self.highlighted = min(before, len(self._decks))

    def on_resize(self) -> None:
        """Lay the numbers out anew for the width there is."""
        before = self.highlighted
        self._draw()
        self.highlighted = before

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._point(event.option_index)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        at = event.option_index
        self.post_message(self.Chosen(self._decks[at - 1].id if at else None))

    @property
    def _columns(self) -> int:
        return max(40, self.scrollable_content_region.width or 76) - PADDING

    def _draw(self) -> None:
        width = self._columns
        self.clear_options()
        self._pointed = None
        if self._decks:
            self.add_option(Option(_everything(self._decks, width)))
            self.add_options(Option(_deck(line, width)) for line in self._decks)

    def _point(self, at: int) -> None:
        """Draw the deck that is pointed at in the cursor's own colours."""
        for place, pointed in ((self._pointed, False), (at, True)):
            if place:
                line = _deck(self._decks[place - 1], self._columns, pointed=pointed)
                self.replace_option_prompt_at_index(place, line)
        self._pointed = at


def _everything(lines: Sequence[DeckLine], width: int) -> Content:
    due, new, learning = (
        sum(getattr(line, name) for line in lines) for name in ("due", "new", "learning")
    )
    title = fitted("Everything due, mixed", width - NUMBERS)
    return Content.styled(title, "bold") + Content(_numbers(due, new, learning))


def _deck(line: DeckLine, width: int, *, pointed: bool = False) -> Content:
    title = fitted(line.title, width - NUMBERS)
    numbers = _numbers(line.due, line.new, line.learning)
    known = f" {line.known} of {line.cards} known"
    drawn = bar(line.known, line.cards, max(10, min(40, width - cell_len(known) - 6)))
    below = drawn + Content.styled(known, "$foreground 70%")
    return Content("").join(
        [
            Content(title),
            Content(numbers),
            Content("\n  "),
            Content(below.plain) if pointed else below,
        ]
    )


def _numbers(due: int, new: int, learning: int) -> str:
    return f"{due:>4} due {new:>4} new {learning:>4} learning"
