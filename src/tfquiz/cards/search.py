"""The search for a good question: draw many, keep what separates, make it smaller.

A generator: it yields programs and is sent their outcomes, so that it needs no runner and many
searches can share one batch. Everything follows from (template, facet, seed, versions).
"""

from collections.abc import Generator, Sequence

from tfquiz.cards.agreeing import agreements, plainer
from tfquiz.cards.compose import Find, Refused, compose
from tfquiz.cards.mechanical.rewriting import rewrites
from tfquiz.cards.question import Question
from tfquiz.cards.separation import Fit, Ran, best, fitting, judge_run, required, tier
from tfquiz.cards.stream import Stream
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import Idea, Variant, draw, program
from tfquiz.program.program import Lost, Outcome, Program

Search = Generator[list[Program], list[Outcome], Question | Refused]

DRAWS = (12, 36)
"""How many variants are drawn in the first round, and in the second if none of those will do."""
ATTEMPTS = 4
"""How many of the variants that separate are tried before none of them makes a question."""
SMALLER = 8
"""How many smaller variants are tried."""
MECHANICAL = 8
ENOUGH_BELIEFS = 3
"""With so many beliefs of the author's no mechanical ones are added."""


def search(subject: Subject, facet: str, seed: int, versions: dict[str, str]) -> Search:
    """Find one question; yields programs to run and is sent their outcomes in the same order."""
    name = f"{facet}/{seed}"
    rans: list[Ran] = []
    drawn: list[Variant] = []
    lost: Lost | None = None
    chosen: Fit | None = None
    needed: frozenset[int] = frozenset()
    for count in DRAWS:
        fresh = _fresh_draws(subject, name, len(drawn), count, {one.text for one in drawn})
        drawn += fresh
        outcomes = yield [one for variant in fresh for one in programs(variant)]
        for variant, part in zip(fresh, split(fresh, outcomes), strict=True):
            lost = lost or next((one for one in part if isinstance(one, Lost)), None)
            if (ran := judge_run(variant, part, facet)) is not None:
                rans.append(ran)
        needed = required(rans, facet)
        chosen = best(fitting(rans, needed), Stream(f"{subject.key}/{name}/group"), facet)
        if chosen and chosen.tier == 0:
            break
    refused = Refused(_why(rans, lost, facet))
    for _ in range(ATTEMPTS):
        if chosen is None:
            break
        drawn_first = chosen.ran
        ran = drawn_first
        if ran.variant.cost > 0:
            ran = yield from _shrink(ran, needed, facet)
        ideas = [*ran.variant.ideas, *_mechanical(ran.variant)]
        asked = [program(ran.variant, idea, trace=True) for idea in ideas]
        known = agreements(rans, ran.variant)
        plain = () if len(known) == len(ran.variant.beliefs) else plainer(ran.variant)
        outcomes = yield [*asked, *(one for variant in plain for one in programs(variant))]
        traced, rest = outcomes[: len(asked)], outcomes[len(asked) :]
        agrees = agreements([*rans, *_judged(plain, rest, facet)], ran.variant)
        result = compose(Find(ran, facet, seed, versions, agrees), ideas, traced)
        if isinstance(result, Question):
            return result
        refused = result
        rans = [one for one in rans if one is not drawn_first]
        chosen = best(fitting(rans, needed), Stream(f"{subject.key}/{name}/group"), facet)
    return refused


def programs(variant: Variant) -> list[Program]:
    """The programs of a variant's truth and beliefs, in order."""
    return list(variant.programs)


def split(variants: Sequence[Variant], outcomes: Sequence[Outcome]) -> list[Sequence[Outcome]]:
    """The outcomes of `programs` of several variants, a part for each."""
    parts = []
    start = 0
    for variant in variants:
        stop = start + len(variant.ideas)
        parts.append(outcomes[start:stop])
        start = stop
    return parts


def _fresh_draws(
    subject: Subject, name: str, start: int, count: int, seen: set[str]
) -> list[Variant]:
    fresh = []
    for number in range(start, start + count):
        variant = draw(subject, f"{name}/{number}")
        if variant is not None and variant.text not in seen:
            seen.add(variant.text)
            fresh.append(variant)
    return fresh


def _shrink(
    ran: Ran, needed: frozenset[int], facet: str
) -> Generator[list[Program], list[Outcome], Ran]:
    """The cheapest of some smaller variants that separates as well, or the one given."""
    smaller = _smaller(ran.variant)
    if not smaller:
        return ran
    outcomes = yield [one for variant in smaller for one in programs(variant)]
    level = tier(ran, needed)
    for variant, part in zip(smaller, split(smaller, outcomes), strict=True):
        other = judge_run(variant, part, facet)
        if other is None or other.cost >= ran.cost or tier(other, needed) != level:
            continue
        if facet in ("value", "printed", "which-call") or other.truth.text == ran.truth.text:
            ran = other
    return ran


def _smaller(variant: Variant) -> list[Variant]:
    """Variants with less arithmetic: the same draw with one or all of its numbers made smaller."""
    numbers = variant.choices
    edits = [tuple(number // 2 for number in numbers), tuple(min(number, 9) for number in numbers)]
    for place, number in enumerate(numbers):
        if number > 1:
            edits.append((*numbers[:place], number // 2, *numbers[place + 1 :]))
        if number > 9:
            edits.append((*numbers[:place], number % 10, *numbers[place + 1 :]))
    found: dict[str, Variant] = {}
    for edit in edits[:40]:
        other = draw(variant.subject, "smaller", choices=edit, tries=1)
        if other is not None and other.cost < variant.cost:
            found.setdefault(other.text, other)
    return sorted(found.values(), key=lambda one: one.cost)[:SMALLER]


def _mechanical(variant: Variant) -> list[Idea]:
    """Beliefs made by rewriting the code, where the author left room for them."""
    template = variant.subject.template
    if not template.mechanical or len(variant.beliefs) >= ENOUGH_BELIEFS:
        return []
    known = {(idea.code, idea.ask) for idea in variant.ideas}
    made = rewrites(variant.truth.code, variant.truth.ask, variant.subject.libraries)
    return [
        Idea(one.id, one.why, one.code, one.ask) for one in made if (one.code, one.ask) not in known
    ][:MECHANICAL]


def _judged(variants: Sequence[Variant], outcomes: Sequence[Outcome], facet: str) -> list[Ran]:
    """What the variants' programs gave, without those in which the truth failed."""
    parts = zip(variants, split(variants, outcomes), strict=True)
    judged = (judge_run(variant, part, facet) for variant, part in parts)
    return [ran for ran in judged if ran is not None]


def _why(rans: Sequence[Ran], lost: Lost | None, facet: str) -> str:
    if not rans:
        if lost:
            why = ": ".join(part for part in (lost.reason, lost.detail) if part)
            return f"the program was lost, {why}"
        return f"no draw has an answer that facet {facet!r} can ask for"
    never = [
        idea.id
        for place, idea in enumerate(rans[0].variant.beliefs)
        if not any(ran.differs(place) for ran in rans)
    ]
    if never:
        return f"these misconceptions always agree with the truth: {', '.join(never)}"
    return "no draw tells the truth from all misconceptions at once"
