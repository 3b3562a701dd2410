"""Questions of one card with inputs that were not asked yet, made from the collection alone."""

from tfquiz.cards.compose import Refused
from tfquiz.cards.models import Note
from tfquiz.cards.question import Question
from tfquiz.cards.subject import Subject
from tfquiz.errors import TfquizError
from tfquiz.session.making import Runs, Wanted, make_questions
from tfquiz.store.collection import Collection
from tfquiz.store.records import CardState

TRIES = 4
"""Seeds that are tried beyond those wanted before a card is given up."""


def fresh_questions(
    collection: Collection, runs: Runs, card: CardState, *, count: int, after: int
) -> list[Question] | Refused:
    """Questions of a card with inputs that were not asked yet.

    Args:
        collection: holds the note's source.
        runs: what runs programs.
        card: the card.
        count: how many.
        after: the seed of the last one made.
    """
    subject = subject_of(collection, card)
    absent = runs.missing(subject.libraries)
    if absent:
        return Refused(f"{', '.join(absent)} is not installed")
    seeds = range(after + 1, after + 1 + count + TRIES)
    found: list[Question] = []
    reason = "no question could be made"
    for start in range(0, len(seeds), count):
        wanted = [Wanted(subject, card.facet, seed) for seed in seeds[start : start + count]]
        for made in make_questions(runs, wanted):
            if isinstance(made.result, Refused):
                reason = made.result.reason
            else:
                found.append(made.result)
        if len(found) >= count:
            break
    return found[:count] or Refused(reason)


def subject_of(collection: Collection, card: CardState) -> Subject:
    """The template of a card, read from the collection: the deck's file is not needed."""
    note = Note.model_validate_json(collection.note(card.deck, card.note).source)
    template = next((one for one in note.templates if one.id == card.template), None)
    if template is None:
        raise TfquizError(f"The note {card.deck}/{card.note} has no template {card.template}.")
    deck = next(row for row in collection.decks() if row.id == card.deck)
    for libraries in (template.libraries, note.libraries):
        if libraries is not None:
            return Subject(card.deck, note, template, tuple(libraries))
    return Subject(card.deck, note, template, deck.libraries)
