"""A learner's collection: one open database, and the only door to it.

Each method is one transaction, or one consistent read; it may be called from any thread. There is
no clock in here: study days and instants are arguments. What a method needs in SQL is in the
modules beside this one; what the first question of a sitting does not need, SQLAlchemy above all,
is loaded by the methods that need it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tfquiz.cards.question import Question
from tfquiz.scheduler import Memory
from tfquiz.store import catalog, queue, stock
from tfquiz.store.aggregates import Overview
from tfquiz.store.database import Database
from tfquiz.store.errors import MissingError
from tfquiz.store.records import (
    CardState,
    Counts,
    DeckRow,
    NoteRecord,
    Progress,
    StockedQuestion,
)

if TYPE_CHECKING:
    from tfquiz.store.deckrecords import Changes, DeckRecord, NoteRow
    from tfquiz.store.reviews import ReviewRecord, ReviewRow, Undone
    from tfquiz.store.search import Search


class Collection(Database, Overview):
    """One open database. A context manager; `Collection.open` makes one, close it when done."""

    # Decks

    def put_deck(self, deck: "DeckRecord", *, at: datetime, take_over: bool = False) -> "Changes":
        """Add a deck, or make the one that is there what `deck` says. Schedules are kept by id.

        Args:
            deck: the deck as its file says.
            at: the instant, aware.
            take_over: whether it may replace a deck of the same id from another origin.

        Raises:
            TakenError: if there is such a deck and it may not.
        """
        from tfquiz.store import decks  # noqa: PLC0415 - see the module

        with self.writing() as connection:
            return decks.put(connection, deck, at, take_over=take_over)

    def decks(self) -> list[DeckRow]:
        """All decks, by id."""
        with self.reading() as connection:
            return catalog.decks(connection)

    def deck_ids(self) -> list[str]:
        """The ids of all decks, in order."""
        with self.reading() as connection:
            return queue.deck_ids(connection)

    def notes(self, deck: str | None = None, *, retired: bool = False) -> "list[NoteRow]":
        """Notes of one deck or of all, in the decks' order; those that left only if `retired`."""
        from tfquiz.store import finding  # noqa: PLC0415 - see the module

        with self.reading() as connection:
            return finding.notes(connection, deck, retired=retired)

    def note(self, deck: str, note: str) -> NoteRecord:
        """One note, retired or not; MissingError if there is none."""
        with self.reading() as connection:
            return catalog.note(connection, deck, note)

    # Stock

    def stock(self, card_id: int, questions: Sequence[Question]) -> int:
        """Add questions to a card's stock; returns how many were not in it already."""
        return self.stock_many({card_id: questions})

    def stock_many(self, questions: Mapping[int, Sequence[Question]]) -> int:
        """`stock` for several cards in one transaction, which is much quicker."""
        with self.writing() as connection:
            return sum(stock.stock(connection, card, made) for card, made in questions.items())

    def take(self, card_id: int) -> StockedQuestion | None:
        """The next question of a card, or None if its stock is empty.

        It stays in stock until it is recorded, so that the same question is asked after a crash.
        """
        with self.reading() as connection:
            return stock.take(connection, card_id)

    def question(self, question_id: str) -> Question | None:
        """A question by its id, whether it was asked or not; None if it is not kept."""
        with self.reading() as connection:
            return stock.question(connection, question_id)

    def stock_levels(self, card_ids: Sequence[int]) -> dict[int, int]:
        """How many questions each of these cards has in stock, 0 included."""
        with self.reading() as connection:
            return stock.levels(connection, card_ids)

    def latest_question(self, card_id: int) -> Question | None:
        """The question that was made last for a card; None if none was."""
        with self.reading() as connection:
            return stock.latest(connection, card_id)

    def drop_stale(self, versions: Mapping[str, str]) -> int:
        """Take out of stock what was made with other versions of the libraries; returns how many.

        Args:
            versions: version by library, as `Runner.versions` tells; libraries that are not
                named are not looked at.
        """
        with self.writing() as connection:
            return stock.drop_stale(connection, versions)

    # What comes next

    def due(
        self, day: int, *, decks: Iterable[str] | None = None, limit: int = 100
    ) -> list[CardState]:
        """At most `limit` cards to be reviewed on `day`, those that wait longest first.

        Cards that are repeated within the day are not due: see `repeating`.
        """
        with self.reading() as connection:
            return queue.due(connection, day, decks, limit)

    def new(
        self, day: int, *, decks: Iterable[str] | None = None, limit: int = 100
    ) -> list[CardState]:
        """Cards never reviewed, at most `limit` of each deck, in the deck's order."""
        with self.reading() as connection:
            return queue.new(connection, day, decks, limit)

    def repeating(self, day: int, *, decks: Iterable[str] | None = None) -> list[CardState]:
        """Cards that scored below 4 on `day` and are repeated until they score 4."""
        with self.reading() as connection:
            return queue.repeating(connection, day, decks)

    def card(self, card_id: int) -> CardState:
        """A card as it is in the file now; MissingError if there is none."""
        with self.reading() as connection:
            return _there(queue.card(connection, card_id), card_id)

    def counts(self, day: int) -> dict[str, Counts]:
        """How many cards of each deck are due, new, learning and known."""
        with self.reading() as connection:
            return queue.counts(connection, day)

    def progress(self, *, decks: Iterable[str] | None = None) -> dict[tuple[str, str], Progress]:
        """How far each note is learned, by (deck, note)."""
        with self.reading() as connection:
            return queue.progress(connection, decks)

    # Answers

    def record(self, review: "ReviewRecord", before: Memory, after: Memory) -> None:
        """Save an answer: review, memory and the question's end, together and durably.

        Args:
            review: the line for the log.
            before: the memory that the answer was judged on.
            after: what the scheduler makes of `before` by this review.

        Raises:
            Conflict: if the card's memory in the file is not `before`; nothing is saved then.
            ValueError: if `after` does not follow from `before`.
        """
        follows = self.review(before, review.quality, review.day, spread=review.spread)
        if follows != after:
            raise ValueError("the memory after a review must follow from the one before")
        from tfquiz.store import log  # noqa: PLC0415 - see the module

        with self.writing() as connection:
            log.record(connection, review, before, after)

    def undo(self, review_id: str, *, at: datetime | None = None) -> "Undone":
        """Make a review count no more; its question is asked again.

        Args:
            review_id: any review that was not undone yet, not only the last.
            at: the instant of the undo; None dates it as the review.

        Raises:
            MissingError: if there is no such review, or it was undone before.
        """
        from tfquiz.store import log  # noqa: PLC0415 - see the module

        with self.writing() as connection:
            return log.undo(connection, review_id, at, self.review)

    def set_quality(self, review_id: str, quality: int, *, new_id: str) -> CardState:
        """Grade an answer anew: a line `new_id` of the log voids the review and takes its place.

        Returns:
            The card as it is then.

        Raises:
            MissingError: if there is no such review, or it was undone.
        """
        from tfquiz.store import log  # noqa: PLC0415 - see the module

        with self.writing() as connection:
            return log.regrade(connection, review_id, quality, new_id, self.review)

    def suspend(self, card_id: int, *, suspended: bool = True) -> CardState:
        """Take a card out of study until further notice, or back in."""
        with self.writing() as connection:
            queue.suspend(connection, card_id, suspended=suspended)
            return _there(queue.card(connection, card_id), card_id)

    def bury(self, card_id: int, *, until: int) -> CardState:
        """Hide a card until the study day `until`; 0 shows it again."""
        with self.writing() as connection:
            queue.bury(connection, card_id, until)
            return _there(queue.card(connection, card_id), card_id)

    def reset(self, card_id: int, *, line_id: str, at: datetime, day: int) -> CardState:
        """Make a card new again. That is a line `line_id` of the log too, and can be undone."""
        from tfquiz.store import log  # noqa: PLC0415 - see the module

        with self.writing() as connection:
            return log.reset(connection, card_id, line_id, at, day)

    # Looking back

    def reviews(
        self, *, since: int | None = None, deck: str | None = None
    ) -> "Iterator[ReviewRow]":
        """Reviews from the day `since` on, oldest first, without those undone."""
        from tfquiz.store import history  # noqa: PLC0415 - see the module

        after = ""
        while True:
            with self.reading() as connection:
                found = history.page(connection, after, since=since, deck=deck)
            yield from found
            if len(found) < history.PAGE:
                return
            after = found[-1].review.id

    def reviews_of(self, card_id: int) -> "list[ReviewRow]":
        """All reviews of a card, in the order in which they count, without those undone."""
        from tfquiz.store import history  # noqa: PLC0415 - see the module

        with self.reading() as connection:
            return history.of_card(connection, card_id)

    def search(self, query: "Search", *, day: int, limit: int = 500) -> list[CardState]:
        """At most `limit` cards that meet the query, in the decks' order."""
        from tfquiz.store import finding  # noqa: PLC0415 - see the module

        with self.reading() as connection:
            return finding.search(connection, query, day, limit)

    def replayed(self, card_id: int) -> Memory:
        """The memory that follows from the card's log; always that of `card(card_id)`."""
        from tfquiz.store import log  # noqa: PLC0415 - see the module

        with self.reading() as connection:
            return log.replay(connection, card_id, self.review)


def _there(card: CardState | None, card_id: int) -> CardState:
    if card is None:
        raise MissingError(f"There is no card {card_id} in the collection.")
    return card
