"""Finding notes and cards, for Browse and for what looks through whole decks.

The statements are put together from what is asked for, so they are built when that is known.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, false, func, select, true
from sqlalchemy.dialects.sqlite import dialect

from tfquiz.store import schema
from tfquiz.store.deckrecords import NoteRow
from tfquiz.store.handle import Connection
from tfquiz.store.records import LEECH_LAPSES, CardKey, CardState
from tfquiz.store.rows import NEW, NOTE_FIELDS, STATE_CODES, card_state, json_list, note_record
from tfquiz.store.search import Filter, Search
from tfquiz.store.statements import CARD_COLUMNS

Built = tuple[str, dict[str, Any]]
"""A statement and the constants in it, to which the values of its parameters are added."""
_NOTES, _CARDS = schema.notes.c, schema.cards.c


def notes(connection: Connection, deck: str | None, *, retired: bool) -> list[NoteRow]:
    """Notes of a deck or of all, in the decks' order; those that left only if `retired`."""
    columns = (_NOTES.deck, _NOTES.retired, *(_NOTES[name] for name in NOTE_FIELDS))
    statement = select(*columns).order_by(_NOTES.deck, _NOTES.position, _NOTES.id)
    if deck is not None:
        statement = statement.where(_NOTES.deck == deck)
    if not retired:
        statement = statement.where(~_NOTES.retired)
    keys = _keys(connection, () if deck is None else (_CARDS.deck == deck,))
    return [
        NoteRow(row.deck, note_record(row[2:], tuple(keys[row.deck, row.id])), row.retired)
        for row in connection.execute(statement)
    ]


def search(connection: Connection, query: Search, day: int, limit: int) -> list[CardState]:
    """At most `limit` cards that meet the query, in the decks' order."""
    statement, constants = _search(
        len(query.tags), query.state, with_text=bool(query.text), in_deck=query.deck is not None
    )
    values = {
        **constants,
        "text": query.text.casefold(),
        "deck": query.deck,
        "day": day,
        "limit": limit,
    }
    values |= {_tag(number): tag for number, tag in enumerate(query.tags)}
    return [card_state(row) for row in connection.driver.execute(statement, values)]


@lru_cache(maxsize=64)
def _search(tags: int, state: Filter | None, *, with_text: bool, in_deck: bool) -> Built:
    """The statement for queries of one kind: to build it takes as long as to run it."""
    statement = select(*CARD_COLUMNS).where(*_standing(state))
    if with_text:
        is_note = (_NOTES.deck == _CARDS.deck) & (_NOTES.id == _CARDS.note)
        has = func.instr(_NOTES.words, bindparam("text")) > 0
        statement = statement.join(schema.notes, is_note & has)
    for number in range(tags):
        tagged = schema.tags.alias()
        is_tagged = (tagged.c.tag == bindparam(_tag(number))) & (tagged.c.card == _CARDS.id)
        retired = true() if state == "retired" else false()
        statement = statement.join(tagged, is_tagged & (tagged.c.retired == retired))
    if in_deck:
        statement = statement.where(_CARDS.deck == bindparam("deck"))
    ordered = statement.order_by(_CARDS.deck, _CARDS.position, _CARDS.id)
    made = ordered.limit(bindparam("limit")).compile(dialect=dialect(paramstyle="named"))
    return str(made), made.params


def _tag(number: int) -> str:
    return f"tag{number}"


def _standing(state: Filter | None) -> list[ColumnElement[bool]]:
    if state == "retired":
        return [_CARDS.retired]
    day: ColumnElement[int] = bindparam("day")
    # Written so that no index is used for it: cards are to be found by the names of their notes.
    here = [func.coalesce(_CARDS.retired, true()) == false()]
    match state:
        case None:
            return here
        case "suspended":
            return [*here, _CARDS.suspended]
        case "buried":
            return [*here, _CARDS.buried > day]
        case "leech":
            return [*here, _CARDS.lapses >= LEECH_LAPSES]
        case "due":
            waits = [_CARDS.state != NEW, _CARDS.due <= day, _CARDS.buried <= day]
            return [*here, ~_CARDS.suspended, *waits]
        case _:
            return [*here, _CARDS.state == STATE_CODES[state]]


def _keys(
    connection: Connection, where: Iterable[ColumnElement[bool]]
) -> defaultdict[tuple[str, str], list[CardKey]]:
    statement = (
        select(_CARDS.deck, _CARDS.note, _CARDS.template, _CARDS.facet, _CARDS.was)
        .where(~_CARDS.retired, *where)
        .order_by(_CARDS.position)
    )
    found: defaultdict[tuple[str, str], list[CardKey]] = defaultdict(list)
    for deck, id_, template, facet, was in connection.execute(statement):
        found[deck, id_].append(CardKey(template, facet, json_list(was)))
    return found
