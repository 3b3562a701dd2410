"""Why a misconception may never have been noticed: inputs on which it is right."""

from textual.content import Content

from tfquiz.cards.question import Belief, Gives, Question
from tfquiz.cards.reading_result import NO_ERROR
from tfquiz.widgets.code import prose

LONGEST = 40
"""Characters of a result that stands in the sentence."""
MOST = 2
"""Inputs that do; with more it would be another program."""


def unnoticed(question: Question, belief: Belief) -> list[Content]:
    """One sentence that shows such inputs; nothing where none are known, or they are too many."""
    if belief.agrees is None:
        return []
    inputs = _others(belief.agrees.code, question)
    if not 0 < len(inputs) <= MOST:
        return []
    shown = " and ".join(f"`{one}`" for one in inputs)
    return [prose(f"With {shown} both {_do_the_same(belief.agrees.text)}.")]


def _do_the_same(result: str) -> str:
    shown = " ".join(result.split())
    verb, _, error = shown.partition(" ")
    if shown == NO_ERROR:
        return "raise nothing"
    if verb == "raises":
        return f"raise `{error}`"
    return f"give `{shown}`" if 0 < len(shown) <= LONGEST and "`" not in shown else "give the same"


def _others(code: str, question: Question) -> list[str]:
    """The lines of `code` that the question's program does not have; a broken one in one piece."""
    own = question.code.split("\n")
    if question.facet == "which-call" and isinstance(question.answer, Gives):
        own += question.answer.text.split("\n")
    found: list[str] = []
    before = ""
    for line in code.split("\n"):
        if line.startswith(" ") and before:
            found[-1] += f" {line.strip()}"
        elif line not in own:
            found.append(line.strip())
            before = line
        else:
            before = ""
    return found
