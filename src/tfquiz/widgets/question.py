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


class QuestionView(Vertical):
    """One question at a time."""

    DEFAULT_CSS = """
    QuestionView {
        height: auto;
        #prompt { height: auto; margin: 1 0 0 0; }
        #hints { display: none; height: auto; margin: 0 0 0 2; color: $foreground 75%; }
        AnswerBox { margin: 1 0 0 0; }
        Choices { margin: 1 0 0 0; }
    }
    """

    def __init__(self, *, language: str = "en", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._language = language
        self._mounting = asyncio.Lock()
        # Kept by name: to look for a widget is to walk over all that were ever shown.
        self._code = CodeView(id="code")
        self._prompt = Prose(id="prompt")
        self._hints = Prose(id="hints")
        self._held = TypedAhead()
        self._box: AnswerBox | None = None
        self._choices: Choices | None = None
        self._asked = Content("")

    def compose(self) -> ComposeResult:
        """The program, the prompt and the hints; what is missing comes with the first question."""
        yield from (self._code, self._prompt, self._hints, self._held)

    @property
    def box(self) -> "AnswerBox":
        """Where answers are typed; there from the first question on that is answered so."""
        if self._box is None:
            raise LookupError("no question was asked yet that is answered by typing")
        return self._box

    def ask(self, question: Question) -> None:
        """Show a question; `open_way` opens the way to answer it."""
        self._asked = prompt_content(question, self._language)
        self._code.show_code(question.code, marks=question.marks)
        self._prompt.update(self._asked.stylize_before("bold"))
        self.show_hints(())
        self._hide_ways()

    def has_way(self, question: Question) -> bool:
        """Whether the way to answer this question is mounted already."""
        return (self._box if question.form == "typed" else self._choices) is not None

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
        self._held.hold()

    def take_focus(self) -> None:
        """Put the cursor where the answer goes, after what was typed already."""
        for way in self._ways:
            if way.display:
                self._held.release(way if way.can_focus else way.children[0])
                # Only once it is laid out is it known how far below a long program it is.
                self.call_after_refresh(way.scroll_visible, animate=False, immediate=True)

    def show_hints(self, hints: Sequence[str]) -> None:
        """Show these hints."""
        self._hints.display = bool(hints)
        if hints:
            self._hints.update(Content("\n").join(map(prose, hints)))

    def end(self) -> None:
        """Show the question only: it is answered."""
        self._hide_ways()
        self.show_hints(())
        self._prompt.update(self._asked.stylize_before("$foreground 75%"))

    @property
    def _ways(self) -> "list[AnswerBox | Choices]":
        return [way for way in (self._box, self._choices) if way is not None]

    def _hide_ways(self) -> None:
        for way in self._ways:
            way.display = False

    async def _typing(self) -> "AnswerBox":
        from tfquiz.widgets.answer import AnswerBox  # noqa: PLC0415 - see the module

        async with self._mounting:
            if self._box is None:
                box = AnswerBox(language=self._language)
                await self._mount_hidden(box)
                self._box = box
        return self._box

    async def _choosing(self) -> "Choices":
        from tfquiz.widgets.choices import Choices  # noqa: PLC0415 - see the module

        async with self._mounting:
            if self._choices is None:
                choices = Choices()
                await self._mount_hidden(choices)
                self._choices = choices
        return self._choices

    async def _mount_hidden(self, way: "AnswerBox | Choices") -> None:
        way.display = False
        if self.is_attached:
            await self.mount(way)


def prompt_content(question: Question, language: str) -> Content:
    """What is asked; a value below it, as in "which code gives this?", stays to the letter."""
    sentence, _, target = pick(question.prompt, language).partition("\n")
    return Content("\n").join([prose(sentence), Content(target)] if target else [prose(sentence)])
