"""The right answer and the given one, each under its label, with the cells that differ marked.

Shows only; which cells differ is for `cards.judging` to say.
"""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tfquiz.cards.judging.judge import Misconceived, Slip, Wrong, differing
from tfquiz.cards.judging.near import differing_cells
from tfquiz.cards.question import Answer, Gives, Question
from tfquiz.cards.reading.grid import as_array, loose_grid
from tfquiz.cards.reading.reader import Reading, describe, read
from tfquiz.values import Array, Value
from tfquiz.widgets.grid import caption, text_content, value_content
from tfquiz.widgets.words import word

if TYPE_CHECKING:
    from tfquiz.session.answers import Graded

Shown = tuple[Content, str]
"""An answer, and what kind of thing it is."""
Marked = frozenset[tuple[int, ...]]
NOT_MARKED: Marked = frozenset()
NARROWEST = 12
"""Columns of the narrowest answer."""
ROOM = 4
"""Columns that stay free beside an answer."""
LABEL = "italic $foreground 60%"


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

    def compose(self) -> ComposeResult:
        """The label, the answer and what kind of thing it is."""
        yield Static("", classes="label name", markup=False)
        yield Static("", classes="shown", markup=False)
        yield Static("", classes="label kind", markup=False)

    def show(self, label: str, shown: Shown) -> int:
        """Show an answer; gives back how many columns it takes, with the room around it."""
        content, kind = shown
        self.query_one(".name", Static).update(label)
        self.query_one(".shown", Static).update(content)
        self.query_one(".kind", Static).update(Content(kind))
        self.query_one(".kind").display = bool(kind)
        columns = max(cell_len(line) for line in [*content.plain.split("\n"), kind, label])
        return max(columns, NARROWEST) + ROOM


def sides_content(question: Question, graded: "Graded", language: str) -> tuple[Shown, Shown]:
    """The right answer, and beside it a given one that is another."""
    reading = _reading(question, graded)
    marked = frozenset(differing(question, reading) if reading else ())
    truth = answer_content(question, question.answer, language, marked)
    given = _given_content(question, graded.text, reading, marked, language)
    gave = _gave(graded)
    if gave is None or question.target is None:
        return truth, given
    wanted = question.target.answer.value
    cells = frozenset(differing_cells(gave, wanted, tolerance=question.target.tolerance))
    return _with_result(truth, wanted, cells, language), _with_result(given, gave, cells, language)


def answer_content(
    question: Question, answer: Answer, language: str, marked: Marked = NOT_MARKED
) -> Shown:
    """The right answer, or a belief's."""
    if not isinstance(answer, Gives):
        return Content(answer.text), answer.message
    if question.facet == "value":
        shown = value_content(answer.value, decimals=question.decimals, differing=marked)
        return shown, caption(answer.value, language)
    return text_content(answer.text or word("nothing", language), differing=marked), ""


def _gave(graded: "Graded") -> Value | None:
    """What typed code gave, where that is not what was asked for."""
    match graded.judgement:
        case Wrong(gave=gave) | Misconceived(gave=gave) | Slip(gave=gave):
            return gave
        case _:
            return None


def _with_result(code: Shown, result: Value, marked: Marked, language: str) -> Shown:
    """Code and below it what it gives."""
    gives = Content.styled(word("that-gives", language), LABEL)
    lines = [code[0], gives, value_content(result, differing=marked)]
    return Content("\n").join(lines), caption(result, language)


def _reading(question: Question, graded: "Graded") -> Reading | None:
    """How the given answer was read; what was chosen is read as if it had been typed."""
    if graded.reading is not None or question.form != "choices":
        return graded.reading
    found = read(graded.text, question)
    return found if isinstance(found, Reading) else None


def _given_content(
    question: Question, text: str, reading: Reading | None, marked: Marked, language: str
) -> Shown:
    """The given answer in the same form as the right one, and how it was read."""
    if reading is None:
        return Content(text), ""
    value = reading.value
    if question.facet == "value" and value is not None:
        found = loose_grid(value)
        is_array = isinstance(question.answer, Gives) and isinstance(question.answer.value, Array)
        rows = as_array(found, reading.dtype) if found and is_array else None
        kind = describe(reading, language=language) if is_array else caption(value, language)
        return value_content(rows or value, differing=marked), kind
    return text_content(text, differing=marked), ""
