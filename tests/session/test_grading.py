import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfquiz.cards.judging.result import GivenUp, Misconceived, Right, Slip, Wrong
from tfquiz.scheduler import Memory
from tfquiz.session.grading import NEVER_SLOW, Effort, Pace, pace, quality_of, verdict_of

NEW = Memory()
SEEN = Memory(repetitions=1, interval=1, due=2, reviewed=1)
USUAL = Pace(fast=10.0, slow=60.0)


def typed(seconds: float, **rest) -> Effort:
    return Effort("typed", seconds, **rest)


@pytest.mark.parametrize(
    ("judgement", "memory", "effort", "quality"),
    [
        (Right(), SEEN, typed(9.0), 5),
        (Right(), SEEN, typed(10.0), 5),
        (Right(), SEEN, typed(11.0), 4),
        (Right(), SEEN, typed(60.0), 4),
        (Right(), SEEN, typed(61.0), 3),
        (Right(), SEEN, typed(0.0), 4),
        (Right(), NEW, typed(1.0), 4),
        (Right(), SEEN, Effort("choices", 1.0), 4),
        (Right(), SEEN, Effort("choices", 61.0), 3),
        (Right(), SEEN, typed(1.0, hints=1), 3),
        (Right(), SEEN, typed(1.0, repaired=True), 3),
        (Slip("a comma"), SEEN, typed(1.0), 2),
        (Slip("a comma"), SEEN, typed(1.0, repaired=True), 2),
        (Misconceived(("axis",)), SEEN, typed(1.0), 1),
        (Misconceived(("axis",)), SEEN, Effort("choices", 1.0), 1),
        (Wrong("two elements differ"), SEEN, typed(1.0), 1),
        (GivenUp(), SEEN, typed(1.0), 0),
    ],
)
def test_the_quality_follows_from_what_the_learner_did(judgement, memory, effort, quality):
    assert quality_of(judgement, memory, effort, USUAL) == quality


@pytest.mark.parametrize(
    ("judgement", "verdict"),
    [
        (Right(), "right"),
        (Slip("x"), "slip"),
        (Misconceived(("a",)), "misconception"),
        (Wrong("x"), "wrong"),
        (GivenUp(), "given-up"),
    ],
)
def test_each_judgement_has_its_verdict(judgement, verdict):
    assert verdict_of(judgement, typed(1.0)) == verdict


def test_a_mended_slip_stays_a_slip_in_the_log():
    assert verdict_of(Right(), typed(1.0, repaired=True)) == "slip"


def test_nobody_is_fast_or_slow_before_enough_is_known():
    assert pace([5.0] * 9) == Pace(0.0, math.inf)
    assert quality_of(Right(), SEEN, typed(0.1), pace([5.0] * 9)) == 4
    assert quality_of(Right(), SEEN, typed(999.0), pace([5.0] * 9)) == 4


def test_fast_is_no_slower_than_half_of_the_earlier_answers():
    assert pace([float(seconds) for seconds in range(10, 31)]).fast == 20.0


def test_slow_is_rare_and_three_times_the_usual():
    assert pace([20.0] * 20).slow == 60.0
    # Of twenty answers of a learner of uneven speed the slowest but one is still not slow.
    assert pace([10.0] * 18 + [200.0, 300.0]).slow == 200.0


def test_a_learner_who_is_quick_at_everything_is_not_punished():
    quick = pace([1.0] * 50)
    assert quality_of(Right(), SEEN, typed(2.5), quick) == 5
    assert quality_of(Right(), SEEN, typed(NEVER_SLOW), quick) == 4


def test_the_pace_follows_the_latest_answers():
    assert pace([90.0] * 500 + [10.0] * 50) == pace([10.0] * 50)


@given(st.lists(st.floats(0.1, 600), max_size=80))
def test_fast_is_always_below_slow(times):
    found = pace(times)
    assert 0 <= found.fast < found.slow


@given(st.lists(st.floats(0.1, 600), min_size=10, max_size=50))
def test_at_most_one_in_twenty_of_ones_own_answers_is_slow(times):
    slow = pace(times).slow
    assert sum(seconds > slow for seconds in times) <= len(times) / 20
