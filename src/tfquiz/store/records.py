"""What goes into the store and comes out of it: plain frozen data.

Importing this module loads no database library. Study days are ints (`date.toordinal()`), instants
are aware datetimes in UTC; which day an instant belongs to is decided by the caller.
"""

import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from tfquiz.cards.question import Question, Words
from tfquiz.scheduler import Memory

State = Literal["new", "learning", "review"]
Verdict = Literal["right", "slip", "misconception", "wrong", "given-up"]
Filter = Literal["new", "learning", "review", "due", "leech", "suspended", "buried", "retired"]

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
class DeckRecord:
    """A deck to put into the collection."""

    id: str
    title: Words
    hash: str
    """A hash of the file; the same hash means that nothing needs to be done."""
    origin: str
    """Where the deck comes from: "shipped", or the file's absolute path. Guards the id."""
    libraries: tuple[str, ...]
    notes: tuple[NoteRecord, ...]
    text: Words = field(default_factory=dict)


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
class NoteRow:
    """A note in the collection."""

    deck: str
    record: NoteRecord
    """Its `cards` are those that are not retired."""
    retired: bool
    """Whether the note has left its deck; its history is kept."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What putting a deck did, by note id, each in the deck's order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()
    """Notes that had left the deck and are back, with their history."""
    renamed: tuple[tuple[str, str], ...] = ()
    """(old, new) ids of notes; a renamed note is in `changed` too."""
    cards: tuple[int, ...] = ()
    """Ids of cards that have no question in stock because of this: new, changed or revived."""

    @property
    def anything(self) -> bool:
        """Whether the collection differs from before."""
        return bool(self.added or self.changed or self.retired or self.revived)


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
class ReviewRecord:
    """One line of the log: an answer and what it was worth."""

    id: str
    """See `review_id`."""
    card_id: int
    question_id: str
    """The question that was asked, or an empty string where it is not known."""
    typed: str
    """What was typed or chosen, to the letter."""
    seconds: float
    verdict: Verdict
    misconceptions: tuple[str, ...]
    """Ids of the misconceptions that the answer matched."""
    hints: int
    quality: int
    """SM-2's grade, 0 to 5."""
    at: datetime
    """The instant, in UTC."""
    day: int
    """The study day on which the learner was then."""
    offset: int
    """Minutes that local time was ahead of UTC."""
    repeat: bool
    """Whether this was a repetition on the same day, which never moves the schedule."""
    spread: int = 0
    """How far from its day the card was sent, so that the log replays: see `scheduler.review`."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A line of the log with the card that it is about."""

    review: ReviewRecord
    deck: str
    note: str
    template: str
    facet: str
    interval: int
    """Days that the card had been scheduled for; 0 if it was new."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A review that counts no more."""

    review: ReviewRecord
    card: CardState
    """The card as it is now, without that review."""


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


@dataclass(frozen=True, slots=True)
class Tally:
    """Reviews of one kind on one day, added up; undone ones are not among them."""

    day: int
    verdict: Verdict
    repeat: bool
    age: int
    """Lowest interval of the age group: 0 new, 1, 7, 21 or 90 days."""
    count: int
    passed: int
    """How many of them had quality 3 or better."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for in Browse; every condition that is given must hold."""

    text: str = ""
    """Part of a note's id, title or explanation, in any language, case ignored."""
    tags: tuple[str, ...] = ()
    deck: str | None = None
    state: Filter | None = None
    """Retired cards are found by "retired" only."""


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
