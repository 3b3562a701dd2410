"""Markdown: fences and indented blocks are code, headings are titles, the rest is prose."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tfquiz.importing.code.python2 import parses, update_text
from tfquiz.importing.sources.console import dedented, has_prompts, read_console
from tfquiz.importing.sources.document import Code, Entry, Part, Prose
from tfquiz.importing.sources.inline import codes_in, is_table, with_inline
from tfquiz.importing.sources.lookslike import is_shown, output_mark

_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([^`]*)$")
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})\s*$")
_QUOTE = re.compile(r"^ {0,3}>(?!>>) ?")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->")
_OPTION = re.compile(r"^(?::[\w-]+:.*|---)?$")
"""The lines above the code of a `{code-cell}`."""
_DIRECTIVES = {"code", "code-cell", "code-block", "sourcecode"}
_PYTHON = {
    "", "python", "py", "python2", "python3", "py3", "ipython", "ipython2", "ipython3", "pycon",
    "pycon3", "pyi", "tensorflow", "tf", "numpy", "jupyter", "doctest", "testcode", "pysource",
    "jupyter-execute", "pyodide", "py-session",
}  # fmt: skip
_PLAIN = {"", "text", "txt", "output", "console", "none", "out", "plaintext", "plain", "result"}
_SHELL = re.compile(
    r"^\s*(?:\$|#|%|C:\\[^>]*>|\(\w+\) \$)\s*\w|^\s*(?:pip3?|conda|git|cd|ls|sudo)\s"
)
_RESULT = re.compile(r"^\s*(?:array\(|<tf\.|tf\.Tensor\(|Traceback )")


def has_fences(text: str) -> bool:
    """Whether a text marks its code."""
    return sum(_FENCE.match(_QUOTE.sub("", line)) is not None for line in text.splitlines()) >= 2


def read_markdown(text: str, first: int = 1) -> tuple[Part, ...]:
    """Read Markdown whose first line has the number `first`."""
    lines = [_QUOTE.sub("", line) for line in text.expandtabs(4).splitlines()]
    reader = _Reader(lines, first)
    reader.read()
    return with_inline(reader.all_parts())


@dataclass(slots=True)
class _Reader:
    lines: Sequence[str]
    first: int
    place: int = 0
    parts: list[Part] = field(default_factory=list)
    inline: list[tuple[int, Code]] = field(default_factory=list)
    """What may be code inside of words, with how many parts stand before it."""
    words: list[str] = field(default_factory=list)
    started: int = 0
    said_output: bool = False

    def read(self) -> None:
        self._front_matter()
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if fence := _FENCE.match(line):
                self._fence(fence)
            elif heading := _HEADING.match(line):
                self._flush()
                self._heading(heading[2], len(heading[1]))
            elif self._is_underline(line):
                title = self.words.pop()
                self.words, self.started = [], 0
                self._heading(title, 1 if "=" in line else 2)
            elif self._is_indented_code():
                self._indented()
            else:
                self._word(line)
        self._flush()

    def all_parts(self) -> list[Part]:
        """The parts, with what may be code inside of words in its place."""
        found = list(self.parts)
        for place, code in reversed(self.inline):
            found.insert(place, code)
        return found

    def _front_matter(self) -> None:
        """Skip what stands between two lines of `---` at the very start; its title is kept."""
        mark = self.lines[0].rstrip() if self.lines else ""
        if self.first != 1 or mark not in ("---", "+++"):
            return
        ends = [place for place, one in enumerate(self.lines) if one.rstrip() == mark]
        if len(ends) < 2:
            return
        for line in self.lines[1 : ends[1]]:
            if found := re.match(r"title\s*[:=]\s*(.+)", line):
                self.parts.append(Prose(found[1].strip().strip("\"'"), 1, 1))
        self.place = ends[1] + 1

    def _is_underline(self, line: str) -> bool:
        return len(self.words) == 1 and _UNDERLINE.match(line) is not None

    def _heading(self, text: str, level: int) -> None:
        plain = _plain(re.sub(r"\s*\{[#.][^}]*\}$", "", text)).replace("`", "").strip("*_ ")
        self.parts.append(Prose(plain, self.first + self.place, level))
        self.place += 1

    def _word(self, line: str) -> None:
        if not line.strip():
            self._flush()
        else:
            self.started = self.started or self.first + self.place
            self.said_output = output_mark(line.strip().strip("*_` ")) is not None
            self.words.append(line.strip())
        self.place += 1

    def _flush(self) -> None:
        """Turn the lines of a paragraph into prose; a table is nothing but its code."""
        if self.words:
            self.inline += [
                (
                    len(self.parts) + (not is_table(self.words)),
                    replace(code, inline=_plain(code.inline or "")),
                )
                for code in codes_in(self.words, self.started)
            ]
            if not is_table(self.words):
                self._prose()
        self.words = []
        self.started = 0

    def _prose(self) -> None:
        if len(self.words) == 1:
            self.words = [_BULLET.sub("", self.words[0])]
        text = "\n".join(filter(None, (_plain(line) for line in self.words)))
        # An empty paragraph keeps the place of the code inside of it.
        self.parts.append(Prose(text, self.started))

    def _fence(self, fence: re.Match[str]) -> None:
        start = self.place + 1
        end = start
        while end < len(self.lines) and not self.lines[end].lstrip().startswith(fence[2]):
            end += 1
        self.place = end + 1
        language = _language(fence[3])
        lines = dedented(self.lines[start:end])
        while "{" in fence[3] and lines and _OPTION.match(lines[0]):
            lines.pop(0)
            start += 1
        self._take("\n".join(lines), self.first + start, language)

    def _is_indented_code(self) -> bool:
        line = self.lines[self.place]
        before = self.place == 0 or not self.lines[self.place - 1].strip()
        return line.startswith("    ") and before and not self.words and not _BULLET.match(line)

    def _indented(self) -> None:
        start = self.place
        while self.place < len(self.lines) and (
            self.lines[self.place].startswith("    ") or not self.lines[self.place].strip()
        ):
            self.place += 1
        body = "\n".join(dedented(self.lines[start : self.place])).strip("\n")
        code = has_prompts(body) or parses(update_text(body).text)
        if code or (is_shown(body) and self._last_code() is not None):
            self._take(body, self.first + start, "")
        else:
            self.parts.append(Prose(body, self.first + start))

    def _take(self, body: str, line: int, language: str) -> None:
        """A block of code, or the printed output of the block before it."""
        self._flush()
        said = self.said_output
        self.said_output = False
        shell = language in ("console", "text", "") and _SHELL.match(body) and not _is_code(body)
        if shell:
            return
        if self._is_output(body, language, said=said):
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

    def _is_output(self, body: str, language: str, *, said: bool) -> bool:
        if has_prompts(body):
            return False
        if language not in _PLAIN:
            return language in _PYTHON and _RESULT.match(body) is not None
        return said or bool(language) or is_shown(body.lstrip()) or not _is_code(body)

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
            *others, last = part.entries
            self.parts[place] = replace(part, entries=(*others, replace(last, output=body)))


def _is_code(body: str) -> bool:
    return parses(update_text(body).text)


def _language(info: str) -> str:
    """The language of a fence: of `python title="x"`, `{.python}`, `{code-cell} ipython3` ..."""
    words = re.findall(r"[\w+#-]+", info.lower())
    if words and words[0] in _DIRECTIVES:
        words = words[1:]
    return words[0] if words else ""


def _plain(line: str) -> str:
    """Words without the tags of HTML; code inside of them stays as it is."""
    pieces = re.split(r"(`+[^`]*`+)", line)
    kept = [one if one.startswith("`") else html.unescape(_TAG.sub("", one)) for one in pieces]
    return "".join(kept).strip()
