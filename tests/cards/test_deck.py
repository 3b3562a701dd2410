from pathlib import Path

import pytest

from tfquiz.cards.deck import MAX_BYTES, load_deck
from tfquiz.errors import FileError, TfquizError

BAD = sorted((Path(__file__).parent / "bad_decks").glob("*.toml"))


def _expected(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return sorted(line.removeprefix("# expect ") for line in lines if line.startswith("# expect "))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_problem_of_a_bad_deck_is_told_at_once_with_its_line(path: Path):
    with pytest.raises(FileError) as caught:
        load_deck(path, name=path.name)
    told = sorted(f"{one.line}: {one.message}" for one in caught.value.problems)
    assert told == _expected(path)
    assert str(caught.value).startswith(f"{path.name}:")


def test_a_missing_file_is_named():
    with pytest.raises(TfquizError, match=r"nowhere\.toml: there is no such file"):
        load_deck(Path("nowhere.toml"))


def test_a_file_that_is_not_text_is_refused(tmp_path):
    path = tmp_path / "deck.toml"
    path.write_bytes(b"[deck]\nid = '\xff'")
    with pytest.raises(TfquizError, match="not UTF-8"):
        load_deck(path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "deck.toml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(TfquizError, match="split it up"):
        load_deck(path)


def test_a_key_of_many_parts_is_refused_quickly(tmp_path):
    path = tmp_path / "deck.toml"
    path.write_text(".".join(["a"] * 20_000) + " = 1")
    with pytest.raises(FileError, match="more than 8 parts"):
        load_deck(path)


@pytest.mark.parametrize("part", ["a", '"a"', "'a'"])
def test_a_key_of_many_parts_in_an_inline_table_is_refused_quickly(tmp_path, part):
    path = tmp_path / "deck.toml"
    path.write_text("[deck]\nx = { " + " . ".join([part] * 50_000) + " = 1 }")
    with pytest.raises(FileError, match=r"deck\.toml:2: a key has more than 8 parts"):
        load_deck(path)


@pytest.mark.parametrize(
    "text", ["a" * 900_000, '"' * 900_000, '"""' + "x" * 900_000, "[" * 900_000, "a='" * 300_000]
)
def test_no_text_keeps_the_reader_busy(tmp_path, text):
    path = tmp_path / "deck.toml"
    path.write_text(text)
    with pytest.raises(FileError):
        load_deck(path)


def test_deep_nesting_is_a_problem_and_no_crash(tmp_path):
    path = tmp_path / "deck.toml"
    path.write_text("a = " + "[" * 5_000 + "]" * 5_000)
    with pytest.raises(FileError):
        load_deck(path)
