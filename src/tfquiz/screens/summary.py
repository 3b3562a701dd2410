"""The end of a sitting: how it went, what showed up, what comes tomorrow."""

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen

from tfquiz.screens.words import counted, lasting
from tfquiz.widgets.bars import bar
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.topbar import TopBar

if TYPE_CHECKING:
    from tfquiz.session.summary import SittingSummary

Ending = Literal["home", "undo", "more"]


class SummaryScreen(Screen[None]):
    """Shows a sitting's summary, and says where the learner wants to go from here."""

    class Left(Message):
        """The learner is done with the summary."""

        def __init__(self, ending: Ending) -> None:
            super().__init__()
            self.ending = ending

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    SummaryScreen {
        #frame { height: 1fr; align-horizontal: center; }
        VerticalScroll { max-width: 104; padding: 1 2; height: 1fr; }
        Static { height: auto; }
        #headline { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
        .part { margin: 0 0 1 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,h,escape",
            "end('home')",
            "Done",
            id="summary.home",
            tooltip="Go back to your decks, or leave",
        ),
        Binding(
            "u,f4",
            "end('undo')",
            "Undo",
            id="summary.undo",
            tooltip="Take the last answer back and ask it again",
        ),
        Binding(
            "m",
            "end('more')",
            "More",
            id="summary.more",
            tooltip="Go on beyond today's limit",
        ),
    ]

    def __init__(self, summary: "SittingSummary", *, undoable: bool = True) -> None:
        super().__init__()
        self._summary = summary
        self._undoable = undoable

    def compose(self) -> ComposeResult:
        """The summary's sentences."""
        yield TopBar("tfquiz")
        with Vertical(id="frame"), VerticalScroll(can_focus=False):
            for number, part in enumerate(summary_parts(self._summary)):
                yield Prose(part, id=None if number else "headline", classes="part")
        yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what leads somewhere is offered."""
        if action == "end" and parameters == ("more",):
            return self._summary.enough
        if action == "end" and parameters == ("undo",):
            return self._undoable
        return super().check_action(action, parameters)

    def action_end(self, ending: Ending) -> None:
        """Leave the summary."""
        self.post_message(self.Left(ending))


def summary_parts(summary: "SittingSummary") -> list[Content]:
    """The summary, one paragraph a part."""
    parts = [Content(_headline(summary))]
    if summary.notice:
        parts.append(Content(summary.notice))
    if summary.answered:
        parts.append(_how_it_went(summary))
    if summary.held:
        lines = [Content("Ideas that led elsewhere today:")]
        for one in summary.held:
            lines.append(Content(f"  · {one.note}"))
            lines.append(Content.styled(f"    {one.id}{_times(one.times)}", "$foreground 65%"))
        parts.append(Content("\n").join(lines))
    parts.append(Content(_tomorrow(summary)))
    return parts


def _headline(summary: "SittingSummary") -> str:
    if summary.enough:
        return "Enough for today."
    return "All done for today." if summary.answered else "Nothing is due now."


def _how_it_went(summary: "SittingSummary") -> Content:
    took = f"{counted(summary.answered, 'answer')} in {lasting(summary.seconds)}"
    new = f", with {counted(summary.new, 'new card')}" if summary.new else ""
    lines = [
        Content(f"{took}{new}."),
        bar(summary.right, summary.answered, 30)
        + Content(f"  {summary.right} of {summary.answered} right at the first go"),
    ]
    return Content("\n").join(lines)


def _tomorrow(summary: "SittingSummary") -> str:
    waiting = f"{summary.waiting} more can wait for another day. " if summary.enough else ""
    if not summary.tomorrow:
        return f"{waiting}Nothing is due tomorrow."
    cards = "1 card is" if summary.tomorrow == 1 else f"{summary.tomorrow} cards are"
    return f"{waiting}{cards} due tomorrow."


def _times(times: int) -> str:
    return f", {times} times" if times > 1 else ""
