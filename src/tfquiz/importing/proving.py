"""Whether a template is worth asking: the checks of `tfquiz check`, and its first questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tfquiz.cards.check import Drawn, TemplateReport, check_template
from tfquiz.cards.expressions import ExpressionError
from tfquiz.cards.models import Template
from tfquiz.cards.separation import MAX_GROUPS, STRICT
from tfquiz.cards.subject import Subject
from tfquiz.cards.weighing import ANSWERS_OF_A_GUESS, FacetReport
from tfquiz.importing.opening.openings import Data
from tfquiz.importing.opening.plan import subject_of
from tfquiz.importing.separating import (
    MAX_NAMED,
    doubtful,
    share_said,
    shares,
    with_all_ideas,
    with_ideas,
)
from tfquiz.session.checking import make_some, run_draws
from tfquiz.session.rounds import Rounds

LOOK = 16
"""Draws that show what is hopeless."""
DRAWS = 50
MORE_DRAWS = 150
CLEARLY_FEW = 6
"""Different questions in the first look: 20 that are equally likely would give 11."""
CLEARLY_GUESSED = 0.8
MANY = 0.8
"""Share of draws that must differ so that a longer check finds enough different questions."""
MANY_ANSWERS = 32
"""Different answers in the first draws."""
LIKELY = 0.12
"""How often one answer must be right so that luck is worth ruling out."""
FEWEST = 20
"""Different questions below which a template is left out."""
ASKABLE = 0.75
"""Share of draws that must give something to ask."""
MARGIN = 0.0
"""How far below the allowed share a constant guess must stay, since other draws give others."""
VISIBLE = 0.95
"""Share of draws whose answer stands in the code, from which on nothing has been worked out."""
ONLY_SHOWN = "only shows the data that stand above it"
OFTEN_ENOUGH = 0.5
"""Share of draws on which a wrong idea gives another shape, so that the shape is worth asking."""
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
    versions: dict[str, str], *, thorough: bool = False,
) -> Rounds[Proven | str]:  # fmt: skip
    """Check a template facet by facet; gives those that are good, or why there are none.

    Args:
        data: the template.
        facets: what to ask.
        libraries: what it uses.
        names: where it will stand.
        versions: of the libraries.
        thorough: whether to run all draws also where the first ones find no fault: of several
            plans one may look good by luck.
    """
    place = _Place(libraries, names)
    subject = place.subject({**data, "facets": list(facets), "few": FEW})
    try:
        drawn = yield from run_draws(subject, range(LOOK))
        report = check_template(subject, drawn)
        if reason := _hopeless(report):
            return reason
        drawn = drawn.with_more((yield from run_draws(subject, range(LOOK, DRAWS))))
        report = check_template(subject, drawn)
        lucky = thorough and not all(_faults(report).values())
        lucky = lucky and any(facet.guess >= LIKELY for facet in report.facets)
        if lucky or any(_is_doubtful(facet) for facet in report.facets):
            more = yield from run_draws(subject, range(DRAWS, MORE_DRAWS))
            drawn = drawn.with_more(more)
            report = check_template(subject, drawn)
    except ExpressionError as error:
        return str(error)
    faults = _faults(report)
    if all(faults.values()):
        return next(iter(faults.values()))
    asked = [facet for facet, fault in faults.items() if not fault]
    tried = yield from with_all_ideas(drawn)
    if "shape" in asked and not _is_shape_worth_asking(tried):
        asked.remove("shape")
    main = asked[0] if asked else "value"
    found = shares(tried, main)
    if not asked or (not any(found.values()) and _only_shows(report)):
        return ONLY_SHOWN
    data = {**data, "facets": asked}
    named = doubtful(found) if main in STRICT else ()
    sharp = yield from _told_apart(data, drawn, named, place, versions)
    return sharp or (yield from _proven(data, report, place, versions))


def _is_shape_worth_asking(tried: Drawn) -> bool:
    """Whether the code does not say the shape, and some wrong idea gives another one."""
    wrong = max(shares(tried, "shape").values(), default=0.0)
    return wrong >= OFTEN_ENOUGH and share_said(tried, "shape") < VISIBLE


def _only_shows(report: TemplateReport) -> bool:
    return all(facet.visible >= VISIBLE for facet in report.facets)


def _told_apart(
    data: Data, drawn: Drawn, names: Sequence[str], place: "_Place", versions: dict[str, str]
) -> Rounds[Proven | None]:  # fmt: skip
    """The template that tells from the truth what only some draws tell; None if it asks less so."""
    for count in range(min(len(names), MAX_NAMED), 0, -1):
        named = {**data, "mechanical": list(names[:count])}
        sharp = place.subject({**named, "few": FEW})
        own = yield from with_ideas(drawn, names[:count])
        report = check_template(sharp, own)
        if len(drawn.variants) <= DRAWS and any(map(_has_too_few, report.facets)):
            own = own.with_more((yield from run_draws(sharp, range(DRAWS, MORE_DRAWS))))
            report = check_template(sharp, own)
        if any(_faults(report).values()):
            continue
        proven = yield from _proven(named, report, place, versions)
        if isinstance(proven, Proven) and proven.facets == tuple(data["facets"]):
            return proven
    return None


def _proven(
    data: Data, report: TemplateReport, place: "_Place", versions: dict[str, str]
) -> Rounds[Proven | str]:  # fmt: skip
    """The template with those facets of which the first questions can be made."""
    refused = yield from make_some(place.subject({**data, "few": FEW}), versions)
    asked = [facet for facet in data["facets"] if facet not in refused]
    if not asked:
        return f"no question: {next(iter(refused.values()))}"
    final = {**data, "facets": asked}
    distinct = min(one.distinct for one in report.facets if one.facet in asked)
    if distinct < MANY * min(report.draws, 100):
        final["few"] = FEW
    return Proven(final, tuple(asked), distinct, place.subject(final))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a template stands."""

    libraries: tuple[str, ...]
    names: Names

    def subject(self, data: Data) -> Subject:
        """The template, in its place."""
        made = subject_of(data, self.libraries)
        template = Template.model_validate({**data, "id": self.names.template})
        note = made.note.model_copy(update={"id": self.names.note, "templates": [template]})
        return Subject(self.names.deck, note, template, self.libraries)


def _faults(report: TemplateReport) -> dict[str, str]:
    """For each facet why it is not good enough; "" if it is."""
    return {facet.facet: _fault(facet, report) for facet in report.facets}


def _is_doubtful(facet: FacetReport) -> bool:
    """Whether so few draws do not tell if one answer comes too often."""
    if facet.answers > MAX_GROUPS:
        lowest = 0.25 if facet.answers > MANY_ANSWERS else 0.22  # many share the guess later on
        return lowest <= facet.guess < 0.5
    return 0.02 <= facet.guess - 1 / max(facet.answers, 2) < 0.1


def _hopeless(report: TemplateReport) -> str:
    """Why a few draws are enough to leave a template out; "" if they are not."""
    reasons = []
    for facet in report.facets:
        if facet.distinct <= CLEARLY_FEW:
            reasons.append(f"only {facet.distinct} different questions in {report.draws} draws")
        elif facet.guess >= CLEARLY_GUESSED:
            reasons.append(
                f"always answering {facet.guess_text!r} is right in {facet.guess:.0%} of the draws"
            )
    return reasons[0] if len(reasons) == len(report.facets) else ""


def _has_too_few(facet: FacetReport) -> bool:
    """Whether there are too few different questions, but enough in more draws."""
    return FEWEST * DRAWS / MORE_DRAWS <= facet.distinct < FEWEST


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
