"""The decks that ship with tfquiz, to take one or all."""

from collections.abc import Sequence
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import SelectionList, Static
from textual.widgets.selection_list import Selection


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


class OfferList(SelectionList[str]):
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

    def action_accept(self) -> None:
        """Add what is ticked."""
        self.post_message(self.Accepted())


class Offers(Vertical):
    """A sentence and the list of decks on offer."""

    DEFAULT_CSS = """
    Offers {
        height: auto;
        #welcome { height: auto; margin: 0 0 1 0; }
        OfferList { height: auto; max-height: 100%; border: none; padding: 0; }
        OfferList:focus { border: none; }
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
        listed = self.query_one(OfferList)
        listed.clear_options()
        listed.add_options(
            Selection(Content(deck.title), deck.name, initial_state=True) for deck in decks
        )
        listed.highlighted = 0 if decks else None

    @on(OfferList.Accepted)
    def _accepted(self, event: OfferList.Accepted) -> None:
        event.stop()
        names = tuple(self.query_one(OfferList).selected)
        if names:
            self.post_message(self.Accepted(names))
        else:
            self.app.bell()
