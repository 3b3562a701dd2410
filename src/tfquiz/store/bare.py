"""Lines of a broken log from its indices alone: what schedules need, without what was typed.

The indices `reviews_card`, `reviews_day` and `reviews_held` hold it (see `schema`), on pages of
their own. A file of an older schema has less in its indices, and gives nothing here.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from tfquiz.store.records import Verdict, to_json

Row = dict[str, Any]

_LINES = (
    "SELECT id, kind, voids, card, day, repeat, quality, spread, stamp "
    "FROM reviews INDEXED BY reviews_card WHERE card > 0"
)
_TIMES = "SELECT id, interval, seconds FROM reviews INDEXED BY reviews_day WHERE kind = 'answer'"
_HELD = (
    "SELECT id, misconceptions FROM reviews INDEXED BY reviews_held WHERE misconceptions != '[]'"
)
_VERDICTS: dict[int, Verdict] = {0: "given-up", 1: "wrong", 2: "slip"}
"""What a quality is given for, below 3; the line itself would tell if it was graded by hand."""


def lines(connection: sqlite3.Connection, seen: set[str]) -> Iterator[Row]:
    """Rows of `reviews` that are not among `seen`, as far as the indices can be read."""
    times = {id_: rest for id_, *rest in _read(connection, _TIMES)}
    held = dict(_read(connection, _HELD))
    for id_, kind, voids, card, day, repeat, quality, spread, stamp in _read(connection, _LINES):
        if id_ in seen:
            continue
        interval, seconds = times.get(id_, (0, 0.0))
        yield {
            "id": id_,
            "kind": kind,
            "voids": voids,
            "card": card,
            "question": "",
            "typed": "",
            "seconds": seconds,
            "verdict": _verdict(kind, quality, known=id_ in held),
            "misconceptions": held.get(id_, to_json([])),
            "hints": 0,
            "quality": quality,
            "at": stamp,
            "day": day,
            "offset": 0,
            "repeat": repeat,
            "interval": interval,
            "stamp": stamp,
            "spread": spread,
        }


def _read(connection: sqlite3.Connection, statement: str) -> Iterator[Any]:
    """The rows of a query up to where it breaks off."""
    with suppress(sqlite3.Error):
        for row in connection.execute(statement):
            yield tuple(row)


def _verdict(kind: str, quality: int, *, known: bool) -> Verdict | str:
    if kind != "answer":
        return ""
    return "misconception" if known and quality < 2 else _VERDICTS.get(quality, "right")
