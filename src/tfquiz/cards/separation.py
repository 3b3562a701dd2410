"""Whether a variant that was run tells the truth from every belief, and which variant is best."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tfquiz.cards.answers import answer_of
from tfquiz.cards.comparing import same_answer
from tfquiz.cards.precision import Precision, precision
from tfquiz.cards.question import Answer, Gives, Raises
from tfquiz.cards.stream import Stream
from tfquiz.cards.variant import Idea, Variant
from tfquiz.program.program import Outcome, Program
from tfquiz.values import Array, Atom, Mapping, Series, Value

STRICT = ("value", "printed", "which-call")
"""Facets in which every belief must differ from the truth."""
BALANCED = ("raises", "dtype", "shares-memory")
"""Facets with a handful of answers, which must come about equally often."""
MAX_GROUPS = 4
ADDRESS = " at 0x"
"""What the default text of an object holds: another number each time."""
MAX_ITEMS = 24
"""Numbers in an answer; more are never asked."""


@dataclass(frozen=True)
class Ran:
    """A variant with what one facet makes of its outcomes."""

    variant: Variant
    truth: Answer
    beliefs: tuple[Answer | None, ...]
    """None where the belief's outcome cannot be asked about in this facet."""
    cost: float

    def differs(self, belief: int) -> bool:
        """Whether the belief gives another answer than the truth."""
        return self._different[belief]

    @property
    def is_told_apart(self) -> bool:
        """Whether no belief is right."""
        return all(self._different)

    @cached_property
    def _different(self) -> tuple[bool, ...]:
        return tuple(
            answer is not None and not same_answer(self.truth, answer, tolerance=0.0)
            for answer in self.beliefs
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """A variant that separates, and how well."""

    ran: Ran
    tier: int
    """0 if all answers differ, 1 if some beliefs coincide with each other."""


def belief_outcome(idea: Idea, asked: Program, outcome: Outcome, facet: str) -> Answer | None:
    """What a belief takes for the answer."""
    if idea.raises:
        return Raises(idea.raises)
    return answer_of(facet, asked, outcome)


def judge_run(variant: Variant, outcomes: Sequence[Outcome], facet: str) -> Ran | None:
    """What one facet makes of a variant's outcomes; None if it cannot be asked of it."""
    asked, *rivals = variant.programs
    truth = answer_of(facet, asked, outcomes[0])
    if truth is None or (isinstance(truth, Raises) and facet != "raises"):
        return None
    if facet == "printed" and isinstance(truth, Gives) and not truth.text:
        return None
    if count_items(truth) > MAX_ITEMS or ADDRESS in truth.text:
        return None
    beliefs = tuple(
        belief_outcome(idea, rival, outcome, facet)
        for idea, rival, outcome in zip(variant.beliefs, rivals, outcomes[1:], strict=True)
    )
    return Ran(variant, truth, beliefs, variant.cost + output_cost(truth))


def required(rans: Sequence[Ran], facet: str) -> frozenset[int]:
    """The beliefs that must differ from the truth in this facet, by their place.

    In shapes only those beliefs count that are about shapes: they differ on half the draws.
    """
    count = len(rans[0].variant.beliefs) if rans else 0
    if facet in STRICT:
        return frozenset(range(count))
    if facet in BALANCED:
        return frozenset()
    return frozenset(
        place for place in range(count) if 2 * sum(ran.differs(place) for ran in rans) >= len(rans)
    )


def tier(ran: Ran, needed: frozenset[int]) -> int | None:
    """0 if all answers differ, 1 if only beliefs coincide with each other, None if unfit."""
    if not all(ran.differs(place) for place in needed) or sound(ran, needed) is None:
        return None
    answers = [ran.beliefs[place] for place in sorted(needed)]
    known = [answer for answer in answers if answer is not None]
    for place, one in enumerate(known):
        if any(same_answer(one, other, tolerance=0.0) for other in known[:place]):
            return 1
    return 0


def sound(ran: Ran, needed: frozenset[int]) -> Precision | None:
    """The precision that keeps the truth apart from the beliefs that matter."""
    answers = (ran.beliefs[place] for place in needed)
    return precision(ran.truth, [answer for answer in answers if answer is not None])


def fitting(rans: Sequence[Ran], needed: frozenset[int]) -> list[Fit]:
    """Those variants that tell the truth from every belief that matters."""
    found = []
    for ran in rans:
        level = tier(ran, needed)
        if level is not None:
            found.append(Fit(ran, level))
    return found


def best(fits: Sequence[Fit], stream: Stream, facet: str) -> Fit | None:
    """The variant to ask, or None if there is none.

    Where there are few different answers one of them is drawn first, so that no constant guess
    pays; among the rest the least arithmetic wins, and the first drawn among equals.
    """
    groups = sorted({fit.ran.truth.text for fit in fits})
    if not groups:
        return None
    if facet in BALANCED or len(groups) <= MAX_GROUPS:
        wanted = groups[stream.below(len(groups))]
        fits = [fit for fit in fits if fit.ran.truth.text == wanted]
    return min(fits, key=lambda fit: preference(fit, facet))


def preference(fit: Fit, facet: str) -> tuple[int, int, float]:
    """The smaller, the better it is to ask."""
    return fit.tier, -_told_apart(fit.ran, facet), fit.ran.cost


def _told_apart(ran: Ran, facet: str) -> int:
    """Beliefs that differ from the truth, where not all of them have to."""
    if facet not in BALANCED:
        return 0
    return sum(ran.differs(place) for place in range(len(ran.beliefs)))


def count_items(answer: Answer) -> int:
    """How many numbers, words or lines a learner has to write."""
    if isinstance(answer, Raises):
        return 1
    if isinstance(answer.value, Atom) and isinstance(answer.value.value, str):
        return 1 + answer.text.count("\n")
    return _count(answer.value)


def _count(value: Value) -> int:
    match value:
        case Array(items=items):
            return max(1, len(items))
        case Series(items=parts):
            return max(1, sum(_count(part) for part in parts))
        case Mapping(pairs=pairs):
            return max(1, sum(_count(key) + _count(item) for key, item in pairs))
        case _:
            return 1


def output_cost(answer: Answer) -> float:
    """How hard an answer is to write down: length, digits, and repeats that blur positions."""
    if not isinstance(answer, Gives) or not isinstance(answer.value, Array):
        return 0.5 * max(0, count_items(answer) - 8)
    items = answer.value.items
    numbers = [item for item in items if isinstance(item, int | float) and item is not True]
    cost = 0.5 * max(0, len(items) - 8)
    cost += sum(1.0 for number in numbers if abs(number) >= 100)
    if answer.value.dtype.startswith(("int", "float")) and len(set(items)) < len(items):
        cost += 0.25 * (len(items) - len(set(items)))
    return cost
