"""Which cards come next, how many there are, and which are set aside: by prebuilt statements.

Each deck and state is asked on its own, because that is one range of the index `cards_order`
however large the collection is; the few rows that come back are merged here. In which order the
learner meets them is the session's business.
"""

from collections.abc import Iterable, Sequence

from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared, PreparedForSome
from tfquiz.store.records import CardState, Counts, Progress
from tfquiz.store.rows import LEARNING, NEW, REVIEW, card_state

_NEW = Prepared("new_cards")
_DUE = (Prepared("due_learning"), Prepared("due_review"))
_DECKS = Prepared("deck_ids")
_CARD = Prepared("card")
_REPEATING = Prepared("repeating")
_COUNTS = Prepared("counts")
_WAITING = Prepared("waiting")
_PROGRESS = PreparedForSome("progress", "decks")
_FIELDS = {NEW: "new", LEARNING: "learning", REVIEW: "known"}
_SUSPEND = Prepared("suspend")
_BURY = Prepared("bury")


def due(
    connection: Connection, day: int, decks: Iterable[str] | None, limit: int
) -> list[CardState]:
    """At most `limit` cards to be reviewed on `day`, those that wait longest first."""
    return _merged(connection, _DUE, {"day": day, "count": limit}, decks)[:limit]


def new(
    connection: Connection, day: int, decks: Iterable[str] | None, limit: int
) -> list[CardState]:
    """At most `limit` cards of each deck that were never reviewed, in the deck's order."""
    names = _names(connection, decks)
    found: list[CardState] = []
    for deck in names:
        rows = _NEW.all(connection, {"day": day, "count": limit, "deck": deck})
        found += [card_state(row) for row in rows]
    return found


def repeating(connection: Connection, day: int, decks: Iterable[str] | None) -> list[CardState]:
    """Cards that scored below 4 on `day`, so that they come again in the same sitting."""
    names = None if decks is None else set(decks)
    return [
        state
        for state in map(card_state, _REPEATING.all(connection, {"day": day}))
        if state.memory.due > day >= state.buried_until
        and not (state.retired or state.suspended)
        and (names is None or state.deck in names)
    ]


def card(connection: Connection, card_id: int) -> CardState | None:
    """The card of that id."""
    row = _CARD.first(connection, {"id": card_id})
    return None if row is None else card_state(row)


def counts(connection: Connection, day: int) -> dict[str, Counts]:
    """How many cards stand where, for each deck, also for those without cards."""
    found: dict[str, dict[str, int]] = {deck: {"due": 0} for deck in _names(connection, None)}
    for deck, retired, suspended, state, count in _COUNTS.all(connection, {}):
        if retired or suspended:
            continue
        found[deck][_FIELDS[state]] = count
        if state != NEW:
            values = {"deck": deck, "state": state, "day": day}
            found[deck]["due"] += _WAITING.first(connection, values)[0]
    return {deck: Counts(**fields) for deck, fields in found.items()}


def progress(
    connection: Connection, decks: Iterable[str] | None
) -> dict[tuple[str, str], Progress]:
    """How far each note is learned, by (deck, note)."""
    rows = _PROGRESS.all(connection, {"decks": _names(connection, decks)})
    return {(deck, note): Progress(*numbers) for deck, note, *numbers in rows}


def suspend(connection: Connection, card_id: int, *, suspended: bool) -> None:
    """Take a card out of study until further notice, or back in."""
    _SUSPEND.run(connection, {"card_id": card_id, "suspended": suspended})


def bury(connection: Connection, card_id: int, until: int) -> None:
    """Hide a card until the study day `until`."""
    _BURY.run(connection, {"card_id": card_id, "buried": until})


def deck_ids(connection: Connection) -> list[str]:
    """The ids of all decks, in order."""
    return [row[0] for row in _DECKS.all(connection, {})]


def _names(connection: Connection, decks: Iterable[str] | None) -> list[str]:
    if decks is not None:
        return list(dict.fromkeys(decks))
    return deck_ids(connection)


def _merged(
    connection: Connection,
    statements: Sequence[Prepared],
    values: dict[str, int],
    decks: Iterable[str] | None,
) -> list[CardState]:
    found = [
        card_state(row)
        for deck in _names(connection, decks)
        for statement in statements
        for row in statement.all(connection, {**values, "deck": deck})
    ]
    return sorted(found, key=lambda state: (state.memory.due, state.buried_until, state.id))
