"""Attacks on the sandbox, one JSON object a line, and how their success is seen from outside.

`code` may hold `@MARK@` (a file that must not come to be), `@CANARY@` (one that must not be read),
`@VFILE@` (one that must not change), `@PORT@` (where nobody may connect) and `@DIR@`.
"""

import json
import os
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tfquiz.program.program import Finished, Lost, Outcome, Program, Raised
from tfquiz.sandbox.host import Runner

LIBRARIES = {
    "np": ("numpy",),
    "tf": ("tensorflow", "numpy"),
    "tf1": ("tensorflow1", "numpy"),
    "pd": ("pandas", "numpy"),
    "all": ("numpy", "functools", "io", "operator", "string"),
    "py": ("contextlib", "functools", "io", "collections"),
}


@dataclass(frozen=True, slots=True)
class Attack:
    id: str
    category: str
    needs: str
    code: str
    achieves: str
    marker: dict[str, Any]


def load(name: str) -> list[Attack]:
    lines = (Path(__file__).with_name(name)).read_text().splitlines()
    keys = Attack.__dataclass_fields__
    entries = [json.loads(line) for line in lines]
    return [Attack(**{key: entry[key] for key in keys}) for entry in entries]


@dataclass
class Scene:
    """The files and the port that an attack is after, outside the sandbox."""

    folder: Path
    server: socket.socket
    token: str = field(default_factory=lambda: f"secret-{uuid.uuid4().hex}")

    @property
    def canary(self) -> Path:
        return self.folder / "canary.txt"

    @property
    def victim(self) -> Path:
        return self.folder / "victim.txt"

    def prepare(self) -> dict[str, str]:
        (self.folder / "markers").mkdir(exist_ok=True)
        self.canary.write_text(self.token)
        self.victim.write_text("precious")
        mark = self.folder / "markers" / uuid.uuid4().hex
        return {
            "@MARKNAME@": mark.name,
            "@MARK@": str(mark),
            "@CANARY_TOKEN@": self.token,
            "@CANARY@": str(self.canary),
            "@VFILE@": str(self.victim),
            "@PORT@": str(self.server.getsockname()[1]),
            "@DIR@": str(self.folder),
            "@HARNESS@": str(os.getpid()),
            "@ENV_TOKEN@": os.environ["TFQUIZ_TEST_TOKEN"],
        }

    def was_connected_to(self) -> bool:
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    os.environ["TFQUIZ_TEST_TOKEN"] = f"environment-{uuid.uuid4().hex}"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Scene(folder, server)


def succeeds(attack: Attack, runner: Runner, place: Scene) -> bool:
    """Run an attack and look whether it achieved what it was after."""
    words = place.prepare()
    begin = time.monotonic()
    (outcome,) = runner.run([Program(_fill(attack.code, words), None, LIBRARIES[attack.needs])])
    seconds = time.monotonic() - begin
    return _achieved(attack, outcome, seconds, place, words) or not _lives(runner)


def _fill(text: str, words: dict[str, str]) -> str:
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return text


def _lives(runner: Runner) -> bool:
    (outcome,) = runner.run([Program("", "1 + 1", ())])
    return isinstance(outcome, Finished) and outcome.text == "2"


def _achieved(
    attack: Attack, outcome: Outcome, seconds: float, place: Scene, words: dict[str, str]
) -> bool:
    marker = attack.marker
    # Of a crash the child may die; that the runner lives is looked at for every attack.
    tests: dict[str, Callable[[], bool]] = {
        "file": lambda: Path(_fill(marker["path"], words)).exists(),
        "reply_contains": lambda: _fill(marker["value"], words) in _said(outcome),
        "reply_len": lambda: len(_said(outcome)) > marker["bytes"],
        "connection": place.was_connected_to,
        "emptied": lambda: place.victim.read_text() != "precious",
        "mtime": lambda: place.victim.stat().st_mtime < 1000,
        "forged": lambda: isinstance(outcome, Finished) and outcome.value is not None,
        "wall": lambda: seconds > 12,
        "mem": lambda: isinstance(outcome, Finished),
        "crash": lambda: False,
        "engine_dead": lambda: False,
    }
    return tests[marker["type"]]()


def _said(outcome: Outcome) -> str:
    match outcome:
        case Finished():
            return outcome.printed + outcome.text
        case Raised():
            return outcome.printed + outcome.message
        case Lost():
            return outcome.detail
