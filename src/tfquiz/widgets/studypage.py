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
    from tfquiz.widgets.grades import Grades
    from tfquiz.widgets.verdict import Verdict


Phase = Literal[
    "opening", "waiting", "showing", "asking", "running", "verdict", "going-on", "stuck"
]

ASKED: frozenset[Phase] = frozenset(("showing", "asking", "running", "verdict"))
"""In these phases a question is seen, in the others a message."""
LOAD_AFTER = 0.3
"""Seconds after the first question; loading earlier would keep it from being painted."""


class StudyPage(Vertical):
    """A notice, the question, the verdict, a message, and the dates below."""

    def __init__(self, *, language: str) -> None:
        super().__init__(id="frame")
        self._language = language
        self._completing = asyncio.Lock()
        # Kept by name: to look for a widget is to walk over all that were ever shown.
        self._body = VerticalScroll(id="body", can_focus=False)
        self._notice = Prose(id="notice")
        self.view = QuestionView(language=language)
        """The question."""
        self._message = Prose("Opening your cards ...", id="message")
        self._below: tuple[Verdict, Grades] | None = None
        """What an answer needs; None until it is mounted."""

    def compose(self) -> ComposeResult:
        """What the first question needs."""
        with self._body:
            yield from (self._notice, self.view, self._message)

    def show_phase(self, phase: Phase) -> None:
        """Show the parts that belong to a phase."""
        self._message.display = phase not in ASKED
        self.view.display = phase in ASKED
        for widget in self._below or ():
            widget.display = phase == "verdict"

    def ask(self, question: Question) -> None:
        """Show a question from its beginning."""
        self.view.ask(question)
        self._body.scroll_home(animate=False)

    async def conclude(
        self, question: Question, graded: "Graded", explanation: "Explanation"
    ) -> None:
        """Show the verdict on an answer that is being saved."""
        verdict, grades = await self.complete()
        self.view.end()
        grades.show_saving()
        self.notice("")
        await verdict.show(question, graded, explanation, language=self._language)
        self._body.scroll_home(animate=False)
        self.call_after_refresh(self._bring_in_sight, verdict)

    def complete_soon(self) -> None:
        """Load and mount the rest while the learner thinks about the first question."""
        if self._below is None:
            self.set_timer(LOAD_AFTER, self._load)

    async def complete(self) -> "tuple[Verdict, Grades]":
        """Mount what is not there yet, hidden."""
        from tfquiz.widgets.grades import Grades  # noqa: PLC0415 - see the module
        from tfquiz.widgets.verdict import Verdict  # noqa: PLC0415 - see the module

        async with self._completing:
            if self._below is None:
                verdict, grades = Verdict(), Grades(language=self._language)
                verdict.display = grades.display = False
                if self.is_attached:
                    inside = self._body.mount(verdict, before=self._message)
                    await self.mount(grades)
                    await inside
                    await self.view.complete()
                self._below = verdict, grades
        return self._below

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
        for part in verdict.first_to_read:
            self._body.scroll_to_widget(part, animate=False, immediate=True)

    def saved(self, settled: "Settled") -> None:
        """Show the dates of an answer that is saved."""
        if self._below is not None:
            self._below[1].show_settled(settled)

    def show_confused(self, question: Question, belief: Belief, times: int) -> None:
        """Show also what a card is taken for that does not stick."""
        if self._below is not None:
            self._below[0].show_confused(question, belief, times, self._language)

    def notice(self, text: str) -> None:
        """Show a sentence above the question; none when it is empty."""
        self._notice.display = bool(text)
        if text:
            self._notice.update(text)

    def say(self, text: str | Content) -> None:
        """Show a message in place of a question."""
        self._message.update(text)

    def scroll_lines(self, lines: int) -> None:
        """Scroll down, or up if `lines` is negative."""
        self._body.scroll_relative(y=lines, animate=False)
