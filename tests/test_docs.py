"""Every command that README and docs show is run here, and what is generated is up to date."""

import os
import pty
import re
import select
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BY_CI = {
    # what sets up an environment is run by .ci/run, in a new one
    "python -m venv .venv && . .venv/bin/activate",
    "pip install . && tfquiz study",
    "pip install -e '.[dev]' && pytest",
    "pip install -e '.[dev]'",
    "make",
    "make help",
    "make docs",
    "make bench",
    "make test-all",
}
CHECK_FINDS_SOMETHING = 1


def commands() -> list[str]:
    found: dict[str, None] = {}
    for path in DOCS:
        for block in re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.splitlines():
                command = line.partition(" #")[0].strip()
                if command:
                    found[command] = None
    return [command for command in found if command not in BY_CI]


def decks_in(path: Path) -> dict[str, str]:
    """Whole decks that a page shows, by the file's name that its commands use."""
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    whole = [block for block in blocks if block.startswith("[deck]")]
    return {re.search(r'id = "([a-z-]+)"', block)[1] + ".toml": block for block in whole}


def notes_in(path: Path) -> dict[str, str]:
    """Notes that a page shows whole, by the file's name that is said before them."""
    text = path.read_text(encoding="utf-8")
    return dict(re.findall(r"`([a-z-]+\.md)`:\n\n````markdown\n(.*?)````", text, re.DOTALL))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for path in DOCS:
        for name, text in (decks_in(path) | notes_in(path)).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def environment(place: Path) -> dict[str, str]:
    scripts = Path(sys.executable).parent
    return {
        **os.environ,
        "TFQUIZ_HOME": str(place / "home"),
        "PATH": f"{scripts}:{os.environ['PATH']}",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


@pytest.mark.parametrize("command", [one for one in commands() if "study" not in one])
def test_a_command_of_the_docs_works(command: str, place: Path):
    arguments = shlex.split(command)
    assert arguments[0] == "tfquiz", f"not a command of tfquiz: {command}"
    for preparation in preparations(arguments):
        run(preparation, place)
    done = run(arguments, place)
    assert done.returncode == 0, done.stdout + done.stderr


def preparations(arguments: list[str]) -> list[list[str]]:
    """What has to be there before a command makes sense."""
    needs_backup = arguments[1] == "restore" and len(arguments) > 2
    needs_export = arguments[1] == "merge"
    steps = [["tfquiz", "add-deck", "my-notes.toml", "--yes"]]
    if needs_backup:
        steps.append(["tfquiz", "backup", arguments[2]])
    if needs_export:
        steps.append(["tfquiz", "export", arguments[2]])
    return steps


def run(arguments: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    asks = arguments[1] == "add-deck" and "--yes" not in arguments
    extra = ["--yes"] if asks and any(one.endswith(".toml") for one in arguments) else []
    return subprocess.run(
        [*arguments, *extra],
        cwd=place,
        env=environment(place),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        input="",
    )


@pytest.mark.parametrize("command", [one for one in commands() if "study" in one])
def test_study_starts_in_a_terminal_and_leaves_it_with_a_key(command: str, place: Path):
    run(["tfquiz", "add-deck", "my-notes.toml"], place)
    arguments = [part.replace("numpy", "my-notes") for part in shlex.split(command)]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(place)
        os.execvpe(arguments[0], arguments, environment(place))
    seen = read_until(terminal, b"\x1b[?1049h", 60)
    assert b"\x1b[?1049h" in seen, seen
    seen = read_until(terminal, b"shapes" if "import" in command else b"my-notes", 30)
    os.write(terminal, b"\x11")
    drain(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def read_until(terminal: int, mark: bytes, seconds: float) -> bytes:
    seen = b""
    end = time.monotonic() + seconds
    while mark not in seen and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            seen += os.read(terminal, 65_536)
    return seen


def drain(terminal: int) -> None:
    try:
        while os.read(terminal, 65_536):
            pass
    except OSError:  # the other end is closed
        return


def test_the_reference_of_the_deck_format_is_up_to_date():
    done = subprocess.run([sys.executable, "tools/reference.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run `make docs`"


def test_the_decks_that_the_docs_show_are_clean(place: Path):
    for path in (ROOT / "README.md", ROOT / "docs" / "decks.md"):
        for name in decks_in(path):
            done = run(["tfquiz", "check", name, "--draws", "200"], place)
            assert done.returncode == 0, done.stdout + done.stderr
