"""Adds the log up for `stats`, in the database: three walks over it, whatever its length."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared
from tfquiz.store.tallies import AGES, CardLine, CardTally, DayTally, HeldTally, Log, NoteLine

_BY_DAY = (Prepared("log_by_day"), Prepared("log_by_day_of_deck"))
_BY_CARD = (Prepared("log_by_card"), Prepared("log_by_card_of_deck"))
_BELIEFS = (Prepared("log_of_beliefs"), Prepared("log_of_beliefs_of_deck"))
"""Over all decks, and over one."""
_CARD_LINES = Prepared("card_lines")
_NOTE_LINES = Prepared("note_lines")


def study_log(connection: Connection, *, since: int, deck: str | None) -> Log:
    """The log added up; undone reviews are left out."""
    return Log(
        days=tuple(_days(connection, deck)),
        cards=tuple(_by_card(connection, since, deck)),
        held=tuple(_held(connection, since, deck)),
        since=since,
    )


def card_lines(connection: Connection, deck: str | None) -> list[CardLine]:
    """The cards of one deck or of all that have not left it."""
    return [
        CardLine(*(*row[:-2], bool(row[-2]), row[-1]))
        for row in _CARD_LINES.all(connection, {"deck": deck})
    ]


def note_lines(connection: Connection, deck: str | None) -> list[NoteLine]:
    """The notes of one deck or of all that have not left it, in the decks' order."""
    rows = _NOTE_LINES.all(connection, {"deck": deck})
    titles, tags = (_all_read(map(itemgetter(place), rows)) for place in (2, 3))
    return [
        NoteLine(row[0], row[1], title, tuple(names))
        for row, title, names in zip(rows, titles, tags, strict=True)
    ]


def _all_read(texts: Iterable[str]) -> Any:
    """Many JSON texts in one go: a call for each would take several times as long."""
    return json.loads(f"[{','.join(texts)}]")


def _days(connection: Connection, deck: str | None) -> Iterator[DayTally]:
    found: dict[int, list[tuple[int, int, float]]] = {}
    for key, count, passed, seconds in _walk(connection, _BY_DAY, 0, deck):
        found.setdefault(key // 2, [(0, 0, 0.0), (0, 0, 0.0)])[key % 2] = (count, passed, seconds)
    for day, (first, again) in sorted(found.items()):
        yield DayTally(day, first[0], first[1], again[0], again[1], first[2] + again[2])


def _by_card(connection: Connection, since: int, deck: str | None) -> Iterator[CardTally]:
    for key, count, passed in _walk(connection, _BY_CARD, since, deck):
        yield CardTally(key // 8, AGES[key % 8], count, passed)


def _held(connection: Connection, since: int, deck: str | None) -> Iterator[HeldTally]:
    rows = sorted(_walk(connection, _BELIEFS, since, deck), key=itemgetter(2))
    last = {(card, names): day for card, names, day in rows}
    times: Counter[tuple[int, str]] = Counter(map(itemgetter(0, 1), rows))
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for (card, names), count in times.items():
        for name in json.loads(names):
            before, day = found.get((card, name), (0, 0))
            found[card, name] = (before + count, max(day, last[card, names]))
    for (card, name), (count, day) in found.items():
        yield HeldTally(card, name, count, day)


def _walk(
    connection: Connection, statements: tuple[Prepared, Prepared], since: int, deck: str | None
) -> Sequence[Any]:
    """Walk the log from a day on, over all decks or one."""
    values = {"since": since} if deck is None else {"since": since, "deck": deck}
    return statements[deck is not None].all(connection, values)
