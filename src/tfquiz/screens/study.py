"""One sitting on the screen: asks, shows the verdict, goes on.

The screen has one `phase`; the page decides what is seen in each, and `study_keys` which keys mean
something. What is asked next and what an answer is worth is decided by the sitting, never
here; what touches the disk comes back as a message, and only message handlers change state.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen

from tfquiz.cards.question import Question
from tfquiz.errors import TfquizError
from tfquiz.screens.adder import Added, Adder, Told, told_content
from tfquiz.screens.clerk import Clerk, Failed
from tfquiz.screens.dealer import Dealer
from tfquiz.screens.desk import NotAddedError, Progress
from tfquiz.screens.study_keys import STUDY_KEYS, means_something
from tfquiz.screens.turn import Dealt, Judged, PutAway, Saved, SittingEnded, TakenBack, Turn
from tfquiz.screens.words import (
    FORGOTTEN_OFTEN,
    KINDS,
    left_words,
    slip_sentence,
    stuck_sentence,
)
from tfquiz.session.moments import Asked, Counts, Explanation, Finished, Waiting
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.studypage import Phase, StudyPage
from tfquiz.widgets.topbar import TopBar

if TYPE_CHECKING:  # what only an answer needs waits until the first question is painted
    from tfquiz.cards.reading_result import Unreadable
    from tfquiz.session.answers import Graded
    from tfquiz.session.sitting import Sitting
    from tfquiz.session.summary import SittingSummary
    from tfquiz.widgets.answer import AnswerLine
    from tfquiz.widgets.choices import Choices

LOOK_AGAIN = 0.2
"""Seconds between two looks at the stock while the maker is at work."""


class StudyScreen(Screen[None]):
    """Asks question after question, and says when there are no more or the learner leaves."""

    DEFAULT_CSS = """
    StudyScreen {
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
    }
    """
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(36, "-tall")]  # noqa: RUF012 - as Textual types it
    BINDINGS: ClassVar[list[BindingType]] = STUDY_KEYS

    phase: reactive[Phase] = reactive[Phase]("opening", init=False)

    def __init__(
        self,
        begin: "Callable[[], Sitting]",
        *,
        add: Callable[[str, Progress], str],
        clerk: Clerk,
        timer: Callable[[], float],
        language: str = "en",
        back: bool = False,
    ) -> None:
        """Build the screen; nothing is opened yet.

        Args:
            begin: begins the sitting; called on the clerk's thread.
            add: adds a deck by its name, where the sitting is over one that is not added yet.
            clerk: does what may take time.
            timer: seconds from any fixed moment.
            language: of prompts and explanations.
            back: whether to begin by taking the last answer back.
        """
        super().__init__()
        self._back = back
        self._dealer = Dealer(begin, clerk=clerk, timer=timer, tell=self)
        self._adder = Adder(add, clerk=clerk, tell=self)
        self._timer = timer
        self._language = language
        self._turn: Turn | None = None
        self._again: Callable[[], None] | None = None
        self._stuck: Exception | None = None
        self._news = ""
        self._ended = False

    def compose(self) -> ComposeResult:
        """Everything that any phase shows."""
        yield TopBar("tfquiz")
        yield StudyPage(language=self._language)
        yield KeyBar()

    @property
    def _page(self) -> StudyPage:
        return self.query_one(StudyPage)

    @property
    def question(self) -> Question | None:
        """The question on the screen, if there is one."""
        return self._turn.asked.question if self._turn is not None else None

    def on_mount(self) -> None:
        """Open the sitting while the first frame is painted."""
        if self._back:
            self._dealer.undo()
        else:
            self._deal()

    def watch_phase(self, before: Phase, phase: Phase) -> None:
        """Let the page, the focus and the keys follow."""
        if phase != "going-on":
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
        if not means_something(action, self.phase, self._turn):
            return False
        return super().check_action(action, parameters)

    # What the clerk brings.

    @on(Dealt)
    async def _dealt(self, event: Dealt) -> None:
        match event.moment:
            case Asked() as asked:
                await self._ask(asked, event.words)
            case Waiting() as waiting:
                self._page.say(waiting.notice or "The next questions are being made ...")
                self._show_left(waiting.left)
                self.phase = "waiting"
                self.set_timer(LOOK_AGAIN, self._look_again)
            case Finished(summary=summary):
                self._end(summary)

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        settled, turn = event.settled, self._turn
        if turn is None:
            return
        turn.settled = settled
        self.phase = "verdict"
        self._page.notice(settled.notice or (FORGOTTEN_OFTEN if settled.leech else ""))
        self._page.saved(settled)
        if settled.leech and turn.belief is None:
            self._show_confused(turn)
        self.refresh_bindings()
        if turn.hurried:
            self._deal()

    @on(TakenBack)
    def _taken_back(self, event: TakenBack) -> None:
        if event.undone is not None:
            self._deal("Taken back. Here is the question again.")
            return
        self.notify("There is nothing to take back.")
        if self._turn is None:
            self._deal()
        else:
            self.phase = "asking" if self._turn.graded is None else "verdict"

    @on(Told)
    def _told(self, event: Told) -> None:
        self._page.say(told_content(event))

    @on(Added)
    def _added(self, event: Added) -> None:
        self.notify(event.sentence, markup=False)
        self._adder.go_on()
        self._deal()

    @on(PutAway)
    def _put_away(self) -> None:
        self.notify("Put away. Browse finds it again, under suspended.")
        self._deal()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if not isinstance(event.error, TfquizError):
            raise event.error
        if isinstance(event.error, NotAddedError):
            self._adder.begin([event.error.deck])
            return
        self._again, self._stuck = event.again, event.error
        self._page.say(stuck_sentence(event.error))
        self.phase = "stuck"

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
        from tfquiz.cards.judging_result import Slip  # noqa: PLC0415 - not for the first question
        from tfquiz.session.answers import Graded  # noqa: PLC0415 - as above

        match made:
            case Graded(judgement=Slip() as slip, repairable=True) as graded if turn.slip is None:
                turn.slip = graded
                self._page.view.box.mend(slip_sentence(slip))
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

    def action_go_on(self) -> None:
        """Go to the next question, as soon as this answer is saved."""
        if self._turn is not None and self._turn.settled is None:
            self._turn.hurried = True
        else:
            self._deal()

    def action_grade(self, quality: int) -> None:
        """Let the learner's own grade count."""
        turn = self._turn
        if turn is not None and turn.settled is not None:
            settled, turn.settled = turn.settled, None
            self._dealer.override(settled, quality)

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.phase = "going-on"
        self._dealer.undo()

    def action_suspend(self) -> None:
        """Put a card away that is forgotten again and again."""
        if self._turn is not None:
            self._dealer.suspend(self._turn.asked.card.id)

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
            self.notify("Copied, if your terminal lets programs copy.", title="A script to run")

    def action_try_again(self) -> None:
        """Do once more what did not work."""
        if self._again is not None:
            self._page.say("Trying again ...")
            self.phase = "waiting"
            self._again()

    def action_leave(self) -> None:
        """Leave; what is on screen stays in stock and comes again."""
        self._end(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll the page."""
        self._page.scroll_lines(lines)

    # The same in widgets.

    def _deal(self, news: str = "") -> None:
        self._news = news
        self.phase = "going-on" if self._dealer.begun else "opening"
        self._dealer.deal()

    def _end(self, summary: "SittingSummary | None") -> None:
        if not self._ended:
            self._ended = True
            stuck = self._stuck if self.phase == "stuck" else None
            self.post_message(SittingEnded(summary, stuck))

    def _look_again(self) -> None:
        if self.phase == "waiting":
            self._dealer.deal()

    async def _ask(self, asked: Asked, words: Explanation | None) -> None:
        """Show a question; the first one is painted before the way to answer it is loaded."""
        self._turn = Turn(asked, words or Explanation("", ""), self._timer(), self._language)
        self._page.notice(self._news or asked.notice)
        self._show_left(asked.left, f"{asked.card.deck} · {KINDS[asked.kind]}")
        self._page.ask(asked.question)
        if self._page.view.has_way(asked.question):
            await self._let_answer(self._turn)
        else:
            self.phase = "showing"
            self.call_after_refresh(self._let_answer, self._turn)

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
        self.phase = "verdict"
        await self._page.conclude(turn.asked.question, graded, turn.words)

    def _show_confused(self, turn: Turn) -> None:
        """A card that does not stick: beside the answer, what it is taken for."""
        question, confused = turn.asked.question, turn.words.confused
        turn.belief = next(iter(question.known(confused)), None)
        if turn.belief is not None:
            self._page.show_confused(question, turn.belief, confused[turn.belief.id])

    def _show_left(self, left: Counts, place: str = "tfquiz") -> None:
        self.query_one(TopBar).say(place, left_words(left))
