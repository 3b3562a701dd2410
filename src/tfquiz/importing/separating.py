"""Which mechanical misconceptions an imported template has to be drawn to tell apart.

A question tells those that happen to differ on its draw; what differs on every draw needs no word,
and what never differs is no idea about this code. Those between are named in the deck, so that a
draw on which they would be right is not asked: `round(2.0)` says nothing about halves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tfquiz.cards.check import Drawn
from tfquiz.cards.mechanical.rewriting import PREFIX, rewrites
from tfquiz.cards.question import Raises
from tfquiz.cards.separation import judge_run
from tfquiz.cards.variant import Idea, Variant, program, rewritten
from tfquiz.program.program import Outcome
from tfquiz.session.rounds import Rounds

SAMPLE = 10
"""Draws on which every misconception is tried."""
OFTEN = 0.9
SELDOM = 0.2
"""Shares of draws between which a misconception is worth naming."""
MAX_RULES = 8
MAX_NAMED = 2


def with_all_ideas(drawn: Drawn) -> Rounds[Drawn]:
    """Some of the draws, each with the first rewrite of every rule for its beliefs."""
    variants = [
        replace(variant, beliefs=tuple(_ideas(variant))) for variant in drawn.variants[:SAMPLE]
    ]
    outcomes = yield from _run_beliefs(variants)
    found = [[known[0], *own] for known, own in zip(drawn.outcomes, outcomes, strict=False)]
    return replace(drawn, variants=variants, outcomes=found)


def shares(tried: Drawn, facet: str) -> dict[str, float]:
    """For each rule on what share of draws it gives another answer, the most plausible first.

    An exception tells nothing about a shape.
    """
    counts: Counter[str] = Counter()
    for variant, outcomes in zip(tried.variants, tried.outcomes, strict=True):
        ran = judge_run(variant, outcomes, facet)
        if ran is None:
            continue
        for place, idea in enumerate(variant.beliefs):
            fails = facet == "shape" and isinstance(ran.beliefs[place], Raises)
            if ran.differs(place) and not fails:
                counts[idea.id] += 1
    order = dict.fromkeys(idea.id for variant in tried.variants for idea in variant.beliefs)
    return {name.removeprefix(PREFIX): counts[name] / len(tried.variants) for name in order}


def share_said(tried: Drawn, facet: str) -> float:
    """On what share of draws the code says the answer to the letter."""
    ran = [judge_run(*one, facet) for one in zip(tried.variants, tried.outcomes, strict=True)]
    said = [one.truth.text in one.variant.truth.code for one in ran if one is not None]
    return sum(said) / max(1, len(said))


def doubtful(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The rules that show on some draws, not on others."""
    return tuple(name for name, share in shares.items() if SELDOM <= share <= OFTEN)


def with_ideas(drawn: Drawn, names: Sequence[str]) -> Rounds[Drawn]:
    """The draws of a template as they are where it names some rules."""
    variants = [
        replace(
            variant,
            beliefs=tuple(
                rewritten(variant.truth, name, variant.subject.libraries) for name in names
            ),
        )
        for variant in drawn.variants
    ]
    outcomes = yield from _run_beliefs(variants)
    known = zip(drawn.variants, drawn.outcomes, variants, outcomes, strict=True)
    both = [
        (replace(old, beliefs=(*old.beliefs, *new.beliefs)), [*before, *more])
        for old, before, new, more in known
    ]
    return replace(drawn, variants=[one for one, _ in both], outcomes=[one for _, one in both])


def _run_beliefs(variants: Sequence[Variant]) -> Rounds[list[list[Outcome]]]:
    outcomes = yield [
        program(variant, idea, shown=False) for variant in variants for idea in variant.beliefs
    ]
    rest = iter(outcomes)
    return [[next(rest) for _ in variant.beliefs] for variant in variants]


def _ideas(variant: Variant) -> list[Idea]:
    """The first rewrite of each rule."""
    truth = variant.truth
    found: dict[str, Idea] = {}
    for one in rewrites(truth.code, truth.ask, variant.subject.libraries):
        found.setdefault(one.id, Idea(one.id, one.why, one.code, one.ask))
    return list(found.values())[:MAX_RULES]
