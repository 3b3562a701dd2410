"""What goes wrong again and again: misconceptions that are held, and leeches with a next step."""

from collections import defaultdict
from collections.abc import Sequence

from tfquiz.stats.figures import HeldBelief, Leech
from tfquiz.store.tallies import HeldTally, LapsedCard

GONE_AFTER = 2
"""Right answers in a row, each on its day, after which a misconception counts as gone."""


def misconceptions(held: Sequence[HeldTally]) -> tuple[HeldBelief, ...]:
    """Misconceptions that answers showed, those still held first, then most often first."""
    groups: defaultdict[tuple[str, str, str], list[HeldTally]] = defaultdict(list)
    for tally in held:
        groups[tally.deck, tally.note, tally.id].append(tally)
    found = [
        HeldBelief(
            deck=deck,
            note=note,
            title=seen[0].title,
            id=name,
            times=sum(tally.times for tally in seen),
            last=max(tally.last for tally in seen),
            gone=all(_is_gone(tally) for tally in seen),
        )
        for (deck, note, name), seen in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.gone, -one.times, -one.last, one.id)))


def _is_gone(tally: HeldTally) -> bool:
    # A wrong answer sets the repetitions back to 0, so they all came after it.
    return tally.repetitions >= GONE_AFTER and tally.reviewed > tally.last


def leeches(lapsed: Sequence[LapsedCard], held: Sequence[HeldTally]) -> tuple[Leech, ...]:
    """Cards that were forgotten eight times or more, those in play first."""
    most: dict[int, HeldTally] = {}
    for tally in held:
        if tally.card not in most or tally.times > most[tally.card].times:
            most[tally.card] = tally
    found = [_leech(card, most.get(card.card)) for card in lapsed]
    return tuple(sorted(found, key=lambda one: (one.suspended, -one.lapses, one.card)))


def _leech(card: LapsedCard, belief: HeldTally | None) -> Leech:
    name = None if belief is None else belief.id
    return Leech(
        card=card.card,
        deck=card.deck,
        note=card.note,
        title=card.title,
        template=card.template,
        facet=card.facet,
        lapses=card.lapses,
        suspended=card.suspended,
        belief=name,
        next_step=_next_step(card, name),
    )


def _next_step(card: LapsedCard, belief: str | None) -> str:
    if card.suspended:
        return "It is suspended: read the note again, then take it back in from Browse."
    if belief is not None:
        return f"Compare the two programs of '{belief}' in the trace, up to the first difference."
    return "Read the note again and step through the trace, or suspend it in Browse."
