"""Text with Markdown's marks that was made of another format, and where its lines come from."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tfquiz.importing.sources.document import Part, Prose
from tfquiz.importing.sources.markdown import read_markdown


@dataclass(slots=True)
class Marked:
    """Lines in the making, each with the line of the source that it begins at."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    open: str = ""
    """Words that no line end has closed yet."""
    started: int = 0
    """Where those words begin in the source."""

    def word(self, text: str, number: int) -> None:
        """Add words to the line that is open."""
        if not self.open.strip() and text.strip():
            self.started = number
        self.open += text

    def end(self) -> None:
        """End the line that is open, if it holds anything."""
        if self.open.strip():
            self._add(" ".join(self.open.split()), self.started)
        self.open = ""

    def blank(self) -> None:
        """End the line, and the paragraph."""
        self.end()
        if self.lines and self.lines[-1]:
            self._add("", self.numbers[-1])

    def fence(self, lines: Sequence[tuple[str, int]], language: str = "") -> None:
        """Add a block of code: its lines, each with its number."""
        self.blank()
        if not any(text.strip() for text, _ in lines):
            return
        mark = "```"
        while any(text.lstrip().startswith(mark) for text, _ in lines):
            mark += "`"
        self._add(f"{mark}{language}", lines[0][1])
        for text, number in lines:
            self._add(text, number)
        self._add(mark, lines[-1][1])
        self._add("", lines[-1][1])

    def _add(self, text: str, number: int) -> None:
        self.lines.append(text)
        self.numbers.append(number)

    @property
    def text(self) -> str:
        """Everything so far."""
        return "\n".join(self.lines)

    def read(self) -> tuple[Part, ...]:
        """The parts, with the lines of the source."""
        return relocated(read_markdown(self.text), self.numbers)


def relocated(parts: Sequence[Part], numbers: Sequence[int]) -> tuple[Part, ...]:
    """Parts whose line n is line `numbers[n - 1]` of the source."""

    def place(line: int) -> int:
        return numbers[line - 1] if 0 < line <= len(numbers) else line

    return tuple(
        replace(part, line=place(part.line))
        if isinstance(part, Prose)
        else replace(part, entries=tuple(replace(e, line=place(e.line)) for e in part.entries))
        for part in parts
    )
