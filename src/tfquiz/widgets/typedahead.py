"""Holds what is typed between the first question and the place where its answer goes.

It takes the focus for the few moments until that place is loaded, and then hands on every key in
the order in which it was pressed. Keys that mean something to the screen pass through it.
"""

from textual.events import Key
from textual.widget import Widget

ONCE_BEGUN = ("enter", "backspace")
"""Keys that belong to an answer as soon as something of it is typed."""


class TypedAhead(Widget):
    """Invisible, and focused only while it holds keys."""

    DEFAULT_CSS = "TypedAhead { height: 0; }"

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Key] = []
        self._to: Widget | None = None

    def hold(self) -> None:
        """Take the focus and hold what is typed from now on."""
        self._to = None
        self.can_focus = True
        self.focus(scroll_visible=False)

    def release(self, to: Widget) -> None:
        """Let this widget have the focus and all that was typed."""
        self._to = to
        self.can_focus = False
        to.focus()
        while self._held:
            to.post_message(self._held.pop(0))

    def on_key(self, event: Key) -> None:
        """Hold a key of the answer; one that comes after the release follows the others."""
        if event.is_printable or (event.key in ONCE_BEGUN and (self._held or self._to)):
            event.stop()
            key = Key(event.key, event.character)
            if self._to is None:
                self._held.append(key)
            else:
                self._to.post_message(key)
