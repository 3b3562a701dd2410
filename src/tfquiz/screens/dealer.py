"""A sitting whose slow half works on the clerk's thread and answers with messages.

Reading and judging an answer is quick and done at once; whatever touches the disk is not. Both are
the sitting's work: this only says on which thread, and in which order.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message_pump import MessagePump

from tfquiz.screens.clerk import Clerk
from tfquiz.screens.turn import Dealt, Judged, PutAway, Saved, TakenBack, Turn
from tfquiz.session.moments import Asked

if TYPE_CHECKING:  # the sitting comes with the store, which waits until the first frame is painted
    from tfquiz.cards.reading.result import Unreadable
    from tfquiz.session.answers import Graded, Settled
    from tfquiz.session.sitting import Sitting


class Dealer:
    """Between one screen and its sitting."""

    def __init__(
        self,
        begin: "Callable[[], Sitting]",
        *,
        clerk: Clerk,
        timer: Callable[[], float],
        tell: MessagePump,
    ) -> None:
        self._begin = begin
        self._clerk = clerk
        self._timer = timer
        self._tell = tell
        self._sitting: Sitting | None = None

    @property
    def begun(self) -> bool:
        """Whether the sitting is open."""
        return self._sitting is not None

    @property
    def sitting(self) -> "Sitting":
        """The sitting; opened on first use, which is on the clerk's thread."""
        if self._sitting is None:
            self._sitting = self._begin()
        return self._sitting

    # Quick: done at once.

    def judge(self, turn: Turn, text: str) -> "Unreadable | Graded":
        """What the sitting makes of a text: of a first answer, or of a slip mended."""
        return self._judge(turn, text, self._timer() - turn.since)

    def choose(self, turn: Turn, index: int) -> "Graded":
        """What the sitting makes of a choice."""
        seconds = self._timer() - turn.since
        return self.sitting.choose(turn.asked, index, seconds=seconds, hints=turn.hinted)

    def give_up(self, turn: Turn) -> "Graded":
        """What the sitting makes of "I don't know"; a slip that is not mended stays a slip."""
        seconds = self._timer() - turn.since
        given_up = self.sitting.give_up(turn.asked, seconds=seconds, hints=turn.hinted)
        return turn.slip or given_up

    def _judge(self, turn: Turn, text: str, seconds: float) -> "Unreadable | Graded":
        return self.sitting.answer(
            turn.asked, text, seconds=seconds, hints=turn.hinted, mending=turn.slip
        )

    # Slow: answered by a message.

    def run(self, turn: Turn, text: str) -> None:
        """Judge code by running it; the time that takes is not the learner's."""
        seconds = self._timer() - turn.since
        self._clerk.do_aside(
            lambda: Judged(turn, self._judge(turn, text, seconds)), tell=self._tell
        )

    def deal(self) -> None:
        """Fetch what comes next."""

        def fetch() -> Dealt:
            moment = self.sitting.next()
            words = self.sitting.explain(moment) if isinstance(moment, Asked) else None
            return Dealt(moment, words, undoable=self.sitting.undoable)

        self._clerk.do(fetch, tell=self._tell)

    def settle(self, asked: Asked, graded: "Graded") -> None:
        """Save an answer, and find the next question while the learner reads the verdict."""
        self._clerk.do(lambda: Saved(self.sitting.settle(asked, graded)), tell=self._tell)
        self._clerk.do_ahead(self.sitting.look_ahead)

    def override(self, settled: "Settled", quality: int) -> None:
        """Grade a saved answer anew."""
        self._clerk.do(lambda: Saved(self.sitting.override(settled, quality)), tell=self._tell)

    def undo(self) -> None:
        """Take the last answer back."""
        self._clerk.do(lambda: TakenBack(self.sitting.undo()), tell=self._tell)

    def suspend(self, card_id: int) -> None:
        """Take a card out of study."""

        def put_away() -> PutAway:
            self.sitting.suspend(card_id)
            return PutAway()

        self._clerk.do(put_away, tell=self._tell)
