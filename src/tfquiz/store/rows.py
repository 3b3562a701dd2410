"""Between rows and records: the one place that knows which column holds which field.

Pure; the statements are elsewhere. Lines of the log have their rows in `reviews`.
"""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from tfquiz.cards.question import Question, Words, dump_question, load_question
from tfquiz.scheduler import Memory
from tfquiz.store.records import (
    CardKey,
    CardState,
    DeckRow,
    NoteRecord,
    State,
    from_micros,
    state_of,
    to_json,
)

NEW, LEARNING, REVIEW = 0, 1, 2
"""`cards.state`."""

STATES: dict[int, State] = {NEW: "new", LEARNING: "learning", REVIEW: "review"}
STATE_CODES = {state: code for code, state in STATES.items()}

CARD_FIELDS = (
    *("id", "deck", "note", "template", "facet", "retired", "suspended", "buried", "state"),
    *("easiness", "repetitions", "interval", "due", "reviewed", "lapses", "repeating"),
)
"""The columns of `cards` that `card_state` reads, in its order."""

DECK_FIELDS = ("id", "title", "text", "hash", "origin", "libraries", "added", "changed")
"""The columns of `decks` that `deck_row` reads, in its order."""
NOTE_FIELDS = ("id", "title", "text", "source", "tags", "after", "was")
"""The columns of `notes` that `note_record` reads, in its order."""


def json_list(text: str) -> tuple[str, ...]:
    """A list of texts, as the columns hold them."""
    return () if text == "[]" else tuple(json.loads(text))


def card_state(row: Sequence[Any], memory: Memory | None = None) -> CardState:
    """A card, from the columns `CARD_FIELDS`; with another memory than these say, if given."""
    (id_, deck, note, template, facet, retired, suspended, buried, state) = row[:9]
    # A prepared statement gives booleans as 0 and 1.
    shelved, gone = bool(suspended), bool(retired)
    if memory is None:
        memory, standing = _memory(row, state), STATES[state]
    else:
        standing = state_of(memory)
    return CardState(id_, deck, note, template, facet, memory, shelved, buried, standing, gone)


def _memory(row: Sequence[Any], state: int) -> Memory:
    easiness, repetitions, interval, due, reviewed, lapses, repeating = row[9:16]
    if state == NEW:
        due = 0
    return Memory(easiness, repetitions, interval, due, reviewed, lapses, bool(repeating))


def memory_values(memory: Memory, position: int) -> dict[str, Any]:
    """The columns of `cards` that hold a memory; `position` is that of the card in its deck."""
    return {
        "state": STATE_CODES[state_of(memory)],
        "due": position if memory.is_new else memory.due,
        "easiness": memory.easiness,
        "repetitions": memory.repetitions,
        "interval": memory.interval,
        "reviewed": memory.reviewed,
        "lapses": memory.lapses,
        "repeating": memory.repeating,
    }


def deck_row(row: Sequence[Any], *, notes: int, cards: int) -> DeckRow:
    """A deck, from the columns `DECK_FIELDS`."""
    id_, title, text, digest, origin, libraries, added, changed = row
    return DeckRow(
        id=id_,
        title=json.loads(title),
        text=json.loads(text),
        hash=digest,
        origin=origin,
        libraries=json_list(libraries),
        added=from_micros(added),
        changed=from_micros(changed),
        notes=notes,
        cards=cards,
    )


def note_values(note: NoteRecord) -> dict[str, Any]:
    """The columns of `notes` that hold what the deck's file says."""
    return {
        "title": to_json(note.title),
        "text": to_json(note.text),
        "tags": to_json(note.tags),
        "after": to_json(note.after),
        "was": to_json(note.was),
        "source": note.source,
        "words": search_words(note.id, note.title, note.text),
    }


def search_words(note: str, title: Words, text: Words) -> str:
    """What a search for text looks through."""
    return "\n".join((note, *title.values(), *text.values())).casefold()


def note_record(row: Sequence[Any], cards: tuple[CardKey, ...]) -> NoteRecord:
    """A note, from the columns `NOTE_FIELDS` and the keys of its cards."""
    id_, title, text, source, tags, after, was = row
    return NoteRecord(
        id=id_,
        title=json.loads(title),
        text=json.loads(text),
        source=source,
        cards=cards,
        tags=json_list(tags),
        after=json_list(after),
        was=json_list(was),
    )


def pack(question: Question) -> tuple[str, bytes]:
    """A question's id and how it is stored: deflated JSON. `unpack` reads it back.

    The id is a hash of the content, so that the same question has it on every machine.
    """
    import hashlib  # noqa: PLC0415 - no question is packed before the first one is asked

    text = to_json(dump_question(question)).encode()
    return hashlib.blake2b(text, digest_size=16).hexdigest(), zlib.compress(text, level=6)


def unpack(data: bytes) -> Question:
    """A question, from what `pack` wrote."""
    return load_question(json.loads(zlib.decompress(data)))
