"""What a deck's author has to mend: how well each template separates, and what gives answers away.

Pure: draws that were run come in, a report goes out. Who runs them is `session.checking`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tfquiz.cards.mechanical.rewriting import PREFIX
from tfquiz.cards.separation import Ran, judge_run
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import Variant, long_line, too_long
from tfquiz.cards.weighing import FacetReport, Finding, coinciding, facet_findings, facet_report
from tfquiz.program.program import Lost, Outcome, Raised


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
    chosen: frozenset[str] = frozenset()
    """Facets that are asked as choices where the template wants them typed."""

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
        report = facet_report(subject, facet, rans, len(drawn.variants))
        facets.append(report)
        findings += facet_findings(subject, report)
        findings += coinciding(rans, facet)
    findings += [
        Finding(f"misconception {idea.id!r} never gives another answer than the truth", must=True)
        for idea in (drawn.variants[0].beliefs if drawn.variants else ())
        if idea.id not in told_apart
    ]
    findings += _long_lines(drawn.variants)
    findings += [
        Finding(f"facet {facet!r}: no question: {reason}", must=True)
        for facet, reason in drawn.refused.items()
    ]
    if "which-call" in drawn.chosen:
        findings.append(Finding(_NOT_TYPED, must=False))
    seconds = sorted(drawn.seconds)
    return TemplateReport(
        subject=subject,
        draws=len(drawn.variants),
        lost=sum(isinstance(one, Lost) for part in drawn.outcomes for one in part),
        p95=seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))] if seconds else 0.0,
        facets=tuple(facets),
        findings=tuple(dict.fromkeys(findings)),
    )


_NOT_TYPED = (
    "facet 'which-call': asked as choices, not typed: the lines that it shares with its"
    " misconceptions bind no variable that the rest of the code reads"
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
                "visible": round(max(one.visible, one.copied), 4),
            }
            for one in report.facets
        ],
        "findings": [
            {"message": finding.message, "must": finding.must} for finding in report.findings
        ],
        "clean": report.clean,
    }


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


def _long_lines(variants: Sequence[Variant]) -> list[Finding]:
    """The first line of a misconception that is too long; the truth's are told by `cards.lint`."""
    for variant in variants:
        for idea in variant.beliefs:
            if not idea.id.startswith(PREFIX) and (line := long_line(idea)):
                return [Finding(f"misconception {idea.id!r}: {too_long(line)}", must=True)]
    return []
