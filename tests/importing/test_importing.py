"""The whole way from a note to a deck, on the real library."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.importing.samples import MARKDOWN, WEB_TEXT
from tfquiz.cards.deck import parse_deck
from tfquiz.cards.models import Deck
from tfquiz.cards.subject import subjects
from tfquiz.importing.faults import MARK
from tfquiz.importing.importer import Import, import_documents
from tfquiz.importing.sources.docstrings import read_documentation
from tfquiz.importing.sources.document import Document
from tfquiz.importing.sources.markdown import read_markdown
from tfquiz.importing.sources.webtext import read_webtext
from tfquiz.session.checking import check_subject


def imported(runner, text: str, *, old: Deck | None = None) -> Import:
    document = Document("notes.md", read_markdown(text))
    return import_documents(runner, [document], deck="notes", old=old)


def fenced(*codes: str) -> str:
    return "\n\n".join(f"## Idea {chr(97 + n)}\n\n```python\n{code}\n```"
                       for n, code in enumerate(codes))  # fmt: skip


@pytest.fixture(scope="module")
def markdown(runner) -> Import:
    return imported(runner, MARKDOWN)


def test_a_note_becomes_a_deck_that_check_accepts(runner, markdown):
    deck = parse_deck(markdown.text, "notes.toml")
    assert [note.id for note in deck.notes] == ["sum-over-an-axis", "stacking"]
    assert [note.title["en"] for note in deck.notes] == ["Sum over an axis", "Stacking"]
    for subject in subjects(deck):
        assert check_subject(runner, subject, 100).clean


def test_the_words_beside_the_code_explain_and_the_snippet_is_kept(markdown):
    note = parse_deck(markdown.text, "notes.toml").notes[0]
    assert note.text["en"] == "The axis that you name disappears."
    assert "x.sum(axis=0)" in note.source
    assert note.source.startswith("notes.md, line 8:")


def test_the_same_note_gives_the_same_text(runner, markdown):
    assert imported(runner, MARKDOWN).text == markdown.text


def test_what_is_left_out_has_its_reason(runner):
    found = imported(
        runner,
        fenced(
            'text = open("data.txt").read()',
            "print(unknown_name + 1)",
            "import scipy.stats as st\nst.norm(3)",
            "x = np.random.rand(1)\nprint(float(x[0]))",
            "def broken(:",
        ),
    )
    reasons = [" ".join(line.reasons) for line in found.lines]
    assert "not allowed: open" in reasons[0]
    assert "NameError: name 'unknown_name'" in reasons[1]
    assert "uses scipy" in reasons[2]
    assert "chance decides" in reasons[3]
    assert "not Python" in reasons[4]
    assert found.text == ""


def test_an_empty_text_among_texts_is_imported_like_any_other(runner):
    found = imported(runner, fenced('words = ["", "ab", "", "c"]\nlen("".join(words))'))
    assert not any(MARK in reason for line in found.lines for reason in line.reasons)


class Forgetful:
    """A runner whose installed libraries cannot be looked up: a mistake of tfquiz's own."""

    def __init__(self, runner):
        self.run_many = runner.run_many
        self.missing = runner.missing

    def versions(self, libraries):
        return {}[libraries]


def test_a_mistake_in_tfquiz_itself_is_told_as_such_and_stops_nothing(runner):
    found = imported(Forgetful(runner), fenced("x = np.array([3, 1, 2])\nx.cumsum()", "y ="))
    own, other = (" ".join(line.reasons) for line in found.lines)
    assert f"{MARK} (test_importing.py, line " in own
    assert "KeyError: ('numpy',)" in own
    assert "not Python" in other


@pytest.mark.parametrize(
    ("code", "ask"),
    [
        ("import itertools as i\ni.accumulate([3, 1, 2])", "list(itertools.accumulate($values))"),
        ("from collections import deque\nx = [3, 1, 2]\nd = deque(x)\nd.rotate(1)\nd", "list(d)"),
        ("x = np.array(['b', 'a', 'c'], dtype=object)\nx[::-1]", "x[::-1].tolist()"),
        ("np.promote_types(np.int8, np.uint8)", "str(np.promote_types($dtype, $dtype2))"),
        ("np.ma.array([3, 1, 2], mask=[0, 1, 0])", "np.ma.array($values, mask=$mask).tolist()"),
        ("np.polynomial.Polynomial([3, 1]) ** 2", "(np.polynomial.Polynomial($values) ** 2).coef"),
    ],
)  # fmt: skip
def test_what_nobody_could_type_is_asked_as_a_list_or_a_text(runner, code, ask):
    found = imported(runner, fenced(code))
    asked = [one.data["ask"] for result in found.results for one in result.imported]
    left = [one.reason for result in found.results for one in result.left_out]
    assert asked == [ask], left


def test_a_reason_is_told_once_with_everything_that_it_holds_for(runner):
    found = imported(runner, fenced("print(one_thing + 1)\nprint(other)\nprint(other)"))
    [line] = found.lines
    assert line.reasons == (
        "`one_thing + 1`: raises NameError: name 'one_thing' is not defined",
        "`other`: raises NameError: name 'other' is not defined",
    )


def test_a_call_that_gives_none_is_no_loss(runner):
    found = imported(runner, fenced("x = [3, 1, 2]\nx.sort()\nx.append(7)"))
    assert found.lines[0].imported
    assert not found.lines[0].reasons


def test_a_cheat_sheet_becomes_a_deck_and_mere_mentions_are_not_told_of(runner):
    note = (
        "# Making arrays\n\n| Code | Makes |\n|---|---|\n| `np.arange(4)` | counts |\n"
        "| `np.repeat(3, 2)` | the same again |\n\nSee `np.sum(1, axis=7, odd=2)`.\n"
    )
    found = imported(runner, note)
    deck = parse_deck(found.text, "notes.toml")
    assert [(one.id, one.title["en"], one.text["en"]) for one in deck.notes] == [
        ("np-arange-4", "Making arrays: np.arange(4)", "counts"),
        ("np-repeat-3-2", "Making arrays: np.repeat(3, 2)", "the same again"),
    ]
    assert len(found.lines) == 2


def test_a_strangers_code_cannot_leave_the_child(runner, tmp_path):
    target = tmp_path / "written"
    found = imported(
        runner,
        fenced(
            f"np.save({str(target)!r}, np.ones(2))\nx = 1",
            f"import os\nos.system('touch {target}')",
            f"().__class__.__base__.__subclasses__()\nopen({str(target)!r}, 'w')",
        ),
    )
    assert found.text == ""
    assert not target.exists()


def test_an_output_that_changed_is_told(runner):
    note = "## Old\n\n```python\nx = np.array([3, 1, 2])\nnp.sort(x)\n```\n\n```\n[3 2 1]\n```\n"
    found = imported(runner, note)
    assert "# Today it is:\n# [1 2 3]" in found.text
    assert parse_deck(found.text, "n").notes[0].tags == ["changed"]


def test_strange_words_are_written_as_valid_toml(runner):
    note = "Ends in a backslash \\ and \"\"\" and ''' quotes.\n\n" + fenced(
        "x = np.array([3, 1, 2])\nprint(np.sort(x), 'it''s')"
    )
    deck = parse_deck(imported(runner, note).text, "notes.toml")
    assert deck.notes


@pytest.mark.tensorflow
def test_text_of_the_web_becomes_a_deck(runner):
    document = Document("page.txt", read_webtext(WEB_TEXT))
    found = import_documents(runner, [document], deck="page")
    deck = parse_deck(found.text, "page.toml")
    assert [line.imported for line in found.lines[:3]] == [1, 1, 1]
    assert "not allowed: open" in " ".join(found.lines[3].reasons)
    libraries = {note.id: note.templates[0].libraries for note in deck.notes}
    assert libraries["tf-less"] == ["tensorflow1"]
    assert deck.notes[0].text["zh"].startswith("把每个元素重复若干次")


def test_examples_of_a_librarys_documentation_become_templates(runner):
    documents = read_documentation("np.roll")
    assert [document.name for document in documents] == ["numpy.roll"]
    found = import_documents(runner, documents, deck="roll")
    assert found.templates >= 4
    deck = parse_deck(found.text, "roll.toml")
    assert deck.notes[0].text["en"].startswith("Roll array elements")


def test_examples_of_the_standard_library_that_show_their_value_behind_an_arrow(runner):
    [document] = read_documentation("itertools.permutations")
    found = import_documents(runner, [document], deck="i")
    assert parse_deck(found.text, "i.toml").notes[0].templates[0].ask == (
        "list(itertools.permutations(range($start, $stop), 2))"
    )


def test_examples_of_a_standard_module_call_its_functions_by_their_bare_names(runner):
    [document] = read_documentation("math.hypot")
    found = import_documents(runner, [document], deck="math")
    assert parse_deck(found.text, "math.toml").notes[0].templates[0].ask.startswith("math.hypot(")


def test_the_command_writes_a_deck_and_tells_what_came_of_each_snippet(tmp_path: Path):
    (tmp_path / "my notes.md").write_text(MARKDOWN, encoding="utf-8")
    first = command("my notes.md", place=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "2 snippets found, 2 imported." in first.stdout
    deck = tmp_path / "my-notes.toml"
    text = deck.read_text(encoding="utf-8")
    again = command("my notes.md", place=tmp_path)
    assert again.returncode == 0, again.stderr
    assert deck.read_text(encoding="utf-8") == text
    assert not (tmp_path / "my-notes.toml.old").exists()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("missing.md", "there is no such file"),
        ("https://example.com/a.html", "save the page"),
        ("", "is no file"),
        ("empty.md", "empty.md: the file is empty"),
        ("picture.md", "picture.md: this is no text"),
        ("cut.ipynb", "cut.ipynb:2: not a Jupyter notebook, or cut off"),
        ("list.ipynb", "list.ipynb: not a Jupyter notebook: it has no cells"),
        ("r.ipynb", "its language is r;"),
        (".", "a folder; name a file in it"),
        ("broken.md", "left out: line 5 is not Python"),
        ("fractions", "they can use collections, "),
        ("string", "there are no examples in its documentation"),
        ("scipy.stats", "decks cannot use scipy"),
        ("numpy.cumsumm", "did you mean cumsum?"),
        ("numpi", "did you mean numpy?"),
        ("words.md", "no code was found in it; mark code by"),
        ("hello.md", "Nothing could be imported"),
    ],
)
def test_a_source_that_gives_nothing_is_told(source: str, message: str, tmp_path: Path):
    for name, text in {
        "words.md": "Only words.\n",
        "hello.md": "```python\nprint(1)\n```\n",
        "broken.md": "Words.\n\n```python\nx = 1\ndef f(:\n```\n",
        "empty.md": " \n",
        "picture.md": "\0\1",
        "cut.ipynb": '{"cells":\n[',
        "list.ipynb": "[]",
        "r.ipynb": '{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}',
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = command(source, place=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def command(*arguments: str, place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tfquiz", "import", *arguments],
        cwd=place,
        env={**os.environ, "TFQUIZ_HOME": str(place / "home")},
        capture_output=True,
        text=True,
        check=False,
        input="",
    )


def facets(found):
    return [one.data["facets"] for result in found.results for one in result.imported]


@pytest.mark.parametrize(
    ("code", "output", "error"),
    [
        ('d = {"a": 1, "b": 2}\nd["c"]', "", "KeyError"),
        ("xs = [4, 8, 1]\nprint(xs[5])", "IndexError: list index out of range", "IndexError"),
        ("np.ones((2, 3)) + np.arange(2)", "ValueError: operands ...", "ValueError"),
    ],
)
def test_an_exception_that_an_example_is_about_is_asked(runner, code, output, error):
    shown = f"\n```\nTraceback (most recent call last):\n{output}\n```\n" if output else ""
    found = imported(runner, f"{fenced(code)}\n{shown}")
    assert facets(found) == [["raises"]]
    [template] = parse_deck(found.text, "n.toml").notes[0].templates
    assert [one.raises for one in template.misconceptions] == [error]


@pytest.mark.parametrize(
    ("code", "shown", "reason"),
    [
        ("xs = [4, 8, 1]\nprint(xs[5])", "8", "raises IndexError"),  # it was none when this ran
        ("t = (1, 2)\nt[0] = 9", "TypeError: no", "whatever the data"),
        ("missing[5]", "", "raises NameError"),
    ],
)
def test_an_exception_that_no_example_is_about_is_a_reason(runner, code, shown, reason):
    found = imported(runner, f"{fenced(code)}\n```\n{shown}\n```\n")
    assert found.text == ""
    assert reason in found.lines[0].reasons[0]


def test_what_stays_the_same_is_asked_with_what_is_printed_beside_it(runner):
    text = "g = (x * x for x in range(4))\nprint(sum(g))\nprint(sum(g))"
    found = imported(runner, fenced(text))
    assert facets(found) == [["value"], ["printed"]]
    assert found.lines[0].reasons == ()


def test_none_that_is_printed_is_asked_with_what_is_printed_beside_it(runner):
    found = imported(runner, fenced("xs = [3, 1, 2]\nys = xs.sort()\nprint(xs)\nprint(ys)"))
    assert facets(found) == [["value"], ["printed"]]
