"""The answer to "why?": the program walked through line by line, beside the one believed in.

Everything shown was recorded when the question was made; nothing is run here.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen

from tfquiz.cards.question import Answer, Belief, Gives, Question, pick
from tfquiz.values import Value
from tfquiz.widgets.code import prose
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.stages import Stage, first_difference, stages
from tfquiz.widgets.topbar import TopBar
from tfquiz.widgets.tracepane import TracePane
from tfquiz.widgets.unnoticed import unnoticed
from tfquiz.widgets.words import word


def _key(keys: str, action: str, label: str, ident: str, tooltip: str) -> Binding:
    show = ident not in ("start", "end", "page-up")
    return Binding(keys, action, label, show=show, id=f"trace.{ident}", tooltip=tooltip)


class TraceScreen(Screen[None]):
    """Walks one or two runs in step."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(164, "-vast")]  # noqa: RUF012 - as Textual types it
    DEFAULT_CSS = """
    TraceScreen {
        #why { height: auto; padding: 1 2 0 2; color: $text-warning; }
        #panes { height: 1fr; padding: 1 0 0 0; max-width: 160; }
        #why { max-width: 160; }
        &.-vast { align-horizontal: center; }
        #theirs { border-left: solid $foreground 30%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("down,j,n,right,space", "walk(1)", "Next", "next", "Go one step on"),
        _key("up,k,p,left", "walk(-1)", "Back", "back", "Go one step back"),
        _key("home,g", "jump(False)", "Start", "start", "Go to the first step"),
        _key("end,G", "jump(True)", "End", "end", "Go to the last step"),
        _key("pagedown", "scroll(10)", "Page down", "page-down", "Scroll down in what is shown"),
        _key("pageup", "scroll(-10)", "Page up", "page-up", "Scroll up in what is shown"),
        _key("d", "differ", "Where they part", "differ", "Go to where the two programs part"),
        _key("escape,enter,t", "dismiss", "Close", "close", "Go back to the verdict"),
    ]

    at: reactive[int] = reactive(0)

    def __init__(
        self, question: Question, belief: Belief | None = None, *, language: str = "en"
    ) -> None:
        super().__init__()
        self._question = question
        self._belief = belief if belief is not None and belief.steps else None
        self._language = language
        self._mine = stages(question.steps, question.ask, _value(question.answer, question))
        self._theirs: list[Stage] = []
        self._parting = 0
        """The first stage at which the two runs differ."""
        if self._belief is not None:
            result = _value(self._belief.answer, question)
            self._theirs = stages(self._belief.steps, self._belief.ask, result)
            self._parting = first_difference(self._mine, self._theirs)
            self.set_reactive(TraceScreen.at, self._parting)

    def compose(self) -> ComposeResult:
        """One pane, or two beside each other."""
        yield TopBar("Trace")
        question, belief = self._question, self._belief
        if belief is not None:
            why = [
                prose(pick(belief.why, self._language).strip()),
                *unnoticed(question, belief, self._language),
            ]
            yield Prose(Content("\n").join(why), id="why")
        with Horizontal(id="panes"):
            name = word("does", self._language) if belief else ""
            end = _end(question.answer, question, self._language)
            yield TracePane(
                name,
                question,
                self._mine,
                end=end,
                language=self._language,
                id="mine",
            )
            if belief is not None:
                yield TracePane(
                    word("thought", self._language),
                    belief,
                    self._theirs,
                    end=_end(belief.answer, question, self._language),
                    language=self._language,
                    id="theirs",
                )
        yield KeyBar()

    def on_mount(self) -> None:
        """Show where it begins."""
        self.watch_at(self.at)

    def watch_at(self, at: int) -> None:
        """Let the panes follow."""
        for pane in self.query(TracePane):
            pane.show_stage(at)
        self.query_one(TopBar).say("Trace", f"step {at + 1} of {self._count}")
        # only once it is laid out is it known whether there is anything to scroll
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what leads somewhere is offered."""
        if action == "differ":
            return self._belief is not None and self.at != self._parting
        if action == "scroll":
            return any(pane.overflows for pane in self.query(TracePane))
        if action in ("walk", "jump"):
            forward = parameters[0] not in (-1, False)
            return self.at < self._count - 1 if forward else self.at > 0
        return super().check_action(action, parameters)

    @property
    def _count(self) -> int:
        return max(1, len(self._mine), len(self._theirs))

    def action_walk(self, steps: int) -> None:
        """Go on, or back."""
        self.at = min(max(0, self.at + steps), self._count - 1)

    def action_jump(self, end: bool) -> None:  # noqa: FBT001 - an action's parameter
        """Go to the first or the last step."""
        self.at = self._count - 1 if end else 0

    def action_scroll(self, lines: int) -> None:
        """Scroll what does not fit."""
        for pane in self.query(TracePane):
            pane.scroll_lines(lines)

    def action_differ(self) -> None:
        """Go to where the two runs part."""
        self.at = self._parting


def _value(answer: Answer, question: Question) -> Value | None:
    """The value of the asked expression, where the answer is that value."""
    asks_value = question.facet in ("value", "which-call")
    return answer.value if isinstance(answer, Gives) and asks_value else None


def _end(answer: Answer, question: Question, language: str) -> Content:
    """How a run ended, where that is not the value of an expression."""
    if not isinstance(answer, Gives):
        return Content.assemble((answer.text, "bold $text-warning"), f"\n  {answer.message}")
    if question.facet == "printed":
        lines = (f"  {line}" for line in answer.text.split("\n"))
        return Content.assemble(
            (word("prints", language), "bold $text-accent"), *(f"\n{line}" for line in lines)
        )
    return Content("")
