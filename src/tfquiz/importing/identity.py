"""Ids that outlive an edit: what was imported before keeps the ids that its schedules have."""

import difflib
from collections.abc import Mapping, Sequence

from tfquiz.cards.models import Deck, Note
from tfquiz.importing.snippets import Snippet

ALIKE = 0.6
"""How alike two pieces of code must be to be an edit of one another; 1 is the same."""
_CODE_FOLLOWS = ":\n\n"


def earlier_notes(
    old: Deck, snippets: Sequence[Snippet], proposed: Sequence[str]
) -> dict[int, Note]:
    """The notes of an earlier import that snippets have become, by the snippets' places.

    The same code comes first, then the code that is most alike, then the same name. Notes that a
    person wrote have no code of an import and are nobody's.

    Args:
        old: the deck of the earlier import.
        snippets: those of today.
        proposed: the id that each would get otherwise.
    """
    left = {note.id: code for note in old.notes if (code := _code(note))}
    codes = dict(enumerate(_squeezed(snippet.original) for snippet in snippets))
    found: dict[int, str] = {}

    def settle(place: int, name: str) -> None:
        found[place] = name
        del left[name], codes[place]

    for place, code in list(codes.items()):
        if (name := next((name for name, one in left.items() if one == code), "")) != "":
            settle(place, name)
    for place, name in _most_alike(codes, left):
        settle(place, name)
    for place in list(codes):
        if proposed[place] in left:
            settle(place, proposed[place])
    notes = {note.id: note for note in old.notes}
    return {place: notes[name] for place, name in found.items()}


def earlier_names(old: Sequence[str], proposed: Sequence[str]) -> list[str]:
    """Ids of templates: those of an earlier import where they are the same or much alike."""
    left = {name: name for name in old if name not in proposed}
    places = {place: name for place, name in enumerate(proposed) if name not in old}
    found = list(proposed)
    for place, name in _most_alike(places, left):
        found[place] = name
    return found


def _most_alike(new: Mapping[int, str], old: Mapping[str, str]) -> list[tuple[int, str]]:
    """Pairs of a new text and an old one, the most alike first, each in one pair at most."""
    pairs = []
    for place, text in new.items():
        matcher = difflib.SequenceMatcher(b=text, autojunk=False)
        for name, other in old.items():
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() > ALIKE and (ratio := matcher.ratio()) > ALIKE:
                pairs.append((-ratio, place, name))
    places: dict[int, str] = {}
    for _, place, name in sorted(pairs):
        if place not in places and name not in places.values():
            places[place] = name
    return list(places.items())


def _code(note: Note) -> str:
    """The original code of a note that was imported; "" for one that a person wrote."""
    return _squeezed((note.source or "").partition(_CODE_FOLLOWS)[2])


def _squeezed(code: str) -> str:
    return "".join(code.split())
