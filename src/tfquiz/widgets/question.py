"""A question as it is asked: the program, what is asked, hints, and where the answer goes.

It posts what its answer line or its choices post and judges nothing.
"""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tfquiz.cards.question import Question, pick
from tfquiz.widgets.answer import AnswerBox, AnswerLine
from tfquiz.widgets.choices import Choices
from tfquiz.widgets.code import CodeView, prose


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
        self._typed = True

    def compose(self) -> ComposeResult:
        """The program, the prompt, the hints and both ways to answer."""
        yield CodeView(id="code")
        yield Static("", id="prompt", markup=False)
        yield Static("", id="hints", markup=False)
        yield AnswerBox(language=self._language)
        yield Choices()

    @property
    def box(self) -> AnswerBox:
        """Where answers are typed."""
        return self.query_one(AnswerBox)

    def ask(self, question: Question) -> None:
        """Show a question, nothing typed or pointed at yet."""
        self.query_one("#prompt").remove_class("-answered")
        self.query_one(CodeView).show_code(question.code, marks=question.marks)
        self.query_one("#prompt", Static).update(prompt_content(question, self._language))
        self.show_hints(())
        self._typed = question.form == "typed"
        self.box.display = self._typed
        self.query_one(Choices).display = not self._typed
        if self._typed:
            self.box.ask(question)
        else:
            self.query_one(Choices).offer([choice.text for choice in question.choices])

    def take_focus(self) -> None:
        """Put the cursor where the answer goes."""
        self.query_one(AnswerLine if self._typed else Choices).focus()

    def show_hints(self, hints: Sequence[str]) -> None:
        """Show these hints."""
        hinted = self.query_one("#hints", Static)
        hinted.display = bool(hints)
        hinted.update(Content("\n").join(map(prose, hints)))

    def end(self) -> None:
        """Show the question only: it is answered."""
        self.box.display = False
        self.query_one(Choices).display = False
        self.query_one("#hints").display = False
        self.query_one("#prompt").add_class("-answered")


def prompt_content(question: Question, language: str) -> Content:
    """What is asked; a value below it, as in "which code gives this?", stays to the letter."""
    sentence, _, target = pick(question.prompt, language).partition("\n")
    return Content("\n").join([prose(sentence), Content(target)] if target else [prose(sentence)])
