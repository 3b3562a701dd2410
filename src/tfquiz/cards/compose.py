"""From a variant that was run to a question. Pure, and refuses what would not be a good one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tfquiz.cards import prompts
from tfquiz.cards.answers import answer_of, script
from tfquiz.cards.choosing import choices, wrong_answers
from tfquiz.cards.comparing import same_answer
from tfquiz.cards.judging.code import names_to_use
from tfquiz.cards.mechanical.rewriting import PREFIX, is_plausible, why_raises
from tfquiz.cards.precision import is_workable, natural_decimals, precision
from tfquiz.cards.question import (
    Agreement,
    Answer,
    Belief,
    Choice,
    Gives,
    Question,
    Raises,
    Target,
)
from tfquiz.cards.separation import ADDRESS, Ran, belief_outcome, count_items
from tfquiz.cards.stream import Stream
from tfquiz.cards.variant import Idea, Variant, program
from tfquiz.program.program import Finished, Outcome, Raised
from tfquiz.program.steps import Step
from tfquiz.values import Atom, show

MAX_TYPED = 12
"""Numbers that a person is asked to type."""
MAX_BELIEFS = 6


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no question came of a variant, in words for the deck's author."""

    reason: str


@dataclass(frozen=True, slots=True)
class Find:
    """What a search has found: the variant to ask, and all that a question needs beside it."""

    ran: Ran
    facet: str
    seed: int
    versions: dict[str, str]
    """Of Python and the libraries."""
    agrees: dict[str, Agreement]
    """For a belief's id, inputs on which it gives the right answer."""

    @property
    def variant(self) -> Variant:
        """The variant to ask."""
        return self.ran.variant

    def stream(self, purpose: str) -> Stream:
        """Chance for one purpose of this question."""
        return Stream(f"{self.variant.subject.key}/{self.facet}/{self.seed}/{purpose}")


def compose(find: Find, ideas: Sequence[Idea], outcomes: Sequence[Outcome]) -> Question | Refused:
    """Make a question.

    Args:
        find: the chosen variant.
        ideas: its truth, its beliefs, then mechanical beliefs.
        outcomes: what each gave, with traces.
    """
    variant, facet = find.variant, find.facet
    truth = answer_of(facet, program(variant, variant.truth), outcomes[0])
    if truth is None or truth.text != find.ran.truth.text:
        return Refused("the program does not give the same answer each time it is run")
    beliefs = _beliefs(find, truth, ideas[1:], outcomes[1:])
    if not _as_before(find, beliefs):
        return Refused("a misconception does not give the same answer each time it is run")
    exactness = precision(truth, [belief.answer for belief in beliefs])
    if exactness is None:
        return Refused("no number of decimals tells the truth from every belief")
    steps = _steps(outcomes[0])
    if facet == "which-call":
        return _which_call(find, truth, beliefs, steps, exactness.tolerance)
    offered: tuple[Choice, ...] = ()
    if _wants_choices(variant, facet, truth):
        offered = _offer(find, truth, beliefs, exactness.decimals)
        if not offered and count_items(truth) > MAX_TYPED:
            return Refused("too few wrong answers to choose from, and too long to type")
        if not offered and variant.subject.template.form is None and not is_workable(truth):
            return Refused("too few wrong answers to choose from, and nothing to work out by hand")
    return _question(
        find,
        truth,
        prompt=prompts.prompt(variant, facet, decimals=exactness.decimals),
        code=variant.truth.code,
        ask=variant.truth.ask,
        form="choices" if offered else "typed",
        answer=_rounded(truth, exactness.decimals),
        choices=offered,
        beliefs=tuple(beliefs),
        decimals=exactness.decimals,
        tolerance=exactness.tolerance,
        marks=variant.marks,
        steps=steps,
    )


def _question(find: Find, truth: Answer, **parts: Any) -> Question:
    """A question with what follows from the find and what its program gives filled in."""
    subject = find.variant.subject
    return Question(
        deck=subject.deck,
        note=subject.note.id,
        template=subject.template.id,
        facet=find.facet,
        seed=find.seed,
        script=script(find.facet, program(find.variant, find.variant.truth), truth),
        libraries=subject.libraries,
        versions=find.versions,
        cost=find.ran.cost,
        **parts,
    )


def _offer(
    find: Find, truth: Answer, beliefs: Sequence[Belief], decimals: int | None
) -> tuple[Choice, ...]:
    names = program(find.variant, find.variant.truth).names
    extra = wrong_answers(find.facet, names, find.variant.subject.libraries)
    answers: list[tuple[Answer, str | None]] = [(one.answer, one.id) for one in beliefs]
    answers += [(answer, None) for answer in extra]
    return choices(truth, answers, find.facet, find.stream("order"), decimals=decimals)


def _beliefs(
    find: Find, truth: Answer, ideas: Sequence[Idea], outcomes: Sequence[Outcome]
) -> list[Belief]:
    """The beliefs that give another answer, authors' first; of equal mechanical ones the first."""
    found: list[Belief] = []
    for idea, outcome in zip(ideas, outcomes, strict=True):
        answer = belief_outcome(idea, program(find.variant, idea), outcome, find.facet)
        if answer is None or same_answer(truth, answer, tolerance=0.0) or ADDRESS in answer.text:
            continue
        why = idea.why
        if idea.id.startswith(PREFIX):
            own = find.variant.truth
            if idea not in find.variant.beliefs and not (
                len(found) < MAX_BELIEFS
                and is_plausible(idea.id, truth, answer)
                and not any(same_answer(answer, one.answer, tolerance=0.0) for one in found)
            ):
                continue
            why = why_raises(_text(own), _text(idea), truth, answer) or why
        agrees = find.agrees.get(idea.id)
        steps = _steps(outcome)
        name = _unlike(idea.id, found)
        found.append(Belief(name, why, idea.code, idea.ask, answer, steps, agrees))
    return found


def _text(idea: Idea) -> str:
    return f"{idea.code}\n{idea.ask or ''}"


def _as_before(find: Find, beliefs: Sequence[Belief]) -> bool:
    """Whether the author's beliefs give what they gave when the variant was chosen."""
    before = dict(zip((one.id for one in find.variant.beliefs), find.ran.beliefs, strict=True))
    return all(
        (answer := before.get(one.id)) is None or answer.text == one.answer.text for one in beliefs
    )


def _unlike(name: str, beliefs: Sequence[Belief]) -> str:
    """A belief's id; one rewrite may be possible in several places of the code."""
    same = sum(belief.id.partition("#")[0] == name for belief in beliefs)
    return f"{name}#{same + 1}" if same else name


def _steps(outcome: Outcome) -> tuple[Step, ...]:
    return outcome.steps if isinstance(outcome, Finished | Raised) else ()


def _wants_choices(variant: Variant, facet: str, truth: Answer) -> bool:
    form = variant.subject.template.form
    if form is not None and facet in ("value", "printed"):
        return form == "choices"
    if facet in ("raises", "shares-memory"):
        return True
    return count_items(truth) > MAX_TYPED or not _is_exact(truth)


def _is_exact(truth: Answer) -> bool:
    """Whether a person can work the numbers out: no more than three digits after the point."""
    natural = natural_decimals(truth)
    return natural is None or natural <= 3


def _rounded(truth: Answer, decimals: int | None) -> Answer:
    if decimals is None or isinstance(truth, Raises):
        return truth
    return replace(truth, text=show(truth.value, decimals=decimals))


def _which_call(
    find: Find,
    truth: Answer,
    beliefs: Sequence[Belief],
    steps: tuple[Step, ...],
    tolerance: float,
) -> Question | Refused:
    """The reverse question: the output is shown, and the code that gives it is asked for."""
    variant = find.variant
    if not isinstance(truth, Gives):
        return Refused("which-call needs a value, not an exception")
    rivals = [belief for belief in beliefs if not isinstance(belief.answer, Raises)]
    own = variant.truth
    setting = _common_lines([own.code, *(belief.code for belief in rivals)])
    named = all(belief.ask == own.ask for belief in rivals)
    body = _body(own.code, None if named else own.ask, setting)
    answer = Gives(Atom(body), body, truth.printed)
    reverse = []
    for belief in rivals:
        text = _body(belief.code, None if named else belief.ask, setting)
        if text != body:
            reverse.append(replace(belief, answer=Gives(Atom(text), text, "")))
    answers = [(belief.answer, belief.id) for belief in reverse]
    offered = choices(answer, answers, "which-call", find.stream("order"), decimals=None)
    if not offered or not body:
        return Refused("which-call needs two misconceptions whose code gives another value")
    ask = own.ask if named else None
    code = "\n".join(own.code.splitlines()[:setting])
    target = None
    if variant.subject.template.form == "typed" and (names := names_to_use(code, body)):
        written = {belief.id for belief in reverse}
        values = {one.id: one.answer for one in rivals if one.id in written}
        target = Target(ask, truth, values, tolerance, names)
    shown = {choice.misconception for choice in offered}
    return _question(
        find,
        truth,
        prompt=prompts.typed_prompt(target) if target else prompts.reverse_prompt(ask, truth.text),
        code=code,
        ask=None,
        form="typed" if target else "choices",
        answer=answer,
        choices=() if target else offered,
        beliefs=tuple(belief for belief in reverse if target or belief.id in shown),
        marks=tuple(mark for mark in variant.marks if mark[0] < setting),
        steps=steps,
        target=target,
    )


def _common_lines(codes: Sequence[str]) -> int:
    """How many lines at the top all programs share: they need not be chosen between."""
    lines = [code.splitlines() for code in codes]
    count = 0
    while all(len(one) > count and one[count] == lines[0][count] for one in lines):
        count += 1
    return count


def _body(code: str, ask: str | None, setting: int) -> str:
    """What differs between calls: the code below what they share, then the expression."""
    lines = code.splitlines()[setting:]
    if ask:
        lines.append(ask)
    return "\n".join(lines)
