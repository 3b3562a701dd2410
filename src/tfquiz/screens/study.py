"""One sitting on the screen: deals question after question, and goes on after each verdict.

The screen has one `phase`; the page decides what is seen in each, and `study_keys` which keys mean
something. What is asked next is decided by the sitting, never here; what touches the disk comes
back as a message, and only message handlers change state.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on

from tfquiz.errors import TfquizError
from tfquiz.screens.adder import Added, Adder, Told, told_content
from tfquiz.screens.answering import AnsweringScreen
from tfquiz.screens.clerk import Clerk, Failed
from tfquiz.screens.desk import NotAddedError, Progress
from tfquiz.screens.turn import Dealt, PutAway, Saved, SittingEnded, TakenBack, Turn
from tfquiz.screens.words import KINDS, left_words, stuck_sentence
from tfquiz.session.moments import Asked, Counts, Explanation, Finished, Waiting
from tfquiz.widgets.words import word

if TYPE_CHECKING:
    from tfquiz.session.sitting import Sitting
    from tfquiz.session.summary import SittingSummary

LOOK_AGAIN = 0.2
"""Seconds between two looks at the stock while the maker is at work."""


class StudyScreen(AnsweringScreen):
    """Asks question after question, and says when there are no more or the learner leaves."""

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
        super().__init__(begin, clerk=clerk, timer=timer, language=language)
        self._back = back
        self._adder = Adder(add, clerk=clerk, tell=self)
        self._timer = timer
        self._again: Callable[[], None] | None = None
        self._stuck: Exception | None = None
        self._news = ""

    def on_mount(self) -> None:
        """Open the sitting while the first frame is painted."""
        if self._back:
            self._dealer.undo()
        else:
            self._deal()

    # What the clerk brings.

    @on(Dealt)
    async def _dealt(self, event: Dealt) -> None:
        self._undoable = event.undoable
        match event.moment:
            case Asked() as asked:
                await self._ask(asked, event.words)
            case Waiting() as waiting:
                self._page.say(waiting.notice or "The next questions are being made ...")
                self._show_left(waiting.left)
                self.phase = "waiting"
                self.set_timer(LOOK_AGAIN, self._look_again)
            case Finished(summary=summary):
                if self._news:
                    self.notify(self._news)
                self._end(summary)

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        settled, turn = event.settled, self._turn
        if turn is None:
            return
        turn.settled = settled
        self.phase = "verdict"
        self._page.saved(settled)
        if settled.leech and turn.belief is None:
            self._show_confused(turn)
        self.refresh_bindings()
        if turn.hurried:
            self._deal()

    @on(TakenBack)
    def _taken_back(self, event: TakenBack) -> None:
        if event.undone is not None:
            self._deal(word("taken-back", self._language))
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
        self._deal(word("put-away", self._language))

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

    def action_try_again(self) -> None:
        """Do once more what did not work."""
        if self._again is not None:
            self._page.say("Trying again ...")
            self.phase = "waiting"
            self._again()

    def action_leave(self) -> None:
        """Leave; what is on screen stays in stock and comes again."""
        self._end(None)

    # The same in widgets.

    def _deal(self, news: str = "") -> None:
        self._news = news
        self.phase = "going-on" if self._dealer.begun else "opening"
        self._dealer.deal()

    def _end(self, summary: "SittingSummary | None") -> None:
        if not self._ended:
            self._ended = True
            stuck = self._stuck if self.phase == "stuck" else None
            self.post_message(SittingEnded(summary, stuck, undoable=self._undoable))

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
            self.refresh()  # else there is no picture yet to wait for
            self.call_after_refresh(self._let_answer, self._turn)

    def _show_left(self, left: Counts, place: str = "tfquiz") -> None:
        self._top.say(place, left_words(left))
