"""What goes into the store and comes out of it: plain frozen data.

What the first question of a sitting needs is here; decks are in `deckrecords`, the log is in
`reviews`, figures are in `tallies`. No database library is loaded. Study days are ints
(`date.toordinal()`), instants are aware datetimes in UTC; which day an instant belongs to is
decided by the caller.
"""

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from tfquiz.cards.question import Question, Words
from tfquiz.scheduler import Memory

State = Literal["new", "learning", "review"]
Verdict = Literal["right", "slip", "misconception", "wrong", "given-up"]

KNOWN_REPETITIONS = 2
"""Successful reviews in a row from which a card is in state "review"; below it is "learning"."""
LEECH_LAPSES = 8


@dataclass(frozen=True, slots=True)
class CardKey:
    """What makes a card of a note: one template and facet."""

    template: str
    facet: str
    was: tuple[str, ...] = ()
    """Earlier ids of the template, whose schedule the card inherits."""


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """A note as it stands in its deck's file, with what is needed to make questions without it."""

    id: str
    title: Words
    text: Words
    """The explanation, in Markdown, by language."""
    source: str
    """The note as JSON: `model_dump_json(by_alias=True, exclude_unset=True)` of `models.Note`."""
    cards: tuple[CardKey, ...]
    """In the order in which they are to be learned."""
    tags: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    """Ids of notes of the same deck to know before this one."""
    was: tuple[str, ...] = ()
    """Earlier ids of the note, whose schedules it inherits."""


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck in the collection."""

    id: str
    title: Words
    text: Words
    hash: str
    origin: str
    libraries: tuple[str, ...]
    added: datetime
    changed: datetime
    """When the deck's file last brought something new."""
    notes: int
    """Notes that are not retired."""
    cards: int
    """Cards that are not retired."""


@dataclass(frozen=True, slots=True)
class CardState:
    """A card and where it stands."""

    id: int
    deck: str
    note: str
    template: str
    facet: str
    memory: Memory
    suspended: bool
    buried_until: int
    """First study day on which the card is shown again; 0 when it is not buried."""
    state: State
    retired: bool
    """Whether the card's note or template has left its deck."""


@dataclass(frozen=True, slots=True)
class StockedQuestion:
    """A question in stock, and the id to record it by."""

    id: str
    question: Question


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, as the order of a day's cards needs it."""

    card: int
    deck: str
    note: str
    interval: int
    """Days that the card had been scheduled for; 0 if it was new."""
    repeat: bool
    """Whether the card had been answered on that day before."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cards stand where; retired and suspended ones are not counted."""

    due: int = 0
    """To be reviewed on the day or before it, not buried, not new."""
    new: int = 0
    learning: int = 0
    known: int = 0
    """Cards in state "review"."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a note is learned; retired cards are not counted."""

    cards: int
    started: int
    """Cards that were reviewed at least once."""
    known: int
    """Cards in state "review"."""


def review_id(at: datetime, chance: int) -> str:
    """A new id: UUID version 7 (RFC 9562) as 32 hex digits, so that ids sort by time.

    Args:
        at: the instant, aware.
        chance: 74 random bits.
    """
    milliseconds = max(0, math.floor(at.timestamp() * 1000)) & ((1 << 48) - 1)
    high, low = (chance >> 62) & 0xFFF, chance & ((1 << 62) - 1)
    return f"{milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low:032x}"


def to_micros(at: datetime) -> int:
    """Microseconds since 1970 in UTC; ValueError for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def from_micros(micros: int) -> datetime:
    """The instant that `to_micros` wrote, in UTC."""
    seconds, rest = divmod(micros, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)


def state_of(memory: Memory) -> State:
    """Where a card with this memory stands."""
    if memory.is_new:
        return "new"
    return "review" if memory.repetitions >= KNOWN_REPETITIONS else "learning"


def to_json(data: object) -> str:
    """JSON on one line, the same for the same data, readable in every language."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
