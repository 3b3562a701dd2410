"""The background maker: keeps questions in stock for the cards that come next.

One thread that owns the runner's time. It is told which cards come next and says when new questions
are in stock; what is asked, and when, is the sitting's business.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from tfquiz.cards.compose import Refused
from tfquiz.cards.models import Note
from tfquiz.cards.question import Question
from tfquiz.cards.subject import Subject
from tfquiz.errors import TfquizError
from tfquiz.session.making import Runs, Wanted, make_questions
from tfquiz.store.collection import Collection
from tfquiz.store.records import CardState

LEVEL = 2
"""Questions that every card which comes soon should have in stock."""
TRIES = 4
"""Seeds that are tried for one question before a card is given up."""


class StockMaker:
    """Makes questions on a thread of its own until it is closed."""

    def __init__(
        self,
        collection: Collection,
        runs: Runs,
        *,
        stocked: Callable[[int], None] = lambda _card: None,
    ) -> None:
        """Begin to wait for wishes.

        Args:
            collection: where questions go.
            runs: what runs programs.
            stocked: told the card's id when a question of it came into stock.
        """
        self.gave_up: Callable[[int, str], None] = lambda _card, _why: None
        """Told the card's id and the reason when no question can be made for it."""
        self._collection = collection
        self._runs = runs
        self._stocked = stocked
        self._wishes: list[int] = []
        self._hopeless: set[int] = set()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="maker", daemon=True)
        self._thread.start()

    def wish(self, card_ids: Sequence[int]) -> None:
        """Ask for questions for these cards, the most urgent first; replaces earlier wishes."""
        with self._changed:
            self._wishes = [one for one in card_ids if one not in self._hopeless]
            self._changed.notify()

    def stop(self) -> None:
        """Take no more wishes. What is being made stops early once its runner is closed."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def join(self) -> None:
        """Wait until the thread is done, after `stop`."""
        self._thread.join(timeout=10)

    def _work(self) -> None:
        with suppress(TfquizError):
            self._refresh()
        while (card_id := self._next_wish()) is not None:
            try:
                self._fill(card_id)
            except Exception as error:  # noqa: BLE001 - a thread that died would be waited for
                if not self._closed:
                    self._give_up(card_id, str(error))

    def _refresh(self) -> None:
        """Take out of stock what other versions of the libraries made."""
        libraries = {name for deck in self._collection.decks() for name in deck.libraries}
        if libraries:
            self._collection.drop_stale(self._runs.versions(tuple(sorted(libraries))))

    def _next_wish(self) -> int | None:
        with self._changed:
            while not self._wishes and not self._closed:
                self._changed.wait()
            return None if self._closed else self._wishes.pop(0)

    def _fill(self, card_id: int) -> None:
        short = LEVEL - self._collection.stock_levels([card_id])[card_id]
        if short <= 0:
            return
        card = self._collection.card(card_id)
        made = fresh_questions(
            self._collection,
            self._runs,
            card,
            count=short,
            after=self._collection.last_seed(card_id),
        )
        if isinstance(made, Refused):
            self._give_up(card_id, made.reason)
            return
        self._collection.stock(card_id, made)
        self._stocked(card_id)

    def _give_up(self, card_id: int, reason: str) -> None:
        self._hopeless.add(card_id)
        self.gave_up(card_id, reason)


def fresh_questions(
    collection: Collection, runs: Runs, card: CardState, *, count: int, after: int
) -> list[Question] | Refused:
    """Questions of a card with inputs that were not asked yet.

    Args:
        collection: holds the note's source.
        runs: what runs programs.
        card: the card.
        count: how many.
        after: the seed of the last one made.
    """
    subject = subject_of(collection, card)
    absent = runs.missing(subject.libraries)
    if absent:
        return Refused(f"{', '.join(absent)} is not installed")
    seeds = range(after + 1, after + 1 + count + TRIES)
    found: list[Question] = []
    reason = "no question could be made"
    for start in range(0, len(seeds), count):
        wanted = [Wanted(subject, card.facet, seed) for seed in seeds[start : start + count]]
        for made in make_questions(runs, wanted):
            if isinstance(made.result, Refused):
                reason = made.result.reason
            else:
                found.append(made.result)
        if len(found) >= count:
            break
    return found[:count] or Refused(reason)


def subject_of(collection: Collection, card: CardState) -> Subject:
    """The template of a card, read from the collection: the deck's file is not needed."""
    note = Note.model_validate_json(collection.note(card.deck, card.note).source)
    template = next((one for one in note.templates if one.id == card.template), None)
    if template is None:
        raise TfquizError(f"The note {card.deck}/{card.note} has no template {card.template}.")
    deck = next(row for row in collection.decks() if row.id == card.deck)
    for libraries in (template.libraries, note.libraries):
        if libraries is not None:
            return Subject(card.deck, note, template, tuple(libraries))
    return Subject(card.deck, note, template, deck.libraries)
