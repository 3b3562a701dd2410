"""Putting exported lines into a collection: all of it into an empty one, a merge into another.

Merging takes the union of both logs and replays it, so it neither doubles nor loses a review, and
two machines that import from each other agree. Everything happens in one transaction.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from tfquiz.cards.question import load_question
from tfquiz.store import adopt, lines, log, schema
from tfquiz.store.collection import Collection
from tfquiz.store.errors import StoreError
from tfquiz.store.handle import Connection
from tfquiz.store.keys import Keys
from tfquiz.store.lines import Content, QuestionLine, ReviewLine
from tfquiz.store.records import to_json, to_micros
from tfquiz.store.rows import pack

BATCH = 1_000
_QUESTIONS, _LOG = schema.questions.c, schema.reviews.c
_KNOWN = select(_QUESTIONS.ready, _QUESTIONS.asked).where(_QUESTIONS.id == bindparam("id"))
_MEET = (
    update(schema.questions)
    .where(_QUESTIONS.id == bindparam("of_id"))
    .values(ready=bindparam("ready"), asked=bindparam("asked"))
)


@dataclass(frozen=True, slots=True)
class Imported:
    """How much an import added to what was there."""

    decks: int
    notes: int
    cards: int
    questions: int
    reviews: int
    """Lines of the log, undone answers and undos included."""


def import_lines(collection: Collection, texts: Iterable[str], *, name: str) -> Imported:
    """Merge an export into a collection. Importing it again changes nothing.

    Args:
        collection: the collection; an empty one becomes what was exported.
        texts: the export's lines.
        name: the export's name, for messages.

    Raises:
        FileError: if the export is cut off or not of the format, with the line.
        StoreError: if it contradicts itself. Nothing is changed in either case.
    """
    return merge(collection, lines.read(texts, name=name))


def merge(collection: Collection, content: Iterable[Content]) -> Imported:
    """Merge lines, in the order of `dump.contents`, into a collection."""
    stream = iter(content)
    with collection.writing() as connection:
        adopted, rest = adopt.adopt(connection, stream)
        keys = Keys.load(connection)
        questions = reviews = 0
        touched: set[int] = set()
        for batch in _batches(rest):
            made = [line for line in batch if isinstance(line, QuestionLine)]
            questions += _put_questions(connection, made, keys, adopted)
            said = [line for line in batch if isinstance(line, ReviewLine)]
            reviews += _put_reviews(connection, said, keys, touched)
        reviews += _settle_regraded(connection)
        for card in touched:
            log.remember(connection, card, collection.review)
    return Imported(adopted.decks, adopted.notes, adopted.cards, questions, reviews)


def _batches(stream: Iterator[Content]) -> Iterator[list[Content]]:
    batch: list[Content] = []
    for line in stream:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _put_questions(
    connection: Connection, made: list[QuestionLine], keys: Keys, adopted: adopt.Adopted
) -> int:
    added = []
    for line in made:
        known = connection.execute(_KNOWN, {"id": line.id}).first()
        if known is None:
            fits = (line.deck, line.note) in adopted.alike
            added.append(_question_values(line, _card(keys, line), ready=line.ready and fits))
        else:
            # Asked on one of two machines, it is not asked again on the other.
            asked = max(known.asked, line.asked)
            ready = known.ready and line.ready
            connection.execute(_MEET, {"of_id": line.id, "ready": ready, "asked": asked})
    if added:
        connection.execute(insert(schema.questions), added)
    return len(added)


def _question_values(line: QuestionLine, card: int, *, ready: bool) -> dict[str, Any]:
    try:
        question = load_question(line.question)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"The question {line.id} cannot be read: {error!r}.") from error
    id_, data = pack(question)
    if id_ != line.id:
        raise StoreError(f"The question {line.id} is not the one that has this id.")
    return {
        "id": id_,
        "card": card,
        "ready": ready,
        "asked": line.asked,
        "versions": to_json(question.versions),
        "data": data,
    }


def _put_reviews(
    connection: Connection, said: list[ReviewLine], keys: Keys, touched: set[int]
) -> int:
    if not said:
        return 0
    ids = [line.id for line in said]
    known = set(connection.scalars(select(_LOG.id).where(_LOG.id.in_(ids))))
    # The same line twice in a recovered file is still one line.
    new = {line.id: line for line in said if line.id not in known}
    added = [_review_values(line, _card(keys, line)) for line in new.values()]
    touched.update(values["card"] for values in added)
    if added:
        connection.execute(insert(schema.reviews), added)
    return len(added)


def _review_values(line: ReviewLine, card: int) -> dict[str, Any]:
    values = line.model_dump(exclude={"line", "deck", "note", "template", "facet"})
    return {
        **values,
        "card": card,
        "at": to_micros(line.at),
        "misconceptions": to_json(line.misconceptions),
    }


def _card(keys: Keys, line: QuestionLine | ReviewLine) -> int:
    card = keys.find(line.deck, line.note, line.template, line.facet)
    if card is None:
        raise StoreError(
            f"The {line.line} {line.id} is about a card that is not there: {line.deck}/{line.note} "
            f"({line.template}, {line.facet}). Nothing was imported."
        )
    return card


def _settle_regraded(connection: Connection) -> int:
    """Of answers graded anew on both machines keep one, the same everywhere: the last by id."""
    twice = select(_LOG.id, _LOG.voids).where(_LOG.kind == "answer", _LOG.voids.is_not(None))
    rows = connection.execute(twice.order_by(_LOG.voids, _LOG.id)).all()
    surplus = [row.id for row, after in pairwise(rows) if row[1] == after[1]]
    return sum(log.void_surplus(connection, id_) for id_ in surplus)
