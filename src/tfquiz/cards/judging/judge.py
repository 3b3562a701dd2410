"""Judges a reading: right, a slip, a known misconception, or wrong in words.

The order is what matters. What says the truth exactly is right; what says a belief exactly shows
that belief; only then does leniency begin (`1` for `1.0`, a tuple for a list), again with the truth
first. Text is not read here, nothing is run, and no answer makes it raise.
"""

from collections.abc import Iterator
from dataclasses import replace

from tfquiz.cards.comparing import alike, same_answer
from tfquiz.cards.judging.near import differing_cells, slip
from tfquiz.cards.judging.result import (
    Cells,
    GivenUp,
    Judgement,
    Misconceived,
    Right,
    Slip,
    Wrong,
)
from tfquiz.cards.judging.text import differing_lines, judge_text, same_text
from tfquiz.cards.judging.words import say
from tfquiz.cards.judging.wrong import wrong
from tfquiz.cards.question import Answer, Gives, Question, Raises
from tfquiz.cards.reading.errors import PARENTS
from tfquiz.cards.reading.grid import kind_of_dtype
from tfquiz.cards.reading.result import NO_ERROR, Reading
from tfquiz.values import Array, Atom, Series

__all__ = [
    "GivenUp",
    "Judgement",
    "Misconceived",
    "Right",
    "Slip",
    "Wrong",
    "differing",
    "judge",
    "judge_choice",
]

_RAISES = "raises "
"""How the text of a choice begins that is an exception."""
_TOO_WIDE = ("LookupError", "ArithmeticError", "RuntimeError", "OpError", "Warning")
"""Parents that say too little to be taken for the exception itself."""


def judge(question: Question, reading: Reading, *, language: str = "en") -> Judgement:
    """Judge a reading of what was typed for `question`."""
    for strict in (True, False):
        if _says(question.answer, reading, question, strict=strict):
            return _checked_dtype(question, reading, language)
        beliefs = tuple(
            belief.id
            for belief in question.beliefs
            if _says(belief.answer, reading, question, strict=strict)
        )
        if beliefs:
            return Misconceived(beliefs)
    if reading.sort == "text" and isinstance(question.answer, Gives):
        printed = _printed(question.answer)
        if reading.error is not None and "Error" not in printed:
            return Wrong(say("no-error", language))
        return judge_text(printed, reading.text, language)
    return slip(question, reading, language) or wrong(question, reading, language)


def judge_choice(question: Question, index: int, *, language: str = "en") -> Judgement:
    """Judge a choice, by its place among `question.choices`."""
    choice = question.choices[index]
    if choice.correct:
        return Right()
    if choice.misconception is None:
        return Wrong(
            say(
                _about_exceptions(question, choice.text),
                language,
                typed=choice.text.removeprefix(_RAISES),
            )
        )
    chosen = next((b for b in question.beliefs if b.id == choice.misconception), None)
    if chosen is None:
        return Misconceived((choice.misconception,))
    ids = tuple(
        belief.id
        for belief in question.beliefs
        if belief is chosen or same_answer(belief.answer, chosen.answer, tolerance=0.0)
    )
    return Misconceived(ids)


def _about_exceptions(question: Question, chosen: str) -> str:
    """The sentence about a choice that no belief gives."""
    raises = isinstance(question.answer, Raises)
    if chosen.startswith(_RAISES):
        return "other-error" if raises else "no-error"
    return "raises-after-all" if raises and chosen == NO_ERROR else "wrong"


def differing(question: Question, reading: Reading) -> Cells:
    """Where the given answer differs from the right one: elements, or lines of text."""
    answer = question.answer
    if not isinstance(answer, Gives):
        return ()
    if reading.sort == "text":
        return differing_lines(_printed(answer), reading.text)
    if reading.value is None or reading.sort not in ("value", "shape"):
        return ()
    return differing_cells(reading.value, answer.value, tolerance=_tolerance(question))


def _printed(answer: Gives) -> str:
    value = answer.value
    return value.value if isinstance(value, Atom) and isinstance(value.value, str) else answer.text


def _tolerance(question: Question) -> float:
    """What was asked for by decimals is right when it is rounded so."""
    if question.decimals is None:
        return question.tolerance
    return max(question.tolerance, 0.5000001 * 10.0**-question.decimals)


def _says(answer: Answer, reading: Reading, question: Question, *, strict: bool) -> bool:
    """Whether the reading says `answer`."""
    if isinstance(answer, Raises):
        return _says_error(answer, reading, strict=strict)
    if question.facet == "raises":
        return reading.sort == "no-error"
    value = reading.value
    match reading.sort:
        case "error" | "no-error":
            return False
        case "text":
            return same_text(_printed(answer), reading.text, strict=strict)
        case "names" if isinstance(value, Series) and isinstance(answer.value, Series):
            return set(value.items) == set(answer.value.items)
        case _:
            return value is not None and _says_value(answer, reading, question, strict=strict)


def _says_error(answer: Raises, reading: Reading, *, strict: bool) -> bool:
    if reading.error is None:
        return False
    if strict:
        return reading.error == answer.error
    wider = PARENTS.get(answer.error, ())
    return reading.error in wider and reading.error not in _TOO_WIDE


def _says_value(answer: Gives, reading: Reading, question: Question, *, strict: bool) -> bool:
    value = reading.value
    if value is None:
        return False
    if not strict and reading.dtype and _other_class(answer, reading.dtype):
        return False
    tolerance = _tolerance(question)
    if alike(value, answer.value, tolerance=tolerance, strict=strict):
        return True
    if reading.unsaid and not strict and isinstance(value, Array):
        whole = replace(value, dtype="int64", items=tuple(map(int, _floats(value))))
        return alike(whole, answer.value, tolerance=tolerance)
    if reading.loose and isinstance(value, Series):
        bare = Series("tuple", value.items)
        return alike(bare, answer.value, tolerance=tolerance, strict=strict)
    return False


def _floats(value: Array) -> Iterator[float]:
    return (item for item in value.items if isinstance(item, float))


def _other_class(answer: Gives, dtype: str) -> bool:
    value = answer.value
    return isinstance(value, Array) and kind_of_dtype(value.dtype) != kind_of_dtype(dtype)


def _checked_dtype(question: Question, reading: Reading, language: str) -> Right | Slip:
    """The values are right; a dtype that was written out must be so too."""
    answer = question.answer
    if reading.sort == "value" and reading.dtype and isinstance(answer, Gives):
        value = answer.value
        if isinstance(value, Array) and value.items and value.dtype != reading.dtype:
            return Slip(say("dtype-width", language, wanted=value.dtype, typed=reading.dtype))
    return Right()
