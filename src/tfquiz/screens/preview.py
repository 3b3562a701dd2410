"""A question to try: asked and judged like any other, and nothing of it is kept."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen

from tfquiz.cards.judging.judge import GivenUp, Judgement, Misconceived, judge_choice
from tfquiz.cards.question import Question
from tfquiz.cards.reading.reader import Reading, Unreadable
from tfquiz.screens.clerk import Clerk, Failed
from tfquiz.screens.trace import TraceScreen
from tfquiz.session.answers import Graded
from tfquiz.session.examining import Run, examine
from tfquiz.session.grading import Effort, verdict_of
from tfquiz.session.moments import Explanation
from tfquiz.widgets.answer import AnswerLine
from tfquiz.widgets.choices import Choices
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.question import QuestionView
from tfquiz.widgets.topbar import TopBar
from tfquiz.widgets.verdict import Verdict


def _scroll(keys: str, lines: int, name: str, tooltip: str) -> Binding:
    return Binding(
        keys,
        f"scroll({lines})",
        "Scroll",
        show=False,
        priority=keys.startswith("page"),
        id=f"preview.{name}",
        tooltip=tooltip,
    )


class PreviewScreen(Screen[None]):
    """One question outside of any sitting."""

    AUTO_FOCUS = ""
    CSS_PATH = "preview.tcss"
    VERTICAL_BREAKPOINTS = [(36, "-tall"), (52, "-vast")]  # noqa: RUF012 - as Textual types it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+d",
            "give_up",
            "Show answer",
            priority=True,
            id="preview.give-up",
            tooltip="See the answer",
        ),
        Binding("t", "trace", "Trace", id="preview.trace", tooltip="See what each line does"),
        Binding(
            "escape,enter", "dismiss", "Back", id="preview.back", tooltip="Go back to the list"
        ),
        _scroll("down,j", 1, "down", "Scroll down a line"),
        _scroll("up,k", -1, "up", "Scroll up a line"),
        _scroll("pagedown", 10, "page-down", "Scroll down, while typing too"),
        _scroll("pageup", -10, "page-up", "Scroll up, while typing too"),
    ]

    class Examined(Message):
        """The answer was read and judged, or could not be."""

        def __init__(self, text: str, made: Unreadable | tuple[Reading, Judgement]) -> None:
            super().__init__()
            self.text = text
            self.made = made

    def __init__(
        self,
        question: Question,
        words: Explanation,
        *,
        run: Run,
        clerk: Clerk,
        language: str = "en",
    ) -> None:
        super().__init__()
        self._run = run
        self._clerk = clerk
        self._question = question
        self._words = words
        self._language = language
        self._graded: Graded | None = None

    def compose(self) -> ComposeResult:
        """The question, and the verdict below it."""
        yield TopBar("Try it")
        with Vertical(id="frame"), VerticalScroll(id="body", can_focus=False):
            yield QuestionView(language=self._language)
            yield Verdict()
        yield KeyBar()

    async def on_mount(self) -> None:
        """Ask."""
        self.query_one(TopBar).say("Try it", "nothing here is graded")
        view = self.query_one(QuestionView)
        view.ask(self._question)
        await view.open_way(self._question)
        view.take_focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer can be given once, and looked into afterwards."""
        if action == "give_up":
            return self._graded is None
        if action == "trace":
            return self._graded is not None and bool(self._question.steps)
        return super().check_action(action, parameters)

    @on(AnswerLine.HandedIn)
    async def _handed_in(self, event: AnswerLine.HandedIn) -> None:
        if self._question.target is None:
            await self._examined(self._examine(event.text))
            return
        self.query_one(QuestionView).box.run()
        self.set_focus(None)
        self._clerk.do_aside(lambda: self._examine(event.text), tell=self)

    def _examine(self, text: str) -> Examined:
        return self.Examined(text, examine(self._question, text, self._run, self._language))

    @on(Examined)
    async def _examined(self, event: Examined) -> None:
        if self._graded is not None:
            return
        match event.made:
            case Unreadable() as unreadable:
                view = self.query_one(QuestionView)
                view.take_focus()
                view.box.refuse(unreadable)
            case (reading, judgement):
                await self._conclude(judgement, event.text, reading)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        raise event.error

    @on(Choices.Picked)
    async def _picked(self, event: Choices.Picked) -> None:
        text = self._question.choices[event.index].text
        judgement = judge_choice(self._question, event.index, language=self._language)
        await self._conclude(judgement, text)

    async def action_give_up(self) -> None:
        """Show the answer."""
        await self._conclude(GivenUp(), "")

    def action_trace(self) -> None:
        """Show what each line does."""
        if self._graded is not None:
            beliefs = self._question.known(self._graded.misconceptions)
            shown = beliefs[0] if beliefs else None
            self.app.push_screen(TraceScreen(self._question, shown, language=self._language))

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)

    async def _conclude(
        self, judgement: Judgement, text: str, reading: Reading | None = None
    ) -> None:
        self._graded = Graded(
            judgement=judgement,
            verdict=verdict_of(judgement, Effort(self._question.form)),
            quality=0,
            text=text,
            previews={},
            reading=reading,
            misconceptions=judgement.beliefs if isinstance(judgement, Misconceived) else (),
        )
        self.query_one(QuestionView).end()
        self.set_focus(None)
        self.add_class("-answered")
        verdict = self.query_one(Verdict)
        await verdict.show(self._question, self._graded, self._words, language=self._language)
        self.refresh_bindings()
