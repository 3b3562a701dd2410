"""Code of other times and other imports becomes code that decks can hold."""

import pytest

from tfquiz.importing.code.editing import folded, without_comments, without_docstrings
from tfquiz.importing.code.names import Bindings, libraries_of, plain_names
from tfquiz.importing.code.python2 import update_text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("print x", "print(x)"),
        ("print x, y  # both", "print(x, y)  # both"),
        ('print "a" % b', 'print("a" % b)'),
        ("for i in x: print i", "for i in x: print(i)"),
        ("print x,", 'print(x, end=" ")'),
        ("print >>f, x", "print(x)"),
        ("for i in xrange(3): pass", "for i in range(3): pass"),
        ("for k, v in d.iteritems(): pass", "for k, v in d.items(): pass"),
        ("try:\n    f()\nexcept ValueError, e:\n    pass",
         "try:\n    f()\nexcept ValueError as e:\n    pass"),
        ("if a <> b: pass", "if a != b: pass"),
        ("x = 0755", "x = 0o755"),
        ("unichr(97)", "chr(97)"),
        ('d.has_key("a")', '("a" in d)'),
        ("x = \u201cyes\u201d", 'x = "yes"'),
        ("x\u00a0= 1", "x = 1"),
        ("f\uff08x\uff09", "f(x)"),
        ("a &lt; b", "a < b"),
        ("%matplotlib inline\nx = 1", "x = 1"),
        ("x = 1;", "x = 1"),
        ("display(x)\ny = 2", "print(x)\ny = 2"),
        ("x = '“kept”'", "x = '“kept”'"),
    ],
)  # fmt: skip
def test_old_code_is_brought_up_to_date(old: str, new: str):
    assert update_text(old).text == new


def test_every_change_is_told():
    assert update_text("print x").changes == ("Python 2's `print` became a call",)
    assert update_text("x = 1").changes == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import numpy\nnumpy.ones(2)", "np.ones(2)"),
        ("import numpy as N\nx = N.ones(2)", "x = np.ones(2)"),
        ("from numpy import ones as o\no(2)", "np.ones(2)"),
        ("from numpy.linalg import inv\ninv(x)", "np.linalg.inv(x)"),
        ("import tensorflow.compat.v1 as tf\ntf.Session()", "tf.Session()"),
        ("tf.sub(a, b)", "tf.subtract(a, b)"),
        ("np.product(x)", "np.prod(x)"),
        ("np.float(x)", "float(x)"),
        ("from math import sqrt\nsqrt(4)", "math.sqrt(4)"),
        ("import matplotlib.pyplot as plt\nx = 1\nplt.plot(x)", "x = 1"),
        ("from __future__ import print_function\nx = 1", "x = 1"),
    ],
)
def test_libraries_get_the_names_of_decks(old: str, new: str):
    assert plain_names(old, Bindings(), set()).text == new


def test_a_name_of_the_notes_own_is_no_library():
    assert plain_names("string.upper()", Bindings(), {"string"}).text == "string.upper()"


@pytest.mark.parametrize(
    ("code", "libraries"),
    [
        ("np.ones(2)", ("numpy",)),
        ("tf.constant(1)", ("tensorflow",)),
        ("with tf.Session() as s: pass", ("tensorflow1",)),
        ("tf.reduce_sum(x, keep_dims=True)", ("tensorflow1",)),
        ("np.ones(math.floor(2))", ("numpy", "math")),
        ("sum([1])", ()),
    ],
)
def test_libraries_are_found_by_their_names(code: str, libraries: tuple[str, ...]):
    assert libraries_of(code, legacy=False) == libraries


def test_comments_go_since_they_may_not_hold_of_other_data():
    code = 'x = 1  # shape (2, 3)\n\n# all\ny = """a\n\n# no comment"""\n'
    assert without_comments(code) == 'x = 1\ny = """a\n\n# no comment"""'


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ('def f(x):\n    """Twice."""\n\n    return 2 * x', "def f(x):\n    return 2 * x"),
        ('def f(x): "Twice."; return 2 * x', "def f(x): return 2 * x"),
        ('class A:\n    "An A."\n    @property\n    def x(self): return 1',
         "class A:\n    @property\n    def x(self): return 1"),
        ('def f():\n    """Only words."""', 'def f():\n    """Only words."""'),
    ],
)  # fmt: skip
def test_docstrings_go_since_they_tell_the_answer(code: str, kept: str):
    assert without_docstrings(code) == kept


def test_long_lines_are_folded_inside_brackets():
    line = "value = function_with_a_name(argument_one, argument_two, argument_three, 'a, b')"
    assert folded(line, 60) == (
        "value = function_with_a_name(argument_one, argument_two,\n    argument_three, 'a, b')"
    )
