"""Adds decks that ship with tfquiz, one after the other, and tells a screen how far it is.

The adding takes seconds or minutes and may be left at any time: what was added whole stays.
"""

from collections import deque
from collections.abc import Callable, Iterable

from textual.content import Content
from textual.message import Message
from textual.message_pump import MessagePump

from tfquiz.screens.clerk import Clerk
from tfquiz.screens.desk import Progress
from tfquiz.widgets.bars import bar

BAR = 40
WHY = "Every answer is found by running the code here, on this computer."


class Told(Message):
    """How far it is with one deck."""

    def __init__(self, deck: str, done: int, total: int) -> None:
        super().__init__()
        self.deck = deck
        self.done = done
        self.total = total
        """0 as long as it is not known."""


class Added(Message):
    """A deck was added, and can be studied."""

    def __init__(self, deck: str, sentence: str) -> None:
        super().__init__()
        self.deck = deck
        self.sentence = sentence


class Adder:
    """Decks that wait to be added."""

    def __init__(
        self, add: Callable[[str, Progress], str], *, clerk: Clerk, tell: MessagePump
    ) -> None:
        """Nothing is added yet.

        Args:
            add: adds a deck by its name and says what was added; called on a thread of its own.
            clerk: knows the threads.
            tell: gets `Told`, then `Added`, or `Failed`.
        """
        self._add = add
        self._clerk = clerk
        self._tell = tell
        self._waiting: deque[str] = deque()

    @property
    def busy(self) -> bool:
        """Whether there is still something to add."""
        return bool(self._waiting)

    def begin(self, names: Iterable[str]) -> None:
        """Add these decks after those that wait already."""
        idle = not self._waiting
        self._waiting.extend(names)
        if idle:
            self._next()

    def go_on(self) -> None:
        """One deck is done, or could not be added: take the next."""
        self._waiting.popleft()
        self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        name = self._waiting[0]

        def progress(done: int, total: int) -> None:
            self._tell.post_message(Told(name, done, total))

        self._tell.post_message(Told(name, 0, 0))
        self._clerk.do_aside(lambda: Added(name, self._add(name, progress)), tell=self._tell)


def told_content(event: Told) -> Content:
    """How far it is, as a sentence and a bar."""
    lines = [Content(f"Adding {event.deck} ..."), bar(event.done, event.total, BAR)]
    if event.total:
        lines[-1] += Content(f"  {event.done} of {event.total} questions made")
    lines.append(Content.styled(WHY, "$foreground 70%"))
    return Content("\n").join(lines)
