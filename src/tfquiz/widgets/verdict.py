"""What came of an answer: right and given side by side, the belief behind it, the explanation.

Shows only; what the answer was worth was decided before. Everything that comes from a program or
a learner is shown to the letter.
"""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from tfquiz.cards.judging.judge import GivenUp, Misconceived, Right, Slip, Wrong
from tfquiz.cards.question import Belief, Question
from tfquiz.widgets.belief import BeliefView
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.sides import Side, answer_content, sides_content
from tfquiz.widgets.words import word

if TYPE_CHECKING:
    from tfquiz.session.answers import Graded
    from tfquiz.session.moments import Explanation
    from tfquiz.widgets.explanation import Explanation as ExplanationView

INDENT = 2
"""Columns that stay free before the first answer."""


class Verdict(Vertical):
    """The whole of it, for one question at a time."""

    DEFAULT_CSS = """
    Verdict {
        height: auto;
        #headline { height: auto; margin: 0 0 1 0; text-style: bold; }
        #headline { color: $text-warning; }
        #headline.-right { color: $text-success; }
        #sides { height: auto; margin: 0 0 1 2; }
        #sides.-stacked { layout: vertical; }
        #title { height: auto; text-style: bold; color: $text-accent; }
        Markdown { height: auto; padding: 0; margin: 0; background: transparent; }
        MarkdownFence { margin: 0 0 1 0; }
        MarkdownFence > Label { padding: 0 2; width: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._needed = 0
        """Columns that both answers take beside each other."""

    def compose(self) -> ComposeResult:
        """Everything but the explanation, whose widget is loaded when it is first needed."""
        yield Prose(id="headline")
        with Horizontal(id="sides"):
            yield Side(id="truth")
            yield Side(id="given")
            yield Side(id="confused")
        yield BeliefView()
        yield Prose(id="title")

    async def show(
        self, question: Question, graded: "Graded", explanation: "Explanation", *, language: str
    ) -> None:
        """Show the verdict on one answer."""
        right = isinstance(graded.judgement, Right)
        said = self.query_one("#headline", Prose)
        said.set_class(right, "-right")
        said.update(headline(graded, language))
        self.query_one("#confused").display = False
        self._show_sides(question, graded, language)
        beliefs = question.known(graded.misconceptions)
        self.query_one(BeliefView).show(question, beliefs, language)
        self.query_one("#title", Prose).update(Content(explanation.title))
        await (await self._explanation()).update(explanation.text)

    @property
    def first_to_read(self) -> list[Widget]:
        """What should be in sight at once; the last of them above all."""
        belief = self.query_one(BeliefView)
        ends = belief if belief.display else self.query_one("#sides")
        return [ends, self.query_one("#headline")]

    def show_confused(self, question: Question, belief: Belief, times: int, language: str) -> None:
        """Show also the outcome that this card is taken for again and again."""
        side = self.query_one("#confused", Side)
        side.display = True
        label = word("mixed-up", language, times=times)
        self._needed += side.show(label, answer_content(question, belief.answer, language))
        self.query_one(BeliefView).show(question, [belief], language)
        self._arrange()

    def _show_sides(self, question: Question, graded: "Graded", language: str) -> None:
        """The right answer, and beside it the given one where it is another."""
        truth, given = self.query_one("#truth", Side), self.query_one("#given", Side)
        label = word("gives" if question.target is None else "one-way", language)
        given.display = not isinstance(graded.judgement, Right | GivenUp)
        if given.display:
            right, other = sides_content(question, graded, language)
            chose = word("chose" if question.form == "choices" else "wrote", language)
            self._needed = truth.show(label, right) + given.show(chose, other)
        else:
            self._needed = truth.show(label, answer_content(question, question.answer, language))
        self._arrange()

    def on_resize(self) -> None:
        """Put the two answers beside or below each other, as there is room."""
        self._arrange()

    def _arrange(self) -> None:
        # its own size is not known while it has only just been unhidden
        around = self.parent
        room = around.scrollable_content_region.width if isinstance(around, Widget) else 0
        self.query_one("#sides").set_class(self._needed + INDENT > room, "-stacked")

    async def _explanation(self) -> "ExplanationView":
        # Loading Markdown takes longer than painting a question: it waits for the first verdict.
        from tfquiz.widgets.explanation import Explanation  # noqa: PLC0415

        found = self.query(Explanation)
        if found:
            return found.first()
        shown = Explanation()
        await self.mount(shown)
        return shown


def headline(graded: "Graded", language: str) -> Content:
    """The verdict in a few words, with a sign that reads without colour."""
    match graded.judgement:
        case Right():
            return Content("✓ " + word("mended" if graded.repaired else "right", language))
        case Slip(text=text):
            return Content("≈ " + word("slip", language, text=text))
        case Misconceived(beliefs=beliefs):
            return Content("→ " + word("ideas" if len(beliefs) > 1 else "idea", language))
        case Wrong(text=text):
            return Content(f"✗ {text}")
        case GivenUp():
            return Content("· " + word("given-up", language))
