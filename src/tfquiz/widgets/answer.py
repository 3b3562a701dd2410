"""The line on which an answer is typed, and under it how it is read so far.

While typing it says what the text means ("int64 · shape (2, 3)") or, quietly, where it stops making
sense. It never says whether the answer is right: judging is for the sitting.
"""

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from tfquiz.cards.question import Question
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.words import word

if TYPE_CHECKING:
    from tfquiz.cards.reading.result import Unreadable

HINT_KEY = "question_mark"
NEW_LINE = "answer.new-line"


class AnswerLine(TextArea):
    """A text area of one line that grows; Enter hands in, earlier attempts come back with up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "hand_in",
            "Answer",
            id="answer.hand-in",
            tooltip="Hand in what is typed",
        ),
        Binding(
            "ctrl+j,shift+enter,alt+enter",
            "line_break",
            "New line",
            show=False,
            id=NEW_LINE,
            tooltip="Start a new line in the answer",
        ),
    ]

    class HandedIn(Message):
        """The learner handed in a text that is not blank."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, language: str = "en") -> None:
        super().__init__(highlight_cursor_line=False, placeholder=word("type", language))
        self.cursor_blink = False
        self.attempts: list[str] = []
        """What was handed in for this question, oldest first."""
        self._place = 0
        """Which attempt is shown; `len(attempts)` is the one being written."""

    def watch_has_focus(self, _: bool) -> None:  # noqa: FBT001 - Textual's own signature
        """Look the same with the focus and without: other styles would cost a millisecond a key."""

    def restart(self) -> None:
        """Empty the line for another question."""
        self.attempts = []
        self._place = 0
        self.text = ""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """A question mark asks for a hint while nothing is typed, and is a letter afterwards."""
        if key == HINT_KEY and not self.text:
            return False
        return super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if not event.is_printable:
            await self._act_at_once(event)
        elif event.key == HINT_KEY and not self.text:
            event.prevent_default()
        else:
            await super()._on_key(event)

    async def _act_at_once(self, event: events.Key) -> None:
        """Do what a key means in this line now, not when the app has seen that nobody wants it.

        Letters are put in at once; a backspace that takes the long way could come behind the
        letters after it, when somebody types quickly or the machine is busy, and delete those.
        """
        event.prevent_default()
        bound = self.screen.active_bindings.get(event.key)
        if bound is not None and bound.node is self and bound.enabled:
            event.stop()
            await self.run_action(bound.binding.action)

    def action_hand_in(self) -> None:
        """Hand in the text."""
        text = self.text.strip("\n")
        if not text.strip():
            return
        if not self.attempts or self.attempts[-1] != text:
            self.attempts.append(text)
        self._place = len(self.attempts)
        self.post_message(self.HandedIn(text))

    def action_line_break(self) -> None:
        """Start a new line, for printed text and long arrays."""
        self.insert("\n", maintain_selection_offset=False)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's own signature
        """Up a line, or from the first line to the attempt before."""
        if select or not self.cursor_at_first_line or self._place == 0:
            super().action_cursor_up(select)
        else:
            self._show_attempt(self._place - 1)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's own signature
        """Down a line, or from the last line to the attempt after."""
        if select or not self.cursor_at_last_line or self._place >= len(self.attempts):
            super().action_cursor_down(select)
        else:
            self._show_attempt(self._place + 1)

    def _show_attempt(self, place: int) -> None:
        self._place = place
        self.text = self.attempts[place] if place < len(self.attempts) else ""
        self.move_cursor(self.document.end)


class AnswerBox(Vertical):
    """The answer line with the line that tells how it is read."""

    DEFAULT_CSS = """
    AnswerBox {
        height: auto;
        AnswerLine {
            height: auto;
            max-height: 8;
            padding: 0 1;
            border: none;
            border-left: outer $accent;
            background: $surface;
            &:focus { border: none; border-left: outer $accent; }
        }
        #heard { height: auto; min-height: 1; padding: 0 0 0 2; color: $foreground 70%; }
        #heard.-refused { color: $text-warning; }
    }
    """

    def __init__(self, *, language: str = "en") -> None:
        super().__init__()
        self._language = language
        self._question: Question | None = None
        self._begun = False
        self._small = True
        self._said = Content(""), False
        """What is shown below the line, and whether it is a refusal."""

    def compose(self) -> ComposeResult:
        """The line and what was heard."""
        yield AnswerLine(language=self._language)
        yield Prose(id="heard")

    @property
    def line(self) -> AnswerLine:
        """The line that is typed on."""
        return self.query_one(AnswerLine)

    def ask(self, question: Question) -> None:
        """Begin with an empty line for this question."""
        self._question = question
        self.line.restart()
        self._hear()

    def refuse(self, unreadable: "Unreadable") -> None:
        """Say clearly where the text that was handed in stops making sense."""
        self._say(pointed(self.line.text, unreadable), refused=True)

    def run(self) -> None:
        """Say that what was handed in is being run."""
        self._say(Content(word("running", self._language)))

    def mend(self, slip: str) -> None:
        """Leave the text to be mended once, saying what is wrong and never which cell it is."""
        self.line.move_cursor(self.line.document.end)
        self._say(Content(word("nearly", self._language, text=slip)), refused=True)

    @on(TextArea.Changed)
    def _hear(self) -> None:
        """Say how the text is read while it is typed."""
        text = self.line.text
        if bool(text) != self._begun:
            # Whether "?" is a hint or a letter depends on it, and the footer tells.
            self._begun = bool(text)
            self.screen.refresh_bindings()
        if self._question is None or not text.strip():
            self._say(Content(""))
            return
        # The reader is not needed before something is typed.
        from tfquiz.cards.reading.reader import Unreadable, describe, read  # noqa: PLC0415

        match read(text, self._question, language=self._language):
            case Unreadable() as unreadable:
                self._say(pointed(text, unreadable))
            case reading:
                self._say(Content(self._heard(describe(reading, language=self._language))))

    def _heard(self, described: str) -> str:
        """How a text is read; where lines are asked for, also how to begin another one."""
        if self._question is None or self._question.facet != "printed":
            return described
        keys = (
            self.app.get_key_display(bound.binding)
            for bound in self.screen.active_bindings.values()
            if bound.binding.id == NEW_LINE
        )
        key = next(keys, "")
        return word("new-line", self._language, heard=described, enter=key) if key else described

    def _say(self, content: Content, *, refused: bool = False) -> None:
        if (content, refused) == self._said:
            return
        self._said = content, refused
        heard = self.query_one("#heard", Prose)
        heard.set_class(refused, "-refused")
        small = "\n" not in content.plain and content.cell_length < heard.size.width
        # A new layout at every key would be most of what a key costs.
        heard.update(content, layout=not (small and self._small))
        self._small = small


def pointed(text: str, unreadable: "Unreadable") -> Content:
    """The message with a caret under the place; the line is repeated when it is one of several."""
    if unreadable.column < 0:
        return Content(unreadable.message)
    lines = text.split("\n")
    line = lines[min(unreadable.line, len(lines) - 1)] if lines else ""
    caret = " " * cell_len(line[: unreadable.column]) + "^"
    if len(lines) > 1:
        return Content(f"{line}\n{caret} line {unreadable.line + 1}: {unreadable.message}")
    return Content(f"{caret} {unreadable.message}")
