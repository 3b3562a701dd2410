"""Running a deck's draws for `tfquiz check`: all facets of a template share each run."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from tfquiz.cards.check import Drawn, TemplateReport, check_template
from tfquiz.cards.compose import Refused
from tfquiz.cards.expressions import ExpressionError
from tfquiz.cards.question import Question
from tfquiz.cards.search import programs, search, split
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import Variant, draw
from tfquiz.program.program import Outcome
from tfquiz.session.making import Runs
from tfquiz.session.repeating import unsteady
from tfquiz.session.rounds import Rounds, together

BATCH = 50
"""Draws in one batch."""
SEARCHES = 3
"""Questions of each facet that are made to the end."""

T = TypeVar("T")
Tried = tuple[str, Question | Refused]
"""A facet, and what came of one search."""


def check_subjects(runs: Runs, found: Sequence[Subject], draws: int) -> Iterator[TemplateReport]:
    """Draw each template many times, run everything, and weigh the outcomes."""
    reasons = unsteady(runs, found)
    for subject in found:
        drawn, seconds = _timed(runs, run_draws(subject, range(draws)))
        made, _ = _timed(runs, _some(subject, runs.versions(subject.libraries)))
        drawn = replace(
            drawn,
            unsteady=reasons.get(subject.key, ""),
            seconds=seconds,
            refused=_refused(made),
            chosen=_chosen(made) if subject.template.form == "typed" else frozenset(),
        )
        yield check_template(subject, drawn)


def check_subject(runs: Runs, subject: Subject, draws: int) -> TemplateReport:
    """The same for one template."""
    [report] = check_subjects(runs, [subject], draws)
    return report


def run_draws(subject: Subject, numbers: range) -> Rounds[Drawn]:
    """Run the draws with these numbers; whether their answers repeat is not looked at."""
    variants = _drawn(subject, numbers) or _drawn(subject, numbers, long_lines=True)
    outcomes: list[Sequence[Outcome]] = []
    for start in range(0, len(variants), BATCH):
        outcomes += yield from _run(variants[start : start + BATCH])
    return Drawn(variants, outcomes, "", ())


def _drawn(subject: Subject, numbers: range, *, long_lines: bool = False) -> list[Variant]:
    found = (draw(subject, f"check/{number}", long_lines=long_lines) for number in numbers)
    return [variant for variant in found if variant is not None]


def make_some(subject: Subject, versions: dict[str, str]) -> Rounds[dict[str, str]]:
    """Make a few questions of each facet; for facets that give none for some seed, why."""
    return _refused((yield from _some(subject, versions)))


def _some(subject: Subject, versions: dict[str, str]) -> Rounds[list[Tried]]:
    if draw(subject, "check", tries=200) is None:
        return []  # its lines are too long, which is told of the template
    wanted = [(facet, seed) for facet in subject.facets for seed in range(SEARCHES)]
    results = yield from together(_search(subject, *one, versions) for one in wanted)
    return [(facet, result) for (facet, _), result in zip(wanted, results, strict=True)]


def _refused(made: Sequence[Tried]) -> dict[str, str]:
    return {facet: result.reason for facet, result in made if isinstance(result, Refused)}


def _chosen(made: Sequence[Tried]) -> frozenset[str]:
    """The facets with a question that is asked as choices."""
    return frozenset(
        facet for facet, result in made if isinstance(result, Question) and result.form == "choices"
    )


def _search(
    subject: Subject, facet: str, seed: int, versions: dict[str, str]
) -> Rounds[Question | Refused]:
    try:
        return (yield from search(subject, facet, seed, versions))
    except ExpressionError as error:
        return Refused(str(error))


def _run(variants: Sequence[Variant]) -> Rounds[list[Sequence[Outcome]]]:
    outcomes = yield [one for variant in variants for one in programs(variant)]
    return list(split(variants, outcomes))


def _timed(runs: Runs, work: Rounds[T]) -> tuple[T, list[float]]:
    """What a piece of work comes to, and the seconds that a program took, one number a batch."""
    seconds: list[float] = []
    outcomes: list[Outcome] | None = None
    while True:
        try:
            wanted = next(work) if outcomes is None else work.send(outcomes)
        except StopIteration as stop:
            return stop.value, seconds
        started = time.perf_counter()
        [outcomes] = runs.run_many([wanted])
        seconds.append((time.perf_counter() - started) / max(1, len(wanted)))
