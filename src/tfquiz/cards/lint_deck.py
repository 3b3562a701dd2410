"""What can be wrong with a deck as a whole: ids, libraries, what comes before what."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tfquiz.cards.models import Deck, Misconception, Note, Template
from tfquiz.cards.places import Path
from tfquiz.program.libraries import LIBRARIES


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, by its place in the deck's data."""

    path: Path
    where: str
    """Which note and template, in words, with a colon; "" for the deck itself."""
    message: str
    offset: int = 0
    """Lines below the line of `path`."""
    template: str = ""
    """The key of the template that it is about; "" if it is about more."""
    runs: bool = False
    """Whether the template can be run all the same."""


def duplicates(
    kind: str, parts: Iterable[Note | Template | Misconception], path: Path, where: str
) -> Iterator[Fault]:
    """Ids that more than one of the parts has."""
    seen: set[str] = set()
    for number, part in enumerate(parts):
        if part.id in seen:
            message = f"two {kind}s are called {part.id!r}; give one another id"
            yield Fault((*path, number, "id"), where, message)
        seen.add(part.id)


def renamed(kind: str, parts: Sequence[Note | Template], path: Path, where: str) -> Iterator[Fault]:
    """Earlier ids of which it is not clear whose schedules they are."""
    here = {part.id for part in parts}
    claimed: dict[str, str] = {}
    for number, part in enumerate(parts):
        told = f"{where}{kind} {part.id!r}: "
        for old in dict.fromkeys(part.was):
            owner = claimed.setdefault(old, part.id)
            if old in here:
                message = (
                    f"`was` names {old!r}, which is a {kind} here and keeps its own schedules; "
                    "where ids change places, give each a new one"
                )
                yield Fault((*path, number, "was"), told, message, runs=True)
            elif owner != part.id:
                message = f"`was` names {old!r}, and so does that of {owner!r}; only one can be it"
                yield Fault((*path, number, "was"), told, message, runs=True)


def library_faults(deck: Deck) -> Iterator[Fault]:
    """Libraries that there are not, or that cannot go together."""
    named: list[tuple[Path, str, list[str]]] = [(("deck", "libraries"), "", deck.deck.libraries)]
    for number, note in enumerate(deck.notes):
        where = f"note {note.id!r}: "
        named.append((("notes", number, "libraries"), where, note.libraries or []))
        for place, template in enumerate(note.templates):
            path: Path = ("notes", number, "templates", place, "libraries")
            named.append((path, f"{where[:-2]}, {template.id!r}: ", template.libraries or []))
    for path, where, libraries in named:
        for library in libraries:
            if library not in LIBRARIES:
                known = ", ".join(LIBRARIES)
                yield Fault(path, where, f"no library is called {library!r}; there are {known}")
        if {"tensorflow", "tensorflow1"} <= set(libraries):
            yield Fault(path, where, "tensorflow and tensorflow1 cannot go together: both are `tf`")


def order_faults(deck: Deck) -> Iterator[Fault]:
    """Notes that wait for none, or for themselves."""
    known: set[str] = {note.id for note in deck.notes}
    before = {note.id: set(note.after) for note in deck.notes}
    for number, note in enumerate(deck.notes):
        path: Path = ("notes", number, "after")
        for other in note.after:
            if other not in known:
                yield Fault(
                    path, f"note {note.id!r}: ", f"`after` names no note: {other!r}", runs=True
                )
        if _leads_to(note.id, note.id, before):
            yield Fault(
                path, f"note {note.id!r}: ", "`after` leads back to the note itself", runs=True
            )


def _leads_to(start: str, goal: str, before: dict[str, set[str]]) -> bool:
    seen: set[str] = set()
    todo = list(before.get(start, ()))
    while todo:
        one = todo.pop()
        if one == goal:
            return True
        if one not in seen:
            seen.add(one)
            todo += before.get(one, ())
    return False
