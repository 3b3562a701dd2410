"""Files that are no decks, and decks that want the terminal: a clear word, and nothing else."""

import os
import unicodedata
from pathlib import Path

import pytest

from tfquiz.cards.deck import parse_deck
from tfquiz.cli import run
from tfquiz.errors import FileError

COMMANDS = (["check"], ["add-deck", "--yes"], ["preview"], ["questions"], ["import"])
DECKS = COMMANDS[:-1]
ODD_NAME = "a\x1b]0;x\x07\x9b2J\u202eb"
HEAD = """
[deck]
id = "evil"
title = "[red]Red[/red] [link=file:///]x[/link]"
[[notes]]
id = "note"
title = "[@click=app.quit]quit[/] $text-accent"
text = "A [bold]text[/] with [/closed] tags."
tags = ["tag"]
[notes.inputs]
n = { int = [10, 90] }
"""
SOUND = '''
[[notes.templates]]
id = "markup"
code = """
z = ['[red]', '[/x]', $n]
"""
ask = "z"
'''
DRIVING = '''
[[notes.templates]]
id = "raises"
code = """
raise ValueError('\\\\x1b]8;;http://x\\\\x07click\\\\x9b2J\\\\u202etxt' + str($n))
"""
ask = "n"
[[notes.templates]]
id = "holds"
code = """
y = ['\\\\x1b[31m', '\\\\u202e', '\\\\x9b2J', $n]
"""
ask = "y"
[[notes.templates]]
id = "shows"
code = """
class Own:
    def __repr__(self): return '\\\\x1b[2J\\\\u202e' + str($n)
y = Own()
"""
ask = "y"
[[notes.templates]]
id = "prints"
code = """
print('\\\\x1b[2J\\\\u202e' + str($n))
"""
ask = "print"
'''


def odd(text: str) -> set[str]:
    return {
        one
        for one in text
        if one not in "\n\t" and unicodedata.category(one) in ("Cc", "Cf", "Co", "Cs")
    }


def refusal(command: list[str]) -> int:
    """How a command ends for a bad deck: `check` has done its work then."""
    return 1 if command == ["check"] else 2


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    said = capsys.readouterr()
    return (said.out + said.err.removeprefix("tfquiz: ")).splitlines()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TFQUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_what_is_no_ordinary_file_is_not_opened(command, here, capsys):
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    Path("folder").mkdir()
    Path("zero").symlink_to("/dev/zero")
    with Path("sparse").open("wb") as file:
        file.truncate(2**30)
    for name in ("pipe", "loop", "folder", "zero", "sparse", "x" * 5000):
        assert run([*command, name]) == 2, name
        said = capsys.readouterr().err
        assert said.startswith("tfquiz: "), name
        assert name in said


@pytest.mark.parametrize(
    "text",
    ["a = 1\0", "a = " + "[" * 90_000, "a = " + "9" * 900_000, "a = 0x" + "f" * 900_000, "", "a"],
    ids=["null", "nested", "decimal", "hexadecimal", "empty", "cut off"],
)
@pytest.mark.parametrize("command", DECKS, ids=lambda command: command[0])
def test_a_hostile_text_is_a_problem_of_the_file(command, text, here, capsys):
    Path("deck.toml").write_text(text, encoding="utf-8")
    assert run([*command, "deck.toml"]) == refusal(command)
    said = told(capsys)
    assert said
    assert all(line.startswith("deck.toml:") for line in said)


@pytest.mark.parametrize("number", ["9" * 400, "0x" + "f" * 5000, "-1e999", "nan"])
def test_a_range_of_numbers_that_no_library_holds_is_a_problem(number):
    text = HEAD.replace("[10, 90]", f"[10, {number}]") + SOUND
    with pytest.raises(FileError, match=r"deck\.toml"):
        parse_deck(text, "deck.toml")


@pytest.mark.parametrize("key", ["id", "title", "text", "tags"])
@pytest.mark.parametrize("code", ["\\u001b]0;x\\u0007", "\\u009b2J", "\\u202e", "\\u0000"])
def test_no_word_of_a_deck_may_drive_a_terminal(key, code, here, capsys):
    old = next(line for line in HEAD.splitlines() if line.startswith(f"{key} = "))
    text = HEAD.replace(old, old.replace('"', f'"{code}', 1)) + SOUND
    Path("deck.toml").write_text(text, encoding="utf-8")
    assert run(["check", "deck.toml"]) == 1
    [said] = told(capsys)
    assert said.endswith("is not text; take it out")
    assert not odd(said)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/b", "..", "A b", "-x"])
def test_an_id_is_no_path(name):
    with pytest.raises(FileError, match="is not a name"):
        parse_deck(HEAD.replace('id = "evil"', f'id = "{name}"') + SOUND, "deck.toml")


def test_a_files_name_is_written_out(here, capsys):
    name = "evil\x1b]0;x\x07\x9b2J\u202e[red].toml"
    Path(name).write_text("a = 1", encoding="utf-8")
    for command in DECKS:
        assert run([*command, name]) == refusal(command)
        said = "\n".join(told(capsys))
        assert r"evil\x1b]0;x\x07\x9b2J\u202e[red].toml" in said
        assert not odd(said)
    Path(name).write_text(HEAD + SOUND, encoding="utf-8")
    for command in (*DECKS, ["questions", "--json"], ["decks", "--json"], ["check", "--json"]):
        assert run([*command, *([] if command[0] == "decks" else [name])]) != 2
        said = capsys.readouterr()
        assert not odd(said.out + said.err), command


@pytest.mark.parametrize("command", [["stats"], ["decks"], []], ids=" ".join)
def test_an_argument_too_many_is_written_out(command, here, capsys):
    with pytest.raises(SystemExit, match="2"):
        run([*command, ODD_NAME])
    said = capsys.readouterr().err
    assert r"a\x1b]0;x" in said
    assert not odd(said)


def test_where_a_copy_went_is_written_out(here, capsys):
    Path("deck.toml").write_text(HEAD + SOUND, encoding="utf-8")
    run(["add-deck", "--yes", "deck.toml"])
    assert run(["backup", ODD_NAME]) == 0
    said = capsys.readouterr().out
    assert r"a\x1b]0;x" in said
    assert not odd(said)


@pytest.mark.parametrize(
    "command", [*DECKS, ["questions", "--json"], ["check", "--json"]], ids=" ".join
)
def test_what_a_program_gives_reaches_the_terminal_written_out(command, here, capsys):
    Path("deck.toml").write_text(HEAD + SOUND + DRIVING, encoding="utf-8")
    run([*command, "deck.toml"])
    said = capsys.readouterr()
    assert said.out + said.err
    assert not odd(said.out + said.err)


@pytest.mark.parametrize(
    ("first", "step"),
    [
        ("n", "{0} * {0}"),
        ("[n]", "{0} + {0}"),
        ("n", "[{0}, {0}]"),
        ("n", "[{0}]"),
        ("[n]", "[y for y in {0} for z in {0}] + {0}"),
        ("'%999999999d' % n", "{0}"),
        ("round(n, -999999999)", "{0}"),
    ],
)
def test_no_input_grows_without_end(first, step):
    lines = [f'i0 = {{ expr = "{first}" }}']
    lines += [f'i{k + 1} = {{ expr = "{step.format(f"i{k}")}" }}' for k in range(60)]
    text = HEAD + "\n".join(lines) + SOUND
    with pytest.raises(FileError, match=r"too|few digits|only of numbers"):
        parse_deck(text, "deck.toml")
