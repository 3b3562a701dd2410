"""What happened in a sitting so far: for undoing step by step, and for the summary at the end."""

from collections import Counter
from dataclasses import dataclass, field

from tfquiz.session.answers import Settled
from tfquiz.session.examining import is_right
from tfquiz.session.summary import Held


@dataclass(slots=True)
class Account:
    """The answers that this sitting saved, by review id, oldest first."""

    settled: dict[str, Settled] = field(default_factory=dict)

    def add(self, settled: Settled) -> None:
        """Remember an answer that was saved."""
        self.settled[settled.review_id] = settled

    def change(self, review_id: str, settled: Settled) -> None:
        """Put another grade of the same answer in its place."""
        self.settled = {
            new.review_id: new
            for new in (settled if id_ == review_id else old for id_, old in self.settled.items())
        }

    def last(self) -> str | None:
        """The id of the latest answer, or None."""
        return next(reversed(self.settled), None)

    def drop(self, review_id: str) -> None:
        """Forget an answer that was undone."""
        self.settled.pop(review_id, None)

    @property
    def right(self) -> int:
        """Answers that were right at the first go."""
        return sum(is_right(one.graded) for one in self.settled.values())

    @property
    def new(self) -> int:
        """Cards met for the first time."""
        return sum(one.asked.kind == "new" for one in self.settled.values())

    @property
    def seconds(self) -> float:
        """Time spent on answers."""
        return sum(one.graded.effort.seconds for one in self.settled.values())

    def held(self) -> tuple[Held, ...]:
        """Misconceptions that showed up, most often first; `note` is the note's id."""
        shown = Counter(
            (name, one.asked.card.deck, one.asked.card.note)
            for one in self.settled.values()
            for name in one.graded.misconceptions
        )
        return tuple(Held(*key, times) for key, times in shown.most_common())
