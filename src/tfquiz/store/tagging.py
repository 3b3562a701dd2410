"""Which cards have which tag: what stands in `notes.tags`, turned round for search.

Runs inside a transaction of the caller's, after notes and cards are written.
"""

from sqlalchemy import bindparam, delete, insert, select

from tfquiz.store import schema
from tfquiz.store.handle import Connection
from tfquiz.store.rows import json_list

_CARDS, _NOTES = schema.cards.c, schema.notes.c
_OF_DECK = _CARDS.deck == bindparam("of_deck")
_FORGET = delete(schema.tags).where(schema.tags.c.card.in_(select(_CARDS.id).where(_OF_DECK)))
_TAGGED = (
    select(_CARDS.id, _CARDS.retired, _NOTES.tags)
    .join(schema.notes, (_NOTES.deck == _CARDS.deck) & (_NOTES.id == _CARDS.note))
    .where(_OF_DECK, _NOTES.tags != "[]")
)


def write(connection: Connection, deck: str) -> None:
    """Write the tags of all cards of a deck anew."""
    connection.execute(_FORGET, {"of_deck": deck})
    tags = [
        {"tag": tag, "retired": row.retired, "card": row.id}
        for row in connection.execute(_TAGGED, {"of_deck": deck})
        for tag in dict.fromkeys(json_list(row.tags))
    ]
    if tags:
        connection.execute(insert(schema.tags), tags)
