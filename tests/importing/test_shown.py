"""What counts as the output that a source shows, and what as one that changed."""

import pytest

from tfquiz.importing.code.shown import agrees, printed_values
from tfquiz.program.program import Finished


@pytest.mark.parametrize(
    ("shown", "today", "same"),
    [
        ("1.8570331885190563e-016", "4.351066026358965e-18", True),
        ("[[1., 2.]\n [3., 4.]]", "[[1. 2.] [3. 4.]]", True),
        ("0.3333", "0.3333333333333333", True),
        ("2.5", "2.6", False),
        ("[3 2 1]", "[1 2 3]", False),
        ("0.05", "0.0", False),
    ],
)
def test_rounding_and_spacing_are_no_change(shown: str, today: str, same: bool):
    assert agrees(shown, Finished(None, today, "")) is same


def test_a_printed_output_is_divided_into_values_at_lines_outside_brackets():
    assert printed_values("[[1 2]\n [3 4]]\n\nTrue\n(1,\n 2)") == [
        "[[1 2]\n [3 4]]", "True", "(1,\n 2)",
    ]  # fmt: skip
