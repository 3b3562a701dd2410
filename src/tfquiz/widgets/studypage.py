"""Everything between the top line and the keys of a sitting.

It shows what it is told and keeps no state of the sitting. Parts are shown and hidden one by one:
a class on the page would have every widget on it styled anew, which takes longer than a frame.
What only an answer needs is loaded behind the first question.
"""

import asyncio
from typing import TYPE_CHECKING, Literal

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from tfquiz.cards.question import Belief, Question
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.question import QuestionView

if TYPE_CHECKING:
    from tfquiz.session.answers import Graded, Settled
    from tfquiz.session.moments import Explanation
    from tfquiz.widgets.verdict import Verdict


Phase = Literal[
    "opening", "waiting", "showing", "asking", "running", "verdict", "going-on", "stuck"
]

SEEN: dict[Phase, tuple[str, ...]] = {
    "opening": ("#message",),
    "waiting": ("#message",),
    "showing": ("QuestionView",),
    "asking": ("QuestionView",),
    "running": ("QuestionView",),
    "verdict": ("QuestionView", "Verdict", "Grades"),
    "stuck": ("#message",),
}
"""What is seen in each phase; while the next question is fetched everything stays."""
PARTS = ("#message", "QuestionView", "Verdict", "Grades")
LOAD_AFTER = 0.3
"""Seconds after the first question; loading earlier would keep it from being painted."""


class StudyPage(Vertical):
    """A notice, the question, the verdict, a message, and the dates below."""

    def __init__(self, *, language: str) -> None:
        super().__init__(id="frame")
        self._language = language
        self._completing = asyncio.Lock()
        self._is_complete = False

    def compose(self) -> ComposeResult:
        """What the first question needs."""
        with VerticalScroll(id="body", can_focus=False):
            yield Prose(id="notice")
            yield QuestionView(language=self._language)
            yield Prose("Opening your cards ...", id="message")

    def show_phase(self, phase: Phase) -> None:
        """Show the parts that belong to a phase."""
        for part in PARTS:
            for widget in self.query(part):
                widget.display = part in SEEN[phase]

    @property
    def view(self) -> QuestionView:
        """The question."""
        return self.query_one(QuestionView)

    def ask(self, question: Question) -> None:
        """Show a question from its beginning."""
        self.view.ask(question)
        self.query_one("#body").scroll_home(animate=False)

    async def conclude(
        self, question: Question, graded: "Graded", explanation: "Explanation"
    ) -> None:
        """Show the verdict on an answer that is being saved."""
        from tfquiz.widgets.grades import Grades  # noqa: PLC0415 - see the module
        from tfquiz.widgets.verdict import Verdict  # noqa: PLC0415 - see the module

        self.view.end()
        self.query_one(Grades).show_saving()
        self.notice("")
        verdict = self.query_one(Verdict)
        await verdict.show(question, graded, explanation, language=self._language)
        self.query_one("#body").scroll_home(animate=False)
        self.call_after_refresh(self._bring_in_sight, verdict)

    def complete_soon(self) -> None:
        """Load and mount the rest while the learner thinks about the first question."""
        if not self._is_complete:
            self.set_timer(LOAD_AFTER, self._load)

    async def complete(self) -> None:
        """Mount what is not there yet, hidden."""
        from tfquiz.widgets.grades import Grades  # noqa: PLC0415 - see the module
        from tfquiz.widgets.verdict import Verdict  # noqa: PLC0415 - see the module

        async with self._completing:
            if self._is_complete or not self.is_attached:
                return
            verdict, grades = Verdict(), Grades(language=self._language)
            verdict.display = grades.display = False
            inside = self.query_one("#body").mount(verdict, before="#message")
            await self.mount(grades)
            await inside
            await self.view.complete()
            self._is_complete = True

    @work(thread=True)
    def _load(self) -> None:
        from tfquiz.session import account, examining, saving  # noqa: F401, PLC0415 - as above
        from tfquiz.widgets import (  # noqa: PLC0415 - as above
            answer,  # noqa: F401
            choices,  # noqa: F401
            explanation,  # noqa: F401
            grades,  # noqa: F401
            verdict,  # noqa: F401
        )

        self.call_later(self.complete)

    def _bring_in_sight(self, verdict: "Verdict") -> None:
        """Scroll down until the verdict is seen under a long program, and no further."""
        body = self.query_one("#body")
        for part in verdict.first_to_read:
            body.scroll_to_widget(part, animate=False, immediate=True)

    def saved(self, settled: "Settled") -> None:
        """Show the dates of an answer that is saved."""
        from tfquiz.widgets.grades import Grades  # noqa: PLC0415 - see the module

        self.query_one(Grades).show_settled(settled)

    def show_confused(self, question: Question, belief: Belief, times: int) -> None:
        """Show also what a card is taken for that does not stick."""
        from tfquiz.widgets.verdict import Verdict  # noqa: PLC0415 - see the module

        self.query_one(Verdict).show_confused(question, belief, times, self._language)

    def notice(self, text: str) -> None:
        """Show a sentence above the question; none when it is empty."""
        notice = self.query_one("#notice", Prose)
        notice.update(text)
        notice.display = bool(text)

    def say(self, text: str | Content) -> None:
        """Show a message in place of a question."""
        self.query_one("#message", Prose).update(text)

    def scroll_lines(self, lines: int) -> None:
        """Scroll down, or up if `lines` is negative."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)
