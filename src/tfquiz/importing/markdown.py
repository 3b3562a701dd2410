"""Markdown: fences and indented blocks are code, headings are titles, the rest is prose."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tfquiz.importing.console import dedented, has_prompts, read_console
from tfquiz.importing.document import Code, Entry, Part, Prose
from tfquiz.importing.lookslike import is_shown, output_mark
from tfquiz.importing.python2 import parses, update_text

_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*(?:\{?\.?)?([\w+-]*)")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_PYTHON = {"", "python", "py", "python2", "python3", "ipython", "pycon", "pyi", "tensorflow"}
_PLAIN = {"", "text", "txt", "output", "console", "none", "out"}


def has_fences(text: str) -> bool:
    """Whether a text marks its code."""
    return sum(_FENCE.match(line) is not None for line in text.splitlines()) >= 2


def read_markdown(text: str, first: int = 1) -> tuple[Part, ...]:
    """Read Markdown whose first line has the number `first`."""
    reader = _Reader(text.expandtabs(4).splitlines(), first)
    reader.read()
    return tuple(reader.parts)


@dataclass(slots=True)
class _Reader:
    lines: Sequence[str]
    first: int
    place: int = 0
    parts: list[Part] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    started: int = 0
    said_output: bool = False

    def read(self) -> None:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if fence := _FENCE.match(line):
                self._fence(fence)
            elif heading := _HEADING.match(line):
                self._flush()
                self.parts.append(Prose(heading[2], self.first + self.place, len(heading[1])))
                self.place += 1
            elif self._is_indented_code():
                self._indented()
            else:
                self._word(line)
        self._flush()

    def _word(self, line: str) -> None:
        if not line.strip():
            self._flush()
        else:
            self.started = self.started or self.first + self.place
            self.said_output = output_mark(line.strip().strip("*_` ")) is not None
            self.words.append(line.strip())
        self.place += 1

    def _flush(self) -> None:
        if self.words:
            self.parts.append(Prose("\n".join(self.words), self.started))
        self.words = []
        self.started = 0

    def _fence(self, fence: re.Match[str]) -> None:
        start = self.place + 1
        end = start
        while end < len(self.lines) and not self.lines[end].lstrip().startswith(fence[2]):
            end += 1
        self.place = end + 1
        body = "\n".join(dedented(self.lines[start:end]))
        language = fence[3].lower()
        self._take(body, self.first + start, language)

    def _is_indented_code(self) -> bool:
        line = self.lines[self.place]
        before = self.place == 0 or not self.lines[self.place - 1].strip()
        bullet = re.match(r"^\s*(?:[-*+•]|\d+[.)])\s", line)
        return line.startswith("    ") and before and not self.words and not bullet

    def _indented(self) -> None:
        start = self.place
        while self.place < len(self.lines) and (
            self.lines[self.place].startswith("    ") or not self.lines[self.place].strip()
        ):
            self.place += 1
        body = "\n".join(dedented(self.lines[start : self.place])).strip("\n")
        if has_prompts(body) or parses(update_text(body).text):
            self._take(body, self.first + start, "")
        else:
            self.parts.append(Prose(body, self.first + start))

    def _take(self, body: str, line: int, language: str) -> None:
        """A block of code, or the printed output of the block before it."""
        said = self.said_output
        self._flush()
        self.said_output = False
        if language in _PLAIN and self._is_output(body, said=said, marked=bool(language)):
            last = self._last_code()
            if last is not None:
                self._give_output(last, body)
            return
        if language not in _PYTHON and not (language in _PLAIN and has_prompts(body)):
            return
        code = read_console(body, line) if has_prompts(body) else None
        if code is None and body.strip():
            code = Code((Entry(body, line),))
        if code is not None:
            self.parts.append(code)

    def _is_output(self, body: str, *, said: bool, marked: bool) -> bool:
        if has_prompts(body):
            return False
        return said or marked or is_shown(body.lstrip()) or not parses(update_text(body).text)

    def _last_code(self) -> int | None:
        """The place of the code that stands directly before, with at most a line between."""
        for back in range(1, min(3, len(self.parts)) + 1):
            part = self.parts[-back]
            if isinstance(part, Code):
                return len(self.parts) - back
            if part.level:
                return None
        return None

    def _give_output(self, place: int, body: str) -> None:
        part = self.parts[place]
        if isinstance(part, Code) and not part.output:
            last = part.entries[-1]
            entries = (*part.entries[:-1], Entry(last.text, last.line, body))
            self.parts[place] = Code(entries, part.console, part.sure)
