"""The keys that mean something now, made from the bindings themselves."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import App


class HelpScreen(ModalScreen[None]):
    """A list of keys over the screen that asked for it."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        VerticalScroll {
            width: 72;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 0 1;
            border: round $accent;
            border-title-color: $text-accent;
            background: $surface;
        }
        Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f1,enter,q",
            "dismiss",
            "Close",
            id="help.close",
            tooltip="Close the help",
        ),
    ]

    def __init__(self, lines: Content) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The list."""
        with VerticalScroll() as scroll:
            scroll.border_title = "Keys"
            yield Static(self._lines, markup=False)

    def on_click(self, event: events.Click) -> None:
        """Close the help with a click beside it."""
        if event.widget is self:
            self.dismiss(None)


def help_content(app: "App[None]", active: Mapping[str, ActiveBinding]) -> Content:
    """One line for each thing that a key does now."""
    rows: dict[str, tuple[list[str], str]] = {}
    for bound in active.values():
        binding = bound.binding
        if binding.id is None:
            continue
        words = binding.tooltip or binding.description
        rows.setdefault(binding.id, ([], words))[0].append(app.get_key_display(binding))
    return _table((", ".join(keys), words) for keys, words in rows.values())


def _table(rows: Iterable[tuple[str, str]]) -> Content:
    listed = list(rows)
    width = max((cell_len(keys) for keys, _ in listed), default=0)
    lines = [
        Content.styled(keys + " " * (width - cell_len(keys)), "bold $text-accent")
        + Content(f"  {words}")
        for keys, words in listed
    ]
    return Content("\n").join(lines)
