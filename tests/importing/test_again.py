"""Importing again after an edit: ids stay, and so does what a person changed by hand."""

from pathlib import Path

import pytest

from tests.importing.samples import MARKDOWN
from tests.importing.test_importing import command, fenced, imported
from tfquiz.cards.deck import parse_deck
from tfquiz.importing.identity import earlier_names
from tfquiz.importing.merging import merged, sealed


def deck(*notes: str, head: str = '[deck]\nid = "d"\ntitle = "D"') -> str:
    return "\n\n".join([head, *notes]) + "\n"


def note(name: str, text: str = "words") -> str:
    return f'# above {name}\n[[notes]]\nid = "{name}"\ntext = """\n{text}\n"""'


def again(old: str, new: str, snippets: str = ""):
    return merged(old, new, snippets.split())


def test_an_untouched_deck_becomes_what_the_import_writes_today():
    old = sealed(deck(note("a"), note("b")))
    new = deck(note("a", "other words"), note("b"))
    assert again(old, new).text == sealed(new)


def test_a_note_that_was_changed_by_hand_stays():
    old = sealed(deck(note("a"), note("b"))).replace("words", "my words", 1)
    result = again(old, deck(note("a", "other"), note("b", "newer")))
    assert result.kept == ("a",)
    assert "my words" in result.text
    assert "newer" in result.text
    assert "other" not in result.text
    assert again(result.text, deck(note("a", "other"), note("b", "newer"))).text == result.text


def test_comments_and_the_head_are_a_persons_too():
    old = sealed(deck(note("a"))).replace("# above a", "# mine").replace('"D"', '"My title"')
    result = again(old, deck(note("a", "other")))
    assert "# mine" in result.text
    assert '"My title"' in result.text


def test_a_new_snippet_stands_where_it_stands_in_the_source():
    old = sealed(deck(note("a"), note("b")))
    new = deck(note("first"), note("a"), note("between"), note("b"), note("last"))
    assert again(old, new).text == sealed(new)


def test_a_note_that_was_taken_out_stays_out():
    old = sealed(deck(note("a"), note("b"))).replace(note("a") + "\n\n", "")
    result = again(old, deck(note("a"), note("b")))
    assert result.refused == ("a",)
    assert 'id = "a"' not in result.text
    assert again(result.text, deck(note("a"), note("b"))).refused == ("a",)


def test_a_note_goes_with_its_snippet_unless_it_was_changed_or_gives_nothing_just_today():
    old = sealed(deck(note("a"), note("b"), note("c"), note("z"))).replace("above c", "my c")
    result = again(old, deck(note("a")), "a b")
    assert result.gone == ("z",)
    assert [name in result.text for name in ('"a"', '"b"', '"c"', '"z"')] == [
        True, True, True, False,
    ]  # fmt: skip
    assert again(result.text, deck(note("a"), note("b", "again"))).kept == ()


def test_a_deck_that_a_person_wrote_is_added_to():
    old = deck(note("own"))
    result = again(old, deck(note("a")))
    assert result.text.startswith(old.strip())
    assert 'id = "a"' in result.text


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_notes_inside_of_texts_are_no_notes(quotes):
    tricky = note("a").replace('"""', quotes).replace("words", '[[notes]]\nid = "b" # "\nx')
    old = sealed(deck(tricky, note("c")))
    assert again(old, deck(tricky, note("c", "new"))).text == sealed(deck(tricky, note("c", "new")))


def test_ids_outlive_an_edit_of_title_or_code(runner):
    old = parse_deck(imported(runner, MARKDOWN).text, "notes.toml")
    edited = MARKDOWN.replace("## Stacking", "## Putting arrays together").replace(
        "x.sum(axis=0)", "x.sum(axis=1)"
    )
    new = parse_deck(imported(runner, edited, old=old).text, "notes.toml")
    assert [note.id for note in new.notes] == [note.id for note in old.notes]
    assert [note.templates[0].id for note in new.notes] == [
        note.templates[0].id for note in old.notes
    ]


def test_a_snippet_that_is_put_before_others_takes_nobodys_id(runner):
    codes = ["x = np.array([3, 1, 2])\nx.cumsum()", "np.sort(np.array([3, 1, 2]))"]
    same = fenced(*codes).replace("Idea b", "Idea a")
    old = parse_deck(imported(runner, same).text, "notes.toml")
    more = fenced("np.repeat([3, 1], 2)", *codes).replace("Idea b", "Idea a")
    new = parse_deck(imported(runner, more.replace("Idea c", "Idea a"), old=old).text, "notes.toml")
    assert [one.id for one in old.notes] == ["idea-a", "idea-a-2"]
    assert [one.id for one in new.notes] == ["idea-a-3", "idea-a", "idea-a-2"]


def test_ids_of_templates_are_kept_by_the_most_alike():
    old = ["x-sum-axis-0", "x-max"]
    assert earlier_names(old, ["x-min-axis-0", "x-sum-axis-1", "x-max"]) == [
        "x-min-axis-0", "x-sum-axis-0", "x-max",
    ]  # fmt: skip


def test_the_command_keeps_what_was_polished_and_overwrites_only_when_asked(tmp_path: Path):
    source, target = tmp_path / "n.md", tmp_path / "n.toml"
    source.write_text(MARKDOWN, encoding="utf-8")
    assert command("n.md", place=tmp_path).returncode == 0
    polished = target.read_text(encoding="utf-8").replace("The axis that", "That axis which")
    target.write_text(polished, encoding="utf-8")
    source.write_text(MARKDOWN.replace("[4, 5, 6]", "[4, 5, 7]"), encoding="utf-8")
    kept = command("n.md", place=tmp_path)
    assert "Left as you changed them: sum-over-an-axis." in kept.stdout
    assert "That axis which" in target.read_text(encoding="utf-8")
    over = command("n.md", "--overwrite", place=tmp_path)
    assert over.returncode == 0, over.stderr
    assert "That axis which" not in target.read_text(encoding="utf-8")
    assert "That axis which" in (tmp_path / "n.toml.old").read_text(encoding="utf-8")
