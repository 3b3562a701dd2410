"""`tfquiz import`: makes a deck of notes, notebooks, web pages, programs and documentation."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tfquiz.cards.deck import parse_deck, read_text
from tfquiz.cards.models import Deck
from tfquiz.cli.consent import ask_consent
from tfquiz.cli.decks import summary
from tfquiz.cli.home import find_places, open_collection, utc_now
from tfquiz.cli.terminal import clean, progress
from tfquiz.errors import FileError, TfquizError
from tfquiz.importing.importer import Import, Line, import_documents
from tfquiz.importing.merging import Merged, merged, sealed
from tfquiz.importing.naming import slug
from tfquiz.importing.sources.docstrings import read_documentation
from tfquiz.importing.sources.document import Code, Document
from tfquiz.importing.sources.reading import is_dotted_name, read_file
from tfquiz.sandbox.host import Runner
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.store.lines import is_export

NO_CODE = "no code was found in it; mark code by a fence (```python) or by prompts (>>>)."
WIDTH = 79
HEAD = 1_000
"""Characters of a file's first line that tell what it is."""
REASONS = 3
"""Reasons that are shown for one snippet."""


def import_sources(options: argparse.Namespace) -> int:
    """Make a deck of sources; 2 if nothing in them could be imported."""
    documents = [document for source in options.sources for document in _read(source)]
    name = _name(options.sources)
    path = Path(options.output or f"{name}.toml")
    old = _old_deck(path)
    deck_id = old.deck.id if old else slug(path.stem) or name
    with Runner(strict=True) as runner, progress("importing") as told:
        found = import_documents(
            runner,
            documents,
            deck=deck_id,
            title=_title(options.sources),
            progress=told,
            old=old,
        )
    if not found.lines:
        raise TfquizError(f"{_title(options.sources)}: {NO_CODE}")
    print(clean("\n".join(account(found.lines))))
    for document in documents:
        if not any(isinstance(part, Code) for part in document.parts):
            print(clean(f"{document.name}: {NO_CODE}"))
    if not found.text:
        raise TfquizError("Nothing could be imported; the table says why.")
    _write(path, found, overwrite=options.overwrite)
    if options.study:
        return _study(path, options)
    print(
        clean(f"Look at it with `tfquiz preview {path}`; study it with `tfquiz add-deck {path}`.")
    )
    return 0


def _read(source: str) -> list[Document]:
    if is_dotted_name(source):
        return read_documentation(source)
    if not source or re.match(r"[A-Za-z][A-Za-z+]+://", source):
        raise TfquizError(f"{source!r} is no file; save the page that you mean, and name its file.")
    path = Path(source)
    if _is_export(path):
        raise TfquizError(f"{source} is a collection: `tfquiz merge {source}` takes it in.")
    return [read_file(path)]


def _is_export(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open(encoding="utf-8", errors="replace") as file:
            return is_export(file.readline(HEAD))
    except OSError:
        # Reading it says why it cannot be read.
        return False


def _name(sources: Sequence[str]) -> str:
    first = sources[0] if is_dotted_name(sources[0]) else Path(sources[0]).stem
    return slug(first) or "imported"


def _title(sources: Sequence[str]) -> str:
    names = [one if is_dotted_name(one) else Path(one).name for one in sources]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _old_deck(path: Path) -> Deck | None:
    """The deck that stands where the new one goes; its ids are kept."""
    if not path.exists():
        return None
    try:
        return parse_deck(read_text(path), str(path))
    except FileError:
        raise TfquizError(
            f"{path}: there is a file that is no deck; name another with -o."
        ) from None


def _write(path: Path, found: Import, *, overwrite: bool) -> None:
    """Write the deck; of one that is there already, what a person changed in it stays."""
    if not path.exists():
        result = Merged(sealed(found.text))
    elif overwrite:
        result = Merged(sealed(found.text))
        _put_aside(path, result.text)
    else:
        notes = [one.note for one in found.results]
        result = merged(read_text(path), found.text, notes)
    deck = parse_deck(result.text, str(path))
    try:
        path.write_text(result.text, encoding="utf-8")
    except OSError as error:
        raise TfquizError(f"{path}: cannot be written: {error.strerror}.") from None
    for line in _told(result, path):
        print(clean(line))
    templates = sum(len(note.templates) for note in deck.notes)
    counts = f"{_count(len(deck.notes), 'note')}, {_count(templates, 'template')}"
    print(clean(f"{path}: {counts}."))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _told(result: Merged, path: Path) -> Iterator[str]:
    """What became of the notes of a deck that was there."""
    if result.kept:
        yield f"Left as you changed them: {', '.join(result.kept)}. (--overwrite takes today's.)"
    if result.refused:
        yield f"You took these out, and they stay out: {', '.join(result.refused)}."
    if result.gone:
        yield f"No longer in the source, and out of {path}: {', '.join(result.gone)}."


def _put_aside(path: Path, text: str) -> None:
    """Keep the file that is to be overwritten beside the new one."""
    if read_text(path) != text:
        kept = path.with_name(f"{path.name}.old")
        path.replace(kept)
        print(clean(f"{path} was there already: it is {kept} now. Its ids were kept."))


def account(lines: Sequence[Line]) -> list[str]:
    """The table at the end: what was found, what was imported, and why the rest was not."""
    table = [f"{'line':>5} {'templates':>9}  snippet"]
    for line in lines:
        first = f"{line.line:>5} {line.imported or '-':>9}  {line.label}"
        table.append(first if len(first) <= WIDTH else first[: WIDTH - 1] + "…")
        table += [f"{'':>17}left out: {_short(reason)}" for reason in line.reasons[:REASONS]]
        if len(line.reasons) > REASONS:
            table.append(f"{'':>17}and {len(line.reasons) - REASONS} more")
    imported = sum(line.imported > 0 for line in lines)
    table.append(f"{_count(len(lines), 'snippet')} found, {imported} imported.")
    return table


def _short(reason: str) -> str:
    reason = " ".join(reason.split())
    return reason if len(reason) <= 160 else f"{reason[:159]}…"


def _study(path: Path, options: argparse.Namespace) -> int:
    """Add the deck that was just made, and ask its first question."""
    from tfquiz.cli.study import study

    text = read_text(path)
    deck = parse_deck(text, str(path))
    file = DeckFile(deck, text, str(path.resolve()))
    # naming the source and --study was the consent; it ran in the locked-down child already
    ask_consent(file, find_places(options), yes=True)
    title = f"making questions for {deck.id}"
    with open_collection(options) as collection, Runner() as runner, progress(title) as told:
        added = add_deck(collection, runner, file, at=utc_now(), progress=told)
    print(clean(summary(added)), file=sys.stderr)
    options.deck = deck.id
    return study(options)
