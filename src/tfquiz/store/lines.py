"""The export format: one JSON object a line, checked by pydantic. `docs/data.md` describes it.

A file begins with a header, then come decks, notes, cards, questions and reviews, each before what
points to it, and last a line that counts the others, so that a cut-off file is noticed. A card's
memory is not written: it follows from its reviews.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from tfquiz.errors import FileError, Problem
from tfquiz.scheduler import FARTHEST
from tfquiz.store.records import to_json

FORMAT = 2
"""Goes up when an older tfquiz could not read the lines any more."""
LAST_DAY = date.max.toordinal()
Day = Annotated[int, Field(ge=0, le=LAST_DAY)]
Small = Annotated[int, Field(ge=0, lt=2**31)]
Words = dict[str, str]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


class HeaderLine(_Line):
    """The first line."""

    line: Literal["tfquiz"] = "tfquiz"
    format: int = FORMAT


class DeckLine(_Line):
    """A deck."""

    line: Literal["deck"] = "deck"
    id: str
    title: Words
    text: Words
    hash: str
    origin: str
    libraries: tuple[str, ...]
    added: AwareDatetime
    changed: AwareDatetime


class NoteLine(_Line):
    """A note of a deck."""

    line: Literal["note"] = "note"
    deck: str
    id: str
    position: Small
    retired: bool
    title: Words
    text: Words
    tags: tuple[str, ...]
    after: tuple[str, ...]
    was: tuple[str, ...]
    source: str


class CardLine(_Line):
    """A card of a note; the four names together are its identity."""

    line: Literal["card"] = "card"
    deck: str
    note: str
    template: str
    facet: str
    was: tuple[str, ...]
    position: Small
    retired: bool
    suspended: bool
    buried: Day


class QuestionLine(_Line):
    """A question in stock or asked."""

    line: Literal["question"] = "question"
    deck: str
    note: str
    template: str
    facet: str
    id: str
    ready: bool
    asked: Small
    question: dict[str, Any]


class ReviewLine(_Line):
    """A line of the log."""

    line: Literal["review"] = "review"
    deck: str
    note: str
    template: str
    facet: str
    id: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Literal["answer", "undo", "reset"]
    voids: str | None
    question: str
    typed: str
    seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    verdict: Literal["right", "slip", "misconception", "wrong", "given-up", ""]
    misconceptions: tuple[str, ...]
    hints: Small
    quality: Annotated[int, Field(ge=0, le=5)]
    at: AwareDatetime
    day: Annotated[int, Field(ge=1, le=LAST_DAY)]
    offset: Annotated[int, Field(gt=-1440, lt=1440)]
    repeat: bool
    interval: Day
    stamp: Annotated[int, Field(ge=-(2**62), le=2**62)]
    spread: Annotated[int, Field(ge=-FARTHEST, le=FARTHEST)] = 0
    """Not in format 1."""


class EndLine(_Line):
    """The last line."""

    line: Literal["end"] = "end"
    lines: int
    """How many lines stand above this one."""


Content = DeckLine | NoteLine | CardLine | QuestionLine | ReviewLine
Line = HeaderLine | Content | EndLine
_LINE: TypeAdapter[Line] = TypeAdapter(Annotated[Line, Field(discriminator="line")])


def write(lines: Iterable[Content]) -> Iterator[str]:
    """Each line as JSON, without line ends, with header and end."""
    count = 1
    yield to_json(HeaderLine().model_dump(mode="json"))
    for line in lines:
        yield to_json(line.model_dump(mode="json"))
        count += 1
    yield to_json(EndLine(lines=count).model_dump(mode="json"))


def read(texts: Iterable[str], *, name: str) -> Iterator[Content]:
    """Check and read lines one by one.

    Args:
        texts: the file's lines.
        name: the file's name, for messages.

    Raises:
        FileError: at the first line that is not of the format, or at the end of a cut-off file.
    """
    number = 0
    for number, text in enumerate(texts, start=1):
        line = _parse(text, name, number)
        match line:
            case HeaderLine() if number == 1 and line.format <= FORMAT:
                continue
            case HeaderLine() if number == 1:
                message = f"was written by a newer tfquiz (format {line.format}): upgrade tfquiz"
                raise _problem(name, number, message)
            case EndLine() if number > 1 and line.lines == number - 1:
                return
            case DeckLine() | NoteLine() | CardLine() | QuestionLine() | ReviewLine() if number > 1:
                yield line
            case _:
                raise _problem(name, number, "is out of place: lines are missing above it")
    if not number:
        raise _problem(name, number, "the file is empty, so it is no export")
    raise _problem(name, number, "the file is cut off: it does not end with an `end` line")


def is_export(text: str) -> bool:
    """Whether a text begins as an export does, of whatever format, whole or not."""
    try:
        return bool(json.loads(text.partition("\n")[0])["line"] == HeaderLine().line)
    except (ValueError, LookupError, TypeError, RecursionError):
        return False


def _parse(text: str, name: str, number: int) -> Line:
    try:
        return _LINE.validate_python(json.loads(text))
    except ValidationError as error:
        if number == 1:
            raise _problem(name, 1, "this is not an export of tfquiz") from error
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _problem(name, number, f"{place}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        what = "this is not an export of tfquiz" if number == 1 else "this is not JSON"
        raise _problem(name, number, what) from error


def _problem(name: str, number: int, message: str) -> FileError:
    return FileError([Problem(name, number, message)])
