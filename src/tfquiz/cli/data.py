"""`tfquiz backup`, `restore`, `export` and `merge`: the collection as a whole."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from tfquiz.cli.home import find_places, is_begun, local_now, open_collection
from tfquiz.cli.terminal import say
from tfquiz.errors import TfquizError
from tfquiz.store import backup as backups
from tfquiz.store import dump, recovery, transfer


def backup(options: argparse.Namespace) -> int:
    """Copy the collection."""
    target = Path(options.file).expanduser() if options.file else None
    made = backups.make(find_places(options).database, local_now(), target=target)
    say(f"The collection was copied to {made}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a copy back; without a file, say what there is to put back."""
    database = find_places(options).database
    if options.file:
        before = recovery.restore(database, Path(options.file).expanduser(), local_now())
        say(f"The collection is now what {options.file} holds.")
        if before is not None:
            say(f"What was there before is kept in {before}")
        return 0
    if database.exists() and (faults := recovery.check(database)):
        _recover(database, faults)
    copies, rescued = backups.listing(database), backups.rescued(database)
    print("Backups, newest first:" if copies else "There is no backup yet.")
    for copy in copies:
        say(f"  {copy.day}  {copy.kind:<8} {copy.size:>12,} bytes  {copy.path}")
    if rescued:
        print("Rescued when the collection was taken away while it was open, newest first:")
    for file in rescued:
        say(f"  {file}")
    if copies or rescued:
        print("Go back to one with `tfquiz restore FILE`.")
    return 0


def _recover(database: Path, faults: list[str]) -> None:
    say(f"The collection {database} is damaged: {faults[0]}")
    target = database.with_name(f"{database.stem}-recovered-{local_now():%Y-%m-%dT%H%M%S}.db")
    found = recovery.recover(database, target)
    base = "no backup" if found.base is None else f"the backup {found.base.path}"
    print(
        f"What could be saved is now in {target}: {found.reviews} answers, from {base} and "
        f"{found.beyond.reviews} lines of the damaged file's own log."
    )
    if found.bare:
        print(
            f"Of {found.bare} of these lines no more than day, grade and time could be read, not "
            "what was typed. All schedules follow from that."
        )
    print(_lost(found))
    say(f"The damaged file was left as it is. Go on by `tfquiz restore {target}`.")


def _lost(found: recovery.Recovered) -> str:
    """What the new file does not have, as exactly as it can be told."""
    since = "" if found.base is None else " since that backup was made"
    added = since and f", added{since},"
    match found.lost:
        case None:
            return (
                "How much of its log cannot be read is not known: what was answered"
                f"{since or ' at any time'} may be lost, in part or wholly."
            )
        case 0:
            return "No answer is lost."
        case 1:
            return f"One line of its log{added} cannot be read: it is lost."
        case count:
            return f"{count} lines of its log{added} cannot be read: they are lost."


def export(options: argparse.Namespace) -> int:
    """Write the whole collection, or its reviews."""
    database = find_places(options).database
    if not is_begun(find_places(options)):
        raise TfquizError(f"There is no collection at {database} yet.")
    lines = dump.export_reviews(database) if options.csv else dump.export(database)
    if options.file == "-":
        _write(lines, None)
        return 0
    target = Path(options.file).expanduser()
    count = _write(lines, target)
    say(f"{count} lines were written to {target}")
    return 0


def _write(lines: Iterable[str], target: Path | None) -> int:
    """Write lines; a file appears under its name only when it is complete."""
    if target is None:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0
    count = 0
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            for line in lines:
                file.write(f"{line}\n")
                count += 1
        part.replace(target)
    except OSError as error:
        raise TfquizError(f"{target} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)
    return count


def merge(options: argparse.Namespace) -> int:
    """Take in what was exported on another machine."""
    source = Path(options.file).expanduser()
    try:
        with (
            source.open(encoding="utf-8", newline="") as lines,
            open_collection(options) as collection,
        ):
            got = transfer.import_lines(collection, lines, name=str(source))
    except OSError as error:
        raise TfquizError(f"{source} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise TfquizError(f"{source} is not UTF-8 text, so it is no export.") from None
    print(
        f"Taken in: {got.decks} decks, {got.notes} notes, {got.cards} cards, "
        f"{got.questions} questions, {got.reviews} lines of the log. What was there already "
        "was not doubled."
    )
    return 0
