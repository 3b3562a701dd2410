"""Attacks by people who have read the source: none may succeed, and each lock must hold alone."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks import LIBRARIES, Attack, Scene, load, scene, succeeds

from tfquiz.program.policy import violations
from tfquiz.sandbox.host import Runner

ATTACKS = load("escapes.jsonl") + load("more_escapes.jsonl")
WORLD = {"file", "connection", "emptied", "mtime", "wall", "mem", "engine_dead", "forged"}
"""Markers of harm outside the child's own memory."""


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


def report(title: str, through: list[Attack]) -> None:
    lines = [f"  {it.id} {it.marker['type']}: {it.achieves}" for it in through]
    sys.stdout.write("\n".join([f"\n{title}: {len(through)} of {len(ATTACKS)}", *lines, ""]))


@pytest.mark.long
def test_the_operating_system_alone_lets_nothing_out(place, capsys):
    with Runner(strict=True, checked=False, deadline=1.5) as runner:
        through = [it for it in ATTACKS if succeeds(it, runner, place)]
    with capsys.disabled():
        report("got through the operating system's lock alone", through)
    assert [it.id for it in through if it.marker["type"] in WORLD] == []


def test_the_language_alone_refuses_all_but_exhaustion():
    through = [it for it in ATTACKS if not violations(it.code, LIBRARIES[it.needs])]
    report("got through the language's lock alone", through)
    allowed = {"resources", "process", "whitebox", "terminal", "library"}
    assert {it.category for it in through} <= allowed
