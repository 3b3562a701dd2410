"""What the libraries' own documentation shows runs unchanged behind the locks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tfquiz.program.chance import draws_by_chance
from tfquiz.program.program import Finished, Outcome, Program
from tfquiz.sandbox.host import Runner

COUNT = {"numpy": 600, "tensorflow": 800, "tensorflow1": 600}
BATCH = 40
LIBRARIES = {
    "numpy": ("numpy",),
    "tensorflow": ("tensorflow", "numpy"),
    "tensorflow1": ("tensorflow1", "numpy"),
}
WORKING = {"numpy": 500, "tensorflow": 500, "tensorflow1": 250}
"""How many must run without any lock for the test to say something."""
SHARE = {"numpy": 0.95, "tensorflow": 0.85, "tensorflow1": 0.8}
"""Of those, how much the language of decks must allow."""


def examples(library: str) -> list[Program]:
    script = Path(__file__).with_name("examples.py")
    command = [sys.executable, str(script), library, str(COUNT[library])]
    found = subprocess.run(command, capture_output=True, check=True, text=True)
    return [Program(above, ask, LIBRARIES[library]) for above, ask in json.loads(found.stdout)]


def outcomes(runner: Runner, programs: list[Program]) -> list[Outcome]:
    batches = range(0, len(programs), BATCH)
    with runner:
        return [one for at in batches for one in runner.run(programs[at : at + BATCH])]


@pytest.mark.long
@pytest.mark.parametrize("library", LIBRARIES)
def test_examples_give_the_same_behind_the_locks(library, record_property):
    programs = examples(library)
    plain = outcomes(Runner(confined=False, checked=False, deadline=5.0), programs)
    again = outcomes(Runner(confined=False, checked=False, deadline=5.0), programs)
    works = [
        number
        for number, one in enumerate(plain)
        if isinstance(one, Finished)
        and one == again[number]
        and not draws_by_chance(f"{programs[number].source}\n{programs[number].ask}")
    ]
    locked = outcomes(Runner(strict=True, checked=False, deadline=5.0), programs)
    checked = outcomes(Runner(strict=True, deadline=5.0), programs)
    other = [programs[number] for number in works if plain[number] != locked[number]]
    same = sum(plain[number] == checked[number] for number in works)
    line = (
        f"examples of {library}'s documentation: {len(programs)}; {len(works)} run and repeat; "
        f"{len(works) - len(other)} the same behind the system's lock, {same} behind both"
    )
    record_property("figure", line)
    assert len(works) >= WORKING[library], line
    # Time zones are read from the system's files, and the last digit of a sum may differ.
    assert len(other) <= 0.01 * len(works), other
    assert same >= SHARE[library] * len(works), line
