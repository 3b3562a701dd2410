"""The line at the top: where one is on the left, what is left to do on the right."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static


class TopBar(Horizontal):
    """Two texts on one line; the left one gives way when there is no room for both."""

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 1;
        background: $panel;
        color: $foreground;
        padding: 0 1;
        #place { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #left { width: auto; height: 1; padding: 0 0 0 2; color: $foreground 75%; }
    }
    """

    def __init__(self, place: str = "") -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield Static(self._place, id="place", markup=False)
        yield Static("", id="left", markup=False)

    def say(self, place: str | Content, left: str = "") -> None:
        """Show both texts."""
        self.query_one("#place", Static).update(place)
        self.query_one("#left", Static).update(left)
