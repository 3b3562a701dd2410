"""What goes wrong again and again: misconceptions that are held, and leeches with a next step."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tfquiz.cards.question import Words
from tfquiz.stats.figures import HeldBelief, Leech
from tfquiz.store.records import LEECH_LAPSES
from tfquiz.store.tallies import CardLine, HeldTally, NoteLine

GONE_AFTER = 2
"""Right answers in a row, each on its day, after which a misconception counts as gone."""

NoteKey = tuple[str, str]


def misconceptions(
    held: Sequence[HeldTally], cards: Mapping[int, CardLine], notes: Mapping[NoteKey, NoteLine]
) -> tuple[HeldBelief, ...]:
    """Misconceptions that answers showed, those still held first, then most often first."""
    groups: defaultdict[tuple[str, str, str], list[tuple[HeldTally, CardLine]]] = defaultdict(list)
    for tally in held:
        card = cards.get(tally.card)
        if card is not None and (card.deck, card.note) in notes:
            groups[card.deck, card.note, tally.id].append((tally, card))
    found = [
        HeldBelief(
            deck=deck,
            note=note,
            title=notes[deck, note].title,
            id=name,
            times=sum(tally.times for tally, _ in seen),
            last=max(tally.last for tally, _ in seen),
            gone=all(_is_gone(tally, card) for tally, card in seen),
        )
        for (deck, note, name), seen in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.gone, -one.times, -one.last, one.id)))


def _is_gone(tally: HeldTally, card: CardLine) -> bool:
    # A wrong answer sets the repetitions back to 0, so they all came after it.
    return card.repetitions >= GONE_AFTER and card.reviewed > tally.last


def leeches(
    cards: Sequence[CardLine], held: Sequence[HeldTally], notes: Mapping[NoteKey, NoteLine]
) -> tuple[Leech, ...]:
    """Cards that were forgotten eight times or more, those in play first."""
    most: dict[int, HeldTally] = {}
    for tally in held:
        if tally.card not in most or tally.times > most[tally.card].times:
            most[tally.card] = tally
    found = [
        _leech(card, most.get(card.id), notes[card.deck, card.note].title)
        for card in cards
        if card.lapses >= LEECH_LAPSES and (card.deck, card.note) in notes
    ]
    return tuple(sorted(found, key=lambda one: (one.suspended, -one.lapses, one.card)))


def _leech(card: CardLine, belief: HeldTally | None, title: Words) -> Leech:
    name = None if belief is None else belief.id
    return Leech(
        card=card.id,
        deck=card.deck,
        note=card.note,
        title=title,
        template=card.template,
        facet=card.facet,
        lapses=card.lapses,
        suspended=card.suspended,
        belief=name,
        next_step=_next_step(card, name),
    )


def _next_step(card: CardLine, belief: str | None) -> str:
    if card.suspended:
        return "It is suspended: read the note again, then take it back in from Browse."
    if belief is not None:
        return f"Compare the two programs of '{belief}' in the trace, up to the first difference."
    return "Read the note again and step through the trace, or suspend it in Browse."
