"""What came of an answer: right and given side by side, the belief behind it, the explanation.

Shows only; what the answer was worth was decided before. Everything that comes from a program or
a learner is shown to the letter.
"""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tfquiz.cards.judging import GivenUp, Misconceived, Right, Slip, Wrong, differing
from tfquiz.cards.question import Answer, Belief, Gives, Question, pick
from tfquiz.cards.reading import Reading, describe, read
from tfquiz.cards.reading_grid import as_array, loose_grid
from tfquiz.values import Array
from tfquiz.widgets.code import code_content, expression_content, prose
from tfquiz.widgets.grid import caption, text_content, value_content
from tfquiz.widgets.unnoticed import unnoticed

if TYPE_CHECKING:
    from textual.widgets import Markdown

    from tfquiz.session.answers import Graded
    from tfquiz.session.moments import Explanation

Marked = frozenset[tuple[int, ...]]


NARROWEST = 12
"""Columns of the narrowest answer."""
ROOM = 4
"""Columns that stay free beside an answer."""
INDENT = 2
"""Columns that stay free before the first one."""


class Side(Vertical):
    """One answer under its label."""

    DEFAULT_CSS = """
    Side {
        width: auto;
        height: auto;
        min-width: 16;
        max-width: 100%;
        padding: 0 4 0 0;
        Static { width: auto; max-width: 100%; height: auto; }
        .label { color: $foreground 60%; text-style: italic; }
    }
    """

    def __init__(self, label: str, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._label = label

    def compose(self) -> ComposeResult:
        """The label, the answer and what kind of thing it is."""
        yield Static(self._label, classes="label name", markup=False)
        yield Static("", classes="shown", markup=False)
        yield Static("", classes="label kind", markup=False)

    def call(self, label: str) -> None:
        """Give it another label."""
        self.query_one(".name", Static).update(label)

    def show(self, content: Content, kind: str) -> int:
        """Show an answer; gives back how many columns it takes, with the room around it."""
        self.query_one(".shown", Static).update(content)
        self.query_one(".kind", Static).update(Content(kind))
        self.query_one(".kind").display = bool(kind)
        columns = max(cell_len(line) for line in [*content.plain.split("\n"), kind])
        return max(columns, NARROWEST) + ROOM


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
        #belief { height: auto; margin: 0 0 1 0; }
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
        yield Static("", id="headline", markup=False)
        with Horizontal(id="sides"):
            yield Side("it gives", id="truth")
            yield Side("you wrote", id="given")
            yield Side("", id="confused")
        yield Static("", id="belief", markup=False)
        yield Static("", id="title", markup=False)

    async def show(
        self, question: Question, graded: "Graded", explanation: "Explanation", *, language: str
    ) -> None:
        """Show the verdict on one answer."""
        right = isinstance(graded.judgement, Right)
        said = self.query_one("#headline", Static)
        said.set_class(right, "-right")
        said.update(headline(graded))
        self.query_one("#confused").display = False
        self._show_sides(question, graded, language)
        self._show_belief(question, question.known(graded.misconceptions), language)
        self.query_one("#title", Static).update(Content(explanation.title))
        await (await self._markdown()).update(explanation.text)

    @property
    def first_to_read(self) -> list[Widget]:
        """What should be in sight at once; the last of them above all."""
        belief = self.query_one("#belief")
        ends = belief if belief.display else self.query_one("#sides")
        return [ends, self.query_one("#headline")]

    def show_confused(self, question: Question, belief: Belief, times: int, language: str) -> None:
        """Show also the outcome that this card is taken for again and again."""
        side = self.query_one("#confused", Side)
        side.call(f"mixed up with, {times} times")
        side.display = True
        self._needed += side.show(*answer_content(question, belief.answer))
        self._show_belief(question, [belief], language)
        self._arrange()

    def _show_sides(self, question: Question, graded: "Graded", language: str) -> None:
        """The right answer, and beside it the given one where it is another."""
        given = self.query_one("#given", Side)
        given.display = not isinstance(graded.judgement, Right | GivenUp)
        reading = given_reading(question, graded) if given.display else None
        marked = frozenset(differing(question, reading) if reading else ())
        self._needed = self.query_one("#truth", Side).show(
            *answer_content(question, question.answer, marked)
        )
        self.query_one("#truth", Side).call("it gives" if question.target is None else "one way")
        given.call("you chose" if question.form == "choices" else "you wrote")
        if given.display:
            self._needed += given.show(
                *given_content(question, graded.text, reading, marked, language=language)
            )
        self._arrange()

    def on_resize(self) -> None:
        """Put the two answers beside or below each other, as there is room."""
        self._arrange()

    def _arrange(self) -> None:
        # its own size is not known while it has only just been unhidden
        around = self.parent
        room = around.scrollable_content_region.width if isinstance(around, Widget) else 0
        self.query_one("#sides").set_class(self._needed + INDENT > room, "-stacked")

    def _show_belief(self, question: Question, beliefs: list[Belief], language: str) -> None:
        """What the misconception is that the answer shows, and where its program differs."""
        shown = self.query_one("#belief", Static)
        shown.display = bool(beliefs)
        lines = [prose(pick(belief.why, language).strip()) for belief in beliefs]
        if len(beliefs) == 1:
            lines += other_lines(question, beliefs[0])
            lines += unnoticed(question, beliefs[0])
        shown.update(Content("\n").join(lines))

    async def _markdown(self) -> "Markdown":
        # Loading Markdown takes longer than painting a question: it waits for the first verdict.
        from textual.widgets import Markdown  # noqa: PLC0415

        found = self.query(Markdown)
        if found:
            return found.first()
        markdown = Markdown(open_links=False)
        await self.mount(markdown)
        return markdown


def headline(graded: "Graded") -> Content:
    """The verdict in a few words, with a sign that reads without colour."""
    match graded.judgement:
        case Right():
            return Content("✓ Right, with the slip mended." if graded.repaired else "✓ Right.")
        case Slip(text=text):
            return Content(f"≈ A slip: {text}")
        case Misconceived():
            return Content("→ Your answer follows from another idea:")
        case Wrong(text=text):
            return Content(f"✗ {text}")
        case GivenUp():
            return Content("· This is what it gives:")


def other_lines(question: Question, belief: Belief) -> list[Content]:
    """The lines in which the belief's program is another one than the question's."""
    mine, theirs = question.code.split("\n"), belief.code.split("\n")
    changed = {at for at, line in enumerate(theirs) if mine[at : at + 1] != [line]}
    shown = [code_content(belief.code, only=changed)] if changed else []
    asked = question.ask if question.target is None else question.target.ask
    if belief.ask and belief.ask != asked:
        shown.append(Content("    ") + expression_content(belief.ask))
    return shown


def answer_content(
    question: Question, answer: Answer, marked: Marked = frozenset()
) -> tuple[Content, str]:
    """The right answer, or a belief's, and what kind of thing it is."""
    if not isinstance(answer, Gives):
        return Content(answer.text), answer.message
    if question.facet == "value":
        shown = value_content(answer.value, decimals=question.decimals, differing=marked)
        return shown, caption(answer.value)
    return text_content(answer.text or "(nothing)", differing=marked), ""


def given_reading(question: Question, graded: "Graded") -> Reading | None:
    """How the given answer was read; what was chosen is read as if it had been typed."""
    if graded.reading is not None or question.form != "choices":
        return graded.reading
    found = read(graded.text, question)
    return found if isinstance(found, Reading) else None


def given_content(
    question: Question, text: str, reading: Reading | None, marked: Marked, *, language: str
) -> tuple[Content, str]:
    """The given answer in the same form as the right one, and how it was read."""
    if reading is None:
        return Content(text), ""
    value = reading.value
    if question.facet == "value" and value is not None:
        found = loose_grid(value)
        rows = as_array(found, reading.dtype) if found and _is_array(question) else None
        kind = describe(reading, language=language) if _is_array(question) else caption(value)
        return value_content(rows or value, differing=marked), kind
    return text_content(text, differing=marked), ""


def _is_array(question: Question) -> bool:
    answer = question.answer
    return isinstance(answer, Gives) and isinstance(answer.value, Array)
