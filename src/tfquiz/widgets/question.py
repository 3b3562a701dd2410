"""A question as it is asked: the program, what is asked, hints, and where the answer goes.

It posts what its answer line or its choices post and judges nothing. Of the two ways to answer each
is loaded and mounted when a question first needs it: the first one waits for no more than it shows.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tfquiz.cards.question import Question, pick
from tfquiz.widgets.code import CodeView, prose
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.typedahead import TypedAhead

if TYPE_CHECKING:
    from tfquiz.widgets.answer import AnswerBox
    from tfquiz.widgets.choices import Choices

WAYS = "AnswerBox, Choices"


class QuestionView(Vertical):
    """One question at a time."""

    DEFAULT_CSS = """
    QuestionView {
        height: auto;
        #prompt { height: auto; margin: 1 0 0 0; text-style: bold; }
        #prompt.-answered { text-style: none; color: $foreground 75%; }
        #hints { display: none; height: auto; margin: 0 0 0 2; color: $foreground 75%; }
        AnswerBox { margin: 1 0 0 0; }
        Choices { margin: 1 0 0 0; }
    }
    """

    def __init__(self, *, language: str = "en", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._language = language
        self._mounting = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The program, the prompt and the hints; what is missing comes with the first question."""
        yield CodeView(id="code")
        yield Prose(id="prompt")
        yield Prose(id="hints")
        yield TypedAhead()

    @property
    def box(self) -> "AnswerBox":
        """Where answers are typed; there from the first question on that is answered so."""
        return self.query_one("AnswerBox")  # type: ignore[return-value]

    def ask(self, question: Question) -> None:
        """Show a question; `open_way` opens the way to answer it."""
        self.query_one("#prompt").remove_class("-answered")
        self.query_one(CodeView).show_code(question.code, marks=question.marks)
        self.query_one("#prompt", Prose).update(prompt_content(question, self._language))
        self.show_hints(())
        self._hide_ways()

    def has_way(self, question: Question) -> bool:
        """Whether the way to answer this question is mounted already."""
        return bool(self.query("AnswerBox" if question.form == "typed" else "Choices"))

    async def open_way(self, question: Question) -> None:
        """Show where the answer goes, nothing typed or pointed at yet."""
        if question.form == "typed":
            box = await self._typing()
            box.ask(question)
            box.display = True
        else:
            choices = await self._choosing()
            choices.offer([choice.text for choice in question.choices])
            choices.display = True

    async def complete(self) -> None:
        """Mount both ways to answer, before either is needed."""
        await self._typing()
        await self._choosing()

    def hold_keys(self) -> None:
        """Hold what is typed until there is a way to answer."""
        self.query_one(TypedAhead).hold()

    def take_focus(self) -> None:
        """Put the cursor where the answer goes, after what was typed already."""
        for way in self.query(WAYS):
            if way.display:
                self.query_one(TypedAhead).release(way if way.can_focus else way.children[0])
                # Only once it is laid out is it known how far below a long program it is.
                self.call_after_refresh(way.scroll_visible, animate=False, immediate=True)

    def show_hints(self, hints: Sequence[str]) -> None:
        """Show these hints."""
        hinted = self.query_one("#hints", Prose)
        hinted.display = bool(hints)
        hinted.update(Content("\n").join(map(prose, hints)))

    def end(self) -> None:
        """Show the question only: it is answered."""
        self._hide_ways()
        self.query_one("#hints").display = False
        self.query_one("#prompt").add_class("-answered")

    def _hide_ways(self) -> None:
        for way in self.query(WAYS):
            way.display = False

    async def _typing(self) -> "AnswerBox":
        from tfquiz.widgets.answer import AnswerBox  # noqa: PLC0415 - see the module

        async with self._mounting:
            for box in self.query(AnswerBox):
                return box
            box = AnswerBox(language=self._language)
            await self._mount_hidden(box)
        return box

    async def _choosing(self) -> "Choices":
        from tfquiz.widgets.choices import Choices  # noqa: PLC0415 - see the module

        async with self._mounting:
            for choices in self.query(Choices):
                return choices
            choices = Choices()
            await self._mount_hidden(choices)
        return choices

    async def _mount_hidden(self, way: "AnswerBox | Choices") -> None:
        way.display = False
        if self.is_attached:
            await self.mount(way)


def prompt_content(question: Question, language: str) -> Content:
    """What is asked; a value below it, as in "which code gives this?", stays to the letter."""
    sentence, _, target = pick(question.prompt, language).partition("\n")
    return Content("\n").join([prose(sentence), Content(target)] if target else [prose(sentence)])
