"""A template in its note and deck, with everything that it inherits resolved.

This is what is drawn from, searched and checked; the rest of a deck is only for reading.
"""

from dataclasses import dataclass
from functools import cached_property

from tfquiz.cards.models import Deck, InputKind, Misconception, Note, Template, Words
from tfquiz.program.libraries import LIBRARIES

_WRITTEN = {
    "numpy": "np.array",
    "tensorflow": "tf.constant",
    "tensorflow1": "tf.constant",
}


@dataclass(frozen=True, eq=False)
class Subject:
    """One template, ready to draw from; itself only is equal to it."""

    deck: str
    note: Note
    template: Template
    libraries: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    """Facets chosen by running it (`cards.facets`), where the author named none."""

    @cached_property
    def key(self) -> str:
        """`deck/note/template`: what the streams of its draws are named after."""
        return f"{self.deck}/{self.note.id}/{self.template.id}"

    @cached_property
    def inputs(self) -> dict[str, InputKind]:
        """The note's inputs, then the template's; the template's win."""
        return {**self.note.inputs, **self.template.inputs}

    @cached_property
    def where(self) -> tuple[str, ...]:
        """All conditions on a draw."""
        return (*self.note.where, *self.template.where)

    @cached_property
    def written(self) -> str:
        """How arrays are written unless their declaration says so."""
        return next((_WRITTEN[name] for name in self.libraries if name in _WRITTEN), "list")

    @cached_property
    def facets(self) -> tuple[str, ...]:
        """What to ask for: as the author says, else as chosen, else the plainest."""
        if self.template.facets or self.chosen:
            return tuple(dict.fromkeys(self.template.facets)) or self.chosen
        return ("printed",) if self.template.printed else ("value",)

    @property
    def misconceptions(self) -> list[Misconception]:
        """The author's wrong beliefs."""
        return self.template.misconceptions

    @property
    def mechanical(self) -> tuple[str, ...]:
        """The mechanical misconceptions that the author wants told apart, by their names."""
        named = self.template.mechanical
        return () if isinstance(named, bool) else tuple(dict.fromkeys(named))

    @property
    def title(self) -> Words:
        """The note's title."""
        return self.note.title


def subjects(deck: Deck) -> list[Subject]:
    """Every template of a deck, in the deck's order."""
    return [
        Subject(deck.id, note, template, resolve_libraries(deck, note, template))
        for note in deck.notes
        for template in note.templates
    ]


def resolve_libraries(deck: Deck, note: Note, template: Template) -> tuple[str, ...]:
    """The libraries of one template: its own, else its note's, else its deck's."""
    for names in (template.libraries, note.libraries):
        if names is not None:
            return tuple(names)
    return tuple(deck.deck.libraries)


def reserved_names(libraries: tuple[str, ...]) -> set[str]:
    """Names that the libraries' imports bind, which no input may take."""
    return {LIBRARIES[name].binds for name in libraries if name in LIBRARIES}
