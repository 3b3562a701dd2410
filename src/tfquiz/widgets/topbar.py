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
        self._place = Static(place, id="place", markup=False)
        self._left = Static("", id="left", markup=False)

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield self._place
        yield self._left

    def say(self, place: str | Content, left: str = "") -> None:
        """Show both texts."""
        if place != self._place.content:
            self._place.update(place)
        if left != self._left.content:
            self._left.update(left)
