"""Values that stand on the line of the code that gives them."""

import pytest

from tfquiz.importing.code.beside import shown_beside, split_arrow
from tfquiz.importing.sources.document import Code
from tfquiz.importing.sources.webtext import read_webtext


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("print(sum(x))  # 6", {"print(sum(x))": "6"}),
        ("x.shape  # => (2, 3)", {"x.shape": "(2, 3)"}),
        ("x[0]  # array([1., 2.])", {"x[0]": "array([1., 2.])"}),
        ("x[0]  # 输出：[1 2]", {"x[0]": "[1 2]"}),
        ("x[0]\n# -> [1 2]", {"x[0]": "[1 2]"}),
        ("x[0]\n# [1 2]", {}),
        ("x[0]  # the first one", {}),
        ("x[0]  # 3 elements", {}),
        ("y = x[0]  # 3", {}),
        ("f(x)  # 1\nf(x)  # 2", {}),
        ("s = '# 3'\nlen(s)", {}),
        ("if x:\n    print(x)  # True", {"print(x)": "True"}),
    ],
)
def test_a_comment_that_is_a_value_is_what_the_code_shows(code: str, shown: dict[str, str]):
    assert shown_beside(code) == shown


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ('len("ab") --> 2', ('len("ab")', "2")),
        ("  x[0] → 5", ("x[0]", "5")),
        ("islice(iterable, stop) --> islice object", None),
        ("def f(x) -> int", None),
        ("input -> output", None),
        ("we go -> there", None),
        ("2 -> 3", None),
    ],
)
def test_an_arrow_leads_from_code_to_its_value(line: str, pair: tuple[str, str] | None):
    assert split_arrow(line) == pair


def test_arrows_are_read_in_plain_text():
    [code] = [
        part for part in read_webtext("Words.\n\nlen([4, 2]) -> 2\nsum([4, 2]) -> 6\n\nf(3) -> 1\n")
        if isinstance(part, Code)
    ]  # fmt: skip
    assert [(entry.text, entry.output) for entry in code.entries] == [
        ("len([4, 2])", "2"), ("sum([4, 2])", "6"),
    ]  # fmt: skip
