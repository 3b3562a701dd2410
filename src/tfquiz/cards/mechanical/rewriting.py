"""Mechanical misconceptions: a program rewritten as a plausible wrong idea would have it.

They fill up what a deck's author left open. Each is the learner's own text with one place changed,
found in its syntax tree, and a sentence that mends the idea. Nothing is run here: whether a rewrite
gives another answer is for the search to see.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tfquiz.cards.mechanical.source import Change, Source
from tfquiz.cards.mechanical.table import BY_NAME, RULES, Rule
from tfquiz.cards.question import Answer, Gives, Raises, Words

PREFIX = "mechanical:"
"""What the ids of mechanical misconceptions begin with."""
MAX_SHOWN = 40
"""Characters of code that a sentence quotes."""

_LOOSE = str.maketrans("", "", " \n()")
"""Programs that differ in more than this are different; comparing trees is much slower."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A program that a wrong idea would make you run."""

    id: str
    """Such as "mechanical:axis-moved"; several rewrites may share it."""
    why: Words
    """One or two sentences, in English and in Chinese."""
    code: str
    ask: str | None


def rewrites(
    code: str, ask: str | None, libraries: tuple[str, ...], *, rules: Sequence[Rule] = RULES
) -> list[Rewrite]:
    """All rewrites of a program, the most plausible first; none equals the original.

    Args:
        code: the program as the learner sees it.
        ask: the expression that is asked about; None when the program prints.
        libraries: names from `program.libraries`.
        rules: the kinds of misconceptions to look for.
    """
    program = _parse(code, "exec", libraries)
    asked = _parse(ask, "eval", libraries, after=program)
    sources = [source for source in (asked, program) if source is not None]
    found: dict[tuple[str, str | None], Rewrite] = {}
    for rule in rules:
        for source, change in _places(rule, sources):
            text = source.applied(change)
            is_code = isinstance(source.tree, ast.Module)
            pair = (text, ask) if is_code else (code, text)
            if pair != (code, ask) and pair not in found and _differs(source, text):
                why = {language: _filled(words, change) for language, words in rule.why.items()}
                found[pair] = Rewrite(f"{PREFIX}{rule.id}", why, *pair)
    return list(found.values())


def rewrite_by(
    name: str, code: str, ask: str | None, libraries: tuple[str, ...]
) -> Rewrite | None:  # fmt: skip
    """The first rewrite of a program by the rule of this name; None where there is none."""
    found = rewrites(code, ask, libraries, rules=[BY_NAME[name]])
    return found[0] if found else None


def is_plausible(name: str, truth: Answer, answer: Answer) -> bool:
    """Whether somebody who gives this answer may hold the mechanical misconception `name`."""
    return BY_NAME[name.removeprefix(PREFIX)].fits(truth, answer)


def why_raises(original: str, rewritten: str, truth: Answer, answer: Answer) -> Words | None:
    """What to say where an exception is right, or would be; None where a value is for a value.

    Args:
        original: the program, and below it the expression that is asked about.
        rewritten: the same of the misconception.
        truth: what the program gives.
        answer: what the misconception gives.
    """
    lines = dict.fromkeys(original.split("\n"))
    changed = next((line for line in rewritten.split("\n") if line not in lines), "")
    written = _short(changed)
    if not written:
        return None
    match truth, answer:
        case Raises(error=error), Raises(error=other):
            return {
                "en": f"`{written}` would raise {other}; as it is written, it raises {error}.",
                "zh": f"写成 `{written}` 才会抛出 {other}；现在抛出的是 {error}。",
            }
        case Gives(), Raises(error=other):
            return {
                "en": f"This runs to its end. `{written}` would raise {other}.",
                "zh": f"这段代码能正常运行完。写成 `{written}` 才会抛出 {other}。",
            }
        case Raises(error=error), _:
            return {
                "en": f"`{written}` would run to its end; as it is written, it raises {error}.",
                "zh": f"写成 `{written}` 才能运行完；现在会抛出 {error}。",
            }
        case _:
            return None


def _parse(
    text: str | None,
    mode: Literal["exec", "eval"],
    libraries: tuple[str, ...],
    after: Source | None = None,
) -> Source | None:
    if text is None:
        return None
    try:
        stripped = text.strip() if mode == "eval" else text
        return Source(stripped, mode, libraries, after=after)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _places(rule: Rule, sources: list[Source]) -> Iterator[tuple[Source, Change]]:
    for source in sources:
        for change in rule.find(source):
            yield source, change


def _differs(source: Source, text: str) -> bool:
    """Whether the rewrite is a program, and another one than the original."""
    mode = "exec" if isinstance(source.tree, ast.Module) else "eval"
    try:
        tree = ast.parse(text, mode=mode)
    except (SyntaxError, ValueError):
        return False
    if text.translate(_LOOSE) != source.text.translate(_LOOSE):
        return True
    return ast.dump(tree) != source.dumped


def _filled(words: str, change: Change) -> str:
    old, new = (_short(text) for text in (change.old, change.new))
    return words.replace("{old}", old).replace("{new}", new)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN else f"{line[: MAX_SHOWN - 1]}…"
