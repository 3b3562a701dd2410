"""What can still be read of a damaged file, as lines of the export format.

A table is read from its front and from its back, and past broken pages row by row with the help of
an index; of lines of the log the indices alone tell the most. A row that makes no sense is left
out. The file given here is a copy that may be spoiled.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tfquiz.cards.question import load_question
from tfquiz.store import bare, dump
from tfquiz.store.keys import Key
from tfquiz.store.lines import Content, DeckLine, QuestionLine
from tfquiz.store.records import from_micros
from tfquiz.store.rows import pack

Row = dict[str, Any]
LineT = TypeVar("LineT")


@dataclass(frozen=True, slots=True)
class _Statements:
    """How to read one table; `k` is its key."""

    front: str
    back: str
    keys: str
    """All keys, from an index alone."""
    one: str


_TABLES = {
    "decks": _Statements(
        "SELECT id AS k, * FROM decks ORDER BY k",
        "SELECT id AS k, * FROM decks ORDER BY k DESC",
        "SELECT id FROM decks INDEXED BY sqlite_autoindex_decks_1",
        "SELECT * FROM decks WHERE id = ?",
    ),
    "notes": _Statements(
        "SELECT rowid AS k, * FROM notes ORDER BY k",
        "SELECT rowid AS k, * FROM notes ORDER BY k DESC",
        "SELECT rowid FROM notes INDEXED BY sqlite_autoindex_notes_1 WHERE deck > ''",
        "SELECT * FROM notes WHERE rowid = ?",
    ),
    "cards": _Statements(
        "SELECT id AS k, * FROM cards ORDER BY k",
        "SELECT id AS k, * FROM cards ORDER BY k DESC",
        "SELECT id FROM cards INDEXED BY cards_order WHERE deck > ''",
        "SELECT * FROM cards WHERE id = ?",
    ),
    "questions": _Statements(
        "SELECT seq AS k, * FROM questions ORDER BY k",
        "SELECT seq AS k, * FROM questions ORDER BY k DESC",
        "SELECT seq FROM questions INDEXED BY questions_ready WHERE card > 0",
        "SELECT * FROM questions WHERE seq = ?",
    ),
    "reviews": _Statements(
        "SELECT id AS k, * FROM reviews ORDER BY k",
        "SELECT id AS k, * FROM reviews ORDER BY k DESC",
        "SELECT id FROM reviews INDEXED BY reviews_card WHERE card > 0",
        "SELECT * FROM reviews WHERE id = ?",
    ),
}
_NAMES = (
    "SELECT id, deck, note, template, facet FROM cards INDEXED BY sqlite_autoindex_cards_1 "
    "WHERE deck > ''"
)
_NONSENSE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, zlib.error)


@dataclass(slots=True)
class Remains:
    """What could be read of a damaged file."""

    tables: dict[str, list[Row]]
    unread: list[str]
    """Tables of which something could not be read."""
    listed: set[str] | None = None
    """Ids of all lines of the log, read or not; None if that cannot be told."""
    bare: set[str] = field(default_factory=set)
    """Ids of those of which no more than `bare.lines` could be read."""


def read(path: Path) -> Remains:
    """Read all tables as far as they can be; the file is not the learner's own, but a copy."""
    found = Remains({name: [] for name in _TABLES}, [])
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = lambda data: data.decode(errors="replace")
            connection.row_factory = sqlite3.Row
            for name, statements in _TABLES.items():
                found.tables[name] = list(_rows(connection, statements))
                if not _is_readable(connection, statements.front):
                    found.unread.append(name)
            _complete_log(connection, found)
            seen = {row["id"] for row in found.tables["cards"]}
            found.tables["cards"] += _cards_by_name(connection, seen)
    except sqlite3.Error:
        found.unread = list(_TABLES)
    return found


def _complete_log(connection: sqlite3.Connection, found: Remains) -> None:
    """Add to the log what its indices tell, and how many lines there were."""
    log = found.tables["reviews"]
    read = {row["id"] for row in log}
    if "reviews" not in found.unread:
        found.listed = read
        return
    found.listed = _all_keys(connection, _TABLES["reviews"])
    told = list(bare.lines(connection, read))
    found.bare = {row["id"] for row in told}
    log += told


def _is_readable(connection: sqlite3.Connection, statement: str) -> bool:
    """Whether a query runs to its end."""
    try:
        for _ in connection.execute(statement):
            pass
    except sqlite3.Error:
        return False
    return True


def lines(remains: Remains, known: Mapping[int, Key]) -> Iterator[Content]:
    """All that was read, in the order in which it can be put into a collection.

    Args:
        remains: what was read.
        known: keys of cards from a backup, for reviews of cards that cannot be read.
    """
    tables = remains.tables
    keys = {**known, **{row["id"]: _key(row) for row in tables["cards"]}}
    cards = list(_made(dump.card_line, tables["cards"]))
    notes = list(_made(dump.note_line, tables["notes"]))
    decks = {deck.id: deck for deck in _made(dump.deck_line, tables["decks"])}
    for name in (*(note.deck for note in notes), *(card.deck for card in cards)):
        decks.setdefault(name, _unnamed(name))
    yield from decks.values()
    yield from {(note.deck, note.id): note for note in notes}.values()
    here = {(card.deck, card.note, card.template, card.facet): card for card in cards}
    yield from here.values()
    keys = {id_: key for id_, key in keys.items() if id_ in known or key in here}
    yield from filter(_is_whole, _about(keys, dump.question_line, tables["questions"]))
    yield from _about(keys, dump.review_line, tables["reviews"])


def _rows(connection: sqlite3.Connection, table: _Statements) -> Iterator[Row]:
    seen: set[Any] = set()
    for statement in (table.front, table.back):
        with suppress(sqlite3.Error):
            for row in connection.execute(statement):
                if row["k"] not in seen:
                    seen.add(row["k"])
                    yield dict(row)
            return
    wanted: list[Any] = []
    with suppress(sqlite3.Error):
        for row in connection.execute(table.keys):
            wanted.append(row[0])  # noqa: PERF401 - what came before the error is kept
    for key in dict.fromkeys(wanted):
        if key not in seen:
            with suppress(sqlite3.Error):
                yield from map(dict, connection.execute(table.one, (key,)).fetchall())


def _all_keys(connection: sqlite3.Connection, table: _Statements) -> set[Any] | None:
    """All keys of a table, if its index can be read to the end."""
    try:
        return {row[0] for row in connection.execute(table.keys)}
    except sqlite3.Error:
        return None


def _cards_by_name(connection: sqlite3.Connection, seen: set[int]) -> list[Row]:
    """Cards whose own rows cannot be read: their names and ids stand in an index too."""
    found: list[Row] = []
    with suppress(sqlite3.Error):
        for row in connection.execute(_NAMES):
            if row["id"] not in seen:
                rest = {"was": "[]", "position": row["id"], "buried": 0}
                found.append({**dict(row), **rest, "retired": False, "suspended": False})
    return found


def _made(make: Callable[[Row], LineT], rows: Iterable[Row]) -> Iterator[LineT]:
    for row in rows:
        with suppress(*_NONSENSE):
            yield make(row)


def _about(
    keys: Mapping[int, Key], make: Callable[[Row], LineT], rows: Iterable[Row]
) -> Iterator[LineT]:
    """Lines about cards whose key is known."""
    names = ("deck", "note", "template", "facet")
    told = (
        {**row, **dict(zip(names, keys[row["card"]], strict=True))}
        for row in rows
        if row.get("card") in keys
    )
    return _made(make, told)


def _is_whole(line: QuestionLine) -> bool:
    with suppress(*_NONSENSE):
        return pack(load_question(line.question))[0] == line.id
    return False


def _key(row: Row) -> Key:
    return row["deck"], row["note"], row["template"], row["facet"]


def _unnamed(deck: str) -> DeckLine:
    """A deck whose own row is lost; adding its file again gives it back its name."""
    never = from_micros(0)
    return DeckLine(
        id=deck,
        title={"en": deck},
        text={},
        hash="",
        origin="recovered",
        libraries=(),
        added=never,
        changed=never,
    )
