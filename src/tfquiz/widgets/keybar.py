"""The line at the bottom: the keys that mean something now, as one piece of text.

Textual's own footer makes a widget for every key and makes them anew whenever one changes, which
costs more than painting a whole question. A click on a key is the key.
"""

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

PALETTE = "^p"
"""Shown at the right end: everything else that can be done is behind it."""


class KeyBar(Static):
    """Follows the bindings of its screen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        color: $footer-foreground;
        background: $footer-background;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._told: list[tuple[str, str, str]] = []
        """Key, how it is written, and what it does."""
        self._places: list[tuple[range, str]] = []
        """The columns of each key, as painted last."""
        self._renamed: dict[str, str] = {}

    def on_mount(self) -> None:
        """Begin to follow."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def rename(self, names: Mapping[str, str]) -> None:
        """Say what some actions do now, where that is not what their bindings say."""
        self._renamed = dict(names)
        self._changed(self.screen)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        at = event.get_content_offset(self)
        for columns, key in self._places:
            if at is not None and at.x in columns:
                self.app.simulate_key(key)

    def render(self) -> Content:
        """The keys from the left, the palette at the right end."""
        keys = [*self._told, (self.app.COMMAND_PALETTE_BINDING, PALETTE, "more")]
        parts = [_named(label, words) for _, label, words in keys]
        width = self.size.width
        while len(parts) > 1 and sum(part.cell_length + 1 for part in parts) > width + 1:
            # On a narrow screen the last ones are left to the palette.
            del keys[-2], parts[-2]
        gap = 2 if sum(part.cell_length + 2 for part in parts) <= width else 1
        rest = width - sum(part.cell_length + gap for part in parts[:-1]) - parts[-1].cell_length
        self._places = []
        line = Content("")
        for (key, _, _), part in zip(keys, parts, strict=True):
            if part is parts[-1]:
                line += Content(" " * max(0, rest))
            start = line.cell_length
            self._places.append((range(start, start + part.cell_length), key))
            line += part + Content(" " * gap)
        return line.rstrip()

    def _changed(self, screen: Screen[object]) -> None:
        shown: dict[str, tuple[str, str, str]] = {}
        for bound in screen.active_bindings.values():
            binding = bound.binding
            if binding.show and bound.enabled:
                label = self.app.get_key_display(binding)
                words = self._renamed.get(binding.action, binding.description)
                shown.setdefault(binding.action, (binding.key, label, words))
        # What Enter does comes first, whoever declared it.
        told = sorted(shown.values(), key=lambda one: one[0] != "enter")
        if told != self._told:
            self._told = told
            self.refresh()


def _named(label: str, words: str) -> Content:
    return Content.assemble(
        (label, "bold $footer-key-foreground"), (f" {words}", "$footer-description-foreground")
    )
