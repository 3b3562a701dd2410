"""What there is to import: every snippet of every document, with the ids that it will have."""

from collections.abc import Sequence
from dataclasses import dataclass

from tfquiz.cards.models import Deck, Note
from tfquiz.importing.identity import earlier_notes
from tfquiz.importing.naming import slug, unique
from tfquiz.importing.snippets import Snippet, snippets_of
from tfquiz.importing.sources.document import Document


@dataclass(frozen=True, slots=True)
class Task:
    """One snippet, in its document."""

    document: Document
    snippet: Snippet
    note: str
    """The id of its note."""
    earlier: tuple[str, ...]
    """The ids of the templates that an earlier import made of it."""

    @property
    def place(self) -> str:
        """Where the snippet stands, in words."""
        return f"{self.document.name}, {self.document.unit} {self.snippet.line}"


def tasks_of(documents: Sequence[Document], old: Deck | None) -> list[Task]:
    """All snippets of documents; those that an earlier deck has notes of keep their ids."""
    pairs = [(document, snippet) for document in documents for snippet in snippets_of(document)]
    snippets = [snippet for _, snippet in pairs]
    proposed = _proposed(snippets)
    notes: dict[int, Note] = {} if old is None else earlier_notes(old, snippets, proposed)
    taken = set() if old is None else {note.id for note in old.notes}
    tasks = []
    for place, (document, snippet) in enumerate(pairs):
        note = notes.get(place)
        name = unique(proposed[place], taken) if note is None else note.id
        taken.add(name)
        templates = () if note is None else tuple(one.id for one in note.templates)
        tasks.append(Task(document, snippet, name, templates))
    return tasks


def _proposed(snippets: Sequence[Snippet]) -> list[str]:
    """An id for each snippet: its title's, or that of its first line."""
    taken: set[str] = set()
    found = []
    for snippet in snippets:
        titled = snippet.leaves and not snippet.inline
        last = snippet.leaves[-1].text if snippet.leaves else snippet.original
        first = (snippet.original if snippet.inline else last).splitlines()[0]
        name = unique((titled and slug(snippet.title)) or slug(first) or "note", taken)
        taken.add(name)
        found.append(name)
    return found
