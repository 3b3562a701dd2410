"""One run of study: asks, grades, saves and takes back. Draws nothing and speaks no SQL.

`next` gives the question on the table until it is settled, so leaving and coming back finds it
again; a new process finds it too, because the order follows from the file alone. Nothing counts
before `settle`, and what `settle` returned is on the disk.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from tfquiz import scheduler
from tfquiz.cards.question import pick
from tfquiz.session.days import Moment, moment
from tfquiz.session.ids import Ids, clock_warning
from tfquiz.session.moments import Asked, Explanation, Finished, Limits, Waiting
from tfquiz.session.table import Maker, Table
from tfquiz.store.errors import Conflict, MissingError

if TYPE_CHECKING:
    # The first question is asked before what reads, judges and saves answers is loaded.
    from tfquiz.cards.reading.result import Unreadable
    from tfquiz.session.account import Account
    from tfquiz.session.answers import Graded, Settled, Undone
    from tfquiz.session.examining import Examiner, Run
    from tfquiz.session.summary import SittingSummary
    from tfquiz.store.collection import Collection

ELSEWHERE = (
    "This card was answered elsewhere meanwhile: that answer counts, this one was not saved."
)


class Sitting:
    """One run of study over some decks.

    `next`, `settle`, `override`, `undo` and the rest that touch the collection belong to one
    thread; `answer`, `choose`, `give_up` and `skip` may be called from another.
    """

    def __init__(
        self,
        collection: "Collection",
        *,
        clock: Callable[[], datetime],
        limits: Limits | None = None,
        decks: tuple[str, ...] | None = None,
        maker: Maker | None = None,
        language: str = "en",
    ) -> None:
        """Begin a sitting; nothing is read before the first `next`.

        Args:
            collection: where cards, questions and the log are.
            clock: gives the moment it is, with the learner's own offset from UTC.
            limits: how much a day may ask for, and when it begins.
            decks: ids of the decks to study; None for all.
            maker: makes questions in the background; None if nobody does.
            language: of explanations and of what is said about answers.
        """
        limits = limits or Limits()
        self._collection = collection
        self._clock = clock
        self._decks = decks
        self.run: Run | None = None
        """Runs code that was typed as an answer; without it such answers never count."""
        self._language = language
        self._day_start = limits.day_start
        self._table = Table(collection, limits, decks=decks, maker=maker)
        self._ids: Ids | None = None
        self._times: Mapping[str, Sequence[float]] = {}

    # Asking

    def next(self) -> Asked | Waiting | Finished:
        """The question on the table, else the next one; the same until it is settled."""
        now = self._moment()
        if self._ids is None:
            self._open(now)
        found = self._table.next(now.day)
        if found is None:
            return Finished(self.summary())
        if isinstance(found, Asked) and found.question.changed:
            return replace(found, notice=pick(found.question.changed, self._language))
        return found

    def look_ahead(self) -> None:
        """Lay the next question on the table before it is asked for, where there is one."""
        found = self._table.next(self._moment().day)
        if isinstance(found, Waiting):
            self._table.say(found.notice)

    def skip(self, card_id: int, why: str) -> None:
        """Leave a card out of this sitting, because no question can be made for it."""
        self._table.skip(card_id, why)

    def tell(self, notice: str) -> None:
        """Show a sentence with the next question. May be called from any thread."""
        self._table.say(notice)

    def more(self) -> None:
        """Let the day's limits in once more, for whoever wants to go on."""
        self._table.more()

    # Answering: nothing is saved here

    def answer(
        self,
        asked: Asked,
        text: str,
        *,
        mending: "Graded | None" = None,
        seconds: float = 0.0,
        hints: int = 0,
    ) -> "Unreadable | Graded":
        """Read a typed answer and judge it; what cannot be read costs nothing.

        Takes as long as the code takes to run where the question has a target; else no time.

        Args:
            asked: the question.
            text: what was typed.
            mending: what the answer before was graded, if it was a slip that this one mends.
            seconds: from the question's first sight to now.
            hints: how many were looked at.
        """
        day = self._moment().day
        return self._examiner.typed(asked, text, day, mending=mending, seconds=seconds, hints=hints)

    def choose(self, asked: Asked, index: int, *, seconds: float = 0.0, hints: int = 0) -> "Graded":
        """Judge a choice by its index."""
        day = self._moment().day
        return self._examiner.chosen(asked, index, day, seconds=seconds, hints=hints)

    def give_up(self, asked: Asked, *, seconds: float = 0.0, hints: int = 0) -> "Graded":
        """Grade "I don't know"."""
        day = self._moment().day
        return self._examiner.given_up(asked, day, seconds=seconds, hints=hints)

    # Saving and taking back

    def settle(
        self,
        asked: Asked,
        graded: "Graded",
        *,
        seconds: float | None = None,
        hints: int | None = None,
        quality: int | None = None,
    ) -> "Settled":
        """Save an answer, durably. Where the card was answered elsewhere, nothing is overwritten.

        Args:
            asked: the question.
            graded: what was made of the answer.
            seconds: how long it took, if `graded` does not know.
            hints: how many hints were looked at, if `graded` does not know.
            quality: the learner's own choice instead of the grade.

        Raises:
            StoreError: if it could not be saved; the question stays on the table.
        """
        from tfquiz.session import saving  # noqa: PLC0415 - not for the first question

        now = self._moment()
        effort = replace(
            graded.effort,
            seconds=graded.effort.seconds if seconds is None else seconds,
            hints=graded.effort.hints if hints is None else hints,
        )
        graded = self._examiner.final(asked, graded, effort, quality)
        before = asked.card.memory
        after = scheduler.review(before, graded.quality, now.day, spread=asked.spread)
        line = saving.review_line(asked, graded, after, now, self._new_id(now))
        settled = saving.settled(asked, graded, after, line, self._language)
        try:
            self._collection.record(line, before, after)
        except Conflict as conflict:
            self._table.look_again()
            return saving.unsaved(settled, conflict.card, now.day, ELSEWHERE, self._language)
        self._account.add(settled)
        self._examiner.saved(asked, graded)
        self._table.answered(asked.card, after)
        return settled

    def override(self, settled: "Settled", quality: int) -> "Settled":
        """Grade a saved answer anew; the schedule becomes what it would have been.

        Raises:
            MissingError: if that answer was undone meanwhile.
        """
        from tfquiz.session import saving  # noqa: PLC0415 - as above

        if not settled.saved or quality == settled.quality:
            return settled
        now = self._moment()
        new_id = self._new_id(now)
        card = self._collection.set_quality(settled.review_id, quality, new_id=new_id)
        # A question of the same card may lie on the table already, for a repeat.
        self._table.look_again(without=card.id)
        changed = saving.regraded(settled, card, quality, new_id, now.day, self._language)
        self._account.change(settled.review_id, changed)
        return changed

    def undo(self) -> "Undone | None":
        """Take the last answer back, as often as there is one; its question is asked again.

        A sitting that has nothing left of its own goes on with the log. None if that is empty.
        """
        from tfquiz.session.answers import Undone  # noqa: PLC0415 - as above

        now = self._moment()
        while (id_ := self._account.last() or self._collection.last_answer()) is not None:
            self._account.drop(id_)
            try:
                undone = self._collection.undo(id_, at=now.at)
            except MissingError:
                # It was undone in another process; the one before it is meant then.
                continue
            review = undone.review
            self._table.lay_again(undone.card, review.question_id, now.day)
            return Undone(review.id, review.card_id, review.quality, review.typed)
        return None

    @property
    def undoable(self) -> bool:
        """Whether there is an answer to take back."""
        return self._collection.last_answer() is not None

    def suspend(self, card_id: int) -> None:
        """Take a card out of study until further notice."""
        self._collection.suspend(card_id)
        self._table.look_again(without=card_id)

    def bury(self, card_id: int) -> None:
        """Hide a card until tomorrow."""
        self._collection.bury(card_id, until=self._moment().day + 1)
        self._table.look_again(without=card_id)

    # Telling

    def explain(self, asked: Asked) -> Explanation:
        """The note's explanation, and what this card was mixed up with so far."""
        note = self._collection.note(asked.card.deck, asked.card.note)
        return Explanation(
            title=pick(note.title, self._language),
            text=pick(note.text, self._language),
            tags=note.tags,
            confused=self._collection.held(asked.card.id),
        )

    def summary(self) -> "SittingSummary":
        """How this sitting went so far."""
        from tfquiz.session.summary import sum_up  # noqa: PLC0415 - as above

        day, notice = self._moment().day, self._table.notice()
        return sum_up(
            self._account, self._collection, day, self._decks, self._language, notice=notice
        )

    # Inside

    @cached_property
    def _examiner(self) -> "Examiner":
        from tfquiz.session.examining import Examiner, run_nothing  # noqa: PLC0415 - as above

        return Examiner(self._language, self._times, self.run or run_nothing)

    @cached_property
    def _account(self) -> "Account":
        from tfquiz.session.account import Account  # noqa: PLC0415 - as above

        return Account()

    def _moment(self) -> Moment:
        return moment(self._clock(), day_start=self._day_start)

    def _open(self, now: Moment) -> None:
        """Read what a sitting knows from earlier ones."""
        self._ids = Ids(self._collection.newest_id())
        self._times = self._collection.right_times()
        self._table.say(clock_warning(self._ids.newest, now))

    def _new_id(self, now: Moment) -> str:
        if self._ids is None:
            self._ids = Ids(self._collection.newest_id())
        return self._ids.next(now.at)
