"""Plain text, as it is copied from a web page: words, code and printed output without marks."""

import re
from collections.abc import Sequence

from tfquiz.importing.code.beside import split_arrow
from tfquiz.importing.code.python2 import update_text
from tfquiz.importing.sources.console import split_echo
from tfquiz.importing.sources.document import Code, Entry, Part, Prose
from tfquiz.importing.sources.gutter import without_gutters
from tfquiz.importing.sources.lookslike import (
    Statement,
    does_something,
    is_button,
    is_data_again,
    is_heading,
    is_known_expression,
    is_meant_as_code,
    is_numbered_heading,
    is_prose,
    is_shown,
    output_mark,
    statement_at,
)

_PROMPT = re.compile(r"^\s*(?:>>>|In \[\d*\]:) ?")
_MORE = re.compile(r"^\s*\.\.\.:? ?")


def read_webtext(text: str, first: int = 1) -> tuple[Part, ...]:
    """Read plain text whose first line has the number `first`."""
    reader = _Reader(without_gutters(text.expandtabs(4)).splitlines(), first)
    return tuple(reader.read())


class _Reader:
    """One pass over the lines; what is being read is code, its output, or words."""

    def __init__(self, lines: Sequence[str], first: int) -> None:
        self.lines = lines
        self.first = first
        self.place = 0
        self.known: set[str] = set()
        self.parts: list[Part] = []
        self.words: list[tuple[int, str]] = []
        self.comments: list[str] = []
        """Lines of comment that stand above the code to come."""
        self.entries: list[Entry] = []
        self.shown: list[str] = []
        self.listening = False
        """Whether printed output of the last entry may stand here."""
        self.marked = False
        """Whether a line has said that output follows."""

    def read(self) -> list[Part]:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if not line.strip() or is_button(line):
                self._blank()
            elif (prompt := _PROMPT.match(line)) is not None:
                self._prompt(line[prompt.end() :])
            elif self._is_arrow(line):
                continue
            elif (statement := self._statement()) is not None:
                self._code(statement)
            elif self.entries and (mark := output_mark(line)) is not None:
                self._listen(mark)
            elif line.lstrip().startswith("#") and self._leads_to_code():
                self._comment(line)
            elif self.entries and self._is_output(line):
                self.shown.append(line)
                self.place += 1
            elif not self.listening and is_meant_as_code(line):
                self._broken(line)
            else:
                self._word(line)
        self._close()
        self._flush()
        return self.parts

    def _blank(self) -> None:
        self.place += 1
        following = next((line for line in self.lines[self.place :] if line.strip()), "")
        if self.shown and not is_shown(following):
            self.listening = self.marked = False
        if self.words and self.words[-1][1]:
            self.words.append((self.first + self.place, ""))

    def _is_arrow(self, line: str) -> bool:
        """Take in a line that shows an expression and its value: `len(x) -> 2`."""
        pair = split_arrow(line)
        if pair is None or not is_known_expression(pair[0], self.known):
            return False
        number = self.first + self.place
        self.place += 1
        self._enter(Entry(pair[0], number), pair[1])
        return True

    def _statement(self) -> Statement | None:
        statement = statement_at(self.lines, self.place, self.known)
        if statement and self.listening and is_data_again(statement, self.known) and self.marked:
            return None
        return statement

    def _prompt(self, typed: str) -> None:
        lines = [typed, *self._more()]
        statement = statement_at(lines, 0, self.known)
        shown = ""
        if statement is None and not self._is_known("\n".join(lines)):
            typed, shown = split_echo(typed)
            if not shown or not self._is_known(typed):
                self._listen(f"{typed} {shown}".strip())
                return
            lines = [typed]
        number = self.first + self.place
        self.place += len(lines)
        self._enter(Entry("\n".join(lines).rstrip(), number), shown)
        self.known |= statement.binds if statement else frozenset()

    def _more(self) -> list[str]:
        """The lines of a prompt's statement that go on below it."""
        found = []
        for line in self.lines[self.place + 1 :]:
            if (more := _MORE.match(line)) is None:
                break
            found.append(line[more.end() :])
        return found

    def _is_known(self, typed: str) -> bool:
        """Whether what was typed at a prompt is code: it is, unless it is a word or a number."""
        if typed.strip() in self.known or statement_at([typed], 0, self.known) is not None:
            return True
        return does_something(update_text(typed).text)

    def _listen(self, rest: str) -> None:
        self.listening = self.marked = True
        self.place += 1
        if rest.strip():
            self.shown.append(rest)

    def _is_output(self, line: str) -> bool:
        if not self.listening or is_prose(line):
            return False
        return self.marked or bool(self.shown) or is_shown(line) or self._follows_code()

    def _follows_code(self) -> bool:
        return self.place > 0 and bool(self.lines[self.place - 1].strip())

    def _code(self, statement: Statement) -> None:
        text = "\n".join([*self.comments, statement.text])
        entry = Entry(text, self.first + self.place - len(self.comments))
        self.comments = []
        self.place += statement.count
        self.known |= statement.binds
        self._enter(entry, "")

    def _enter(self, entry: Entry, shown: str) -> None:
        """Put an entry after the others; one without output grows into the next."""
        self._flush()
        self._settle()
        if self.entries and not self.entries[-1].output:
            last = self.entries.pop()
            entry = Entry(f"{last.text}\n{entry.text}", last.line)
        self.entries.append(entry)
        self.listening, self.marked = True, False
        if shown:
            self.shown.append(shown)

    def _settle(self) -> None:
        """Give the output that was heard to the last entry."""
        if self.shown and self.entries:
            last = self.entries.pop()
            self.entries.append(Entry(last.text, last.line, "\n".join(self.shown)))
        self.shown = []

    def _close(self) -> None:
        self._settle()
        if self.entries:
            self.parts.append(Code(tuple(self.entries)))
        self.entries = []
        self.listening = self.marked = False

    def _leads_to_code(self) -> bool:
        """Whether the lines of comment that begin here stand above a statement."""
        place = self.place
        while place < len(self.lines) and (
            not self.lines[place].strip() or self.lines[place].lstrip().startswith("#")
        ):
            place += 1
        if place == len(self.lines):
            return False
        return statement_at(self.lines, place, self.known) is not None

    def _comment(self, line: str) -> None:
        self.comments.append(line.strip())
        self.place += 1

    def _word(self, line: str) -> None:
        self._close()
        self.words.append((self.first + self.place, line.strip()))
        self.place += 1

    def _broken(self, line: str) -> None:
        """Keep a line that does not parse as a snippet of its own, for the account."""
        self._flush()
        self._close()
        self.parts.append(Code((Entry(line.strip(), self.first + self.place),)))
        self.place += 1

    def _flush(self) -> None:
        """Turn the words that were read into paragraphs and headings."""
        paragraph: list[str] = []
        start = 0
        for number, line in [*self.words, (0, "")]:
            if line and not paragraph and is_numbered_heading(line):
                self.parts.append(Prose(line, number, 2))
            elif line:
                start = number if not paragraph else start
                paragraph.append(line)
            elif paragraph:
                text = "\n".join(paragraph)
                level = 2 if len(paragraph) == 1 and is_heading(text) else 0
                self.parts.append(Prose(text, start, level))
                paragraph = []
        self.words = []
