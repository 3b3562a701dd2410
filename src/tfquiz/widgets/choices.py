"""Lines to choose from: with 1-9, with j and k or the arrows, or with the mouse.

Shows texts to the letter and says which one was picked; it does not know which one is right.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Choices(OptionList):
    """Numbered choices; a number picks at once, Enter picks the one pointed at."""

    DEFAULT_CSS = """
    Choices {
        height: auto;
        max-height: 100%;
        border: none;
        padding: 0;
        background: transparent;
        &:focus { border: none; background-tint: transparent; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "Answer",
            id="choices.pick",
            tooltip="Answer with the choice that is pointed at",
        ),
        Binding(
            "j,down",
            "cursor_down",
            "Down",
            show=False,
            id="choices.down",
            tooltip="Point at the next choice",
        ),
        Binding(
            "k,up",
            "cursor_up",
            "Up",
            show=False,
            id="choices.up",
            tooltip="Point at the choice before",
        ),
        *(
            Binding(
                str(number),
                f"pick({number - 1})",
                f"Choice {number}",
                show=False,
                id=f"choices.pick-{number}",
                tooltip=f"Answer with choice {number}",
            )
            for number in range(1, 10)
        ),
    ]

    class Picked(Message):
        """The learner picked a choice."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index
            """0-based."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)

    def offer(self, texts: Sequence[str]) -> None:
        """Show these texts, the first one pointed at."""
        self.clear_options()
        self.add_options(Option(_numbered(number, text)) for number, text in enumerate(texts))
        self.highlighted = 0 if texts else None

    def action_pick(self, index: int) -> None:
        """Pick by number."""
        if index < self.option_count:
            self.highlighted = index
            self.post_message(self.Picked(index))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Picked(event.option_index))


def _numbered(number: int, text: str) -> Content:
    """The choice behind its number; further lines stand under the first one's text."""
    first, *others = text.split("\n")
    body = "\n".join([first, *(f"    {line}" for line in others)])
    return Content.styled(f" {number + 1}  ", "bold") + Content(body)
