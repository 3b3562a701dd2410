import pytest

from tfquiz.cards.copied import literal_asked


@pytest.mark.parametrize(
    ("code", "ask", "literal"),
    [
        ("y = 7", "y", "7"),
        ("y = -7", "y", "-7"),
        ("x = 7\ny = x", "y", "7"),
        ("x = [1, 2]\nz = 3 * 4", "x", "[1, 2]"),
        ("x = np.array([1, 2])", "x", "[1, 2]"),
        ("x = tf.constant([[1.5]])", "x", "[[1.5]]"),
        ("word = 'ab'\nprint(word)", None, "'ab'"),
        ("print(3)", None, "3"),
        ("y = (3)", "y", "(3)"),
        ("y = 1, 2", "y", "1, 2"),
    ],
)
def test_a_literal_to_which_nothing_happens_is_there_to_be_copied(code, ask, literal):
    assert literal_asked(code, ask) == literal


@pytest.mark.parametrize(
    ("code", "ask"),
    [
        ("y = 3 + 4", "y"),
        ("a = 7\nb = a\nb += 1", "a"),
        ("a = [1]\nb = a\nc = a\nc.append(2)", "b"),
        ("x = 7\ny = x\nx = 8", "y"),
        ("x = [1, 2]\ny = np.asarray(x)\ny[0] = 9", "x"),
        ("x = [1, 2]", "x[0]"),
        ("x = np.array([1, 2], dtype=bool)", "x"),
        ("a = 1\nb = 2\na, b = b, a", "a"),
        ("for x in [1]:\n    y = x", "y"),
        ("print(3)\nprint(4)", None),
        ("y = 1 +", "y"),
        ("y = 1", "y +"),
        ("y = z", "y"),
    ],
)
def test_what_has_to_be_worked_out_is_no_copy(code, ask):
    assert literal_asked(code, ask) is None
