"""What lessons need of TensorFlow works behind the whole lock."""

from collections.abc import Iterator

import pytest

from tfquiz.program.program import Finished, Program, Raised
from tfquiz.sandbox.host import Runner
from tfquiz.values import Array, Opaque, Series

pytestmark = [pytest.mark.tensorflow, pytest.mark.xdist_group("tensorflow")]

TABLE = """
i = tf.lookup.KeyValueTensorInitializer(["a"], [7])
t = tf.lookup.StaticHashTable(i, 0)
"""

WORKS = {
    "a product of matrices": ("a = tf.ones((512, 512))", "tf.matmul(a, a)[0, 0]", "512.0"),
    "a function": ("@tf.function\ndef f(x): return x * 2\ny = f(tf.constant(3))", "y", "6"),
    "a gradient": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as tape: y = x * x",
        "tape.gradient(y, x)",
        "6.0",
    ),
    "a convolution": (
        "y = tf.nn.conv2d(tf.ones((1, 4, 4, 1)), tf.ones((2, 2, 1, 1)), 1, 'VALID')",
        "y[0, 0, 0, 0]",
        "4.0",
    ),
    "a pipeline of data": (
        "d = tf.data.Dataset.range(6).shuffle(3, seed=1).map(lambda v: v * 2).batch(6)",
        "tf.reduce_sum(next(iter(d)))",
        "30",
    ),
    "a loop": ("", "tf.while_loop(lambda i: i < 5, lambda i: [i + 1], [tf.constant(0)])[0]", "5"),
    "a condition": ("", "tf.cond(tf.constant(True), lambda: 1, lambda: 2)", "1"),
    "softmax": ("", "tf.reduce_sum(tf.nn.softmax([0.0, 0.0]))", "1.0"),
    "singular values": ("", "tf.linalg.svd(tf.eye(2))[0][0]", "1.0"),
    "a Fourier transform": ("", "tf.signal.fft(tf.constant([1 + 0j, 1]))[1].numpy().real", "0.0"),
    "strings": ("", "tf.strings.length(tf.strings.join(['a', 'bc']))", "3"),
    "random numbers": ("tf.random.set_seed(1)", "tf.random.uniform((2,)).shape[0]", "2"),
    "a ragged tensor": ("", "tf.ragged.constant([[1], [2, 3]]).row_lengths()[1]", "2"),
    "a sparse tensor": ("s = tf.sparse.from_dense([0, 4])", "tf.sparse.reduce_sum(s)", "4"),
    "a lookup table": (
        TABLE,
        "t.lookup(tf.constant('a'))",
        "7",
    ),
    "an image": ("", "tf.image.resize(tf.ones((1, 2, 2, 1)), (4, 4))[0, 0, 0, 0]", "1.0"),
    "a parallel map": (
        "d = tf.data.Dataset.range(3).map(lambda v: v, num_parallel_calls=tf.data.AUTOTUNE)",
        "len([int(v) for v in d])",
        "3",
    ),
}

SESSION = """
x = tf.placeholder(tf.float32)
with tf.variable_scope("V1"):
    v = tf.get_variable("a1", shape=[], initializer=tf.zeros_initializer())
    w = tf.Variable(1.0, name="a2")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(tf.assign(v, 5.0))
    print(sess.run(v), sess.run(x * 2, feed_dict={x: 3.0}), v.name, w.name)
"""


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner(strict=True, deadline=20.0) as started:
        yield started


@pytest.mark.parametrize(("source", "ask", "shown"), WORKS.values(), ids=WORKS.keys())
def test_it_works_behind_the_lock(runner, source, ask, shown):
    (outcome,) = runner.run([Program(source, f"str(({ask}) + 0)", ("tensorflow",))])
    assert isinstance(outcome, Finished), outcome
    number = outcome.text.removeprefix("tf.Tensor(").split(",")[0]
    assert float(number) == float(shown)


def test_graph_mode_starts_anew_in_each_program(runner):
    outcomes = runner.run([Program(SESSION, "x", ("tensorflow1",))] * 2)
    for outcome in outcomes:
        assert outcome.printed == "5.0 6.0 V1/a1:0 V1/a2:0\n"
        assert isinstance(outcome.value, Opaque)
        assert outcome.text == 'Tensor("Placeholder:0", dtype=float32)'


def test_the_two_modes_do_not_mix(runner):
    eager = Program("", "tf.executing_eagerly()", ("tensorflow",))
    graph = Program("", "tf.executing_eagerly()", ("tensorflow1",))
    outcomes = runner.run([eager, graph, eager])
    assert [outcome.text for outcome in outcomes] == ["True", "False", "True"]


def test_tensors_variables_and_shapes_become_values(runner):
    asks = ["tf.constant([[1.1, 2.0]])", "tf.Variable(3)", "tf.zeros((2, 3)).shape", "tf.int32"]
    outcomes = runner.run([Program("", ask, ("tensorflow",)) for ask in asks])
    tensor, variable, shape, dtype = [outcome.value for outcome in outcomes]
    assert tensor == Array("tensor", "float32", (1, 2), (1.1, 2.0))
    assert variable == Array("variable", "int32", (), (3,))
    assert isinstance(shape, Series)
    assert (shape.kind, [item.value for item in shape.items]) == ("tuple", [2, 3])
    assert dtype == Opaque("dtype", "<dtype: 'int32'>")


def test_two_names_of_one_variable_share_memory(runner):
    source = "v = tf.Variable([1])\nb = v\nc = tf.identity(v)"
    (outcome,) = runner.run([Program(source, "v", ("tensorflow",), ("v", "b", "c"))])
    assert outcome.sharing == (("v", "b"),)


def test_what_raises_says_why_without_kernels_and_stack_traces(runner):
    apart = Program("a = tf.ones([2])\nb = tf.ones([3])", "a * b", ("tensorflow",))
    early = Program("v = tf.Variable(3)\nsess = tf.Session()", "sess.run(v)", ("tensorflow1",))
    first, second = runner.run([apart, early])
    assert isinstance(first, Raised)
    assert first.message == "Incompatible shapes: [2] vs. [3]"
    assert isinstance(second, Raised)
    assert second.message.startswith("Could not find variable")
    assert "File" not in second.message
