"""In which order the cards of a day are asked. Pure: cards and today's answers in, an order out.

The order follows from what is in the store and from nothing else, so a sitting that was left, or
killed, goes on at the same question. Which cards are due is the store's to say; whether a question
for one is ready is looked up by `sitting`.
"""

import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter

from tfquiz.store.records import CardState

NoteKey = tuple[str, str]
"""(deck, note): a note's id is unique within its deck only."""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer of today, as the order needs it."""

    card_id: int
    note: NoteKey


@dataclass(frozen=True, slots=True)
class Standing:
    """What today still asks for, and what it has asked already."""

    due: tuple[CardState, ...] = ()
    """Cards to review, in the order of `by_urgency`, within the day's limit."""
    new: tuple[CardState, ...] = ()
    """Cards to introduce, from `introduced`."""
    repeats: tuple[CardState, ...] = ()
    """Cards that scored below 4 today."""
    trail: tuple[Step, ...] = ()
    """Today's answers, oldest first."""
    beyond: bool = False
    """Whether more cards are due than the day's limit lets in."""

    def answered(self, card: CardState) -> "Standing":
        """The standing after `card` was answered; its memory is the one after the answer."""
        others = tuple(repeat for repeat in self.repeats if repeat.id != card.id)
        return replace(
            self,
            due=without(self.due, card.id),
            new=without(self.new, card.id),
            repeats=(*others, card) if card.memory.repeating else others,
            trail=(*self.trail, Step(card.id, note_key(card))),
        )

    def skipping(self, card_id: int) -> "Standing":
        """The standing without a card that is not to be asked now."""
        return replace(
            self,
            due=without(self.due, card_id),
            new=without(self.new, card_id),
            repeats=without(self.repeats, card_id),
        )


def note_key(card: CardState) -> NoteKey:
    """The note of a card."""
    return card.deck, card.note


def without(cards: Sequence[CardState], card_id: int) -> tuple[CardState, ...]:
    """The cards except one."""
    return tuple(card for card in cards if card.id != card_id)


def order(standing: Standing, *, gap: int) -> Iterator[CardState]:
    """All cards of a standing, the one to ask next first.

    A missed card comes back once `gap` other answers lie between, else after everything else. The
    note of the last answer is avoided as long as there is another.

    Args:
        standing: what today asks for.
        gap: how many other questions should lie between a miss and its repeat.
    """
    last = standing.trail[-1].note if standing.trail else None
    ages = _ages(standing.trail)
    never = len(standing.trail)
    repeats = sorted(standing.repeats, key=lambda card: (-ages.get(card.id, never), card.id))
    ready = [card for card in repeats if ages.get(card.id, gap) >= gap]
    early = [card for card in repeats if ages.get(card.id, gap) < gap]
    cards = list(chain(ready, standing.due, standing.new, early))
    yield from (card for card in cards if note_key(card) != last)
    yield from (card for card in cards if note_key(card) == last)


def _ages(trail: Sequence[Step]) -> dict[int, int]:
    """For each card how many answers came after its last one."""
    return {step.card_id: len(trail) - 1 - place for place, step in enumerate(trail)}


def by_urgency(cards: Sequence[CardState], day: int) -> tuple[CardState, ...]:
    """Due cards, those first whose wait is longest for the interval that they had.

    Three days late is much for a card that was due after one and little for one due after a
    hundred. Cards that are equally late are mixed, so that decks and notes do not come in blocks;
    the mixture depends on the card and the day alone.
    """
    return tuple(sorted(cards, key=lambda card: (-_lateness(card, day), _mixed(card.id, day))))


def _lateness(card: CardState, day: int) -> float:
    return max(0, day - card.memory.due) / max(1, card.memory.interval)


def _mixed(card_id: int, day: int) -> tuple[int, int]:
    return zlib.crc32(f"{day}/{card_id}".encode()), card_id


def introduced(
    candidates: Sequence[CardState],
    *,
    met: Collection[NoteKey],
    blocked: Collection[NoteKey],
    limit: int,
) -> tuple[CardState, ...]:
    """The new cards that today may bring, the decks taking turns; who has had none today begins.

    Args:
        candidates: new cards, each deck's in its order.
        met: notes of which a card was introduced today already.
        blocked: notes whose prerequisites are not known yet.
        limit: how many cards may still be introduced today.
    """
    decks: dict[str, dict[NoteKey, CardState]] = {}
    for card in candidates:
        key = note_key(card)
        if key not in met and key not in blocked:
            decks.setdefault(card.deck, {}).setdefault(key, card)
    had = Counter(deck for deck, _ in met)
    turns = [
        (had[deck] + place, card)
        for deck, firsts in decks.items()
        for place, card in enumerate(firsts.values())
    ]
    cards = [card for _, card in sorted(turns, key=itemgetter(0))]
    return tuple(cards[: max(0, limit)])


def blocked(
    after: Mapping[NoteKey, Sequence[str]], remembered: Mapping[NoteKey, bool]
) -> frozenset[NoteKey]:
    """The notes that have to wait for another one.

    Args:
        after: for each note the ids of notes of its deck to know before it.
        remembered: for each note that can be asked whether a card of it was remembered; a
            prerequisite that cannot be asked, or is not there, holds up nobody.
    """
    return frozenset(
        (deck, note)
        for (deck, note), needed in after.items()
        if any(not remembered.get((deck, other), True) for other in needed)
    )
