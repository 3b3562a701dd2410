"""Why a misconception may never have been noticed: inputs on which it is right."""

from textual.content import Content

from tfquiz.cards.question import Belief, Gives, Question
from tfquiz.cards.reading.result import NO_ERROR
from tfquiz.widgets.code import prose
from tfquiz.widgets.words import word

LONGEST = 40
"""Characters of a result that stands in the sentence."""
MOST = 2
"""Inputs that do; with more it would be another program."""


def unnoticed(question: Question, belief: Belief, language: str) -> list[Content]:
    """One sentence that shows such inputs; nothing where none are known, or they are too many."""
    if belief.agrees is None:
        return []
    inputs = _others(belief.agrees.code, question)
    if not 0 < len(inputs) <= MOST:
        return []
    shown = word("and", language).join(f"`{one}`" for one in inputs)
    same = _do_the_same(belief.agrees.text, language)
    return [prose(word("both", language, inputs=shown, same=same))]


def _do_the_same(result: str, language: str) -> str:
    shown = " ".join(result.split())
    verb, _, error = shown.partition(" ")
    if shown == NO_ERROR:
        return word("no-error", language)
    if verb == "raises":
        return word("same-error", language, text=error)
    if 0 < len(shown) <= LONGEST and "`" not in shown:
        return word("same-value", language, text=shown)
    return word("same", language)


def _others(code: str, question: Question) -> list[str]:
    """The lines of `code` that the question's program does not have; a broken one in one piece."""
    own = question.code.split("\n")
    if question.facet == "which-call" and isinstance(question.answer, Gives):
        own += question.answer.text.split("\n")
    found: list[str] = []
    broken = False
    for line in code.split("\n"):
        if broken:
            found[-1] += f" {line.strip()}"
        elif line in own:
            continue
        else:
            found.append(line.strip())
        broken = _is_open(found[-1])
    return found


def _is_open(line: str) -> bool:
    return sum(map(line.count, "([{")) > sum(map(line.count, ")]}"))
