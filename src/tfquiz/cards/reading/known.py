"""What a question's answers hold: texts, exceptions and kinds that may be typed more freely.

The reader is told what the truth and the beliefs consist of, all alike; it never learns which of
them is the truth.
"""

from collections.abc import Iterator

from tfquiz.cards.question import Answer, Gives, Question, Raises
from tfquiz.cards.reading.grid import grid, kind_of
from tfquiz.values import Array, Atom, Mapping, Series, Value


def answers(question: Question) -> Iterator[Answer]:
    """The truth, and what each belief gives."""
    yield question.answer
    for belief in question.beliefs:
        yield belief.answer


def values(question: Question) -> Iterator[Value]:
    """Those of the answers that are values."""
    return (answer.value for answer in answers(question) if isinstance(answer, Gives))


def errors(question: Question) -> frozenset[str]:
    """The exceptions among the answers."""
    return frozenset(answer.error for answer in answers(question) if isinstance(answer, Raises))


def strings(question: Question) -> Iterator[str]:
    """Every text in the truth and the beliefs: what a learner may type without quotes."""
    for value in values(question):
        yield from strings_in(value)


def strings_in(value: Value) -> Iterator[str]:
    """Every text in a value."""
    match value:
        case Atom(value=str(text)):
            yield text
        case Array():
            yield from (item for item in value.items if isinstance(item, str))
        case Series():
            for item in value.items:
                yield from strings_in(item)
        case Mapping():
            for key, item in value.pairs:
                yield from strings_in(key)
                yield from strings_in(item)
        case _:
            return


def is_text(value: Value) -> bool:
    """Whether it is one string, of Python or of a library."""
    match value:
        case Atom(value=str()) | Array(shape=(), items=(str(),)):
            return True
        case _:
            return False


def is_truth_value(value: Value) -> bool:
    """Whether it is True or False, of Python or of a library."""
    match value:
        case Atom(value=bool()) | Array(dtype="bool", shape=()):
            return True
        case _:
            return False


def is_number(value: Value) -> bool:
    """Whether it is one number."""
    found = grid(value)
    return found is not None and not found.shape and kind_of(found.items[0]) in ("int", "float")
