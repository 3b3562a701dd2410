"""Running templates whose facets their author left open, to choose them."""

from collections.abc import Sequence
from dataclasses import replace

from tfquiz.cards.facets import DRAWS, choose_facets
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import draw, program
from tfquiz.session.making import Runs


def with_facets(runs: Runs, found: Sequence[Subject]) -> list[Subject]:
    """The same templates, each knowing its facets; those that name theirs are not run."""
    open_ones = [subject for subject in found if not subject.template.facets]
    batches = []
    for subject in open_ones:
        drawn = (draw(subject, f"facets/{number}") for number in range(DRAWS))
        batches.append([program(one, one.truth) for one in drawn if one is not None])
    outcomes = runs.run_many(batches) if batches else []
    chosen = {
        subject.key: choose_facets(subject, part)
        for subject, part in zip(open_ones, outcomes, strict=True)
    }
    return [replace(subject, chosen=chosen.get(subject.key, ())) for subject in found]
