"""`tfquiz add-deck` and `tfquiz decks`."""

import argparse
from collections.abc import Sequence

from tfquiz.cards.deck import parse_deck, read_text
from tfquiz.cards.question import pick
from tfquiz.cli.consent import ask_consent
from tfquiz.cli.home import find_places, is_begun, local_now, open_collection
from tfquiz.cli.terminal import as_json, clean, progress, say
from tfquiz.errors import FileError, Problem, TfquizError
from tfquiz.sandbox.host import Runner
from tfquiz.session.adding import Added, DeckFile, add_deck, is_readable
from tfquiz.session.shipped import SHIPPED, find_deck, shipped_decks
from tfquiz.store.collection import Collection
from tfquiz.store.records import DeckRow

CHANGES = ("added", "changed", "revived", "retired")


def add_decks(options: argparse.Namespace) -> int:
    """Add decks; every file is read and checked before the first one is stored."""
    files = read_files(options.files)
    places = find_places(options)
    for file in files:
        if file.origin != SHIPPED:
            ask_consent(file, places, yes=options.yes)
    with open_collection(options) as collection, Runner() as runner:
        for file in files:
            if _is_known(collection, file) and is_readable(collection, file.deck.id):
                say(f"{file.deck.id}: nothing changed since it was added.")
                continue
            with progress(f"making questions for {file.deck.id}") as told:
                added = add_deck(
                    collection,
                    runner,
                    file,
                    at=local_now(),
                    progress=told,
                    take_over=options.take_over,
                )
            print(clean(summary(added)))
    return 0


def read_files(names: Sequence[str]) -> list[DeckFile]:
    """Read and check decks.

    Raises:
        FileError: with the problems of all files at once.
    """
    files: list[DeckFile] = []
    problems: list[Problem] = []
    for name in names:
        path, origin = find_deck(name)
        text = read_text(path)
        try:
            files.append(DeckFile(parse_deck(text, str(path)), text, origin))
        except FileError as error:
            problems += error.problems
    if problems:
        raise FileError(problems)
    return files


def read_shipped(name: str) -> DeckFile:
    """Read a deck that came with tfquiz, and no file of that name which lies in the folder.

    Raises:
        TfquizError: if no shipped deck has this name.
    """
    path = shipped_decks().get(name)
    if path is None:
        raise TfquizError(f"No deck called {name} came with tfquiz. See `tfquiz decks`.")
    text = read_text(path)
    return DeckFile(parse_deck(text, str(path)), text, SHIPPED)


def _is_known(collection: Collection, file: DeckFile) -> bool:
    return any(
        row.id == file.deck.id and row.hash == file.hash and row.origin == file.origin
        for row in collection.decks()
    )


def summary(added: Added) -> str:
    """What adding did, a line for each kind of change."""
    changes = added.changes
    lines = [f"{added.deck}: {added.questions} questions made."]
    for kind in CHANGES:
        notes = getattr(changes, kind)
        if notes:
            lines.append(f"  {kind:<8} {len(notes):>3}: {', '.join(notes)}")
    lines += [f"  renamed  {old} to {new}" for old, new in changes.renamed]
    if changes.unchanged:
        lines.append(f"  kept     {len(changes.unchanged):>3} as they were")
    for left in added.left_out:
        lines.append(
            f"  {left.note}/{left.template} was left out: {', '.join(left.libraries)} is not "
            "installed. Install it and add the deck again."
        )
    return "\n".join(lines)


def list_decks(options: argparse.Namespace) -> int:
    """List the decks that ship with tfquiz and those that were added."""
    places = find_places(options)
    rows: list[DeckRow] = []
    if is_begun(places):
        with open_collection(options) as collection:
            rows = collection.decks()
    shipped = list(shipped_decks())
    if options.json:
        print(as_json(_json(rows, shipped, str(places.database)), indent=2))
        return 0
    print("Added:" if rows else "No deck is added yet.")
    for row in rows:
        title = clean(pick(row.title, "en"))
        print(f"  {clean(row.id):<14} {row.notes:>3} notes {row.cards:>4} cards  {title}")
    rest = [name for name in shipped if name not in {row.id for row in rows}]
    if rest:
        print("Ready to add with `tfquiz add-deck NAME`:")
        for name in rest:
            print(f"  {name}")
    say(f"Everything is kept in {places.database}")
    return 0


def _json(rows: Sequence[DeckRow], shipped: Sequence[str], database: str) -> dict[str, object]:
    return {
        "database": database,
        "shipped": list(shipped),
        "added": [
            {
                "id": row.id,
                "title": pick(row.title, "en"),
                "notes": row.notes,
                "cards": row.cards,
                "origin": row.origin,
                "hash": row.hash,
            }
            for row in rows
        ],
    }
