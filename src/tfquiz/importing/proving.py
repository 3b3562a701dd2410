"""Whether a template is worth asking: the checks of `tfquiz check`, and its first questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tfquiz.cards.check import (
    ANSWERS_OF_A_GUESS,
    ENOUGH_QUESTIONS,
    FacetReport,
    TemplateReport,
)
from tfquiz.cards.compose import Refused
from tfquiz.cards.models import Template
from tfquiz.cards.subject import Subject
from tfquiz.importing.openings import Data
from tfquiz.importing.plan import subject_of
from tfquiz.session.adding import FIRST_STOCK
from tfquiz.session.checking import check_subject
from tfquiz.session.making import Runs, Wanted, make_questions

DRAWS = 80
FEWEST = 20
"""Different questions below which a template is left out."""
MARGIN = 0.02
"""How far below the allowed share a constant guess must stay, since other draws give others."""
FEW = "The example has few values that can be left open."


@dataclass(frozen=True, slots=True)
class Proven:
    """A template that gives good questions."""

    data: Data
    facets: tuple[str, ...]
    questions: int
    """Different questions among the draws."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What inputs were called before, and what they are called now."""


@dataclass(frozen=True, slots=True)
class Names:
    """Where a template will stand; its draws follow from it."""

    deck: str
    note: str
    template: str


def prove(
    runs: Runs, data: Data, facets: Sequence[str], libraries: tuple[str, ...], names: Names
) -> Proven | str:
    """Check a template facet by facet; gives those that are good, or why there are none."""
    subject = _subject({**data, "facets": list(facets), "few": FEW}, libraries, names)
    report = check_subject(runs, subject, DRAWS)
    reasons: list[str] = []
    good: list[FacetReport] = []
    for facet in report.facets:
        reason = _fault(facet, report)
        if reason:
            reasons.append(reason)
        else:
            good.append(facet)
    kept = _askable(runs, data, [one.facet for one in good], libraries, names, reasons)
    if not kept:
        return reasons[0] if reasons else "no facet can be asked"
    distinct = min(one.distinct for one in good if one.facet in kept)
    final = {**data, "facets": list(kept)}
    if distinct < ENOUGH_QUESTIONS:
        final["few"] = FEW
    return Proven(final, tuple(kept), distinct)


def _subject(data: Data, libraries: tuple[str, ...], names: Names) -> Subject:
    made = subject_of(data, libraries)
    template = Template.model_validate({**data, "id": names.template})
    note = made.note.model_copy(update={"id": names.note, "templates": [template]})
    return Subject(names.deck, note, template, libraries)


def _fault(facet: FacetReport, report: TemplateReport) -> str:
    """Why a facet is not good enough; "" if it is."""
    general = [
        finding.message
        for finding in report.findings
        if finding.must and not finding.message.startswith("facet ")
    ]
    if general:
        return general[0]
    own = [
        finding.message.partition(": ")[2]
        for finding in report.findings
        if finding.must and finding.message.startswith(f"facet {facet.facet!r}")
    ]
    if own:
        return own[0].partition(";")[0]
    if facet.distinct < FEWEST:
        return f"only {facet.distinct} different questions"
    chances = min(max(facet.answers, 2), ANSWERS_OF_A_GUESS)
    if facet.guess >= 1 / chances + 0.05 - MARGIN:
        return f"always answering {facet.guess_text!r} is right too often"
    if facet.answers < 2:
        return "the answer is always the same"
    return ""


def _askable(
    runs: Runs, data: Data, facets: Sequence[str], libraries: tuple[str, ...], names: Names,
    reasons: list[str],
) -> list[str]:  # fmt: skip
    """The facets of which the first questions can be made."""
    if not facets:
        return []
    subject = _subject({**data, "facets": list(facets), "few": FEW}, libraries, names)
    wanted = [Wanted(subject, facet, seed) for facet in facets for seed in range(FIRST_STOCK)]
    refused: dict[str, str] = {}
    for made in make_questions(runs, wanted):
        if isinstance(made.result, Refused):
            refused.setdefault(made.wanted.facet, made.result.reason)
    reasons.extend(refused.values())
    return [facet for facet in facets if facet not in refused]
