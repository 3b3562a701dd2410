"""Small decks, questions and answers for the store's tests: real records, made of nothing much."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tfquiz import scheduler
from tfquiz.cards.question import Gives, Question
from tfquiz.store.collection import Collection
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.records import CardKey, CardState, NoteRecord, review_id
from tfquiz.store.reviews import ReviewRecord
from tfquiz.values import Atom

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOON.toordinal()
KEYS = (CardKey("main", "value"), CardKey("main", "shape"))


def make_note(name, *, keys=KEYS, source="{}", title=None, **more):
    return NoteRecord(
        id=name,
        title={"en": title or f"About {name}"},
        text={"en": f"What {name} does", "zh": f"{name} 的作用"},
        source=source,
        cards=tuple(keys),
        **more,
    )


def make_deck(*notes, name="numpy", origin="/decks/numpy.toml", **more):
    made = tuple(make_note(note) if isinstance(note, str) else note for note in notes)
    values = {"hash": repr(made), "libraries": ("numpy",), "title": {"en": name}, **more}
    return DeckRecord(id=name, origin=origin, notes=made, **values)


def make_question(card: CardState, seed: int, *, versions=None):
    return Question(
        deck=card.deck,
        note=card.note,
        template=card.template,
        facet=card.facet,
        seed=seed,
        prompt={"en": "What is x?"},
        code=f"x = {seed}",
        ask="x",
        form="typed",
        answer=Gives(Atom(seed), str(seed), str(seed)),
        script=f"print({seed})",
        libraries=("numpy",),
        versions=versions or {"python": "3.11", "numpy": "2.4"},
    )


@dataclass
class Learner:
    """Answers cards as a sitting does, with ids and instants of its own."""

    collection: Collection
    seed: int = 0
    at: datetime = NOON
    chance: random.Random = field(init=False)

    def __post_init__(self):
        self.chance = random.Random(self.seed)

    def review(self, card, quality, day, *, question_id="", **more):
        self.at += timedelta(seconds=7)
        self.collection.today = lambda: day
        values = {
            "typed": "[1 2]",
            "seconds": 2.5,
            "verdict": "right" if quality >= 3 else "wrong",
            "misconceptions": () if quality >= 3 else ("copies",),
            "hints": 0,
            "offset": 60,
            "repeat": not card.memory.is_new and day <= card.memory.reviewed,
        }
        return ReviewRecord(
            id=review_id(self.at, self.chance.getrandbits(74)),
            card_id=card.id,
            question_id=question_id,
            quality=quality,
            at=self.at,
            day=day,
            **{**values, **more},
        )

    def answer(self, card_id, quality=4, day=TODAY, **more):
        card = self.collection.card(card_id)
        review = self.review(card, quality, day, **more)
        after = scheduler.review(card.memory, quality, day, spread=review.spread)
        self.collection.record(review, card.memory, after)
        return review


def open_with(path: Path, *notes, **more) -> tuple[Collection, list[int]]:
    """A collection with one deck, and the ids of its cards."""
    collection = Collection.open(path)
    collection.put_deck(make_deck(*notes, **more), at=NOON)
    return collection, [card.id for card in collection.new(TODAY, limit=10_000)]


def all_cards(collection: Collection, count: int) -> list[CardState]:
    return [collection.card(id_) for id_ in range(1, count + 1)]


def memories_follow_from_the_log(collection: Collection, card_ids) -> bool:
    return all(collection.card(id_).memory == collection.replayed(id_) for id_ in card_ids)
