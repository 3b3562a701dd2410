"""Asking once before a stranger's deck is run, and remembering the answer by the deck's hash."""

import json
import sys
from hashlib import sha256
from textwrap import shorten

from tfquiz.cards.question import pick
from tfquiz.cli.doctor import as_lines
from tfquiz.cli.terminal import clean
from tfquiz.errors import TfquizError
from tfquiz.paths import Places
from tfquiz.program.program import Lost, Program
from tfquiz.sandbox.doctor import Layer, examine, is_safe_for_strangers
from tfquiz.sandbox.host import Runner
from tfquiz.session.adding import DeckFile
from tfquiz.session.shipped import SHIPPED

FILE = "trusted.json"


def ask_consent(file: DeckFile, places: Places, *, yes: bool) -> None:
    """Return if this deck may be run; ask on a terminal when it is new.

    Raises:
        TfquizError: if the learner says no, or nobody can be asked.
    """
    if file.hash in _trusted(places):
        return
    if not yes:
        _ask(file)
    _remember(file, places)


def _ask(file: DeckFile) -> None:
    print(clean(describe(file, examine())), file=sys.stderr)
    if not sys.stdin.isatty():
        raise TfquizError(
            "This deck did not come with tfquiz and nobody is here to be asked. If you trust what "
            "is said above, add it with --yes."
        )
    print("Run it? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise TfquizError("The deck was not added.")


def trial_runner(
    origin: str, text: str, places: Places, *, yes: bool, spawn: bool | None = None
) -> Runner:
    """What runs a deck that is only looked at: a stranger's runs behind the whole lock, or not.

    Args:
        origin: where the deck is from, as `find_deck` says it.
        text: the deck's file.
        places: where it is kept which decks were agreed to.
        yes: whether the person at the keyboard trusts the deck's author.
        spawn: as for `Runner`.

    Raises:
        TfquizError: if the lock is not whole here and nobody has agreed to this deck.
    """
    if origin == SHIPPED or yes or sha256(text.encode()).hexdigest() in _trusted(places):
        return Runner(spawn=spawn)
    runner = Runner(strict=True, spawn=spawn)
    (outcome,) = runner.run([Program("", "1")])
    if isinstance(outcome, Lost):
        runner.close()
        raise TfquizError(
            f"{origin} did not come with tfquiz, and its code would not be confined here "
            f"({outcome.detail}). If you trust its author, say --yes; see `tfquiz doctor`."
        )
    return runner


def describe(file: DeckFile, layers: list[Layer]) -> str:
    """What a deck contains, its hash, and which layers of protection hold on this machine."""
    deck = file.deck
    notes = _counted(len(deck.notes), "note")
    templates = _counted(sum(len(note.templates) for note in deck.notes), "template")
    lines = [
        f"{file.origin} did not come with tfquiz.",
        f"  deck      {deck.id}: {_on_one_line(pick(deck.deck.title, 'en'))}",
        f"  contains  {notes}, {templates} of code",
        f"  uses      {', '.join(deck.deck.libraries) or 'plain Python'}",
        f"  sha256    {file.hash}",
        "Its code runs only in child processes. Tried just now, from inside one:",
        *as_lines(layers, details=False),
    ]
    if not is_safe_for_strangers(layers):
        lines.append("Not all of them hold here: run it only if you trust its author.")
    return "\n".join(lines)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _on_one_line(title: str) -> str:
    """A stranger's title, which may not write lines of its own into what is said about it."""
    return shorten(title, width=100, placeholder="...")


def _trusted(places: Places) -> set[str]:
    try:
        return set(json.loads((places.home / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return set()


def _remember(file: DeckFile, places: Places) -> None:
    places.home.mkdir(parents=True, exist_ok=True)
    hashes = sorted(_trusted(places) | {file.hash})
    (places.home / FILE).write_text(json.dumps(hashes, indent=0), encoding="utf-8")
