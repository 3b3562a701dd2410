"""A constant guess is weighed on the questions that a search would pick."""

from collections import Counter

import pytest

from tests.cards.decks import subject_of
from tfquiz.cards.guessing import PICKS, ROUND, best_guess
from tfquiz.cards.separation import Fit, best, fitting, judge_run, required
from tfquiz.cards.stream import Stream
from tfquiz.session.checking import run_draws
from tfquiz.session.rounds import carry_out

TEMPLATE = """
[[notes.templates]]
id = "guessed"
inputs.k = { int = [1, %d] }
inputs.w = { array = ["k"], range = [0, 9] }
code = "s = w.sum()"
ask = "s > 9"
"""
MANY = TEMPLATE.replace("s > 9", "s")


def fits_of(runner, template: str) -> list[Fit]:
    subject = subject_of(template)
    drawn = carry_out(runner, run_draws(subject, range(60)))
    found = [
        judge_run(variant, outcomes, "value")
        for variant, outcomes in zip(drawn.variants, drawn.outcomes, strict=True)
    ]
    rans = [ran for ran in found if ran is not None]
    return fitting(rans, required(rans, "value"))


@pytest.mark.parametrize("template", [TEMPLATE % 4, MANY % 2, MANY % 5])
def test_picks_are_those_of_the_search(runner, template: str):
    fits = fits_of(runner, template)
    picked: Counter[str] = Counter()
    stream = Stream("guess")
    for _ in range(ROUND):
        window = [fits[stream.below(len(fits))] for _ in range(12)]
        chosen = best(window, stream, "value")
        assert chosen is not None
        picked[chosen.ran.truth.text] += 1
    [(answer, count)] = picked.most_common(1)
    found = best_guess(fits, Stream("guess"), "value", window=12, limit=5.0)
    assert found == (answer, count / ROUND)


def test_a_share_near_the_limit_takes_all_picks(runner):
    fits = fits_of(runner, TEMPLATE % 4)
    answer, share = best_guess(fits, Stream("guess"), "value", window=12, limit=0.5)
    assert answer in ("True", "False")
    assert share * PICKS == pytest.approx(round(share * PICKS))
    assert share == pytest.approx(0.5, abs=0.05)


def test_no_draws_give_no_guess():
    assert best_guess([], Stream("guess"), "value", window=12, limit=0.3) == ("", 0.0)
