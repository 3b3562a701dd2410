"""Writing a deck's TOML as a person would: short tables in one line, code in blocks, comments."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tfquiz.importing.opening.openings import Data

_PLAIN_KEY = re.compile(r"^[A-Za-z0-9_-]+$")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
WIDTH = 100


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A template, with what is worth a comment."""

    id: str
    data: Data
    libraries: Sequence[str] | None
    """Where they differ from the deck's."""
    comments: Sequence[str]


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note to be written."""

    id: str
    title: str
    text: str
    tags: Sequence[str]
    source: str
    templates: Sequence[TemplateText]
    comments: Sequence[str]
    was: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class DeckText:
    """A deck to be written."""

    id: str
    title: str
    text: str
    libraries: Sequence[str]
    notes: Sequence[NoteText]


def written(deck: DeckText) -> str:
    """The deck's TOML."""
    return "\n".join(_deck(deck)) + "\n"


def language_of(text: str) -> str:
    """The language that a text is filed under: zh where it has Chinese characters, else en."""
    return "zh" if _CJK.search(text) else "en"


def _deck(deck: DeckText) -> Iterator[str]:
    yield "# Made by `tfquiz import`. Polish it freely: ids carry the schedules, keep those."
    yield "[deck]"
    yield f"id = {_string(deck.id)}"
    yield from _words("title", deck.title)
    yield from _words("text", deck.text)
    yield f"libraries = {_value(list(deck.libraries))}"
    for note in deck.notes:
        yield from _note(note)


def _note(note: NoteText) -> Iterator[str]:
    yield ""
    yield from _comments(note.comments)
    yield "[[notes]]"
    yield f"id = {_string(note.id)}"
    yield from _words("title", note.title)
    if note.tags:
        yield f"tags = {_value(list(note.tags))}"
    if note.was:
        yield f"was = {_value(list(note.was))}"
    yield from _words("text", note.text)
    yield f"source = {_block(note.source)}"
    for template in note.templates:
        yield from _template(template)


def _template(template: TemplateText) -> Iterator[str]:
    data = template.data
    yield ""
    yield from _comments(template.comments)
    yield "[[notes.templates]]"
    yield f"id = {_string(template.id)}"
    if template.libraries is not None:
        yield f"libraries = {_value(list(template.libraries))}"
    for name, declared in data["inputs"].items():
        yield f"inputs.{name} = {_value(declared)}"
    if data.get("where"):
        yield f"where = {_value(data['where'])}"
    if data["code"]:
        yield f"code = {_block(data['code'])}"
    if data.get("printed"):
        yield "printed = true"
    else:
        yield f"ask = {_string(data['ask'])}"
    yield f"facets = {_value(data['facets'])}"
    if data.get("misconceptions"):
        yield "misconceptions = ["
        yield from (f"  {_value(one)}," for one in data["misconceptions"])
        yield "]"
    if data.get("mechanical"):
        yield f"mechanical = {_value(data['mechanical'])}"
    if data.get("few"):
        yield f"few = {_string(data['few'])}"


def _comments(comments: Iterable[str]) -> Iterator[str]:
    for comment in comments:
        for line in comment.splitlines():
            yield f"# {line}".rstrip()


def _words(key: str, text: str) -> Iterator[str]:
    language = language_of(text)
    key = key if language == "en" else f"{key}.{language}"
    yield f"{key} = {_block(text) if chr(10) in text or len(text) > WIDTH else _string(text)}"


def _block(text: str) -> str:
    """A text of several lines, or a short one as a plain string."""
    text = _printable(text)
    if "\n" not in text and len(text) <= WIDTH:
        return _string(text)
    if "'''" not in text:
        return f"'''\n{text.rstrip()}\n'''"
    escaped = text.rstrip().replace("\\", "\\\\").replace('"""', '""\\"')
    return f'"""\n{escaped}\n"""'


def _string(text: str) -> str:
    text = _printable(text)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if '"' in text and "'" not in text and "\n" not in text:
        return f"'{text}'"
    return f'"{escaped}"'


def _printable(text: str) -> str:
    """Without control characters, which TOML does not allow."""
    return "".join(one for one in text if one in "\n\t" or one.isprintable())


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _string(value)
        case float():
            return repr(value) if "e" not in repr(value) else f"{value:.12f}".rstrip("0")
        case Mapping():
            inner = ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items())
            return f"{{ {inner} }}"
        case list() | tuple():
            return "[" + ", ".join(_value(one) for one in value) + "]"
        case _:
            return str(value)


def _key(key: str) -> str:
    return key if _PLAIN_KEY.match(key) else _string(key)
