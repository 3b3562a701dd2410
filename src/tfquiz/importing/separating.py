"""Which mechanical misconceptions an imported template has to be drawn to tell apart.

A question tells those that happen to differ on its draw; what differs on every draw needs no word,
and what never differs is no idea about this code. Those between are named in the deck, so that a
draw on which they would be right is not asked: `round(2.0)` says nothing about halves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tfquiz.cards.check import Drawn
from tfquiz.cards.mechanical import PREFIX, rewrites
from tfquiz.cards.separation import Ran, judge_run
from tfquiz.cards.subject import Subject
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


def shares_of_ideas(subject: Subject, drawn: Drawn) -> Rounds[dict[str, float]]:
    """For each rule that can rewrite the program, on what share of draws it gives something else.

    The most plausible rules come first.
    """
    variants = drawn.variants[:SAMPLE]
    ideas = [_ideas(variant) for variant in variants]
    outcomes = yield [
        program(variant, idea, shown=False)
        for variant, own in zip(variants, ideas, strict=True)
        for idea in own
    ]
    rest = iter(outcomes)
    counts: Counter[str] = Counter()
    for variant, known, own in zip(variants, drawn.outcomes, ideas, strict=False):
        ran = _judged(subject, variant, own, [known[0], *(next(rest) for _ in own)])
        if ran is not None:
            counts.update(idea.id for place, idea in enumerate(own) if ran.differs(place))
    order = dict.fromkeys(idea.id for own in ideas for idea in own)
    return {name.removeprefix(PREFIX): counts[name] / len(variants) for name in order}


def doubtful(shares: Mapping[str, float]) -> tuple[str, ...]:
    """The rules that show on some draws, not on others."""
    return tuple(name for name, share in shares.items() if SELDOM <= share <= OFTEN)


def with_ideas(drawn: Drawn, names: Sequence[str]) -> Rounds[Drawn]:
    """The draws of a template without beliefs, as they are where it names some rules."""
    variants = [
        replace(
            variant,
            beliefs=tuple(
                rewritten(variant.truth, name, variant.subject.libraries) for name in names
            ),
        )
        for variant in drawn.variants
    ]
    outcomes = yield [
        program(variant, idea, shown=False) for variant in variants for idea in variant.beliefs
    ]
    rest = iter(outcomes)
    found = [
        [known[0], *(next(rest) for _ in variant.beliefs)]
        for variant, known in zip(variants, drawn.outcomes, strict=True)
    ]
    return replace(drawn, variants=variants, outcomes=found)


def _ideas(variant: Variant) -> list[Idea]:
    """The first rewrite of each rule."""
    truth = variant.truth
    found: dict[str, Idea] = {}
    for one in rewrites(truth.code, truth.ask, variant.subject.libraries):
        found.setdefault(one.id, Idea(one.id, one.why, one.code, one.ask))
    return list(found.values())[:MAX_RULES]


def _judged(
    subject: Subject, variant: Variant, ideas: Sequence[Idea], outcomes: Sequence[Outcome]
) -> Ran | None:
    return judge_run(replace(variant, beliefs=tuple(ideas)), outcomes, subject.facets[0])
