"""One facet of a template, weighed by draws that were run: what is found about it.

Pure; `cards.check` puts the facets of a template together.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tfquiz.cards.comparing import same_answer
from tfquiz.cards.copied import literal_asked
from tfquiz.cards.guessing import best_guess
from tfquiz.cards.search import DRAWS
from tfquiz.cards.separation import MAX_GROUPS, Ran, fitting, required
from tfquiz.cards.stream import Stream
from tfquiz.cards.subject import Subject

ENOUGH_QUESTIONS = 50
LOWEST_SEPARATION = 0.05
GUESS_MARGIN = 0.05
ANSWERS_OF_A_GUESS = 4
"""A typed answer counts as one among at most so many when a constant guess is weighed."""
VISIBLE = 0.6
COPIED = 0.9
"""Share of draws that ask for a literal of the code, from which on there is nothing to know."""
MANY_DRAWS = 200
"""From so many draws on a share is taken as it is."""
NOISE = 2.0
"""Standard errors that a share of fewer draws must lie above its limit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a template."""

    message: str
    must: bool
    """Whether it has to be mended; otherwise it is for the author to think about."""


@dataclass(frozen=True, slots=True)
class FacetReport:
    """How one facet of a template does."""

    facet: str
    draws: int
    askable: int
    """Draws of which the facet can be asked."""
    separating: float
    """Share of those in which every belief that matters gives another answer."""
    distinct: int
    """Different questions among the separating draws."""
    answers: int
    """Different right answers among them."""
    guess: float
    """How often the best constant answer is right."""
    guess_text: str
    visible: float
    """Share of draws whose answer stands in the code, to the letter."""
    copied: float
    """Share of draws that ask for a literal of the code to which nothing happens."""


def facet_report(subject: Subject, facet: str, rans: Sequence[Ran], draws: int) -> FacetReport:
    """Weigh a facet by those of so many draws that can be asked about it."""
    fits = fitting(rans, required(rans, facet))
    answers = len({fit.ran.truth.text for fit in fits})
    guess, right = best_guess(
        fits,
        Stream(f"{subject.key}/guess/{facet}"),
        facet,
        window=DRAWS[0],
        limit=guess_limit(answers),
    )
    return FacetReport(
        facet=facet,
        draws=draws,
        askable=len(rans),
        separating=len(fits) / len(rans) if rans else 0.0,
        distinct=len({fit.ran.variant.text for fit in fits}),
        answers=answers,
        guess=right,
        guess_text=guess,
        visible=_share(_is_visible(fit.ran) for fit in fits),
        copied=_share(_is_copied(fit.ran, facet) for fit in fits),
    )


def _share(found: Iterable[bool]) -> float:
    held = list(found)
    return sum(held) / len(held) if held else 0.0


def facet_findings(subject: Subject, report: FacetReport) -> list[Finding]:
    """What has to be mended about a facet, or thought about."""
    facet = report.facet
    enough = min(ENOUGH_QUESTIONS, report.draws // 2)
    if not report.askable:
        return [Finding(f"facet {facet!r}: no draw can be asked about it", must=True)]
    found = []
    if report.separating < LOWEST_SEPARATION:
        share = f"{report.separating:.0%}"
        message = f"facet {facet!r}: only {share} of the draws tell the truth from every belief"
        found.append(Finding(message, must=True))
    if report.distinct < enough and not subject.template.few:
        message = (
            f"facet {facet!r}: {report.distinct} different questions; open more inputs, or say "
            'why there are few: `few = "..."`'
        )
        found.append(Finding(message, must=True))
    found += [*_guessed(report), *_seen(report)]
    return found


def _guessed(report: FacetReport) -> Iterator[Finding]:
    """That one answer is right too often; a hint where too few draws may be the reason."""
    over = report.guess - guess_limit(report.answers)
    if over < 0 or not report.separating:
        return
    message = (
        f"facet {report.facet!r}: always answering {report.guess_text!r} is right in "
        f"{report.guess:.0%}; let the inputs decide the answer"
    )
    many = report.draws >= MANY_DRAWS
    noise = math.sqrt(report.guess * (1 - report.guess) / (report.separating * report.askable))
    if many or over >= NOISE * noise:
        yield Finding(message, must=True)
    else:
        yield Finding(f"{message}, or check with more draws whether it is so", must=False)


def _seen(report: FacetReport) -> Iterator[Finding]:
    facet = report.facet
    if report.copied >= COPIED:
        message = (
            f"facet {facet!r}: the code says the answer, and nothing has to be worked out; ask for "
            "something that the code does"
        )
        yield Finding(message, must=True)
    elif report.visible > VISIBLE and facet == "value" and report.answers > MAX_GROUPS:
        message = f"facet {facet!r}: the answer stands in the code in {report.visible:.0%}"
        yield Finding(message, must=False)


def guess_limit(answers: int) -> float:
    """How often a constant guess may be right at most, where there are so many right answers."""
    return 1 / min(max(answers, 2), ANSWERS_OF_A_GUESS) + GUESS_MARGIN


def coinciding(rans: Sequence[Ran], facet: str) -> list[Finding]:
    """Pairs of misconceptions that can never be told from each other, where that matters."""
    same = _same if facet in {"value", "printed"} else _same_program
    found = []
    ideas = rans[0].variant.beliefs if rans else ()
    for place, idea in enumerate(ideas):
        for earlier in range(place):
            if all(same(ran, place, earlier) for ran in rans):
                message = (
                    f"misconceptions {ideas[earlier].id!r} and {idea.id!r} always give the same "
                    "answer; keep one, or open an input that parts them"
                )
                found.append(Finding(message, must=True))
    return found


def _same(ran: Ran, place: int, other: int) -> bool:
    one, two = ran.beliefs[place], ran.beliefs[other]
    return one is not None and two is not None and same_answer(one, two, tolerance=0.0)


def _same_program(ran: Ran, place: int, other: int) -> bool:
    one, two = ran.variant.beliefs[place], ran.variant.beliefs[other]
    return (one.code, one.ask, one.raises) == (two.code, two.ask, two.raises)


def _is_visible(ran: Ran) -> bool:
    """Whether the answer stands in the code."""
    answer = _bare(ran.truth.text)
    return len(answer) > 4 and answer in _bare(ran.variant.truth.code)


def _is_copied(ran: Ran, facet: str) -> bool:
    """Whether the answer is a literal of the code that only has to be copied."""
    if facet not in {"value", "printed"}:
        return False
    truth, answer = ran.variant.truth, _bare(ran.truth.text).strip("'")
    if answer not in _bare(f"{truth.code}{truth.ask or ''}"):
        return False  # which is much sooner said than read
    literal = literal_asked(truth.code, truth.ask)
    return literal is not None and _bare(literal).strip("'") == answer


def _bare(text: str) -> str:
    """A text without what differs between a literal and its printing."""
    return "".join(one for one in text if one not in " \n,").replace('"', "'")
