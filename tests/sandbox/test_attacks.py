"""Attacks by people who have read the source: none may succeed, and each lock must hold alone."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attacks import LIBRARIES, Attack, Scene, load, scene, succeeds

from tfquiz.program.policy import violations
from tfquiz.sandbox.host import Runner

ATTACKS = load("escapes.jsonl") + load("more_escapes.jsonl")
WORLD = {"file", "connection", "emptied", "mtime", "wall", "mem", "engine_dead", "forged"}
"""Markers of harm outside the child's own memory."""
OUTSIDE = {"file", "connection", "emptied", "mtime", "forged"}
"""Those that show at once."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene(Path(tmp_path_factory.mktemp("scene"))) as made:
        yield made


@pytest.fixture(scope="module")
def everything_on() -> Iterator[Runner]:
    with Runner(strict=True, deadline=1.5) as runner:
        yield runner


def name(attack: Attack) -> str:
    return attack.id


@pytest.mark.parametrize("attack", ATTACKS, ids=name)
def test_no_attack_succeeds_with_all_layers(attack, everything_on, place):
    assert not succeeds(attack, everything_on, place), attack.achieves


Figure = Callable[[str, str], None]


def report(record_property: Figure, lock: str, tried: list[Attack], through: list[Attack]) -> None:
    """Hand over how many got through one lock alone; which, is printed where a test fails."""
    kinds = Counter(it.category for it in through)
    which = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    line = f"attacks through {lock} alone: {len(through)} of {len(tried)} ({which or 'none'})"
    record_property("figure", line)
    lines = [f"  {it.id} {it.marker['type']}: {it.achieves}" for it in through]
    sys.stdout.write("\n".join(["", line, *lines, ""]))


@pytest.mark.long
def test_the_operating_system_alone_lets_nothing_out(place, record_property):
    with Runner(strict=True, checked=False, deadline=1.5) as runner:
        through = [it for it in ATTACKS if succeeds(it, runner, place)]
    report(record_property, "the operating system's lock", ATTACKS, through)
    assert [it.id for it in through if it.marker["type"] in WORLD] == []


def test_the_operating_system_alone_keeps_files_and_the_network(place, record_property):
    tried = [it for it in ATTACKS if it.marker["type"] in OUTSIDE]
    with Runner(strict=True, checked=False, deadline=1.5) as runner:
        through = [it for it in tried if succeeds(it, runner, place)]
    report(
        record_property, "the operating system's lock, to files and the network,", tried, through
    )
    assert through == []


def test_the_language_alone_refuses_all_but_exhaustion(record_property):
    through = [it for it in ATTACKS if not violations(it.code, LIBRARIES[it.needs])]
    report(record_property, "the language's lock", ATTACKS, through)
    allowed = {"resources", "process", "whitebox", "terminal", "library"}
    assert {it.category for it in through} <= allowed
