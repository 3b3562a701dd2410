"""What a sitting's screen keeps and is told: one turn, and the messages about sittings."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from textual.message import Message

from tfquiz.cards.question import Belief
from tfquiz.session.moments import Asked, Explanation, Finished, Waiting

if TYPE_CHECKING:
    from tfquiz.cards.reading.result import Unreadable
    from tfquiz.session.answers import Graded, Settled, Undone
    from tfquiz.session.summary import SittingSummary


@dataclass
class Turn:
    """One question, from the moment it is on screen until the next one is."""

    asked: Asked
    words: Explanation
    since: float
    """When it was shown, by the screen's timer."""
    language: str
    """Of hints."""
    hinted: int = 0
    """How many hints were looked at."""
    slip: "Graded | None" = None
    """A first answer that may be mended once."""
    graded: "Graded | None" = None
    """None until an answer counts."""
    belief: Belief | None = None
    """What the trace stands beside the program: the belief that the answer shows, if any."""
    settled: "Settled | None" = None
    """None until that answer is in the log."""
    hurried: bool = False
    """Whether the learner asked for the next question while this answer was being saved."""

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """All there are, in the order in which they are shown."""
        from tfquiz.cards.hints import hints  # noqa: PLC0415 - not for the first question

        return hints(self.asked.question, language=self.language)


class Dealt(Message):
    """The sitting said what comes next."""

    def __init__(
        self, moment: Asked | Waiting | Finished, words: Explanation | None, *, undoable: bool
    ) -> None:
        super().__init__()
        self.moment = moment
        self.words = words
        """The note's explanation, where something is asked."""
        self.undoable = undoable
        """Whether there is an answer to take back."""


class Judged(Message):
    """The code that was typed was run, and this was made of it."""

    def __init__(self, turn: Turn, made: "Unreadable | Graded") -> None:
        super().__init__()
        self.turn = turn
        self.made = made


class Saved(Message):
    """The answer is in the log."""

    def __init__(self, settled: "Settled") -> None:
        super().__init__()
        self.settled = settled


class TakenBack(Message):
    """The last answer is out of the log, or there was none."""

    def __init__(self, undone: "Undone | None") -> None:
        super().__init__()
        self.undone = undone


class PutAway(Message):
    """A card is suspended."""


class SittingEnded(Message):
    """A sitting's screen is done with: all was asked, or the learner left."""

    def __init__(
        self,
        summary: "SittingSummary | None",
        stuck: Exception | None = None,
        *,
        undoable: bool = False,
    ) -> None:
        super().__init__()
        self.undoable = undoable
        """Whether there is an answer to take back."""
        self.summary = summary
        """None where the learner left."""
        self.stuck = stuck
        """What kept the sitting from going on, where the learner left because of it."""


class StudyWanted(Message):
    """The learner wants to study some decks, or all; or to take the last answer back."""

    def __init__(self, decks: tuple[str, ...] | None, *, back: bool = False) -> None:
        super().__init__()
        self.decks = decks
        self.back = back
