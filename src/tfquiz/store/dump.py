"""Reading a whole collection as lines of the export format, and its reviews as CSV.

Works on any connection to tables of today's schema, in one snapshot of the file.
"""

import csv
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select

from tfquiz.store import migrate, schema, sqlite
from tfquiz.store.handle import Connection
from tfquiz.store.history import REAL
from tfquiz.store.lines import (
    CardLine,
    Content,
    DeckLine,
    NoteLine,
    QuestionLine,
    ReviewLine,
    write,
)
from tfquiz.store.records import from_micros
from tfquiz.store.rows import json_list

_CARDS, _LOG = schema.cards.c, schema.reviews.c
KEY = (_CARDS.deck, _CARDS.note, _CARDS.template, _CARDS.facet)
_KEY = ("deck", "note", "template", "facet")
_PLAIN = (
    *("id", "kind", "voids", "question", "typed", "seconds", "verdict", "hints", "quality"),
    *("day", "offset", "interval", "stamp"),
)
"""Columns of `reviews` that are lines' fields as they are."""
CSV_COLUMNS = (
    *("id", "at", "day", "offset", "deck", "note", "template", "facet", "typed", "seconds"),
    *("verdict", "misconceptions", "hints", "quality", "repeat", "interval", "spread"),
)


def export(path: Path) -> Iterator[str]:
    """A whole collection as lines of text, without line ends; see `docs/data.md`.

    Raises:
        StoreError: if the collection cannot be read.
    """
    with (
        closing(migrate.open_file(path)) as connection,
        sqlite.explained(path),
        sqlite.snapshot(connection),
    ):
        yield from write(contents(connection))


def export_reviews(path: Path) -> Iterator[str]:
    """The reviews that count as CSV (RFC 4180): a header, then one line each, oldest first."""
    with (
        closing(migrate.open_file(path)) as connection,
        sqlite.explained(path),
        sqlite.snapshot(connection),
    ):
        yield _csv(CSV_COLUMNS)
        statement = select(schema.reviews, *KEY).join(schema.cards).where(REAL)
        for row in _rows(connection, statement.order_by(_LOG.stamp, _LOG.id)):
            yield _csv(_csv_values(row))


def contents(connection: Connection) -> Iterator[Content]:
    """Everything in a collection, in the order in which it can be put into another one."""
    cards = schema.cards
    yield from map(deck_line, _rows(connection, select(schema.decks).order_by(schema.decks.c.id)))
    order = (schema.notes.c.deck, schema.notes.c.position, schema.notes.c.id)
    yield from map(note_line, _rows(connection, select(schema.notes).order_by(*order)))
    yield from map(card_line, _rows(connection, select(cards).order_by(_CARDS.id)))
    questions = select(schema.questions, *KEY).join(cards).order_by(schema.questions.c.seq)
    yield from map(question_line, _rows(connection, questions))
    reviews = select(schema.reviews, *KEY).join(cards).order_by(_LOG.stamp, _LOG.id)
    yield from map(review_line, _rows(connection, reviews))


def deck_line(row: dict[str, Any]) -> DeckLine:
    """A row of `decks` as a line."""
    return DeckLine(
        id=row["id"],
        title=json.loads(row["title"]),
        text=json.loads(row["text"]),
        hash=row["hash"],
        origin=row["origin"],
        libraries=json_list(row["libraries"]),
        added=from_micros(row["added"]),
        changed=from_micros(row["changed"]),
    )


def note_line(row: dict[str, Any]) -> NoteLine:
    """A row of `notes` as a line."""
    return NoteLine(
        deck=row["deck"],
        id=row["id"],
        position=row["position"],
        retired=bool(row["retired"]),
        title=json.loads(row["title"]),
        text=json.loads(row["text"]),
        tags=json_list(row["tags"]),
        after=json_list(row["after"]),
        was=json_list(row["was"]),
        source=row["source"],
    )


def card_line(row: dict[str, Any]) -> CardLine:
    """A row of `cards` as a line."""
    flags = {name: bool(row[name]) for name in ("retired", "suspended")}
    plain = {name: row[name] for name in (*_KEY, "position", "buried")}
    return CardLine.model_validate({**plain, **flags, "was": json_list(row["was"])})


def question_line(row: dict[str, Any]) -> QuestionLine:
    """A row of `questions` and its card's key as a line."""
    plain = {name: row[name] for name in (*_KEY, "id", "asked")}
    question = json.loads(zlib.decompress(row["data"]))
    return QuestionLine.model_validate({**plain, "ready": bool(row["ready"]), "question": question})


def review_line(row: dict[str, Any]) -> ReviewLine:
    """A row of `reviews` and its card's key as a line."""
    return ReviewLine.model_validate(
        {
            **{name: row[name] for name in (*_KEY, *_PLAIN)},
            "misconceptions": json_list(row["misconceptions"]),
            "at": from_micros(row["at"]),
            "repeat": bool(row["repeat"]),
            # A damaged file is read as it is, and may be of the first schema.
            "spread": row.get("spread", 0),
        }
    )


def _rows(connection: Connection, statement: Select[Any]) -> Iterator[dict[str, Any]]:
    for row in connection.execute(statement).mappings():
        yield dict(row)


def _csv_values(line: dict[str, Any]) -> Iterator[object]:
    for name in CSV_COLUMNS:
        match name:
            case "at":
                yield from_micros(line[name]).isoformat()
            case "day":
                yield date.fromordinal(line[name]).isoformat()
            case "misconceptions":
                yield " ".join(json_list(line[name]))
            case "repeat":
                yield int(line[name])
            case _:
                yield line[name]


def _csv(values: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(list(values))
    return text.getvalue()
