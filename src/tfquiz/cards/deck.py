"""Reading a deck's file: every problem at once, each with its line and what to do about it.

Nothing is run here; that a template works is proved by running it (`cards.check`).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any
from unicodedata import category

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tfquiz.cards.lint import find_faults
from tfquiz.cards.models import INPUT_KINDS, Deck, Note, Template
from tfquiz.cards.places import Path, Places, TooDeepError, find_places, toml_problem
from tfquiz.cards.subject import Subject, subjects
from tfquiz.errors import FileError, Problem, TfquizError
from tfquiz.files import read_bytes

MAX_BYTES = 1_000_000
_OWNERS: dict[int | str, frozenset[str]] = {
    "notes": frozenset(Note.model_fields),
    "templates": frozenset(Template.model_fields),
}
"""Whose keys may stand below a header `[... .inputs]` by mistake."""
_ODD = ("Cc", "Cf", "Co", "Cs")
"""Unicode categories of control, format, private and surrogate characters."""


def load_deck(path: File, *, name: str | None = None) -> Deck:
    """Read and check a deck's file.

    Args:
        path: the file.
        name: how the file is called in messages; its path as given when None.

    Raises:
        TfquizError: if the file cannot be read at all.
        FileError: with everything that is wrong in it, each with file and line.
    """
    return parse_deck(read_text(path), name or str(path))


def read_text(path: File) -> str:
    """A deck file's text; TfquizError if there is none or it is too large."""
    try:
        text = read_bytes(path, MAX_BYTES).decode("utf-8")
    except UnicodeDecodeError as error:
        raise TfquizError(f"{path}: not UTF-8 text (byte {error.start}).") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parse_deck(text: str, name: str) -> Deck:
    """Check a deck's text; `name` stands for the file in messages. Raises like `load_deck`."""
    draft = parse_draft(text, name)
    if draft.problems:
        raise FileError(draft.problems)
    return draft.deck


@dataclass(frozen=True, slots=True)
class Draft:
    """A deck of the right form, with what is wrong with what it says."""

    deck: Deck
    problems: list[Problem]
    sound: tuple[Subject, ...]
    """The templates that can be run; none where something is wrong with more than a template."""


def parse_draft(text: str, name: str) -> Draft:
    """Check a deck's text, and keep what is sound of it.

    Args:
        text: the file's text.
        name: how the file is called in messages.

    Raises:
        FileError: if it is not of the form of a deck, with everything that is wrong in it.
    """
    try:
        places = find_places(text)
        data = tomllib.loads(text)
    except TooDeepError as error:
        raise FileError([Problem(name, error.line, str(error))]) from None
    except tomllib.TOMLDecodeError as error:
        raise FileError([toml_problem(text, name, str(error))]) from None
    except RecursionError:
        raise FileError([Problem(name, 0, "nested too deeply to be a deck")]) from None
    except ValueError:
        # Python reads no decimal number of more than 4,300 digits.
        raise FileError([Problem(name, 0, "a number has too many digits")]) from None
    odd = [
        Problem(name, places.line(_plain(path)), f"{describe(path, data)}{message}")
        for path, message in _odd_characters(data, ())
    ]
    if odd:
        raise FileError(odd)
    try:
        deck = Deck.model_validate(data)
    except ValidationError as error:
        raise FileError(list(_model_problems(error, data, places, name))) from None
    faults = list(find_faults(deck, text, places))
    problems = [
        Problem(name, places.line(fault.path) + fault.offset, f"{fault.where}{fault.message}")
        for fault in faults
    ]
    broken = {fault.template for fault in faults if not fault.runs}
    sound = () if "" in broken else tuple(one for one in subjects(deck) if one.key not in broken)
    return Draft(deck, sorted(problems, key=lambda one: one.line), sound)


def template_lines(text: str, deck: Deck) -> dict[tuple[str, str], int]:
    """The line in which each template of a deck's text begins, by the ids of note and template."""
    places = find_places(text)
    return {
        (note.id, template.id): places.line(("notes", number, "templates", place))
        for number, note in enumerate(deck.notes)
        for place, template in enumerate(note.templates)
    }


def _odd_characters(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Texts that could drive a terminal or turn the direction of writing, however written."""
    if isinstance(data, str):
        odd = next((one for one in data if one not in "\n\t" and category(one) in _ODD), None)
        if odd is not None:
            yield path, f"the character U+{ord(odd):04X} is not text; take it out"
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _odd_characters(key, (*path, key))
            yield from _odd_characters(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _odd_characters(value, (*path, number))


def _model_problems(
    error: ValidationError, data: dict[str, Any], places: Places, name: str
) -> Iterator[Problem]:
    details = [one for one in error.errors() if one["type"] != "model_type" or one["loc"]]
    locations = [one["loc"] for one in details]
    seen: set[tuple[int, str]] = set()
    for detail in details:
        location = detail["loc"]
        if any(
            len(other) > len(location) and other[: len(location)] == location for other in locations
        ):
            continue  # a parent's error that its child caused
        message = _input_message(location, data)
        if message is None:
            message = _message(detail)
        if not message:
            continue
        line = places.line(_plain(location))
        if (line, message) not in seen:
            seen.add((line, message))
            yield Problem(name, line, f"{describe(location, data)}{message}")


def _plain(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """A pydantic location without the names of union members, which no author wrote."""
    models = {model.__name__ for model in INPUT_KINDS.values()}
    return tuple(part for part in location if part not in models and part != "[key]")


def _input_message(location: tuple[int | str, ...], data: dict[str, Any]) -> str | None:
    """For a declaration that is no input kind: one sentence instead of one error a kind.

    None where the error itself says best what is wrong, "" where it is about another kind.
    """
    if "inputs" not in location:
        return None
    position = location.index("inputs")
    if len(location) <= position + 1:
        return None
    declared = _look_up(data, location[: position + 2])
    kinds = [kind for kind in INPUT_KINDS if isinstance(declared, dict) and kind in declared]
    if len(kinds) == 1:
        member = INPUT_KINDS[kinds[0]].__name__
        return None if member in location else ""
    name = str(location[position + 1])
    if name in _OWNERS[location[position - 2]] and not isinstance(declared, dict):
        return f"`{name}` stands below the header of the inputs and is taken for one; move it above"
    return f"input `{name}` is one of {', '.join(INPUT_KINDS)}; for example {{ int = [1, 9] }}"


def _message(detail: ErrorDetails) -> str:
    location = detail["loc"]
    last = location[-1] if location else ""
    message = detail["msg"].removeprefix("Value error, ")
    match detail["type"]:
        case "missing":
            return f"`{last}` is missing"
        case "extra_forbidden":
            return f"there is no key `{last}` here; see the reference in docs/decks.md"
        case "string_pattern_mismatch":
            return f"`{last}`: {detail['input']!r} is not a name; use a-z, 0-9 and - between them"
        case "value_error":
            return message
        case _:
            return f"`{last}`: {message[:1].lower()}{message[1:]}"


def describe(location: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """The note and template that a location is in, by the ids that the author gave them."""
    words = []
    for length in range(2, len(location) + 1):
        kind, number = location[length - 2 : length]
        if kind in ("notes", "templates", "misconceptions") and isinstance(number, int):
            part = _look_up(data, location[:length])
            name = part.get("id") if isinstance(part, dict) else None
            words.append(f"{str(kind)[:-1]} {name!r}" if name else f"{str(kind)[:-1]} {number + 1}")
    return ", ".join(words) + ": " if words else ""


def _look_up(data: Any, location: tuple[int | str, ...]) -> Any:
    for part in location:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data
