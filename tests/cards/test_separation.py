"""Which runs tell the truth from every belief, and which of them is asked."""

import pytest

from tests.cards.decks import WRITE_THROUGH, subject_of
from tests.cards.strategies import array, gives
from tfquiz.cards.question import Gives, Raises
from tfquiz.cards.separation import (
    Fit,
    Ran,
    best,
    count_items,
    fitting,
    output_cost,
    required,
    tier,
)
from tfquiz.cards.stream import Stream
from tfquiz.cards.variant import Idea, Variant
from tfquiz.values import Atom, Mapping, Series

IDEA = Idea("", {}, "", "x")


def ran(truth, *beliefs, cost=0.0) -> Ran:
    ideas = (IDEA,) * len(beliefs)
    variant = Variant(subject_of(WRITE_THROUGH), {}, (), IDEA, ideas, 0.0)
    return Ran(variant, told(truth), tuple(map(told, beliefs)), cost)


def told(answer):
    return gives(Atom(answer)) if isinstance(answer, int) else answer


def test_a_run_in_which_a_belief_gives_the_truth_is_unfit():
    assert tier(ran(1, 2, 1), frozenset({0, 1})) is None
    assert tier(ran(1, 2, 1), frozenset({0})) == 0


def test_floats_that_are_near_each_other_are_two_answers():
    near = (gives(array("float64", 1.0)), gives(array("float64", 1.5)))
    assert tier(ran(9, *near), frozenset({0, 1})) == 0


def test_a_belief_without_an_outcome_separates_nothing():
    assert tier(ran(1, 2, None), frozenset({0, 1})) is None


def test_two_beliefs_with_one_answer_are_worse_than_two_answers():
    assert tier(ran(1, 2, 3), frozenset({0, 1})) == 0
    assert tier(ran(1, 2, 2), frozenset({0, 1})) == 1
    assert tier(ran(1, 2, 3, 2), frozenset({0, 1, 2})) == 1


def test_an_exception_is_an_answer_like_any_other():
    assert tier(ran(1, Raises("ValueError"), Raises("ValueError")), frozenset({0, 1})) == 1
    assert tier(ran(1, Raises("ValueError"), Raises("TypeError")), frozenset({0, 1})) == 0


def test_only_fitting_runs_are_kept():
    kept = fitting([ran(1, 1), ran(1, 2), ran(3, 4)], frozenset({0}))
    assert [fit.ran.beliefs[0] for fit in kept] == [told(2), told(4)]


@pytest.mark.parametrize("facet", ["value", "printed", "which-call"])
def test_where_a_value_is_asked_every_belief_must_differ(facet):
    assert required([ran(1, 1, 2)], facet) == {0, 1}
    assert required([], facet) == frozenset()


def test_where_a_shape_is_asked_those_beliefs_must_differ_that_do_on_half_the_draws():
    rans = [ran(1, 1, 2, 1), ran(1, 1, 1, 2), ran(1, 1, 2, 1), ran(1, 1, 1, 1)]
    assert required(rans, "shape") == {1}


def test_where_there_are_few_answers_no_belief_must_differ():
    assert required([ran(1, 2)], "dtype") == frozenset()


def test_the_least_arithmetic_is_asked_and_the_first_among_equals():
    many = [Fit(ran(at, 99, cost=cost), 0) for at, cost in enumerate((3.0, 1.0, 2.0, 1.0, 5.0))]
    assert {id(best(many, Stream(seed), "value")) for seed in range(20)} == {id(many[1])}
    assert best([], Stream(0), "value") is None


def test_beliefs_that_coincide_are_asked_only_where_nothing_else_is_there():
    costly = Fit(ran(1, 2, 3, cost=9.0), 0)
    assert best([Fit(ran(1, 2, 2), 1), costly], Stream(0), "value") is costly


def test_where_no_belief_must_differ_a_run_that_tells_more_apart_is_asked():
    blurred, clear = Fit(ran(1, 1, 1), 0), Fit(ran(1, 1, 2, cost=9.0), 0)
    assert best([blurred, clear], Stream(0), "dtype") is clear
    assert best([blurred, clear], Stream(0), "shape") is blurred


@pytest.mark.parametrize("facet", ["raises", "value"])
def test_few_answers_come_about_equally_often_however_rare_one_is(facet):
    fits = [Fit(ran(0, 1), 0)] * 9 + [Fit(ran(1, 0), 0)]
    asked = [best(fits, Stream(seed), facet) for seed in range(200)]
    share = sum(fit is fits[-1] for fit in asked) / 200
    assert 0.35 < share < 0.65


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (Atom(7), 1),
        (array("int64"), 1),
        (array("int64", [1, 2], [3, 4]), 4),
        (Series("list", (Atom(1), array("int64", 1, 2))), 3),
        (Series("list", ()), 1),
        (Mapping(((Atom("a"), Atom(1)), (Atom("b"), Atom(2)))), 4),
        (Mapping(()), 1),
    ],
)
def test_what_a_learner_has_to_write_is_counted(value, count):
    assert count_items(gives(value)) == count


def test_an_exception_is_one_thing_to_write_and_a_text_as_many_as_its_lines():
    assert count_items(Raises("ValueError")) == 1
    assert count_items(Gives(Atom("a\nb"), "a\nb", "a\nb")) == 2


def test_length_large_numbers_and_repeats_make_an_answer_hard():
    assert output_cost(gives(array("int64", 1, 2, 3))) == 0
    assert output_cost(gives(array("int64", *range(8)))) == 0
    assert output_cost(gives(array("int64", *range(10)))) == 1.0
    assert output_cost(gives(array("int64", 99, 100, -100))) == 2.0
    assert output_cost(gives(array("int64", 1, 1, 1))) == 0.5
    assert output_cost(gives(array("bool", True, True, True))) == 0
    assert output_cost(gives(Series("list", tuple(map(Atom, range(10)))))) == 1.0
