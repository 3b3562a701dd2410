"""Reads a typed answer: what a person typed, as a value, an exception's name, or text.

Everything that someone would type for the right answer can be read, in any of the usual notations.
What cannot be read is told with its place and a sentence, and costs the learner nothing. Whether an
answer is right is not known here: that is `cards.judging`. Never raises, never evaluates, and is
quick enough to run at every key press.
"""

from collections.abc import Callable

from tfquiz.cards.question import Question, Words, pick
from tfquiz.cards.reading.facets import READERS
from tfquiz.cards.reading.grid import grid, kind_of_all
from tfquiz.cards.reading.result import Reading, Unreadable
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Atom, Mapping, Series, shape_value, show

__all__ = ["MAX_TEXT", "Reading", "Unreadable", "describe", "read"]

MAX_TEXT = 8_000
"""Characters of an answer; more is not looked at."""


def read(text: str, question: Question, *, language: str = "en") -> Reading | Unreadable:
    """Read `text` as an answer to `question`; depends on what the question asks for."""
    if not text.strip() or len(text) > MAX_TEXT:
        return _unreadable("", Stuck(0, "too-long" if text.strip() else "empty"), language)
    try:
        return READERS[question.facet](text, question)
    except Stuck as problem:
        return _unreadable(text, problem, language)


def _unreadable(text: str, problem: Stuck, language: str) -> Unreadable:
    before = text[: problem.start]
    column = len(before) - (before.rfind("\n") + 1)
    return Unreadable(column, before.count("\n"), problem.sentence(language))


_WORDS: dict[str, Words] = {
    "error": {"en": "exception {0}", "zh": "异常 {0}"},
    "no-error": {"en": "no exception", "zh": "不报错"},
    "line": {"en": "text, 1 line", "zh": "文本，1 行"},
    "lines": {"en": "text, {0} lines", "zh": "文本，{0} 行"},
    "shape": {"en": "shape {0}", "zh": "形状 {0}"},
    "nobody": {"en": "no variable", "zh": "没有变量"},
    "grid": {"en": "{0} · shape {1}", "zh": "{0} · 形状 {1}"},
    "empty": {"en": "empty · shape {0}", "zh": "空 · 形状 {0}"},
    "items": {"en": "{0} of {1}", "zh": "{0}，{1} 项"},
    "dict": {"en": "dict of {0}", "zh": "dict，{0} 项"},
    "code": {"en": "a call", "zh": "一个调用"},
}


def describe(reading: Reading, *, language: str = "en") -> str:
    """How a text was read, in a few words: "int · shape (2, 3)", "text, 2 lines"."""

    def say(key: str, *details: object) -> str:
        return pick(_WORDS[key], language).format(*details)

    match reading.sort:
        case "error":
            return say("error", reading.error)
        case "no-error" | "code":
            return say(reading.sort)
        case "text":
            count = len(reading.text.rstrip().splitlines())
            return say("line") if count <= 1 else say("lines", count)
        case "dtype":
            return f"dtype {reading.dtype}"
        case "value" | "shape" | "names":
            return _describe_value(reading, say) if reading.value is not None else ""


def _describe_value(reading: Reading, say: Callable[..., str]) -> str:
    value = reading.value
    if reading.sort == "names" and isinstance(value, Series):
        names = [str(item.value) for item in value.items if isinstance(item, Atom)]
        return ", ".join(names) or say("nobody")
    if reading.sort == "shape" and isinstance(value, Series):
        return say("shape", show(value))
    found = None if value is None else grid(value)
    if found is not None:
        kind = reading.dtype or kind_of_all(found.items)
        if not found.shape:
            return kind if kind != "none" else "None"
        shape = show(shape_value(found.shape))
        return say("grid", kind, shape) if found.items else say("empty", shape)
    match value:
        case Series(kind="range"):
            return show(value)
        case Series():
            return say("items", value.kind, len(value.items))
        case Mapping():
            return say("dict", len(value.pairs))
        case _:
            return say("line")
