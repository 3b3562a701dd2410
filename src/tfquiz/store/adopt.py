"""Taking decks, notes and cards from another collection's lines.

A deck that is not here comes as it is. Of a deck that both have, the one that was changed later
counts, and keeps this collection's origin; what only the other one knew is added as retired, so
that its reviews have a card to belong to.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from sqlalchemy import insert, select, update

from tfquiz.scheduler import Memory
from tfquiz.store import decks, schema, tagging
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.errors import StoreError
from tfquiz.store.handle import Connection
from tfquiz.store.keys import Keys
from tfquiz.store.lines import CardLine, Content, DeckLine, NoteLine
from tfquiz.store.records import (
    CardKey,
    NoteRecord,
    from_micros,
    to_json,
    to_micros,
)
from tfquiz.store.rows import memory_values, search_words

_DECKS, _NOTES = schema.decks.c, schema.notes.c


@dataclass(slots=True)
class Adopted:
    """What was taken."""

    decks: int = 0
    notes: int = 0
    cards: int = 0
    alike: set[tuple[str, str]] = field(default_factory=set)
    """(deck, note) whose questions fit what the deck says here now."""


@dataclass(slots=True)
class _Theirs:
    decks: list[DeckLine] = field(default_factory=list)
    notes: defaultdict[str, list[NoteLine]] = field(default_factory=lambda: defaultdict(list))
    cards: defaultdict[str, list[CardLine]] = field(default_factory=lambda: defaultdict(list))


def adopt(connection: Connection, stream: Iterator[Content]) -> tuple[Adopted, Iterator[Content]]:
    """Take all decks, notes and cards at the head of a stream; also returns the rest of it."""
    theirs, rest = _gather(stream)
    adopted = Adopted()
    strangers = [deck for deck in theirs.decks if _adopt_deck(connection, deck, theirs)]
    adopted.decks = len(strangers)
    new = {deck.id for deck in strangers}
    here = set(connection.scalars(select(_DECKS.id)))
    unknown = ({*theirs.notes} | {*theirs.cards}) - here
    if unknown:
        raise StoreError(f"The deck {min(unknown)} is missing above its notes and cards.")
    adopted.notes = _add_notes(connection, theirs, new)
    adopted.cards = _add_cards(connection, theirs, new)
    for deck in {*theirs.notes} | {*theirs.cards}:
        tagging.write(connection, deck)
    adopted.alike = _alike(connection, theirs)
    return adopted, rest


def _alike(connection: Connection, theirs: _Theirs) -> set[tuple[str, str]]:
    found = connection.execute(select(_NOTES.deck, _NOTES.id, _NOTES.source))
    ours = {(deck, note): source for deck, note, source in found}
    all_theirs = chain.from_iterable(theirs.notes.values())
    return {
        (note.deck, note.id) for note in all_theirs if ours.get((note.deck, note.id)) == note.source
    }


def _gather(stream: Iterator[Content]) -> tuple[_Theirs, Iterator[Content]]:
    theirs = _Theirs()
    for line in stream:
        match line:
            case DeckLine():
                theirs.decks.append(line)
            case NoteLine():
                theirs.notes[line.deck].append(line)
            case CardLine():
                theirs.cards[line.deck].append(line)
            case _:
                return theirs, chain([line], stream)
    return theirs, iter(())


def _adopt_deck(connection: Connection, line: DeckLine, theirs: _Theirs) -> bool:
    """Take one deck's own row, or all that it says if it is newer; returns whether it is new."""
    row = connection.execute(select(schema.decks).where(_DECKS.id == line.id)).first()
    added, changed = to_micros(line.added), to_micros(line.changed)
    if row is None:
        header = {
            "title": to_json(line.title),
            "text": to_json(line.text),
            "libraries": to_json(line.libraries),
        }
        values = {**header, "hash": line.hash, "origin": line.origin}
        times = {"added": added, "changed": changed}
        connection.execute(insert(schema.decks).values(id=line.id, **values, **times))
        return True
    if changed > row.changed:
        record = replace(_record(line, theirs), origin=row.origin)
        decks.put(connection, record, from_micros(changed), take_over=False)
    # Also when nothing but the time differs, so that both machines say the same.
    times = {"added": min(added, row.added), "changed": max(changed, row.changed)}
    connection.execute(update(schema.decks).where(_DECKS.id == line.id).values(**times))
    return False


def _record(line: DeckLine, theirs: _Theirs) -> DeckRecord:
    keys: defaultdict[str, list[CardKey]] = defaultdict(list)
    for card in sorted(theirs.cards[line.id], key=lambda card: card.position):
        if not card.retired:
            keys[card.note].append(CardKey(card.template, card.facet, card.was))
    notes = sorted(theirs.notes[line.id], key=lambda note: note.position)
    records = tuple(_note_record(note, tuple(keys[note.id])) for note in notes if not note.retired)
    return DeckRecord(
        line.id, line.title, line.hash, line.origin, line.libraries, records, line.text
    )


def _note_record(note: NoteLine, cards: tuple[CardKey, ...]) -> NoteRecord:
    return NoteRecord(
        id=note.id,
        title=note.title,
        text=note.text,
        source=note.source,
        cards=cards,
        tags=note.tags,
        after=note.after,
        was=note.was,
    )


def _add_notes(connection: Connection, theirs: _Theirs, new: set[str]) -> int:
    known = {(row.deck, row.id) for row in connection.execute(select(_NOTES.deck, _NOTES.id))}
    keys = Keys.load(connection)
    added = [
        note
        for notes in theirs.notes.values()
        for note in notes
        if (note.deck, note.id) not in known and not keys.is_former(note.deck, note.id)
    ]
    if added:
        connection.execute(insert(schema.notes), [_note_values(note, new) for note in added])
    return len(added)


def _note_values(note: NoteLine, new: set[str]) -> dict[str, Any]:
    texts = ("title", "text", "tags", "after", "was")
    return {
        "deck": note.deck,
        "id": note.id,
        "position": note.position,
        "retired": note.retired or note.deck not in new,
        "source": note.source,
        "words": search_words(note.id, note.title, note.text),
        **{name: to_json(getattr(note, name)) for name in texts},
    }


def _add_cards(connection: Connection, theirs: _Theirs, new: set[str]) -> int:
    keys = Keys.load(connection)
    added = [
        _card_values(card, retired=card.retired or card.deck not in new)
        for cards in theirs.cards.values()
        for card in cards
        if keys.find(card.deck, card.note, card.template, card.facet) is None
    ]
    if added:
        connection.execute(insert(schema.cards), added)
    return len(added)


def _card_values(card: CardLine, *, retired: bool) -> dict[str, Any]:
    return {
        **card.model_dump(include={"deck", "note", "template", "facet", "position", "buried"}),
        "was": to_json(card.was),
        "retired": retired,
        "suspended": card.suspended,
        "stamp": 0,
        **memory_values(Memory(), card.position),
    }
