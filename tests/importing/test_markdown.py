"""Markdown in the dialects of notebooks, site makers and books; reStructuredText; code in words."""

import pytest

from tfquiz.importing.sources.document import Code, Part, Prose
from tfquiz.importing.sources.markdown import read_markdown
from tfquiz.importing.sources.rest import looks_like_rest, read_rest


def codes(parts: tuple[Part, ...]) -> list[Code]:
    return [part for part in parts if isinstance(part, Code)]


def words(parts: tuple[Part, ...]) -> list[tuple[str, int]]:
    return [(part.text, part.level) for part in parts if isinstance(part, Prose)]


@pytest.mark.parametrize(
    "info",
    [
        "python", "Python", "py", "python3", "{python}", "{python, echo=FALSE}", "ipython",
        "python {linenos=table}", 'python title="x.py"', "{.python .numberLines}", "pycon",
        "{code-cell} ipython3", "{code-block} python", "jupyter",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["```", "~~~", "````"])
def test_a_fence_of_python_is_known_by_many_names(info: str, mark: str):
    [code] = codes(read_markdown(f"Words.\n\n{mark}{info}\nlen([1, 2])\n{mark}\n"))
    assert code.text == "len([1, 2])"


@pytest.mark.parametrize("info", ["r", "{r}", "{r, echo=FALSE}", "bash", "{.js}", "{note}", "sh"])
def test_a_fence_of_something_else_is_left_alone(info: str):
    assert not codes(read_markdown(f"```{info}\nlen([1, 2])\n```\n"))


def test_what_is_typed_into_a_shell_is_neither_code_nor_output():
    text = (
        "```python\nlen([1, 2])\n```\n\n```console\n$ pip install numpy\n```\n\n```text\n2\n```\n"
    )
    [code] = codes(read_markdown(text))
    assert code.output == "2"


def test_a_result_that_is_marked_as_python_is_a_result():
    [code] = codes(read_markdown("```py\nnp.ones(2)\n```\n\n```py\narray([1., 1.])\n```\n"))
    assert code.output == "array([1., 1.])"


def test_the_options_of_a_cell_are_no_code():
    [code] = codes(read_markdown("```{code-cell} python\n:tags: [hide]\n\nlen([1])\n```\n"))
    assert (code.text, code.line) == ("len([1])", 4)


def test_fences_in_lists_and_quotes_are_read():
    text = "1. First:\n\n   ```python\n   len([1])\n   ```\n\n> ```python\n> len([2])\n> ```\n"
    assert [code.text for code in codes(read_markdown(text))] == ["len([1])", "len([2])"]


def test_front_matter_gives_a_title_and_no_words():
    text = '---\ntitle: "Sums"\ntags: [a]\n---\n\nAdds.\n\n```python\nsum([1])\n```\n'
    assert words(read_markdown(text)) == [("Sums", 1), ("Adds.", 0)]


def test_headings_may_be_underlined_and_carry_marks():
    text = "Sums\n====\n\n## `np.sum` {#sums}\n\nAdds.\n---\n\n- a\n- b\n---\n"
    assert words(read_markdown(text)) == [
        ("Sums", 1), ("np.sum", 2), ("Adds.", 2), ("- a\n- b\n---", 0),
    ]  # fmt: skip


def test_tags_in_words_are_dropped():
    assert words(read_markdown("<details><summary>Why</summary>\na &lt; b, `<i>`<br>\n")) == [
        ("Why\na < b, `<i>`", 0)
    ]


def test_each_row_of_a_cheat_sheet_is_a_snippet_with_its_own_words():
    text = (
        "| Code | Does | Gives |\n|---|---|---|\n| `np.ones(3)` | makes ones | `[1. 1. 1.]` |\n"
        "| `a[::-1]` | is of no known array | |\n| `axis` | is a word | |\n"
        "| `len([1, 2]) \\| 4` | joins bits | 6 |\n"
    )
    assert [(code.text, code.inline, code.output) for code in codes(read_markdown(text))] == [
        ("np.ones(3)", "makes ones. `[1. 1. 1.]`", "[1. 1. 1.]"),
        ("len([1, 2]) | 4", "joins bits. 6", "6"),
    ]


def test_calls_in_lists_and_sentences_are_snippets_too_once_their_names_are_known():
    text = (
        "Not yet: `a.max()`.\n\n```python\na = np.array([3, 1])\na.min()\n```\n\n"
        "- `np.eye(2)`: ones\n  on the diagonal\n- `a.min()` is above\n\nUse `a.max()` here.\n"
        "Not `np.sum(axis=...)`, `b.max()`, `(2, 3)`, `np.pi` or `a`.\n"
    )
    inline = [code for code in codes(read_markdown(text)) if code.inline is not None]
    assert [code.text for code in inline] == ["np.eye(2)", "a.max()"]
    assert inline[0].inline == "`np.eye(2)`: ones\n  on the diagonal".replace("\n  ", "\n")


REST = """\
=====
Sums
=====

Adds *all*, see :func:`numpy.sum` and ``axis``:

.. code-block:: python
   :linenos:

   x = np.array([1, 2])
   x.sum()

.. testoutput::

   3

.. note::

   Careful.

   >>> x.max()
   2

   >>> x.min()
   1

Literal
-------

Like this::

    x * 2

.. image:: x.png
   :alt: len([1])

.. comment
   len([1])

.. code-block:: bash

   ls
"""


def test_restructured_text_is_read_with_its_directives():
    assert looks_like_rest(REST)
    parts = read_rest(REST)
    first, second, third = codes(parts)
    assert (first.text, first.output, first.line) == ("x = np.array([1, 2])\nx.sum()", "3", 10)
    assert [(entry.text, entry.output) for entry in second.entries] == [
        ("x.max()", "2"), ("x.min()", "1"),
    ]  # fmt: skip
    assert third.text == "x * 2"
    assert words(parts) == [
        ("Sums", 1), ("Adds *all*, see `numpy.sum` and `axis`:", 0), ("Careful.", 0),
        ("Literal", 2), ("Like this:", 0),
    ]  # fmt: skip


def test_a_colon_in_python_is_no_directive():
    assert not looks_like_rest("x = a[::2]\ny = {1: 2}\n")
