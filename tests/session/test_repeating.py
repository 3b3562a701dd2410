"""What cannot be repeated is refused, with its reason: chance, hash order, addresses."""

from datetime import UTC, datetime

import pytest
from tests.cards.decks import HEADER, subject_of

from tfquiz.cards.compose import Refused
from tfquiz.cards.deck import parse_deck
from tfquiz.errors import TfquizError
from tfquiz.program.program import Program
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.session.checking import check_subject
from tfquiz.session.making import Wanted, make_questions
from tfquiz.session.repeating import CHANCE, PROCESS, unsteady
from tfquiz.store.collection import Collection


def template(ask: str, code: str = "", libraries: str = '["numpy"]', facet: str = "value"):
    return subject_of(f"""
[[notes.templates]]
id = "one"
libraries = {libraries}
inputs.k = {{ int = [1, 9] }}
inputs.w = {{ sample = ["ab", "cd", "ef", "gh", "ij"], size = 3, written = "tuple" }}
code = '''
{code}
'''
ask = '''{ask}'''
facets = ["{facet}"]
""")


TENSORFLOW = '["tensorflow"]'
TENSORFLOW1 = '["tensorflow1"]'
ONE_VALUE = (
    "with tf.Session() as s:\n    s.run(tf.global_variables_initializer())\n    a = s.run(v)"
)
LEFT_TO_CHANCE = {
    "a shuffled array": template("np.random.permutation(9) + $k"),
    "a coin": template("np.random.randint(0, 2) + $k"),
    "an unseeded generator": template("np.random.default_rng().integers(0, 2) + $k"),
    "an unseeded state": template("int(np.random.RandomState().rand() * 8) + $k"),
    "a tensor": template("tf.random.uniform([2]) + $k", libraries=TENSORFLOW),
    "a shuffled tensor": template("tf.random.shuffle(tf.range(8)) + $k", libraries=TENSORFLOW),
    "dropout": template("tf.nn.dropout(tf.ones([9]), 0.5) * $k", libraries=TENSORFLOW),
    "a shuffled data set": template(
        "list(tf.data.Dataset.range(9).shuffle(9).as_numpy_iterator()) + [$k]",
        libraries=TENSORFLOW,
    ),
    "an initializer": template("tf.random_normal_initializer()((2, 2)) + $k", libraries=TENSORFLOW),
    "the global generator": template(
        "tf.random.get_global_generator().uniform([2]) + $k", libraries=TENSORFLOW
    ),
    "a variable's first value": template(
        "a + $k", f"v = tf.get_variable('v', [2])\n{ONE_VALUE}", libraries=TENSORFLOW1
    ),
}
OF_THE_PROCESS = {
    "a list of a set": template("list(set(w))"),
    "a set that is taken apart": template("[*{'ab', 'cd', w[0]}]"),
    "what pop takes": template("set(w).pop()"),
    "a hash": template("hash('a' * $k) % 2"),
    "an address": template("id(w) // 64 % 512 + $k"),
    "a dict made from a set": template("{x: 1 for x in set(w)}", facet="value"),
    "keys in common": template("list(dict.fromkeys(w).keys() & {'ab', 'cd', 'ef'})"),
    "tuples in a set": template("list({(x, $k) for x in w})"),
}
STEADY = {
    "the shape of chance": template("np.random.rand($k, 2)", facet="shape"),
    "a seed": template("np.random.permutation(9)", "np.random.seed($k)"),
    "a seeded generator": template("np.random.default_rng($k).integers(0, 9, 4)"),
    "a seeded tensor": template(
        "tf.random.uniform([2])", "tf.random.set_seed($k)", libraries=TENSORFLOW
    ),
    "a seeded operation": template("tf.random.uniform([2], seed=$k)", libraries=TENSORFLOW),
    "a seeded graph": template(
        "a", f"tf.set_random_seed($k)\nv = tf.get_variable('v', [2])\n{ONE_VALUE}",
        libraries=TENSORFLOW1,
    ),
    "a sorted set": template("sorted(set(w))"),
    "the length of a set": template("len(set(w)) + $k"),
    "a set of numbers": template("{$k, 20, 11}"),
    "a set of words": template("set(w)"),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_TO_CHANCE)
def test_what_is_left_to_chance_is_refused_as_such(runner, name):
    subject = LEFT_TO_CHANCE[name]
    assert unsteady(runner, [subject]) == {subject.key: CHANCE}


@pytest.mark.parametrize("name", OF_THE_PROCESS)
def test_what_differs_between_processes_is_refused_as_such(runner, name):
    subject = OF_THE_PROCESS[name]
    assert unsteady(runner, [subject]) == {subject.key: PROCESS}


@pytest.mark.parametrize("name", STEADY)
def test_what_can_be_repeated_is_not_refused(runner, name):
    subject = STEADY[name]
    assert unsteady(runner, [subject]) == {}
    [made] = make_questions(runner, [Wanted(subject, subject.facets[0], 1)])
    assert not (isinstance(made.result, Refused) and "same answer" in made.result.reason)


def test_only_a_misconception_that_is_left_to_chance_is_refused_too(runner):
    subject = subject_of("""
[[notes.templates]]
id = "one"
ask = "x"
misconceptions = [{ id = "m", ask = "np.random.permutation(x)", why = "No." }]
""")
    assert unsteady(runner, [subject]) == {subject.key: CHANCE}


def test_check_tells_the_reason(runner):
    report = check_subject(runner, OF_THE_PROCESS["a hash"], 20)
    assert PROCESS in [finding.message for finding in report.findings if finding.must]


def test_a_seed_ends_with_its_program(runner):
    seeded = Program("np.random.seed(3)", "np.random.rand()", ("numpy",))
    free = Program("", "np.random.rand()", ("numpy",))
    first, second, third, fourth = runner.run([seeded, free, seeded, free])
    assert first == third
    assert second != fourth


def test_a_seeded_operation_begins_anew_in_each_program(runner):
    program = Program("", "tf.random.uniform([], seed=5)", ("tensorflow",))
    first, second = runner.run([program, program])
    assert first == second


def test_a_seed_of_tensorflow_ends_with_its_program(runner):
    seeded = Program("tf.random.set_seed(3)", "tf.random.uniform([])", ("tensorflow",))
    free = Program("", "tf.random.uniform([])", ("tensorflow",))
    first, second, third, fourth = runner.run([seeded, free, seeded, free])
    assert first == third
    assert second != fourth


SETS = """
[[notes.templates]]
id = "sets"
ask = "list({'ab', 'cd', 'ef', str(v)})"
facets = ["value"]
"""


def test_a_deck_with_such_a_template_is_not_added_and_says_why(runner, tmp_path):
    text = HEADER + SETS
    file = DeckFile(parse_deck(text, "small.toml"), text, "small.toml")
    with Collection.open(tmp_path / "c.db") as store, pytest.raises(TfquizError) as caught:
        add_deck(store, runner, file, at=datetime.now(UTC))
    assert PROCESS in str(caught.value)
    with Collection.open(tmp_path / "c.db") as store:
        assert store.decks() == []
