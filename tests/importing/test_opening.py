"""What of an example is left open: tried on the real library."""

import pytest

from tfquiz.importing.opening.holes import find_holes
from tfquiz.importing.opening.opening import open_target
from tfquiz.importing.opening.plan import Target
from tfquiz.importing.opening.trying import Lab
from tfquiz.sandbox.host import Runner
from tfquiz.session.rounds import carry_out


def opened(runner: Runner, code: str, ask: str) -> dict:
    lab = Lab(("numpy",))
    truth = lab.text_of(lab.program(code, ask), carry_out(runner, lab.outcome(code, ask)))
    assert truth is not None
    target = Target(code, ask, ("numpy",), tuple(find_holes(code, ask)))
    lab = Lab(("numpy",), truth=truth)
    return carry_out(runner, open_target(lab, target, truth)).plan.data


@pytest.mark.parametrize(
    ("literal", "ask", "kept"),
    [
        ("[1, 4, 9]", "x[-1]", {"sorted": True, "distinct": True}),
        ("[0, 1, 1, 0]", "x.sum()", {"range": [0, 1]}),
        ("[[0, 1, 0], [1, 0, 0]]", "x.argmax(axis=1)", {"one_hot": True}),
        ("[5, 5, 2]", "x.max()", {"range": [1, 9]}),
        ("[-3, 3]", "x.min()", {"range": [-9, 9]}),
        ("[0.5, 2.0, 1.5]", "x.max()", {"dtype": "float", "step": 0.5}),
        ("[True, False]", "x.any()", {"dtype": "bool"}),
    ],
)
def test_data_keep_the_nature_of_the_example(runner, literal, ask, kept):
    data = opened(runner, f"x = np.array({literal})", ask)
    declared = data["inputs"]["x"]
    assert {key: declared.get(key) for key in kept} == kept
    assert data["code"] == ""


def test_a_permutation_stays_one(runner):
    data = opened(runner, "p = np.array([2, 0, 1])", "np.arange(3)[p]")
    assert data["inputs"]["p"]["sample"] == [2, 0, 1]


def test_probabilities_sum_to_one(runner):
    data = opened(runner, "p = np.array([0.2, 0.3, 0.5])", "np.cumsum(p)")
    assert data["inputs"]["p"]["expr"].count("/ 10") == 3
    assert data["code"] == "p = np.array($p)"


def test_shapes_that_belong_together_vary_together(runner):
    code = "a = np.array([[1, 2, 3], [4, 5, 6]])\nb = np.array([[7, 7, 8], [9, 1, 2]])"
    data = opened(runner, code, "a * b")
    assert data["inputs"]["a"]["array"] == data["inputs"]["b"]["array"] == ["n", "m"]


def test_only_the_inner_lengths_of_a_matrix_product_are_shared(runner):
    code = "a = np.array([[1, 2, 3], [4, 5, 6]])\nb = np.array([[1, 0], [2, 5], [3, 1]])"
    inputs = opened(runner, code, "a @ b")["inputs"]
    (rows, inner), (other, columns) = inputs["a"]["array"], inputs["b"]["array"]
    assert inner == other
    assert len({rows, inner, columns}) == 3


def test_a_range_varies_with_the_shape_that_it_is_brought_into(runner):
    data = opened(runner, "a = np.arange(6).reshape(2, 3)", "a.T")
    assert data["code"] == "a = np.arange($start, $stop).reshape($n, $m)"
    assert data["inputs"]["stop"] == {"expr": "start + n * m"}


def test_axes_become_choices_among_those_that_run(runner):
    data = opened(runner, "x = np.array([[1, 2], [3, 4]])", "x.sum(axis=0)")
    assert data["ask"] == "x.sum(axis=$axis)"
    assert data["inputs"]["axis"] == {"int": [-2, 1]}


@pytest.mark.parametrize("ask", ["x + 2", "np.roll(x, 2)", "x * 2", "np.array([1, 2]) * 2"])
def test_a_number_that_leaves_the_data_as_they_are_is_not_drawn(runner, ask):
    numbers = opened(runner, "x = np.array([4, 1, 7])", ask)["inputs"]["k"]["int"]
    assert numbers[0] > 0


def test_an_index_may_be_zero(runner):
    assert opened(runner, "x = np.array([4, 1, 7])", "x[2]")["inputs"]["i"] == {"int": [0, 2]}


def test_minus_one_keeps_its_meaning(runner):
    data = opened(runner, "x = np.array([[1, 2], [3, 4]])", "x.reshape(-1)")
    assert data["ask"] == "x.reshape(-1)"


def test_the_numbers_of_a_formula_keep_their_meaning(runner):
    data = opened(runner, "x = np.array([4, 1, 7])", "(x ** 2).sum() / (x.size - 1)")
    assert data["ask"] == "(x ** 2).sum() / (x.size - 1)"


def test_a_set_stays_a_set_of_the_same_size(runner):
    data = opened(runner, "a = {1, 2, 3}\nb = {2, 3, 4}", "sorted(a & b)")
    assert data["code"] == "a = set($a2)\nb = set($b2)"
    assert data["inputs"]["a2"] == {"sample": [1, 2, 3, 4, 5], "size": 3}


@pytest.mark.parametrize("literal", ["{(1, 2), (3, 4)}", "{True, False}", "{1, 1}"])
def test_a_set_of_something_else_than_different_numbers_or_texts_stays_closed(literal):
    assert not [hole for hole in find_holes(f"x = {literal}", None) if hole.kind == "list"]


def test_a_text_of_words_comes_in_other_orders(runner):
    choice = opened(runner, "s = 'to, be, or'", "s.split(', ')")["inputs"]["word"]["choice"]
    assert "to, be, or" in choice
    assert all(sorted(one.split(", ")) == ["be", "or", "to"] for one in choice)
    assert len(choice) == len(set(choice)) == 6


def test_a_text_of_letters_comes_with_others(runner):
    choice = opened(runner, "s = 'b,c,a'", "s.split(',')")["inputs"]["word"]["choice"]
    assert len(choice) == len(set(choice)) > 20
    assert {len(one.split(",")) for one in choice} == {3}


def test_a_word_with_letters_that_come_again_becomes_another_such(runner):
    choice = opened(runner, "s = 'banana'", "s.count('a')")["inputs"]["word"]["choice"]
    assert all(len(set(one)) < len(one) for one in choice)


def test_no_text_of_the_example_takes_the_place_of_another(runner):
    data = opened(runner, "d = {'fig': 1}\nd['pear'] = 2", "len(d)")
    assert not any({"fig", "pear"} <= set(one.get("choice", ())) for one in data["inputs"].values())


def test_a_label_that_print_shows_is_no_data():
    assert [hole.value for hole in find_holes("print('count', len([4, 2]))", None)] == [[4, 2]]


def test_a_mode_becomes_one_of_its_family(runner):
    data = opened(runner, "x = np.array([1, 2, 3])", "np.convolve(x, [1, 1], 'same')")
    assert data["inputs"]["word"]["choice"] == ["same", "full", "valid"]


def test_data_that_the_code_depends_on_stay_closed(runner):
    code = "x = np.array([1, 2, 3])\nassert x[0] == 1"
    data = opened(runner, code, "x.sum()")
    assert "x" not in data["inputs"] or data["inputs"]["x"].get("sorted") is None


def test_places_in_other_data_stay_within_those_of_the_example(runner):
    data = opened(runner, "x = np.arange(10, 14)\nindices = [3, 0, 1, 1]", "x[indices]")
    assert data["inputs"]["indices"]["range"] == [0, 3]


def test_the_place_after_another_stays_that(runner):
    holes = find_holes("k = 2\nx = [5, 1, 7, 3]", "x[k + 1]")
    assert [hole.value for hole in holes] == [2, [5, 1, 7, 3]]
