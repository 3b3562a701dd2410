"""A screen on which one question at a time is answered: hints, the answer, the verdict, the trace.

Where the questions come from, and what comes after a verdict, is for the sitting's own screen in
`study`. What an answer is worth is decided by the sitting, never here.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from tfquiz.cards.question import Question
from tfquiz.screens.clerk import Clerk
from tfquiz.screens.dealer import Dealer
from tfquiz.screens.study_keys import STUDY_KEYS, means_something
from tfquiz.screens.turn import Judged, Turn
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.studypage import Phase, StudyPage
from tfquiz.widgets.topbar import TopBar

if TYPE_CHECKING:  # what only an answer needs waits until the first question is painted
    from tfquiz.cards.reading.result import Unreadable
    from tfquiz.session.answers import Graded
    from tfquiz.session.sitting import Sitting
    from tfquiz.widgets.answer import AnswerLine
    from tfquiz.widgets.choices import Choices


class AnsweringScreen(Screen[None]):
    """Takes the answer to the question of its turn, shows what came of it and has it saved."""

    DEFAULT_CSS = """
    AnsweringScreen {
        #frame { height: 1fr; align-horizontal: center; }
        #body {
            height: 1fr;
            max-width: 104;
            padding: 1 2 0 2;
            scrollbar-size-vertical: 1;
        }
        #notice { height: auto; margin: 0 0 1 0; color: $text-warning; }
        #message { height: auto; }
        Verdict { margin: 1 0 0 0; }
        Grades { max-width: 104; }

        #notice, QuestionView, Verdict, Grades { display: none; }
        &.-tall #body { padding: 3 2 0 2; }
        &.-vast { align: center middle; }
        &.-vast #frame { max-height: 46; }
    }
    """
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(36, "-tall"), (52, "-vast")]  # noqa: RUF012 - as Textual types it
    BINDINGS: ClassVar[list[BindingType]] = STUDY_KEYS

    phase: var[Phase] = var[Phase]("opening", init=False)
    focused: var[Widget | None] = var[Widget | None](None)
    """As for any screen, but a change of it paints the two widgets anew and not the screen."""

    def __init__(
        self,
        begin: "Callable[[], Sitting]",
        *,
        clerk: Clerk,
        timer: Callable[[], float],
        language: str = "en",
    ) -> None:
        """Build the screen; nothing is opened yet.

        Args:
            begin: begins the sitting; called on the clerk's thread.
            clerk: does what may take time.
            timer: seconds from any fixed moment.
            language: of prompts and explanations.
        """
        super().__init__()
        self._dealer = Dealer(begin, clerk=clerk, timer=timer, tell=self)
        self._language = language
        self._top = TopBar("tfquiz")
        self._page = StudyPage(language=language)
        self._turn: Turn | None = None
        self._undoable = False
        """Whether there was an answer to take back when the last question was dealt."""
        self._ended = False

    def compose(self) -> ComposeResult:
        """Everything that any phase shows."""
        yield self._top
        yield self._page
        yield KeyBar()

    @property
    def question(self) -> Question | None:
        """The question on the screen, if there is one."""
        return self._turn.asked.question if self._turn is not None else None

    def watch_phase(self, before: Phase, phase: Phase) -> None:
        """Let the page, the focus and the keys follow."""
        if phase == "going-on":
            # What is on screen stays, keys and all, until what comes next is there.
            return
        self._page.show_phase(phase)
        if phase == "showing":
            self._page.view.hold_keys()
        elif phase == "asking":
            self._page.view.take_focus()
        elif before == "asking":
            self.set_focus(None)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action means anything now."""
        if not means_something(action, self.phase, self._turn, undoable=self._undoable):
            return False
        return super().check_action(action, parameters)

    # What the learner does.

    async def on_answer_line_handed_in(self, event: "AnswerLine.HandedIn") -> None:
        """Judge what was typed; what cannot be read, or may be mended, is asked again."""
        turn = self._turn
        if self.phase != "asking" or turn is None or turn.graded is not None:
            return
        if turn.asked.question.target is None:
            await self._take(turn, self._dealer.judge(turn, event.text))
        else:
            self.phase = "running"
            self._page.view.box.run()
            self._dealer.run(turn, event.text)

    @on(Judged)
    async def _judged(self, event: Judged) -> None:
        # who left while the code ran finds the question again, not answered
        if self.phase == "running" and event.turn is self._turn and not self._ended:
            self.phase = "asking"
            await self._take(event.turn, event.made)

    async def _take(self, turn: Turn, made: "Unreadable | Graded") -> None:
        """Go on with what an answer is worth, or ask again."""
        from tfquiz.cards.judging.result import Slip  # noqa: PLC0415 - not for the first question
        from tfquiz.session.answers import Graded  # noqa: PLC0415 - as above

        match made:
            case Graded(judgement=Slip() as slip, repairable=True) as graded if turn.slip is None:
                turn.slip = graded
                self._page.view.box.mend(slip.text)
            case Graded() as graded:
                await self._conclude(turn, graded)
            case unreadable:
                self._page.view.box.refuse(unreadable)

    async def on_choices_picked(self, event: "Choices.Picked") -> None:
        """Judge what was chosen."""
        turn = self._turn
        if self.phase == "asking" and turn is not None and turn.graded is None:
            await self._conclude(turn, self._dealer.choose(turn, event.index))

    async def action_give_up(self) -> None:
        """Show the answer to someone who does not know it."""
        if self._turn is not None and self._turn.graded is None:
            await self._conclude(self._turn, self._dealer.give_up(self._turn))

    def action_hint(self) -> None:
        """Show one hint more."""
        if self._turn is not None:
            self._turn.hinted += 1
            self._page.view.show_hints(self._turn.hints[: self._turn.hinted])
            self.refresh_bindings()

    def action_trace(self) -> None:
        """Show what each line does, beside the belief that the answer shows."""
        from tfquiz.screens.trace import TraceScreen  # noqa: PLC0415 - not for the first frame

        if self._turn is not None and self._turn.graded is not None:
            question = self._turn.asked.question
            self.app.push_screen(TraceScreen(question, self._turn.belief, language=self._language))

    def action_copy_script(self) -> None:
        """Copy the script that proves the answer."""
        if self._turn is not None:
            self.app.copy_to_clipboard(self._turn.asked.question.script)
            self.notify(
                "Copied, if your terminal lets programs copy.", title="A script to run", timeout=2
            )

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self._page.scroll_lines(lines)

    # The same in widgets.

    async def _let_answer(self, turn: Turn) -> None:
        """Open the way to answer."""
        await self._page.view.open_way(turn.asked.question)
        if turn is not self._turn or not self.is_attached:
            return
        self.phase = "asking"
        self._page.complete_soon()

    async def _conclude(self, turn: Turn, graded: "Graded") -> None:
        """Show the verdict and have it saved."""
        turn.graded = graded
        await self._page.complete()
        turn.belief = next(iter(turn.asked.question.known(graded.misconceptions)), None)
        self._dealer.settle(turn.asked, graded)
        with self.app.batch_update():
            self.phase = "verdict"
            await self._page.conclude(turn.asked.question, graded, turn.words)

    def _show_confused(self, turn: Turn) -> None:
        """A card that does not stick: beside the answer, what it is taken for."""
        question, confused = turn.asked.question, turn.words.confused
        turn.belief = next(iter(question.known(confused)), None)
        if turn.belief is not None:
            self._page.show_confused(question, turn.belief, confused[turn.belief.id])
