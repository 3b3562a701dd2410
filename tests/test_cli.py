import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cards.decks import HEADER, WRITE_THROUGH
from tests.proving import unproven
from tfquiz import __version__
from tfquiz.cards.mechanical.table import RULES
from tfquiz.cards.models import DTYPES, WRITTEN
from tfquiz.cards.question import Gives, Question, Raises
from tfquiz.program.libraries import LIBRARIES
from tfquiz.values import Atom

DECK = HEADER + WRITE_THROUGH
LITERAL = """
[[notes.templates]]
id = "literal"
code = "y = $v"
ask = "y"
"""


def tfquiz(*arguments: str, home: Path, hash_seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tfquiz", *arguments],
        env={**os.environ, "TFQUIZ_HOME": str(home), "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
        input="",
    )


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(DECK, encoding="utf-8")
    return path


def test_tfquiz_alone_shows_help(tmp_path):
    done = tfquiz(home=tmp_path)
    assert done.returncode == 0
    assert "tfquiz study" in done.stdout


def test_the_version_is_told(tmp_path):
    assert tfquiz("--version", home=tmp_path).stdout == f"tfquiz {__version__}\n"


def test_an_unknown_command_ends_with_2(tmp_path):
    done = tfquiz("studdy", home=tmp_path)
    assert done.returncode == 2
    assert "studdy" in done.stderr


def test_adding_twice_changes_nothing_and_an_edit_keeps_what_stayed(deck, tmp_path):
    home = tmp_path / "home"
    first = tfquiz("add-deck", str(deck), "--yes", home=home)
    assert "added      1: note" in first.stdout, first.stderr
    again = tfquiz("add-deck", str(deck), home=home)
    assert again.stdout == "small: nothing changed since it was added.\n"
    deck.write_text(DECK.replace("What it is about.", "Another text."), encoding="utf-8")
    edited = tfquiz("add-deck", str(deck), "--yes", home=home)
    assert "changed    1: note" in edited.stdout


def test_a_strangers_deck_is_not_run_without_consent(deck, tmp_path):
    done = tfquiz("add-deck", str(deck), home=tmp_path / "home")
    assert done.returncode == 2
    assert "sha256" in done.stderr
    assert "--yes" in done.stderr
    assert "No deck is added yet." in tfquiz("decks", home=tmp_path / "home").stdout


def test_a_bad_deck_is_told_with_its_line_and_nothing_is_added(deck, tmp_path):
    deck.write_text(DECK.replace('ask = "x"', 'aks = "x"'), encoding="utf-8")
    done = tfquiz("add-deck", str(deck), "--yes", home=tmp_path / "home")
    assert done.returncode == 2
    assert f"{deck}:25: note 'note', template 'write-through'" in done.stderr
    assert "Traceback" not in done.stderr


def test_questions_are_the_same_bytes_in_another_process(deck, tmp_path):
    command = ("questions", str(deck), "--count", "12", "--seed", "3", "--json")
    first = tfquiz(*command, home=tmp_path, hash_seed="1")
    second = tfquiz(*command, home=tmp_path, hash_seed="2")
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert len(first.stdout.splitlines()) == 12


def test_questions_keep_the_contract_and_their_scripts_print_the_answers(deck, tmp_path):
    done = tfquiz("questions", str(deck), "--count", "20", "--json", home=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(
        set(line)
        == {
            "deck", "note", "template", "facet", "seed", "prompt", "code", "script", "answer",
            "choices", "misconceptions", "versions",
        }
        for line in lines
    )  # fmt: skip
    assert unproven([as_question(line) for line in lines]) == []


def as_question(line: dict) -> Question:
    answer = line["answer"]
    return Question(
        deck=line["deck"], note=line["note"], template=line["template"], facet=line["facet"],
        seed=line["seed"], prompt={}, code=line["code"], ask=None, form="typed",
        answer=Raises(answer["raises"]) if "raises" in answer
        else Gives(Atom(None), answer["text"], answer["printed"]),
        script=line["script"], libraries=("numpy",), versions={},
    )  # fmt: skip


def test_check_ends_with_1_when_something_has_to_be_mended(deck, tmp_path):
    clean = tfquiz("check", str(deck), "--draws", "80", home=tmp_path)
    assert clean.returncode == 0, clean.stdout
    deck.write_text(DECK + 'facets = ["value", "shape", "raises"]\n', encoding="utf-8")
    text = DECK.replace('ask = "x"', 'ask = "x"\nfacets = ["raises"]')
    deck.write_text(text, encoding="utf-8")
    done = tfquiz("check", str(deck), "--draws", "80", "--json", home=tmp_path)
    assert done.returncode == 1
    [report] = json.loads(done.stdout)["decks"]
    [template] = report["templates"]
    assert "always answering 'no error'" in template["findings"][0]["message"]


def test_check_names_the_exception_of_a_template_that_crashes(deck, tmp_path):
    deck.write_text(DECK.replace('ask = "x"', 'ask = "x[99]"'), encoding="utf-8")
    done = tfquiz("check", str(deck), "--draws", "10", home=tmp_path)
    assert done.returncode == 1
    assert "10 of 10 draws raise IndexError: index 99 is out of bounds" in done.stdout


def test_check_tells_of_a_long_line_among_the_other_findings(deck, tmp_path):
    line = "y[$i] = $v" + " + 10000" * 12
    long = WRITE_THROUGH.replace("write-through", "long").replace("y[$i] = $v", line)
    text = DECK + LITERAL + long
    deck.write_text(text, encoding="utf-8")
    place = f"{deck}:{text.splitlines().index(line) + 1}: note 'note', template 'long': "
    done = tfquiz("check", str(deck), "--draws", "40", "--yes", home=tmp_path)
    assert done.returncode == 1, done.stderr
    assert f"{place}a line has " in done.stdout
    assert " columns, more than 79: y[" in done.stdout
    assert "template 'literal': facet 'value': the code says the answer" in done.stdout
    assert "note/long value" in done.stdout


def test_check_runs_the_templates_beside_one_that_cannot_be_run(deck, tmp_path):
    broken = WRITE_THROUGH.replace("write-through", "broken").replace("y[$i] =", "y[$j] =")
    deck.write_text(DECK + broken + LITERAL, encoding="utf-8")
    done = tfquiz("check", str(deck), "--draws", "40", home=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "template 'broken': `$j`: there is no input called 'j'" in done.stdout
    assert "template 'literal': facet 'value': the code says the answer" in done.stdout
    assert "note/write-through value" in done.stdout


def test_check_gives_the_same_findings_as_json(deck, tmp_path):
    broken = WRITE_THROUGH.replace("write-through", "broken").replace("y[$i] =", "y[$j] =")
    deck.write_text(DECK + broken + LITERAL, encoding="utf-8")
    command = ("check", str(deck), "--draws", "40")
    told = tfquiz(*command, home=tmp_path).stdout
    done = tfquiz(*command, "--json", home=tmp_path)
    assert done.returncode == 1
    [report] = json.loads(done.stdout)["decks"]
    lines = [f"{deck}:{one['line']}: {one['message']}" for one in report["problems"]]
    for template in report["templates"]:
        where = f"{deck}:{template['line']}: note 'note', template {template['template']!r}: "
        lines += [where + finding["message"] for finding in template["findings"]]
    assert lines == [line for line in told.splitlines() if line.startswith(f"{deck}:")][:-1]
    assert len(lines) == 2


def test_check_names_equal_and_idle_misconceptions(deck, tmp_path):
    third = '{ id = "%s", swap = ["%s", "%s"], why = "No." },\n]'
    text = DECK[: DECK.rindex("]")] + third % ("again", "np.asarray", "np.array")
    deck.write_text(text, encoding="utf-8")
    done = tfquiz("check", str(deck), "--draws", "40", home=tmp_path)
    assert done.returncode == 1
    assert "misconceptions 'asarray-copies' and 'again' always give the same answer" in done.stdout
    text = DECK[: DECK.rindex("]")] + third % ("idle", "y[$i] = $v", "y[$i] = $v + 0")
    deck.write_text(text, encoding="utf-8")
    done = tfquiz("check", str(deck), "--draws", "40", home=tmp_path)
    assert done.returncode == 1
    assert "misconception 'idle' never gives another answer than the truth" in done.stdout


def test_adding_refuses_with_the_line_of_what_gives_no_question(deck, tmp_path):
    text = DECK.replace('swap = ["np.asarray", "np.array"]', 'swap = ["y[$i] = $v", "y[$i] = $v "]')
    deck.write_text(text, encoding="utf-8")
    done = tfquiz("add-deck", str(deck), "--yes", home=tmp_path / "home")
    assert done.returncode == 2
    line = text.splitlines().index("[[notes.templates]]") + 1
    assert f"{deck}:{line}: note 'note', template 'write-through': facet 'value'" in done.stderr


def test_the_schema_is_json(tmp_path):
    schema = json.loads(tfquiz("schema", home=tmp_path).stdout)
    assert "notes" in schema["properties"]
    one_of = {
        part: [needed["required"] for needed in schema["$defs"][part]["anyOf"]]
        for part in ("Template", "Misconception")
    }
    assert one_of["Template"] == [["ask"], ["printed"]]
    assert one_of["Misconception"] == [["swap"], ["code"], ["ask"], ["raises"]]
    assert schema["$defs"]["Template"]["additionalProperties"] is False


def test_the_schema_names_what_a_deck_may_name(tmp_path):
    schema = json.loads(tfquiz("schema", home=tmp_path).stdout)
    parts = {name: one["properties"] for name, one in schema["$defs"].items()}
    assert parts["ArrayInput"]["dtype"]["enum"] == list(DTYPES)
    assert parts["ArrayInput"]["written"]["anyOf"][0]["enum"] == list(WRITTEN)
    assert parts["Header"]["libraries"]["items"]["enum"] == list(LIBRARIES)
    named = parts["Template"]["mechanical"]["anyOf"][1]["items"]["enum"]
    assert named == [rule.id for rule in RULES]


def test_study_without_a_terminal_says_so(tmp_path):
    done = tfquiz("study", home=tmp_path)
    assert done.returncode == 2
    assert "terminal" in done.stderr


def test_output_that_nobody_reads_on_is_no_error(deck, tmp_path):
    command = f"{sys.executable} -m tfquiz questions {deck} --count 200 --json | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env={**os.environ, "TFQUIZ_HOME": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
