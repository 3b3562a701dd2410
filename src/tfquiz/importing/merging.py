"""Importing into a deck that is there: notes that a person changed stay as they are.

The last lines of an imported deck say what the import wrote, a fingerprint a note. A note of which
the fingerprint is another one has been changed by hand, and so has one that has none.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

_SEAL = "# What `tfquiz import` wrote: importing again leaves notes alone that are changed since."
_SEALED = re.compile(r"^# ([A-Za-z0-9._-]+) ([0-9a-f]{8})$")
_TOKEN = re.compile(r"#.*|\"\"\"|'''|\"(?:\\.|[^\"\\])*\"|'[^']*'")
_CLOSING = {'"""': re.compile(r'\\.|"""'), "'''": re.compile("'''")}
_ID = re.compile(r"^id\s*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Merged:
    """A deck's text, and what became of the notes of the old one."""

    text: str
    kept: tuple[str, ...] = ()
    """Notes of the import that were changed by hand and stay as they are."""
    gone: tuple[str, ...] = ()
    """Notes whose snippets are no longer in the source."""
    refused: tuple[str, ...] = ()
    """Notes that were taken out by hand and stay out."""


@dataclass(frozen=True, slots=True)
class _Parts:
    head: str
    notes: Mapping[str, str]
    """The text of each note with the comments above it, by its id."""
    wrote: Mapping[str, str]
    """The fingerprints of what an import wrote."""

    def is_changed(self, note: str) -> bool:
        return self.wrote.get(note) != _fingerprint(self.notes[note])


def sealed(text: str) -> str:
    """A deck's text with the fingerprints of its notes."""
    parts = _parts(text)
    return _text(parts.head, parts.notes.values(), _fingerprints(parts.notes))


def merged(old: str, new: str, snippets: Collection[str]) -> Merged:
    """The old deck with what an import wrote anew.

    Args:
        old: the text of the deck that is there.
        new: the text that the import would write if there were none.
        snippets: the ids of all snippets in the source, also of those that gave nothing.
    """
    was, fresh = _parts(old), _parts(new)
    changed = {note for note in was.notes if was.is_changed(note)}
    refused = [note for note in fresh.notes if note in was.wrote and note not in was.notes]
    gone = [
        note for note in was.notes
        if not (note in changed or note in fresh.notes or note in snippets)
    ]  # fmt: skip
    order = _ordered(
        [note for note in was.notes if note not in gone],
        [note for note in fresh.notes if note not in refused],
    )
    texts = [
        was.notes[note] if note in changed or note not in fresh.notes else fresh.notes[note]
        for note in order
    ]
    silent = {note: mark for note, mark in was.wrote.items() if note in snippets}
    wrote = {**silent, **_fingerprints(fresh.notes)}
    kept = [
        note for note in fresh.notes if note in changed and was.notes[note] != fresh.notes[note]
    ]
    return Merged(_text(was.head, texts, wrote), tuple(kept), tuple(gone), tuple(refused))


def _ordered(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The old ones in their order, each new one behind the one that it follows."""
    order = list(old)
    for place, note in enumerate(new):
        if note in order:
            continue
        before = new[place - 1] if place else None
        after = next((one for one in new[place + 1 :] if one in order), None)
        if before is not None:
            order.insert(order.index(before) + 1, note)
        elif after is not None:
            order.insert(order.index(after), note)
        else:
            order.append(note)
    return order


def _text(head: str, notes: Collection[str], wrote: Mapping[str, str]) -> str:
    seal = "\n".join([_SEAL, *(f"# {note} {mark}" for note, mark in wrote.items())])
    return "\n\n".join([head, *notes, seal]) + "\n"


def _fingerprints(notes: Mapping[str, str]) -> dict[str, str]:
    return {note: _fingerprint(text) for note, text in notes.items()}


def _fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _parts(text: str) -> _Parts:
    """Divide a deck's text before its notes."""
    text, _, seal = text.partition(f"\n{_SEAL}\n")
    marks = [found for line in seal.splitlines() if (found := _SEALED.match(line))]
    wrote = {found[1]: found[2] for found in marks}
    lines = text.splitlines()
    starts = [_with_comments(lines, place) for place in _note_lines(lines)]
    pieces = [
        "\n".join(lines[start:end]).strip()
        for start, end in zip([0, *starts], [*starts, len(lines)], strict=True)
    ]
    notes = {found[1]: piece for piece in pieces[1:] if (found := _ID.search(piece))}
    return _Parts(pieces[0], notes, wrote)


def _with_comments(lines: Sequence[str], place: int) -> int:
    """Where the comments above a line begin."""
    while place and lines[place - 1].startswith("#"):
        place -= 1
    return place


def _note_lines(lines: Sequence[str]) -> Iterator[int]:
    """The places of `[[notes]]`, not those inside of texts that go over several lines."""
    closing = ""
    for place, line in enumerate(lines):
        if not closing and re.match(r"\s*\[\[\s*notes\s*\]\]", line):
            yield place
        start = 0
        while True:
            found = (_CLOSING[closing] if closing else _TOKEN).search(line, start)
            if found is None or found[0].startswith("#"):
                break
            start = found.end()
            if closing:
                closing = "" if found[0] == closing else closing
            elif found[0] in _CLOSING:
                closing = found[0]
