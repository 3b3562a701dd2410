"""Prompts: which lines of a console were typed, and what it answered."""

import re
from collections.abc import Sequence

from tfquiz.importing.sources.document import Code, Entry

_PROMPT = re.compile(r"^\s*(?:>>>|In \[\d*\]:)(?: |$)")
_MORE = re.compile(r"^\s*(?:\.\.\.|   \.\.\.:)(?: |$)")
_OUT = re.compile(r"^\s*Out\[\d+\]:\s?")


def has_prompts(text: str) -> bool:
    """Whether any line begins with a prompt."""
    return any(_PROMPT.match(line) for line in text.splitlines())


def read_console(text: str, line: int) -> Code | None:
    """The entries of a text with prompts; None if there are none.

    Text before the first prompt is dropped; after an entry everything up to the next prompt or a
    blank line is its output.
    """
    entries: list[Entry] = []
    typed: list[str] = []
    shown: list[str] = []
    start = line
    listening = False

    def close() -> None:
        if typed:
            entries.append(Entry("\n".join(typed), start, "\n".join(shown).strip("\n")))
        typed.clear()
        shown.clear()

    for number, text_line in enumerate(text.splitlines(), start=line):
        if prompt := _PROMPT.match(text_line):
            close()
            start, listening = number, True
            typed.append(text_line[prompt.end() :])
        elif typed and not shown and (more := _MORE.match(text_line)):
            typed.append(text_line[more.end() :])
        elif listening and typed:
            if not text_line.strip():
                listening = False
            else:
                shown.append(_OUT.sub("", text_line))
    close()
    entries = [entry for entry in entries if entry.text.strip()]
    return Code(tuple(entries), console=True) if entries else None


def split_echo(text: str) -> tuple[str, str]:
    """A prompt's line that holds the answer too, as `A  array([1])`: what was typed, and the rest.

    Pages copied from the web lose the line break between the two.
    """
    parts = re.split(r"\s{2,}", text.strip(), maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (text, "")


def dedented(lines: Sequence[str]) -> list[str]:
    """Lines without the indentation that all non-blank ones share."""
    widths = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    width = min(widths, default=0)
    return [line[width:] for line in lines]
