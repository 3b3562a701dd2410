"""Reads a day's standing from the collection: what is due, what may be new, what was answered.

Only reads; the order is `queue`'s. Everything follows from the file, so a sitting that begins anew
stands where the last one stopped.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tfquiz.session.moments import Limits
from tfquiz.session.queue import (
    NoteKey,
    Standing,
    Step,
    blocked,
    by_urgency,
    introduced,
    note_key,
)
from tfquiz.store.records import CardState

if TYPE_CHECKING:
    # The interface imports this package before its first picture, and the database library not.
    from tfquiz.store.collection import Collection

FIRST_LOOK = 100
"""New cards of a deck to look at before looking further."""
FURTHEST_LOOK = 5_000

Decks = tuple[str, ...] | None


def load(collection: "Collection", day: int, limits: Limits, decks: Decks) -> Standing:
    """The standing on study day `day`, within the limits; answers of all decks count for these."""
    today = collection.answers_of(day)
    reviews = sum(row.interval > 0 and not row.repeat for row in today)
    room = max(0, limits.reviews - reviews)
    due = collection.due(day, decks=decks, limit=room + 1)
    standing = Standing(
        due=by_urgency(due[:room], day),
        repeats=tuple(collection.repeating(day, decks=decks)),
        trail=tuple(Step(row.card, (row.deck, row.note)) for row in today),
        beyond=len(due) > room,
    )
    return with_new(standing, collection, day, limits, decks)


def with_new(
    standing: Standing, collection: "Collection", day: int, limits: Limits, decks: Decks
) -> Standing:
    """The standing with the new cards that may come now, looked up anew; the rest as it is."""
    if standing.beyond:
        return standing
    met = [
        (row.deck, row.note)
        for row in collection.answers_of(day)
        if row.interval == 0 and not row.repeat
    ]
    new = _new(collection, day, decks, frozenset(met), limits.new - len(met))
    return replace(standing, new=new)


def _new(
    collection: "Collection", day: int, decks: Decks, met: frozenset[NoteKey], limit: int
) -> tuple[CardState, ...]:
    """The new cards of today; looks further into the decks as long as too few may be shown."""
    if limit <= 0:
        return ()
    look, seen = FIRST_LOOK, -1
    while True:
        candidates = collection.new(day, decks=decks, limit=look)
        waiting = _blocked(collection, candidates)
        found = introduced(candidates, met=met, blocked=waiting, limit=limit)
        if len(found) >= limit or len(candidates) == seen or look >= FURTHEST_LOOK:
            return found
        look, seen = look * 4, len(candidates)


def _blocked(collection: "Collection", candidates: list[CardState]) -> frozenset[NoteKey]:
    after = collection.prerequisites({note_key(card) for card in candidates})
    needed = {(deck, other) for (deck, _), others in after.items() for other in others}
    return blocked(after, collection.remembered(needed) if needed else {})
