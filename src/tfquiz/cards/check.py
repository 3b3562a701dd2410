"""What a deck's author has to mend: how well each template separates, and what gives answers away.

Pure: draws that were run come in, a report goes out. Who runs them is `session.checking`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tfquiz.cards.guessing import best_guess
from tfquiz.cards.judging_compare import same_answer
from tfquiz.cards.search import DRAWS
from tfquiz.cards.separation import MAX_GROUPS, Ran, fitting, judge_run, required
from tfquiz.cards.stream import Stream
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import MAX_LINE, Variant
from tfquiz.program.program import Lost, Outcome, Raised

ENOUGH_QUESTIONS = 50
LOWEST_SEPARATION = 0.05
GUESS_MARGIN = 0.05
ANSWERS_OF_A_GUESS = 4
"""A typed answer counts as one among at most so many when a constant guess is weighed."""
VISIBLE = 0.6


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


@dataclass(frozen=True, slots=True)
class TemplateReport:
    """Everything that was found about a template."""

    subject: Subject
    draws: int
    lost: int
    p95: float
    """Seconds that a program takes, 95th percentile over the batches."""
    facets: tuple[FacetReport, ...]
    findings: tuple[Finding, ...] = field(default=())

    @property
    def clean(self) -> bool:
        """Whether nothing has to be mended."""
        return not any(finding.must for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What `check_template` looks at: draws that were run."""

    variants: Sequence[Variant]
    outcomes: Sequence[Sequence[Outcome]]
    unsteady: str
    """Why the answers are not the same each time; "" if they are."""
    seconds: Sequence[float]
    """Time a program, one number a batch."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """For a facet whose search gave no question for some seed: why."""

    def with_more(self, other: "Drawn") -> "Drawn":
        """These draws and others of the same template."""
        return replace(
            self,
            variants=[*self.variants, *other.variants],
            outcomes=[*self.outcomes, *other.outcomes],
        )


def check_template(subject: Subject, drawn: Drawn) -> TemplateReport:
    """Weigh a template by its draws."""
    findings = [*_crashes(drawn), *_raising(subject, drawn)]
    facets = []
    told_apart: set[str] = set()
    for facet in subject.facets:
        rans = [
            ran
            for variant, outcomes in zip(drawn.variants, drawn.outcomes, strict=True)
            if (ran := judge_run(variant, outcomes, facet)) is not None
        ]
        told_apart |= _told_apart(rans)
        report = _facet_report(subject, facet, rans, len(drawn.variants))
        facets.append(report)
        findings += _facet_findings(subject, report)
        findings += _coinciding(rans, facet)
    findings += [
        Finding(f"misconception {one.id!r} never gives another answer than the truth", must=True)
        for one in subject.misconceptions
        if drawn.variants and one.id not in told_apart
    ]
    findings += _long_lines(drawn.variants)
    findings += [
        Finding(f"facet {facet!r}: no question: {reason}", must=True)
        for facet, reason in drawn.refused.items()
    ]
    seconds = sorted(drawn.seconds)
    return TemplateReport(
        subject=subject,
        draws=len(drawn.variants),
        lost=sum(isinstance(one, Lost) for part in drawn.outcomes for one in part),
        p95=seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))] if seconds else 0.0,
        facets=tuple(facets),
        findings=tuple(dict.fromkeys(findings)),
    )


def report_json(report: TemplateReport) -> dict[str, Any]:
    """A report as JSON data."""
    return {
        "note": report.subject.note.id,
        "template": report.subject.template.id,
        "draws": report.draws,
        "lost": report.lost,
        "p95_ms": round(report.p95 * 1000, 3),
        "facets": [
            {
                "facet": one.facet,
                "askable": one.askable,
                "separating": round(one.separating, 4),
                "distinct": one.distinct,
                "answers": one.answers,
                "best_guess": one.guess_text,
                "best_guess_right": round(one.guess, 4),
                "visible": round(one.visible, 4),
            }
            for one in report.facets
        ],
        "findings": [
            {"message": finding.message, "must": finding.must} for finding in report.findings
        ],
        "clean": report.clean,
    }


def _facet_report(subject: Subject, facet: str, rans: Sequence[Ran], draws: int) -> FacetReport:
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
        visible=sum(_is_visible(fit.ran) for fit in fits) / len(fits) if fits else 0.0,
    )


def _facet_findings(subject: Subject, report: FacetReport) -> list[Finding]:
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
    if report.guess >= guess_limit(report.answers) and report.separating:
        message = (
            f"facet {facet!r}: always answering {report.guess_text!r} is right in "
            f"{report.guess:.0%}; let the inputs decide the answer"
        )
        found.append(Finding(message, must=True))
    if report.visible > VISIBLE and facet == "value" and report.answers > MAX_GROUPS:
        message = f"facet {facet!r}: the answer stands in the code in {report.visible:.0%}"
        found.append(Finding(message, must=False))
    return found


def guess_limit(answers: int) -> float:
    """How often a constant guess may be right at most, where there are so many right answers."""
    return 1 / min(max(answers, 2), ANSWERS_OF_A_GUESS) + GUESS_MARGIN


def _crashes(drawn: Drawn) -> list[Finding]:
    found = []
    lost = [one for part in drawn.outcomes for one in part if isinstance(one, Lost)]
    if lost:
        reasons = Counter(f"{one.reason} {one.detail}".strip() for one in lost)
        [(reason, count)] = reasons.most_common(1)
        found.append(Finding(f"{len(lost)} programs were lost ({count} of them: {reason})", True))
    if not drawn.variants:
        found.append(Finding("no draw meets the conditions", must=True))
    if drawn.unsteady:
        found.append(Finding(drawn.unsteady, must=True))
    return found


def _raising(subject: Subject, drawn: Drawn) -> list[Finding]:
    """The exception that code ends in, where no facet asks about exceptions."""
    raised = [one[0] for one in drawn.outcomes if one and isinstance(one[0], Raised)]
    if not raised or "raises" in subject.facets:
        return []
    first, draws = raised[0], len(drawn.outcomes)
    message = f"{len(raised)} of {draws} draws raise {first.error}: {first.message[:80]}"
    return [Finding(message, must=len(raised) == draws)]


def _told_apart(rans: Sequence[Ran]) -> set[str]:
    return {
        idea.id
        for ran in rans
        for place, idea in enumerate(ran.variant.beliefs)
        if ran.differs(place)
    }


def _coinciding(rans: Sequence[Ran], facet: str) -> list[Finding]:
    """Pairs of misconceptions that can never be told from each other, where that matters."""
    if facet not in {"value", "printed"}:
        return []
    found = []
    ideas = rans[0].variant.beliefs if rans else ()
    for place, idea in enumerate(ideas):
        for earlier in range(place):
            if all(_same(ran, place, earlier) for ran in rans):
                message = (
                    f"misconceptions {ideas[earlier].id!r} and {idea.id!r} always give the same "
                    "answer; keep one, or open an input that parts them"
                )
                found.append(Finding(message, must=True))
    return found


def _same(ran: Ran, place: int, other: int) -> bool:
    one, two = ran.beliefs[place], ran.beliefs[other]
    return one is not None and two is not None and same_answer(one, two, tolerance=0.0)


def _long_lines(variants: Sequence[Variant]) -> list[Finding]:
    for variant in variants:
        for idea in variant.ideas:
            for line in (*idea.code.splitlines(), *(idea.ask or "").splitlines()):
                if len(line) > MAX_LINE:
                    message = (
                        f"a line has {len(line)} columns, more than {MAX_LINE}: {line[:40]}..."
                    )
                    return [Finding(message, must=True)]
    return []


def _is_visible(ran: Ran) -> bool:
    """Whether the answer can be copied from the code."""
    answer = "".join(character for character in ran.truth.text if character not in " \n,")
    code = "".join(character for character in ran.variant.truth.code if character not in " \n,")
    return len(answer) > 4 and answer in code
