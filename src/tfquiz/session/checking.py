"""Running a deck's draws for `tfquiz check`: all facets of a template share each run."""

import time
from collections.abc import Iterator, Sequence

from tfquiz.cards.check import Drawn, TemplateReport, check_template
from tfquiz.cards.compose import Refused
from tfquiz.cards.search import programs, split
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import Variant, draw
from tfquiz.program.program import Outcome
from tfquiz.session.making import Runs, Wanted, make_questions
from tfquiz.session.repeating import unsteady

BATCH = 50
"""Draws in one batch."""
SEARCHES = 3
"""Questions of each facet that are made to the end."""


def check_subjects(runs: Runs, found: Sequence[Subject], draws: int) -> Iterator[TemplateReport]:
    """Draw each template many times, run everything, and weigh the outcomes."""
    reasons = unsteady(runs, found)
    for subject in found:
        yield _check(runs, subject, draws, reasons.get(subject.key, ""))


def check_subject(runs: Runs, subject: Subject, draws: int) -> TemplateReport:
    """The same for one template."""
    [report] = check_subjects(runs, [subject], draws)
    return report


def _check(runs: Runs, subject: Subject, draws: int, reason: str) -> TemplateReport:
    variants = list(_variants(subject, draws))
    outcomes: list[list[Outcome]] = []
    seconds: list[float] = []
    for start in range(0, len(variants), BATCH):
        part = variants[start : start + BATCH]
        started = time.perf_counter()
        results = _run(runs, part)
        taken = time.perf_counter() - started
        seconds.append(taken / max(1, sum(len(one) for one in results)))
        outcomes += results
    drawn = Drawn(variants, outcomes, reason, seconds, _refused(runs, subject))
    return check_template(subject, drawn)


def _refused(runs: Runs, subject: Subject) -> dict[str, str]:
    """Why some facets give no question, found by making a few of each."""
    wanted = [Wanted(subject, facet, seed) for facet in subject.facets for seed in range(SEARCHES)]
    return {
        made.wanted.facet: made.result.reason
        for made in make_questions(runs, wanted)
        if isinstance(made.result, Refused)
    }


def _variants(subject: Subject, draws: int) -> Iterator[Variant]:
    for number in range(draws):
        variant = draw(subject, f"check/{number}")
        if variant is not None:
            yield variant


def _run(runs: Runs, variants: list[Variant]) -> list[list[Outcome]]:
    [outcomes] = runs.run_many([[one for variant in variants for one in programs(variant)]])
    return [list(part) for part in split(variants, outcomes)]
