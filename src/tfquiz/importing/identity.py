"""Ids that outlive an edit: a note that was imported before keeps the id that its schedule has."""

import difflib
from collections.abc import Callable

from tfquiz.cards.models import Deck, Note
from tfquiz.importing.snippets import Snippet

ALIKE = 0.6
"""How alike two pieces of code must be to be an edit of one another; 1 is the same."""


def known_ids(old: Deck) -> Callable[[Snippet, str], str]:
    """A function that gives the id of a snippet's note in an earlier import, or the one proposed.

    The same code wins over the same name, and the same name over code that is only alike.
    """
    left = {note.id: _code(note) for note in old.notes}

    def known(snippet: Snippet, proposed: str) -> str:
        code = _squeezed(snippet.original)
        found = next((name for name, one in left.items() if one == code), None)
        if found is None and proposed in left:
            found = proposed
        if found is None:
            found = _most_alike(code, left)
        if found is None:
            return proposed
        del left[found]
        return found

    return known


def _most_alike(code: str, left: dict[str, str]) -> str | None:
    best, name = ALIKE, None
    for one, text in left.items():
        ratio = difflib.SequenceMatcher(None, code, text).ratio()
        if ratio > best:
            best, name = ratio, one
    return name


def _code(note: Note) -> str:
    """The original code of a note that was imported; "" for one that a person wrote."""
    return _squeezed((note.source or "").partition(":\n\n")[2])


def _squeezed(code: str) -> str:
    return "".join(code.split())
