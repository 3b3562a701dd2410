"""How well one remembers: the numbers of `tfquiz stats`, as pictures."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tfquiz.screens.clerk import Clerk, Failed
from tfquiz.screens.desk import Desk
from tfquiz.screens.stats_parts import stats_parts
from tfquiz.stats import Summary, summarise
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.topbar import TopBar


class StatsScreen(Screen[None]):
    """One long page of statistics."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    StatsScreen {
        #frame { height: 1fr; align-horizontal: center; }
        #page { height: 1fr; max-width: 116; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
        #page Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "Down", id="stats.down", tooltip="Scroll down a line"),
        Binding("up,k", "scroll(-1)", "Up", id="stats.up", tooltip="Scroll up a line"),
        Binding(
            "pagedown,space",
            "scroll(16)",
            "Page down",
            id="stats.page-down",
            tooltip="Scroll down a page",
        ),
        Binding(
            "pageup",
            "scroll(-16)",
            "Page up",
            show=False,
            id="stats.page-up",
            tooltip="Scroll up a page",
        ),
        Binding("escape,q", "dismiss", "Back", id="stats.back", tooltip="Go back"),
    ]

    class Summed(Message):
        """The log was summed up."""

        def __init__(self, summary: Summary) -> None:
            super().__init__()
            self.summary = summary

    def __init__(self, desk: Callable[[], Desk], *, clerk: Clerk, language: str = "en") -> None:
        super().__init__()
        self._desk = desk
        self._clerk = clerk
        self._language = language
        self._summary: Summary | None = None

    def compose(self) -> ComposeResult:
        """The page."""
        yield TopBar("Stats")
        with Vertical(id="frame"), VerticalScroll(id="page", can_focus=False):
            yield Static("Adding up your answers ...", id="stats", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Sum the log up."""
        self._clerk.do(self._sum_up, tell=self)

    def on_resize(self, event: events.Resize) -> None:
        """Draw the pictures anew for the width there is."""
        self._draw(event.size.width)

    @on(Summed)
    def _summed(self, event: Summed) -> None:
        self._summary = event.summary
        self._draw(self.size.width)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        raise event.error

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def _sum_up(self) -> Summed:
        desk = self._desk()
        return self.Summed(summarise(desk.collection.totals(), desk.today))

    def _draw(self, width: int) -> None:
        if self._summary is None:
            return
        parts = stats_parts(self._summary, language=self._language, width=min(width, 116) - 8)
        shown: list[Content] = []
        for heading, content in parts:
            lines = [Content("  ") + line for line in content.split("\n")]
            shown += [Content.styled(heading, "bold $text-accent"), *lines, Content("")]
        self.query_one("#stats", Static).update(Content("\n").join(shown))
