"""Whether a template is worth asking: the checks of `tfquiz check`, and its first questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tfquiz.cards.check import TemplateReport, check_template
from tfquiz.cards.expressions import ExpressionError
from tfquiz.cards.models import Template
from tfquiz.cards.separation import MAX_GROUPS
from tfquiz.cards.subject import Subject
from tfquiz.cards.weighing import ANSWERS_OF_A_GUESS, FacetReport
from tfquiz.importing.openings import Data
from tfquiz.importing.plan import subject_of
from tfquiz.session.checking import make_some, run_draws
from tfquiz.session.rounds import Rounds

DRAWS = 50
MORE_DRAWS = 150
MANY = 0.8
"""Share of draws that must differ so that a longer check finds enough different questions."""
FEWEST = 20
"""Different questions below which a template is left out."""
ASKABLE = 0.75
"""Share of draws that must give something to ask."""
MARGIN = 0.0
"""How far below the allowed share a constant guess must stay, since other draws give others."""
FEW = "The example has few values that can be left open."


@dataclass(frozen=True, slots=True)
class Proven:
    """A template that gives good questions."""

    data: Data
    facets: tuple[str, ...]
    questions: int
    """Different questions among the draws."""
    subject: Subject
    """The template, in its place."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What inputs were called before, and what they are called now."""


@dataclass(frozen=True, slots=True)
class Names:
    """Where a template will stand; its draws follow from it."""

    deck: str
    note: str
    template: str


def prove(
    data: Data, facets: Sequence[str], libraries: tuple[str, ...], names: Names,
    versions: dict[str, str],
) -> Rounds[Proven | str]:  # fmt: skip
    """Check a template facet by facet; gives those that are good, or why there are none."""
    subject = _subject({**data, "facets": list(facets), "few": FEW}, libraries, names)
    try:
        drawn = yield from run_draws(subject, range(DRAWS))
        report = check_template(subject, drawn)
        if any(_is_doubtful(facet) for facet in report.facets):
            more = yield from run_draws(subject, range(DRAWS, MORE_DRAWS))
            report = check_template(subject, drawn.with_more(more))
    except ExpressionError as error:
        return str(error)
    faults = {facet.facet: _fault(facet, report) for facet in report.facets}
    if all(faults.values()):
        return next(iter(faults.values()))
    final = {**data, "facets": [facet for facet, fault in faults.items() if not fault]}
    subject = _subject({**final, "few": FEW}, libraries, names)
    refused = yield from make_some(subject, versions)
    good = [one for one in report.facets if not faults[one.facet] and one.facet not in refused]
    if not good:
        return f"no question: {next(iter(refused.values()))}"
    final["facets"] = [one.facet for one in good]
    distinct = min(one.distinct for one in good)
    if distinct < MANY * min(report.draws, 100):
        final["few"] = FEW
    return Proven(final, tuple(final["facets"]), distinct, _subject(final, libraries, names))


def _subject(data: Data, libraries: tuple[str, ...], names: Names) -> Subject:
    made = subject_of(data, libraries)
    template = Template.model_validate({**data, "id": names.template})
    note = made.note.model_copy(update={"id": names.note, "templates": [template]})
    return Subject(names.deck, note, template, libraries)


def _is_doubtful(facet: FacetReport) -> bool:
    """Whether one answer comes too often in few draws, which more draws may put right."""
    return facet.answers > MAX_GROUPS and 0.25 <= facet.guess < 0.5


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
    if facet.askable < ASKABLE * report.draws:
        return "only some draws can be asked"
    if facet.distinct < FEWEST:
        return f"only {facet.distinct} different questions"
    chances = min(max(facet.answers, 2), ANSWERS_OF_A_GUESS)
    few = facet.answers <= MAX_GROUPS
    if facet.guess >= 1 / chances + (0.04 if few and facet.facet != "shape" else -MARGIN):
        return f"always answering {facet.guess_text!r} is right too often"
    if facet.answers < 2:
        return "the answer is always the same"
    return ""
