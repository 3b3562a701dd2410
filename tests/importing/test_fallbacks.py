"""Examples whose first plan gives no good questions, and what is tried instead."""

from typing import Any

import pytest

from tfquiz.cards.deck import parse_deck
from tfquiz.importing.importer import import_documents
from tfquiz.importing.sources.document import Document
from tfquiz.importing.sources.markdown import read_markdown


def template(runner, code: str) -> dict[str, Any]:
    """The one template that comes of code, as the deck has it."""
    document = Document("n.md", read_markdown(f"# Idea\n\n```python\n{code}\n```\n"))
    found = import_documents(runner, [document], deck="n")
    assert found.text, found.lines
    [note] = parse_deck(found.text, "n.toml").notes
    return note.templates[0].model_dump(by_alias=True)


def test_roots_are_asked_of_squares(runner):
    inputs = template(runner, "np.sqrt(np.array([1, 4, 9]))")["inputs"]
    assert set(inputs["values"]["of"]) <= {number**2 for number in range(11)}


def test_a_number_that_fits_the_data_stays_where_others_make_the_answer_empty(runner):
    found = template(
        runner, "x = [4, 8, 15, 16, 23]\ny = [i for i in x if i % 2 == 0]\nprint(len(y), sum(y))"
    )
    assert found["code"].strip() == "y = [i for i in x if i % 2 == 0]"


@pytest.mark.parametrize(
    ("code", "opened"),
    [
        ("np.arange(6.0).reshape(2, 3).sum(axis=0)", "np.arange($start, $stop)"),
        ("np.arange(-3, 3).reshape(2, 3).min(axis=1)", "np.arange($start, $stop)"),
        ("np.repeat(3, 4)", "np.repeat($k, $k2)"),
        ("np.binary_repr(-3)", "np.binary_repr($k)"),
    ],
)
def test_ends_of_ranges_and_single_numbers_give_enough_questions(runner, code, opened):
    assert opened in template(runner, code)["ask"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("np.argmax([[4, 1], [2, 9], [3, 3]], axis=0)", "axis-moved"),
        ("np.array([1, 2, 3]) < 2", "or-equal"),
        ("round(2.0)", "half-up"),
    ],
)
def test_an_idea_that_shows_on_some_draws_only_is_named(runner, code, name):
    assert name in template(runner, code)["mechanical"]


def test_an_idea_that_shows_on_every_draw_needs_no_word(runner):
    assert template(runner, "np.tile([1, 2, 3], 2)")["mechanical"] is True


def test_a_range_of_floats_stays_one(runner):
    inputs = template(runner, "np.arange(6.0).reshape(2, 3).sum(axis=0)")["inputs"]
    assert inputs["stop"]["expr"].endswith("* 1.0")


def test_the_first_argument_of_repeat_is_no_length(runner):
    inputs = template(runner, "np.repeat(3, 4)")["inputs"]
    assert inputs["k"]["int"][0] == 1  # 0 would give nothing but zeros
    assert inputs["k2"]["int"][1] == 5
