"""Questions of one card with inputs that were not asked yet, made from the collection alone."""

from dataclasses import replace

from pydantic import ValidationError

from tfquiz.cards.compose import Refused
from tfquiz.cards.models import Note
from tfquiz.cards.question import Question, Words
from tfquiz.cards.subject import Subject
from tfquiz.session.making import Rooms, Wanted, make_questions
from tfquiz.store.collection import Collection
from tfquiz.store.records import CardState

TRIES = 4
"""Seeds that are tried beyond those wanted before a card is given up."""
_CHANGED: Words = {
    "en": "This changed with {moved}: what gave {old} gives {new} now. A miss is no lapse.",
    "zh": "{moved} 之后结果变了：从前得到 {old}，现在得到 {new}。这次答错不算遗忘。",
}


def next_questions(
    collection: Collection, runs: Rooms, card: CardState, *, count: int
) -> list[Question] | Refused:
    """The questions that follow those made before; the first says so where a library changed."""
    latest = collection.latest_question(card.id)
    after = -1 if latest is None else latest.seed
    made = fresh_questions(collection, runs, card, count=count, after=after)
    if latest is None or isinstance(made, Refused) or latest.versions == made[0].versions:
        return made
    again = fresh_questions(collection, runs, card, count=1, after=latest.seed - 1)
    if isinstance(again, Refused) or again[0].seed != latest.seed:
        return made
    changed = _change(latest, again[0])
    return [replace(made[0], changed=changed), *made[1:]]


def _change(old: Question, new: Question) -> Words:
    """What an older library gave for the same code, in words; empty if that is the same."""
    if (old.code, old.ask) != (new.code, new.ask) or old.answer.text == new.answer.text:
        return {}
    moved = [
        f"{name} {old.versions[name]} → {version}"
        for name, version in new.versions.items()
        if old.versions.get(name, version) != version
    ]
    fields = {"moved": ", ".join(moved), "old": old.answer.text, "new": new.answer.text}
    return {language: text.format(**fields) for language, text in _CHANGED.items()}


def fresh_questions(
    collection: Collection, runs: Rooms, card: CardState, *, count: int, after: int
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
    if isinstance(subject, Refused):
        return subject
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


def subject_of(collection: Collection, card: CardState) -> Subject | Refused:
    """The template of a card, read from the collection: the deck's file is not needed."""
    try:
        note = Note.model_validate_json(collection.note(card.deck, card.note).source)
    except ValidationError:
        return Refused(f"the note cannot be read; add the deck {card.deck} again")
    template = next((one for one in note.templates if one.id == card.template), None)
    if template is None:
        return Refused(f"the note has no template {card.template}; add the deck {card.deck} again")
    deck = next(row for row in collection.decks() if row.id == card.deck)
    for libraries in (template.libraries, note.libraries):
        if libraries is not None:
            return Subject(card.deck, note, template, tuple(libraries))
    return Subject(card.deck, note, template, deck.libraries)
