import pytest

from tests.cards.decks import WRITE_THROUGH, subject_of
from tests.proving import unproven
from tfquiz.cards.agreeing import agreements, plainer
from tfquiz.cards.comparing import same_answer
from tfquiz.cards.compose import Refused
from tfquiz.cards.precision import is_workable
from tfquiz.cards.question import (
    Agreement,
    Gives,
    Question,
    Raises,
    dump_question,
    load_question,
)
from tfquiz.cards.separation import Ran
from tfquiz.cards.variant import Variant, draw
from tfquiz.program.program import Program
from tfquiz.sandbox.host import Runner
from tfquiz.session.making import Wanted, make_questions
from tfquiz.values import Atom, Series

ADD = """
[[notes.templates]]
id = "add"
inputs.k = { int = [2, 3] }
inputs.w = { array = [2, 3] }
inputs.u = { array = ["k"] }
code = "z = w + u"
ask = "z"
facets = ["value", "raises", "shape", "dtype"]
"""
COINCIDE = """
[[notes.templates]]
id = "coincide"
code = "y = x[0] * x[1]"
ask = "y"
misconceptions = [{ id = "adds", swap = ["*", "+"], why = "w" }]
"""
KEEPS = """
[[notes.templates]]
id = "keeps"
inputs.n = { int = [2, 4] }
inputs.v = { array = ["n"], range = [1, 9], written = "list", distinct = true }
inputs.way = { code = ["[x * 2 for x in v]", "[x * x for x in v]", "[x * 3 for x in v]"] }
code = "v = $v\\ny = $way"
ask = "y"
misconceptions = [{ id = "backwards", code = "v = $v\\ny = $way[::-1]", why = "w" }]
"""
HIDDEN = """
[[notes.templates]]
id = "hidden"
inputs.n = { int = [0, 2] }
inputs.other = { int = [1, 3] }
inputs.way = { code = ["v[1:]", "v[:1]", "v + v"] }
inputs.v = { array = [3], range = [1, 9], written = "list" }
code = "v = $v\\ny = v[::-1]"
ask = "ASK"
misconceptions = [{ id = "b", code = "v = $v\\nBELIEF", why = "w" }]
"""
NEVER = """
[[notes.templates]]
id = "never"
code = "y = x + 1"
ask = "y"
misconceptions = [{ id = "same", swap = ["x + 1", "1 + x"], why = "w" }]
"""
STD = """
[[notes.templates]]
id = "std"
code = "s = x.std()"
ask = "s"
misconceptions = [
  { id = "sample", swap = ["std()", "std(ddof=1)"], why = "w" },
  { id = "variance", swap = ["std", "var"], why = "w" },
]
"""
ROOTS = """
[[notes.templates]]
id = "roots"
code = "s = np.sqrt(x * 10 + 3)"
ask = "s"
mechanical = false
"""
ROUND = """
[[notes.templates]]
id = "round"
inputs.h = { float = [0.5, 20], step = 0.25 }
ask = "round($h)"
mechanical = ["half-up"]
"""
AXES = """
[[notes.templates]]
id = "axes"
inputs.m = { array = [2, 2] }
code = "s = m.argmax(axis=1)"
ask = "s"
mechanical = ["axis-moved"]
"""
OUTER = """
[[notes.templates]]
id = "outer"
ask = "np.stack([x, x]).sum(axis=1)"
facets = ["value"]
"""
REVERSE = """
[[notes.templates]]
id = "reverse"
inputs.m = { array = [2, 3], distinct = true }
code = "s = m.sum(axis=0)"
ask = "s"
facets = ["which-call"]
misconceptions = [
  { id = "rows", swap = ["axis=0", "axis=1"], why = "w" },
  { id = "all", swap = ["axis=0", ""], why = "w" },
]
"""
SHARES = '''
[[notes.templates]]
id = "shares"
inputs.f = { code = ["x[1:]", "x.copy()", "np.array(x)", "x.reshape(-1, 1)"] }
inputs.g = { code = ["x[::2]", "x + 0", "np.asarray(x)"] }
code = """
y = $f
z = $g
"""
ask = "x"
facets = ["shares-memory"]
names = ["x", "y", "z"]
'''
BIG = """
[[notes.templates]]
id = "big"
inputs.b = { array = [3], range = [0, 999] }
code = "c = b + b"
ask = "c"
"""


def questions(runner: Runner, template: str, facet: str, count: int = 12) -> list[Question]:
    wanted = [Wanted(subject_of(template), facet, seed) for seed in range(count)]
    results = [made.result for made in make_questions(runner, wanted)]
    assert not [one for one in results if isinstance(one, Refused)]
    return [one for one in results if isinstance(one, Question)]


@pytest.mark.parametrize("facet", ["value", "raises", "shape", "dtype"])
def test_every_script_prints_its_answer_or_ends_in_its_exception(runner, facet):
    assert unproven(questions(runner, ADD, facet)) == []


@pytest.mark.parametrize(
    ("template", "facet"), [(REVERSE, "which-call"), (SHARES, "shares-memory"), (STD, "value")]
)
def test_scripts_of_other_facets_prove_their_answers_too(runner, template, facet):
    assert unproven(questions(runner, template, facet)) == []


def test_no_belief_gives_the_right_answer(runner):
    for question in questions(runner, COINCIDE, "value", 40):
        for belief in question.beliefs:
            assert not same_answer(question.answer, belief.answer, tolerance=question.tolerance)


def test_a_misconception_that_never_separates_gives_no_question_and_is_named(runner):
    [made] = make_questions(runner, [Wanted(subject_of(NEVER), "value", 0)])
    assert isinstance(made.result, Refused)
    assert "same" in made.result.reason


def test_a_mechanical_misconception_that_is_named_is_told_apart_in_every_question(runner):
    for question in questions(runner, ROUND, "value"):
        assert question.ask is not None
        assert float(question.ask[6:-1]) % 2 == 0.5  # others are rounded alike by everybody
        assert "mechanical:half-up" in {belief.id for belief in question.beliefs}


def test_a_rewrite_that_raises_is_told_by_what_it_would_raise(runner):
    raising = [
        belief
        for question in questions(runner, OUTER, "value")
        for belief in question.beliefs
        if isinstance(belief.answer, Raises)
    ]
    assert raising
    for belief in raising:
        assert belief.why["en"].startswith("This runs to its end. `np.")
        assert isinstance(belief.answer, Raises)
        assert f"would raise {belief.answer.error}" in belief.why["en"]


def test_inputs_on_which_a_named_mechanical_misconception_is_right_are_shown(runner):
    for question in questions(runner, AXES, "value"):
        named = next(one for one in question.beliefs if one.id == "mechanical:axis-moved")
        assert named.agrees is not None
        assert named.agrees.code != question.code


def test_floats_that_nobody_can_work_out_are_chosen_and_not_typed(runner):
    for question in questions(runner, STD, "value"):
        if question.decimals is not None:
            assert question.form == "choices"
            assert f"{question.decimals} decimals" in question.prompt["en"]
            assert len({choice.text for choice in question.choices}) == len(question.choices)


def test_a_question_for_a_calculator_is_not_asked(runner):
    wanted = [Wanted(subject_of(ROOTS), "value", seed) for seed in range(6)]
    results = [made.result for made in make_questions(runner, wanted)]
    assert all(isinstance(one, Refused) and "by hand" in one.reason for one in results)
    typed = ROOTS.replace('ask = "s"', 'ask = "s"\nform = "typed"')
    assert all(one.form == "typed" for one in questions(runner, typed, "value", 3))


@pytest.mark.parametrize("easy", [(7 / 3, 1 / 7), (0.1 + 0.2, 2.5), (1.4142135623730951, 1.0)])
def test_fractions_and_a_single_root_are_worked_out_by_hand(easy):
    softmax = (0.04201006613406605, 0.11419519938459448)
    assert is_workable(Gives(Series("list", tuple(map(Atom, easy))), "", ""))
    assert not is_workable(Gives(Series("list", tuple(map(Atom, softmax))), "", ""))


def test_the_right_choice_is_not_always_in_the_same_place(runner):
    places = {
        [choice.correct for choice in question.choices].index(True)
        for question in questions(runner, REVERSE, "which-call", 24)
    }
    assert places == {0, 1, 2, 3}


def test_exactly_one_choice_is_right(runner):
    for question in questions(runner, SHARES, "shares-memory"):
        assert sum(choice.correct for choice in question.choices) == 1
        assert len({choice.text for choice in question.choices}) == len(question.choices)


def test_both_outcomes_of_an_error_question_come_up(runner):
    answers = [question.answer.text for question in questions(runner, ADD, "raises", 40)]
    assert 10 <= answers.count("no error") <= 30
    assert set(answers) == {"no error", "raises ValueError"}


def test_the_search_prefers_small_numbers(runner):
    for question in questions(runner, BIG, "value"):
        numbers = question.code.split("[")[1].split("]")[0].split(",")
        assert max(int(number) for number in numbers) < 100


def test_the_same_seed_gives_the_same_question_and_it_survives_json(runner):
    first = questions(runner, WRITE_THROUGH, "value", 5)
    with Runner() as other:
        second = questions(other, WRITE_THROUGH, "value", 5)
    assert first == second
    assert [load_question(dump_question(one)) for one in first] == first


def test_a_question_carries_the_trace_of_its_program(runner):
    [question] = questions(runner, WRITE_THROUGH, "value", 1)
    assert {step.text for step in question.steps} >= {"x", "y"}
    assert question.beliefs[0].steps


def test_a_question_whose_belief_is_sometimes_right_shows_inputs_where_it_is(runner):
    """Also where the template's conditions keep such inputs out of every question."""
    apart = COINCIDE.replace(
        'id = "coincide"', 'id = "apart"\nwhere = ["x[0] * x[1] != x[0] + x[1]"]'
    )
    for question in (*questions(runner, COINCIDE, "value"), *questions(runner, apart, "value")):
        [agrees] = [one.agrees for one in question.beliefs if one.id == "adds"]
        assert agrees is not None
        assert agrees.code != question.code
        believed = agrees.code.replace("x[0] * x[1]", "x[0] + x[1]")
        assert believed != agrees.code
        ran = runner.run([Program(code, "y", ("numpy",)) for code in (agrees.code, believed)])
        assert [one.text for one in ran] == [agrees.text] * 2


def test_agreeing_inputs_hold_something_and_leave_the_program_as_it_is(runner):
    """An empty list is turned round to itself, and that teaches nothing."""
    made = questions(runner, KEEPS, "value")
    assert len({question.code.splitlines()[1] for question in made}) > 1
    for question in made:
        agrees = question.beliefs[0].agrees
        assert agrees is not None
        assert "[]" not in agrees.text
        assert agrees.code.splitlines()[1] == question.code.splitlines()[1]


def test_of_inputs_that_hold_nothing_nothing_is_told(runner):
    """Both are right about an empty list, whatever they do with each of its items."""
    template = KEEPS.replace("$way[::-1]", "[x * 2 + 1 for x in v]")
    assert {q.beliefs[0].agrees for q in questions(runner, template, "value")} == {None}


@pytest.mark.parametrize(
    ("belief", "ask"),
    [("y = v[::$other]", "y"), ("y = v[$n]", "y"), ("y = $way", "y"), ("y = v", "y[$n]")],
)
def test_of_another_program_nothing_is_told(belief, ask):
    """A belief with other numbers of its own, or a question about something else, is another."""
    template = HIDDEN.replace("BELIEF", belief).replace("ASK", ask)
    drawn = [draw(subject_of(template), str(number)) for number in range(60)]
    asked, *others = [one for one in drawn if one is not None]
    same = Gives(Atom("same"), "same", "same\n")
    told = [one for one in others if agreements([Ran(one, same, (same,), 0.0)], asked)]
    ideas = {(one.truth.ask, one.beliefs[0].code.splitlines()[-1]) for one in told}
    assert ideas == {(asked.truth.ask, asked.beliefs[0].code.splitlines()[-1])}


def test_a_belief_that_is_never_right_says_nothing(runner):
    template = NEVER.replace("1 + x", "x + 2")
    assert {q.beliefs[0].agrees for q in questions(runner, template, "value")} == {None}


def test_nothing_runs_without_the_conditions_that_end_its_loop():
    endless = COINCIDE.replace("y = x[0]", "while False: pass\\ny = x[0]")
    assert plainer(drawn_once(endless)) == ()
    assert plainer(drawn_once(COINCIDE))


def drawn_once(template: str) -> Variant:
    drawn = draw(subject_of(template), "once")
    assert drawn is not None
    return drawn


def test_questions_of_an_earlier_release_are_read(runner):
    [question] = questions(runner, COINCIDE, "value", 1)
    data = dump_question(question)
    for old, read in (("", None), ("y = 1", Agreement("y = 1"))):
        for belief in data["beliefs"]:
            belief["agrees"] = old
        assert {one.agrees for one in load_question(data).beliefs} == {read}


UNSEEDED = """
[[notes.templates]]
id = "unseeded"
inputs.x = { array = [9], distinct = true }
code = "y = np.random.permutation(x)"
ask = "y"
facets = ["value"]
"""


def test_unseeded_chance_gives_no_question(runner):
    made = make_questions(runner, [Wanted(subject_of(UNSEEDED), "value", n) for n in range(6)])
    results = [one.result for one in made]
    assert all(isinstance(one, Refused) for one in results)
    assert any("not give the same answer" in one.reason for one in results)


WORDS = """
[[notes.templates]]
id = "words"
inputs.w = { sample = ["ab", "cd", "ef", "gh", "ij"], size = 3 }
ask = "set(w)"
misconceptions = [{ id = "two", ask = "set(w[1:])", why = "All of them." }]
facets = ["value"]
"""
SHAPE_OF_A_LIST = """
[[notes.templates]]
id = "nested"
ask = "[[$i] * n] * n"
misconceptions = [{ id = "flat", ask = "[$i] * n", why = "A list in a list." }]
facets = ["shape"]
"""


@pytest.mark.parametrize("template", [WORDS, SHAPE_OF_A_LIST])
def test_sets_of_words_and_shapes_of_lists_are_proven_by_their_scripts(runner, template):
    subject = subject_of(template)
    made = questions(runner, template, subject.facets[0], 6)
    assert unproven(made) == []
