"""The idea behind an answer: what it is, where its program differs, when it is right."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tfquiz.cards.question import Belief, Question, pick
from tfquiz.widgets.code import CodeView, expression_content, prose
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.unnoticed import unnoticed


class BeliefView(Vertical):
    """One misconception, or the several that an answer could show; nothing takes no room."""

    DEFAULT_CSS = """
    BeliefView {
        height: auto;
        margin: 0 0 1 0;
        Static { height: auto; }
        .ask { padding: 0 0 0 4; }
    }
    """

    def compose(self) -> ComposeResult:
        """Why, the lines of code that differ, and inputs with which it goes unnoticed."""
        yield Prose(classes="why")
        yield CodeView()
        yield Static("", classes="ask", markup=False)
        yield Prose(classes="unnoticed")

    def show(self, question: Question, beliefs: list[Belief], language: str) -> None:
        """Show these beliefs; the program only where there is one of them."""
        self.display = bool(beliefs)
        whys = [prose(pick(belief.why, language).strip()) for belief in beliefs]
        if len(whys) > 1:
            whys = [Content("· ") + why for why in whys]
        self.query_one(".why", Prose).update(Content("\n").join(whys))
        only = beliefs[0] if len(beliefs) == 1 else None
        changed = changed_lines(question, only) if only else frozenset()
        code = only.code if only and changed else ""
        self.query_one(CodeView).show_code(code, only=changed)
        self._say(".ask", _other_ask(question, only) if only else [])
        self._say(".unnoticed", unnoticed(question, only, language) if only else [])

    def _say(self, part: str, lines: list[Content]) -> None:
        shown = self.query_one(part, Static)
        shown.display = bool(lines)
        shown.update(Content("\n").join(lines))


def changed_lines(question: Question, belief: Belief) -> frozenset[int]:
    """The 0-based lines in which the belief's program is another one than the question's."""
    mine, theirs = question.code.split("\n"), belief.code.split("\n")
    return frozenset(at for at, line in enumerate(theirs) if mine[at : at + 1] != [line])


def _other_ask(question: Question, belief: Belief) -> list[Content]:
    """The belief's expression, where it is about another one than the question."""
    asked = question.ask if question.target is None else question.target.ask
    return [expression_content(belief.ask)] if belief.ask and belief.ask != asked else []
