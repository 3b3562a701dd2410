"""What is asked about many rows at once: prerequisites, usual times, sums, what is mixed up.

Reads only.
"""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared, PreparedForSome
from tfquiz.store.records import Answered

if TYPE_CHECKING:
    from tfquiz.store.tallies import Tally, Totals

NoteKey = tuple[str, str]
"""(deck, note)."""

_AFTER = PreparedForSome("after", "notes")
_REMEMBERED = PreparedForSome("remembered", "notes")
_TIMES = Prepared("right_times")
_LAST = Prepared("last_answer")
_NEWEST = Prepared("newest_line")
_OF_DAY = Prepared("answers_of_day")
_HELD = Prepared("misconceptions_of_card")


class Overview:
    """The part of `Collection` that looks at many rows at once."""

    def reading(self) -> AbstractContextManager[Connection]:
        """See `Database`."""
        raise NotImplementedError

    def prerequisites(self, notes: Iterable[NoteKey]) -> dict[NoteKey, tuple[str, ...]]:
        """Of those notes that have prerequisites, the ids of these."""
        with self.reading() as connection:
            return {
                (deck, note): tuple(json.loads(ids))
                for deck, names in _by_deck(notes).items()
                for note, ids in _AFTER.all(connection, {"deck": deck, "notes": names})
            }

    def remembered(self, notes: Iterable[NoteKey]) -> dict[NoteKey, bool]:
        """For each of those notes with cards in play, whether one was right when it last came."""
        with self.reading() as connection:
            return {
                (deck, note): repetitions > 0
                for deck, names in _by_deck(notes).items()
                for note, repetitions in _REMEMBERED.all(connection, {"deck": deck, "notes": names})
            }

    def right_times(self, *, lines: int = 1_000) -> dict[str, list[float]]:
        """Seconds of right answers without hints in the log's last lines, by facet, in order."""
        found: dict[str, list[float]] = {}
        with self.reading() as connection:
            for facet, seconds in _TIMES.all(connection, {"count": lines}):
                found.setdefault(facet, []).append(seconds)
        return found

    def last_answer(self) -> str | None:
        """The id of the latest review that counts, or None."""
        with self.reading() as connection:
            row = _LAST.first(connection, {})
        return None if row is None else str(row[0])

    def newest_id(self) -> str | None:
        """The greatest id in the log, of any kind of line, or None."""
        with self.reading() as connection:
            newest = _NEWEST.first(connection, {})[0]
        return None if newest is None else str(newest)

    def answers_of(self, day: int) -> list[Answered]:
        """The answers of a study day that count, in the order in which they were given."""
        with self.reading() as connection:
            rows = _OF_DAY.all(connection, {"day": day})
        return [
            Answered(card, deck, note, interval, bool(repeat))
            for card, deck, note, interval, repeat in rows
        ]

    def tallies(self, *, deck: str | None = None) -> "list[Tally]":
        """Reviews added up by day, repetition and interval; quick however long the log is."""
        from tfquiz.store import statistics  # noqa: PLC0415 - the first question needs none

        with self.reading() as connection:
            return statistics.tallies(connection, deck)

    def totals(self, *, since: int = 0, deck: str | None = None) -> "Totals":
        """The collection added up, for statistics; quick at any size.

        Args:
            since: the first study day that counts for tags, notes and misconceptions; 0 for all.
            deck: of which deck; None for all.
        """
        from tfquiz.store import statistics  # noqa: PLC0415 - the first question needs none

        with self.reading() as connection:
            return statistics.totals(connection, since=since, deck=deck)

    def held(self, card_id: int) -> dict[str, int]:
        """The misconceptions that a card's answers showed, and how often; most often first."""
        with self.reading() as connection:
            rows = _HELD.all(connection, {"card": card_id})
        return dict(Counter(name for row in rows for name in json.loads(row[0])).most_common())


def _by_deck(notes: Iterable[NoteKey]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for deck, note in dict.fromkeys(notes):
        found.setdefault(deck, []).append(note)
    return found
