"""The decks of a collection, and one note at a time."""

from tfquiz.store.errors import MissingError
from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared
from tfquiz.store.records import CardKey, DeckRow, NoteRecord
from tfquiz.store.rows import deck_row, json_list, note_record

_DECKS = Prepared("decks")
_NOTES_IN_PLAY = Prepared("notes_in_play")
_CARDS_IN_PLAY = Prepared("cards_in_play")
_NOTE = Prepared("note")
_KEYS = Prepared("keys_of_note")


def decks(connection: Connection) -> list[DeckRow]:
    """All decks, by id, with how many notes and cards are in play."""
    notes = dict(_NOTES_IN_PLAY.all(connection, {}))
    cards = dict(_CARDS_IN_PLAY.all(connection, {}))
    return [
        deck_row(row, notes=notes.get(row[0], 0), cards=cards.get(row[0], 0))
        for row in _DECKS.all(connection, {})
    ]


def note(connection: Connection, deck: str, id_: str) -> NoteRecord:
    """One note, retired or not.

    Raises:
        MissingError: if there is none.
    """
    row = _NOTE.first(connection, {"deck": deck, "note": id_})
    if row is None:
        raise MissingError(f"There is no note '{id_}' in the deck '{deck}'.")
    keys = sorted(_KEYS.all(connection, {"deck": deck, "note": id_}))
    cards = tuple(
        CardKey(template, facet, json_list(was))
        for _, template, facet, was, retired in keys
        if not retired
    )
    return note_record(row, cards)
