"""The background maker: keeps questions in stock for the cards that come next.

One thread that owns the runner's time. It is told which cards come next and says when new questions
are in stock; what is asked, and when, is the sitting's business.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from tfquiz.errors import TfquizError

if TYPE_CHECKING:
    from tfquiz.session.making import Rooms
    from tfquiz.store.collection import Collection

LEVEL = 2
"""Questions that every card which comes soon should have in stock."""
HEAD_START = 0.5
"""Seconds that the interface has for itself before the first question is made."""


class StockMaker:
    """Makes questions on a thread of its own until it is closed."""

    def __init__(
        self,
        collection: "Collection",
        runs: "Callable[[], Rooms]",
        *,
        first: Callable[[], object] = lambda: None,
    ) -> None:
        """Begin to wait for wishes.

        Args:
            collection: where questions go.
            runs: gives what runs programs; called on the thread, when it is first needed.
            first: done once, before the first question is made: what can wait until the interface
                stands, but not until the learner has to wait for it.
        """
        self.gave_up: Callable[[int, str], None] = lambda _card, _why: None
        """Told the card's id and the reason when no question can be made for it."""
        self._collection = collection
        self._get_runs = runs
        self._first = first
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
        first = self._next_wish()
        with self._changed:
            self._changed.wait_for(lambda: self._closed, timeout=HEAD_START)
        with suppress(TfquizError):
            self._first()
            self._refresh()
        if first is not None:
            self._try(first)
        while (card_id := self._next_wish()) is not None:
            self._try(card_id)

    def _try(self, card_id: int) -> None:
        try:
            self._fill(card_id)
        except Exception as error:  # noqa: BLE001 - a thread that died would be waited for
            if not self._closed:
                self._give_up(card_id, str(error))

    def _refresh(self) -> None:
        """Take out of stock what other versions of the libraries made."""
        libraries = {name for deck in self._collection.decks() for name in deck.libraries}
        if libraries:
            self._collection.drop_stale(self._get_runs().versions(tuple(sorted(libraries))))

    def _next_wish(self) -> int | None:
        with self._changed:
            while not self._wishes and not self._closed:
                self._changed.wait()
            return None if self._closed else self._wishes.pop(0)

    def _fill(self, card_id: int) -> None:
        short = LEVEL - self._collection.stock_levels([card_id])[card_id]
        if short <= 0:
            return
        # pydantic and the engine are loaded here, on this thread, after the first picture
        from tfquiz.cards.compose import Refused  # noqa: PLC0415
        from tfquiz.session.fresh import next_questions  # noqa: PLC0415

        card = self._collection.card(card_id)
        made = next_questions(self._collection, self._get_runs(), card, count=short)
        if isinstance(made, Refused):
            self._give_up(card_id, made.reason)
            return
        self._collection.stock(card_id, made)

    def _give_up(self, card_id: int, reason: str) -> None:
        self._hopeless.add(card_id)
        self.gave_up(card_id, reason)
