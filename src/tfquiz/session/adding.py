"""Adding a deck: prove each template by running it, store the deck, stock its first questions."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from tfquiz.cards.compose import Refused
from tfquiz.cards.deck import template_lines
from tfquiz.cards.models import Deck, Note
from tfquiz.cards.question import Question
from tfquiz.cards.subject import Subject, subjects
from tfquiz.errors import FileError, Problem
from tfquiz.session.faceting import with_facets
from tfquiz.session.making import Made, Rooms, Runs, Wanted, make_questions
from tfquiz.session.repeating import may_vary, unsteady
from tfquiz.session.shipped import SHIPPED
from tfquiz.store.collection import Collection
from tfquiz.store.deckrecords import Changes, DeckRecord
from tfquiz.store.records import CardKey, NoteRecord

FIRST_STOCK = 2
"""Questions that each card has ready from the start."""

Progress = Callable[[int, int], None]
"""Called with how many questions are made and how many there will be."""


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck that was read and checked, with what the store remembers of its file."""

    deck: Deck
    text: str
    origin: str
    """ "shipped", or the file's path."""

    @property
    def hash(self) -> str:
        """What the deck's text is known by."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A template that is not asked here, because a library is not installed."""

    note: str
    template: str
    libraries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a deck did."""

    deck: str
    changes: Changes
    questions: int
    """How many were made and stored."""
    left_out: tuple[LeftOut, ...]


def add_deck(
    collection: Collection,
    runs: Rooms,
    file: DeckFile,
    *,
    at: datetime,
    progress: Progress | None = None,
    take_over: bool = False,
) -> Added:
    """Prove a deck, store it, and make the first questions of its new and changed cards.

    Args:
        collection: where it goes.
        runs: what runs programs.
        file: the deck, read and checked.
        at: the instant, in UTC.
        progress: told how far it is.
        take_over: whether the deck may take the place of one of that id from elsewhere.

    Raises:
        FileError: if a template does not work, with all that do not; nothing is stored then.
    """
    able, left_out = _able(runs, file.deck)
    able = with_facets(runs, able)
    known = _known_sources(collection, file.deck.id)
    fresh = [one for one in able if known.get(one.note.id) != note_source(one.note)]
    wanted = [
        Wanted(one, facet, seed) for one in fresh for facet in one.facets
        for seed in range(FIRST_STOCK)
    ]  # fmt: skip
    reasons = unsteady(runs, [*filter(may_vary, fresh)])
    questions, failed = _prove(runs, wanted, progress, reasons)
    if failed:
        advice = "This deck was not added. `tfquiz check FILE` says more about each."
        raise FileError(_problems(file, failed), advice=advice)
    record = _record(file, able)
    changes = collection.put_deck(record, at=at, take_over=take_over)
    count = _stock(collection, changes, questions)
    return Added(file.deck.id, changes, count, tuple(left_out))


def is_readable(collection: Collection, deck: str) -> bool:
    """Whether questions can be made from what the store keeps of a deck."""
    try:
        for source in _known_sources(collection, deck).values():
            Note.model_validate_json(source)
    except ValidationError:
        return False
    return True


def note_source(note: Note) -> str:
    """A note as the store keeps it, so that questions can be made without the file."""
    return note.model_dump_json(by_alias=True, exclude_unset=True)


def _able(runs: Runs, deck: Deck) -> tuple[list[Subject], list[LeftOut]]:
    able: list[Subject] = []
    left_out: list[LeftOut] = []
    for subject in subjects(deck):
        absent = runs.missing(subject.libraries)
        if absent:
            left_out.append(LeftOut(subject.note.id, subject.template.id, absent))
        else:
            able.append(subject)
    return able, left_out


def _known_sources(collection: Collection, deck: str) -> dict[str, str]:
    if all(row.id != deck for row in collection.decks()):
        return {}
    return {row.record.id: row.record.source for row in collection.notes(deck) if not row.retired}


Card = tuple[str, str, str]
"""Note, template and facet."""


def _prove(
    runs: Rooms, wanted: Sequence[Wanted], progress: Progress | None, reasons: Mapping[str, str]
) -> tuple[dict[Card, list[Question]], dict[Card, str]]:
    """The questions of each card, and of those that give none why."""
    questions: dict[Card, list[Question]] = {}
    refused: dict[Card, str] = {}
    for made in _counted(runs, wanted, progress):
        card = (made.wanted.subject.note.id, made.wanted.subject.template.id, made.wanted.facet)
        if reason := reasons.get(made.wanted.subject.key):
            refused.setdefault(card, reason)
        elif isinstance(made.result, Refused):
            refused.setdefault(card, made.result.reason)
        else:
            questions.setdefault(card, []).append(made.result)
    return questions, {card: why for card, why in refused.items() if card not in questions}


def _problems(file: DeckFile, failed: Mapping[Card, str]) -> list[Problem]:
    """Cards without a question, each with the line in which its template begins."""
    name = file.deck.id if file.origin == SHIPPED else file.origin
    lines = template_lines(file.text, file.deck)
    return [
        Problem(
            name,
            lines[note, template],
            f"note {note!r}, template {template!r}: facet {facet!r}: no question: {reason}",
        )
        for (note, template, facet), reason in failed.items()
    ]


def _counted(runs: Rooms, wanted: Sequence[Wanted], progress: Progress | None) -> Iterator[Made]:
    if progress:
        progress(0, len(wanted))
    for number, made in enumerate(make_questions(runs, wanted), start=1):
        yield made
        if progress:
            progress(number, len(wanted))


def _record(file: DeckFile, able: Sequence[Subject]) -> DeckRecord:
    cards: dict[str, list[CardKey]] = {}
    for subject in able:
        cards.setdefault(subject.note.id, []).extend(
            CardKey(subject.template.id, facet, tuple(subject.template.was))
            for facet in subject.facets
        )
    notes = tuple(
        _note_record(note, cards[note.id]) for note in file.deck.notes if note.id in cards
    )
    header = file.deck.deck
    return DeckRecord(
        id=header.id,
        title=header.title,
        text=header.text,
        hash=file.hash,
        origin=file.origin,
        libraries=tuple(header.libraries),
        notes=notes,
    )


def _note_record(note: Note, cards: Sequence[CardKey]) -> NoteRecord:
    return NoteRecord(
        id=note.id,
        title=note.title,
        text=note.text,
        source=note_source(note),
        cards=tuple(cards),
        tags=tuple(note.tags),
        after=tuple(note.after),
        was=tuple(note.was),
    )


def _stock(
    collection: Collection, changes: Changes, questions: dict[tuple[str, str, str], list[Question]]
) -> int:
    cards = [collection.card(card_id) for card_id in changes.cards]
    made = {card.id: questions.get((card.note, card.template, card.facet), []) for card in cards}
    return collection.stock_many(made)
