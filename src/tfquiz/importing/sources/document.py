"""What a source comes to once it is read: prose and code in turn. Data only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prose:
    """Words between the code."""

    text: str
    line: int
    """1-based line of the source; 0 where there are no lines."""
    level: int = 0
    """1 and up for a heading, the smaller the higher; 0 for a paragraph."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Code that is entered at once, and what was seen after it."""

    text: str
    line: int
    output: str = ""
    """What the source shows as printed; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Code:
    """Entries that stand together: a fence, a cell, a paragraph of prompts."""

    entries: tuple[Entry, ...]
    console: bool = False
    """Whether it has prompts, so that every expression shows its value."""
    inline: str | None = None
    """The words around code that stands inside of words; None for code that stands by itself."""

    @property
    def text(self) -> str:
        """All entries as one program."""
        return "\n".join(entry.text for entry in self.entries)

    @property
    def line(self) -> int:
        """Where it starts."""
        return self.entries[0].line

    @property
    def output(self) -> str:
        """What the source shows after the last entry."""
        return self.entries[-1].output


Part = Prose | Code


@dataclass(frozen=True, slots=True)
class Document:
    """One source."""

    name: str
    """How it is called in notes and tables."""
    parts: tuple[Part, ...]
    imports: tuple[str, ...] = ()
    """Import lines that hold for all code of it, such as those of a library's own examples."""
    topic: str = ""
    """The one thing that it documents, such as numpy.concatenate; "" for a note of many topics."""
    unit: str = "line"
    """What the numbers of lines count: a notebook's are its cells."""
