"""The decks that ship with tfquiz, to take one or all."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class Offered(Protocol):
    """A deck on offer."""

    @property
    def name(self) -> str:
        """What it is added by."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def notes(self) -> int:
        """How many notes it has; 0 if that is not known."""
        ...


class OfferList(OptionList):
    """Decks to tick; Enter adds those that are ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Add", id="offers.add", tooltip="Add the ticked decks"),
        Binding("space", "select", "Tick", id="offers.tick", tooltip="Tick this deck, or not"),
        Binding(
            "j,down",
            "cursor_down",
            "Down",
            show=False,
            id="offers.down",
            tooltip="Point at the next deck",
        ),
        Binding(
            "k,up",
            "cursor_up",
            "Up",
            show=False,
            id="offers.up",
            tooltip="Point at the deck before",
        ),
    ]

    class Accepted(Message):
        """The learner wants what is ticked."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._decks: tuple[Offered, ...] = ()
        self._ticked: set[str] = set()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Names of the ticked decks, in the order in which they are shown."""
        return tuple(deck.name for deck in self._decks if deck.name in self._ticked)

    def offer(self, decks: Sequence[Offered]) -> None:
        """Show these decks, all of them ticked."""
        self._decks = tuple(decks)
        self._ticked = {deck.name for deck in decks}
        self.clear_options()
        self.add_options(Option(self._line(deck)) for deck in decks)
        self.highlighted = 0 if decks else None

    def action_accept(self) -> None:
        """Add what is ticked."""
        self.post_message(self.Accepted())

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        deck = self._decks[event.option_index]
        self._ticked ^= {deck.name}
        self.replace_option_prompt_at_index(event.option_index, self._line(deck))

    def _line(self, deck: Offered) -> Content:
        mark = "[x]" if deck.name in self._ticked else "[ ]"
        width = max(cell_len(other.title) for other in self._decks)
        notes = f"{deck.notes:>6} notes" if deck.notes else ""
        return Content.assemble((mark, "bold"), f" {set_cell_size(deck.title, width)}{notes}")


class Offers(Vertical):
    """A sentence and the list of decks on offer."""

    DEFAULT_CSS = """
    Offers {
        height: auto;
        #welcome { height: auto; margin: 0 0 1 0; }
        OfferList {
            height: auto;
            max-height: 100%;
            border: none;
            padding: 0;
            background: transparent;
            &:focus { border: none; background-tint: transparent; }
        }
    }
    """

    class Accepted(Message):
        """The learner wants these decks."""

        def __init__(self, names: tuple[str, ...]) -> None:
            super().__init__()
            self.names = names

    def compose(self) -> ComposeResult:
        """The sentence and the list."""
        yield Static(
            "tfquiz shows you a few lines of code, and you say what they give.\n"
            "Choose what to learn; everything runs on this computer.",
            id="welcome",
            markup=False,
        )
        yield OfferList()

    def focus(self, scroll_visible: bool = True) -> "Offers":  # noqa: FBT001, FBT002 - Textual's own signature
        """Put the cursor on the list."""
        self.query_one(OfferList).focus(scroll_visible)
        return self

    def offer(self, decks: Sequence[Offered]) -> None:
        """Show these decks, all of them ticked."""
        self.query_one(OfferList).offer(decks)

    @on(OfferList.Accepted)
    def _accepted(self, event: OfferList.Accepted) -> None:
        event.stop()
        names = self.query_one(OfferList).ticked
        if names:
            self.post_message(self.Accepted(names))
        else:
            self.app.bell()
