"""What a sitting asks about many rows at once: prerequisites, usual times, what is mixed up.

Reads only, by prebuilt statements; each names the index it walks, because a collection has hundreds
of thousands of lines.
"""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager

from sqlalchemy import Connection, bindparam, func, select

from tfquiz.store import schema, statistics
from tfquiz.store.tallies import Answered, CardLine, Log, NoteLine

_CARDS, _NOTES, _LOG = schema.cards.c, schema.notes.c, schema.reviews.c
NoteKey = tuple[str, str]
"""(deck, note)."""

# By the primary key of `notes`.
_AFTER = select(_NOTES.id, _NOTES.after).where(
    _NOTES.deck == bindparam("deck"),
    _NOTES.id.in_(bindparam("notes", expanding=True)),
    _NOTES.after != "[]",
)
# By the unique index of `cards`.
_REMEMBERED = (
    select(_CARDS.note, func.max(_CARDS.repetitions))
    .where(
        _CARDS.deck == bindparam("deck"),
        _CARDS.note.in_(bindparam("notes", expanding=True)),
        ~_CARDS.retired,
        ~_CARDS.suspended,
    )
    .group_by(_CARDS.note)
)
# From the end of the primary key of `reviews`, whose ids sort by time.
_LATEST = (
    select(_LOG.id, _LOG.card, _LOG.seconds, _LOG.verdict, _LOG.hints)
    .order_by(_LOG.id.desc())
    .limit(bindparam("count"))
    .subquery()
)
_TIMES = (
    select(_CARDS.facet, _LATEST.c.seconds)
    .join(_LATEST, _LATEST.c.card == _CARDS.id)
    .where(_LATEST.c.verdict == "right", _LATEST.c.hints == 0, _LATEST.c.seconds > 0)
    .order_by(_LATEST.c.id)
)
_VOID = select(_LOG.voids).where(_LOG.voids.is_not(None))
_LAST = (
    select(_LOG.id)
    .where(_LOG.kind == "answer", _LOG.id.not_in(_VOID))
    .order_by(_LOG.id.desc())
    .limit(1)
)
_NEWEST = select(func.max(_LOG.id))
# By the index `reviews_day`. A new grade of an answer has the stamp of the old one.
_OF_DAY = (
    select(_LOG.card, _CARDS.deck, _CARDS.note, _LOG.interval, _LOG.repeat)
    .join(schema.cards, _CARDS.id == _LOG.card)
    .where(_LOG.day == bindparam("day"), _LOG.kind == "answer", _LOG.id.not_in(_VOID))
    .order_by(_LOG.stamp, _LOG.id)
)
# By the index `reviews_card`.
_HELD = select(_LOG.misconceptions).where(
    _LOG.card == bindparam("card"),
    _LOG.kind == "answer",
    _LOG.misconceptions != "[]",
    _LOG.id.not_in(_VOID),
)


class Overview:
    """The part of `Collection` that looks at many rows at once."""

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def prerequisites(self, notes: Iterable[NoteKey]) -> dict[NoteKey, tuple[str, ...]]:
        """Of those notes that have prerequisites, the ids of these."""
        with self._reading() as connection:
            return {
                (deck, note): tuple(json.loads(ids))
                for deck, names in _by_deck(notes).items()
                for note, ids in connection.execute(_AFTER, {"deck": deck, "notes": names})
            }

    def remembered(self, notes: Iterable[NoteKey]) -> dict[NoteKey, bool]:
        """For each of those notes with cards in play, whether one was right when it last came."""
        with self._reading() as connection:
            return {
                (deck, note): repetitions > 0
                for deck, names in _by_deck(notes).items()
                for note, repetitions in connection.execute(
                    _REMEMBERED, {"deck": deck, "notes": names}
                )
            }

    def right_times(self, *, lines: int = 1_000) -> dict[str, list[float]]:
        """Seconds of right answers without hints in the log's last lines, by facet, in order."""
        found: dict[str, list[float]] = {}
        with self._reading() as connection:
            for facet, seconds in connection.execute(_TIMES, {"count": lines}):
                found.setdefault(facet, []).append(seconds)
        return found

    def last_answer(self) -> str | None:
        """The id of the latest review that counts, or None."""
        with self._reading() as connection:
            return connection.execute(_LAST).scalar()

    def newest_id(self) -> str | None:
        """The greatest id in the log, of any kind of line, or None."""
        with self._reading() as connection:
            return connection.execute(_NEWEST).scalar()

    def answers_of(self, day: int) -> list[Answered]:
        """The answers of a study day that count, in the order in which they were given."""
        with self._reading() as connection:
            return [Answered(*row) for row in connection.execute(_OF_DAY, {"day": day})]

    def study_log(self, *, since: int = 0, deck: str | None = None) -> Log:
        """The log added up, for statistics; quick however long it is.

        Args:
            since: the first study day that counts for cards and misconceptions; 0 for all.
            deck: of which deck; None for all.
        """
        with self._reading() as connection:
            return statistics.study_log(connection, since=since, deck=deck)

    def card_lines(self, *, deck: str | None = None) -> list[CardLine]:
        """The cards of a deck, or of all, that have not left it, for statistics."""
        with self._reading() as connection:
            return statistics.card_lines(connection, deck)

    def note_lines(self, *, deck: str | None = None) -> list[NoteLine]:
        """The notes of a deck, or of all, that have not left it, for statistics."""
        with self._reading() as connection:
            return statistics.note_lines(connection, deck)

    def held(self, card_id: int) -> dict[str, int]:
        """The misconceptions that a card's answers showed, and how often; most often first."""
        with self._reading() as connection:
            rows = connection.execute(_HELD, {"card": card_id}).scalars().all()
        return dict(Counter(name for names in rows for name in json.loads(names)).most_common())


def _by_deck(notes: Iterable[NoteKey]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for deck, note in dict.fromkeys(notes):
        found.setdefault(deck, []).append(note)
    return found
