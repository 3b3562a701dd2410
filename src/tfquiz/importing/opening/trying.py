"""Finding out by running which literals of a program may be other data.

Every guess about an example is a plan; a plan counts only if draws from it run and give something
that can be asked. What is to be run is yielded; whoever drives the work runs it in large batches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from tfquiz.cards.answers import answer_of
from tfquiz.cards.expressions import ExpressionError
from tfquiz.cards.precision import is_workable
from tfquiz.cards.separation import MAX_ITEMS, count_items
from tfquiz.cards.variant import Variant, draw, program
from tfquiz.importing.opening.plan import Plan, subject_of
from tfquiz.program.policy import violations
from tfquiz.program.program import Finished, Lost, Outcome, Program, Raised
from tfquiz.session.rounds import Rounds
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value


@dataclass(frozen=True, slots=True)
class Tried:
    """What some draws of a plan came to."""

    plan: Plan
    good: int
    bad: int
    answers: frozenset[str]
    """Different answers among the good ones."""

    @property
    def works(self) -> bool:
        """Whether every draw gave something that can be asked."""
        return self.good > 0 and self.bad == 0

    @property
    def nearly(self) -> bool:
        """Whether at least nine draws of ten did."""
        return self.good >= 9 * self.bad and self.good > 0


class Lab:
    """Tries draws of plans, for one set of libraries."""

    def __init__(
        self, libraries: tuple[str, ...], *, facet: str = "value", truth: str = ""
    ) -> None:
        """Make a lab.

        Args:
            libraries: what its programs may use.
            facet: what is asked: value, printed or raises.
            truth: the example's own answer; others may be as odd as it is.
        """
        self.libraries = libraries
        self.facet = facet
        self._odd = tuple(mark for mark in _ODD if not truth or mark in truth)

    def outcome(self, code: str, ask: str | None) -> Rounds[Outcome]:
        """Run one program; what the language of decks refuses is not even sent."""
        if found := violations(code, self.libraries, ask=ask):
            return Lost("refused", found[0].message)
        [outcome] = yield [self.program(code, ask)]
        return outcome

    def program(self, code: str, ask: str | None) -> Program:
        """A program with this lab's libraries."""
        return Program(code, ask, self.libraries)

    def try_plans(self, plans: Sequence[Plan], draws: int) -> Rounds[list[Tried]]:
        """Draw each plan some times and run everything in one batch."""
        tried, _ = yield from self.try_both(plans, draws, [])
        return tried

    def try_both(
        self, plans: Sequence[Plan], draws: int, programs: Sequence[Program]
    ) -> Rounds[tuple[list[Tried], list[Outcome]]]:
        """Draw plans, and run other programs in the same batch."""
        drawn = [list(_draws(plan, self.libraries, draws)) for plan in plans]
        first = [program(one, one.truth) for part in drawn for one in part]
        outcomes: list[Outcome] = []
        if first or programs:
            outcomes = yield [*first, *programs]
        rest = iter(outcomes[: len(first)])
        tried = [
            self._tried(plan, part, [next(rest) for _ in part])
            for plan, part in zip(plans, drawn, strict=True)
        ]
        return tried, outcomes[len(first) :]

    def try_by_hand(self, plans: Sequence[Plan], draws: int) -> Rounds[list[Tried]]:
        """Draw plans; a draw is good if a person can work its answer out."""
        drawn = [list(_draws(plan, self.libraries, draws)) for plan in plans]
        asked = [[program(one, one.truth) for one in part] for part in drawn]
        outcomes: list[Outcome] = []
        if any(asked):
            outcomes = yield [one for part in asked for one in part]
        rest = iter(outcomes)
        tried = []
        for plan, part in zip(plans, asked, strict=True):
            ran = [(one, next(rest)) for one in part]
            texts = [self.text_of(*pair) for pair in ran if self._by_hand(*pair)]
            good = [text for text in texts if text is not None]
            tried.append(Tried(plan, len(good), len(ran) - len(good), frozenset(good)))
        return tried

    def _by_hand(self, asked: Program, outcome: Outcome) -> bool:
        answer = answer_of(self.facet, asked, outcome)
        return answer is not None and is_workable(answer)

    def _tried(self, plan: Plan, drawn: list[Variant], outcomes: list[Outcome]) -> Tried:
        texts = [self.answer(one, outcome) for one, outcome in zip(drawn, outcomes, strict=True)]
        good = [text for text in texts if text is not None]
        return Tried(plan, len(good), len(texts) - len(good), frozenset(good))

    def answer(self, variant: Variant, outcome: Outcome) -> str | None:
        """The answer's text, or None if nothing could be asked."""
        return self.text_of(program(variant, variant.truth), outcome)

    def _is_odd(self, text: str) -> bool:
        return any(mark in text and mark not in self._odd for mark in _ODD)

    def text_of(self, asked: Program, outcome: Outcome) -> str | None:
        """What an outcome is in this lab's facet, with its dtype; None if it cannot be asked."""
        if self.facet == "raises":
            answer = answer_of(self.facet, asked, outcome)
            return None if answer is None else answer.text
        if not isinstance(outcome, Finished):
            return None
        if self.facet == "value" and (outcome.value is None or is_opaque(outcome.value)):
            return None
        answer = answer_of(self.facet, asked, outcome)
        if answer is None or not answer.text or " at 0x" in answer.text:
            return None
        if count_items(answer) > MAX_ITEMS or self._is_odd(answer.text):
            return None
        value = outcome.value
        return f"{answer.text} {value.dtype}" if isinstance(value, Array) else answer.text


NOTHING = "gives None"
"""The reason of a call that is made for its effect."""
_ODD = ("nan", "inf", "[] with shape", "[]")
"""What an answer may hold only where the example's does: no number, or nothing at all."""


def _draws(plan: Plan, libraries: tuple[str, ...], draws: int) -> Iterable[Variant]:
    try:
        subject = subject_of(plan.data, libraries)
        for number in range(draws):
            if (variant := draw(subject, f"trial/{number}", tries=12)) is not None:
                yield variant
    except (ValidationError, ExpressionError):
        return


def is_opaque(value: Value) -> bool:
    """Whether nobody could type this value."""
    match value:
        case Opaque():
            return True
        case Series(items=items):
            return any(is_opaque(item) for item in items if item != Atom(None))
        case Mapping(pairs=pairs):
            return any(is_opaque(one) for pair in pairs for one in pair)
        case Atom(value=None):
            return True
        case _:
            return False


def why_not(outcome: Outcome) -> str:
    """Why an outcome cannot be asked about, in words for the table; "" if it can."""
    match outcome:
        case Lost(reason="refused", detail=detail):
            return f"not allowed: {detail}"
        case Lost(reason=reason, detail=detail):
            return f"{reason}: {detail}".strip(": ")
        case Raised(error=error, message=message):
            return f"raises {error}: {message.splitlines()[0] if message else ''}".strip(": ")
        case Finished(value=None, printed=""):
            return "gives nothing to ask about"
        case Finished(value=Atom(value=None)):
            return NOTHING
        case Finished(value=Opaque(type=kind)):
            return f"gives something that cannot be typed: {kind}"
        case _:
            return ""
