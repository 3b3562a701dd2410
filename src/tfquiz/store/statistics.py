"""Adds the collection up for `stats`, in the database: what comes back is short at any size."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared
from tfquiz.store.tallies import (
    CardCounts,
    HeldTally,
    LapsedCard,
    Share,
    Tally,
    Totals,
    WeakNote,
)

_TALLIES = (Prepared("tallies"), Prepared("tallies_of_deck"))
_SHARES = (Prepared("shares"), Prepared("shares_of_deck"))
_HELD = (Prepared("held"), Prepared("held_of_deck"))
"""Over all decks, and over one."""
_COUNTS = Prepared("card_counts")
_COMES = Prepared("comes")
_LAPSED = Prepared("lapsed")


def tallies(connection: Connection, deck: str | None) -> list[Tally]:
    """Reviews added up by day, repetition and interval, in order of days."""
    rows = _walk(connection, _TALLIES, {}, deck)
    return [
        Tally(day, bool(repeat), interval, Share(count, passed), seconds)
        for day, repeat, interval, count, passed, seconds in rows
    ]


def totals(connection: Connection, *, since: int, deck: str | None) -> Totals:
    """Everything that statistics tell of; undone reviews are left out."""
    values = {"since": since}
    shares = _walk(connection, _SHARES, values, deck)
    return Totals(
        since=since,
        tallies=tuple(tallies(connection, deck)),
        cards=card_counts(connection, deck),
        comes=comes(connection, deck),
        tags={row[0]: Share(*row[3:]) for row in shares if row[1] is None},
        weakest=tuple(_weak(row) for row in shares if row[1] is not None),
        held=tuple(_held(_walk(connection, _HELD, values, deck))),
        lapsed=tuple(_lapsed(row) for row in _LAPSED.all(connection, {"deck": deck})),
    )


def card_counts(connection: Connection, deck: str | None) -> CardCounts:
    """Where the cards stand that have not left their deck."""
    return CardCounts(*_COUNTS.first(connection, {"deck": deck}))


def comes(connection: Connection, deck: str | None) -> Counter[int]:
    """How many cards come on each study day; see `Totals.comes`."""
    found: Counter[int] = Counter()
    for retired, suspended, due, buried, count in _COMES.all(connection, {"deck": deck}):
        if not retired and not suspended:
            found[max(due, buried)] += count
    return found


def _weak(row: Sequence[Any]) -> WeakNote:
    deck, note, title, *numbers = row
    return WeakNote(deck, note, json.loads(title), Share(*numbers))


def _held(rows: Sequence[Any]) -> Iterator[HeldTally]:
    found: dict[tuple[int, str], tuple[int, int]] = {}
    about: dict[int, Sequence[Any]] = {}
    for row in rows:
        card, (names, count, last) = row[0], row[6:]
        about[card] = row
        for name in json.loads(names):
            before, day = found.get((card, name), (0, 0))
            found[card, name] = (before + count, max(day, last))
    for (card, name), (times, last) in found.items():
        _, deck, note, title, repetitions, reviewed = about[card][:6]
        yield HeldTally(
            card, deck, note, json.loads(title), name, times, last, repetitions, reviewed
        )


def _lapsed(row: Sequence[Any]) -> LapsedCard:
    card, deck, note, title, template, facet, lapses, suspended = row
    return LapsedCard(card, deck, note, json.loads(title), template, facet, lapses, bool(suspended))


def _walk(
    connection: Connection,
    statements: tuple[Prepared, Prepared],
    values: Mapping[str, int],
    deck: str | None,
) -> Sequence[Any]:
    """Walk the log, over all decks or one."""
    wanted = values if deck is None else {**values, "deck": deck}
    return statements[deck is not None].all(connection, wanted)
