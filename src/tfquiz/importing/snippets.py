"""From a document to snippets: code brought up to date, with its words and what came before."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tfquiz.importing.code.interactive import CHANGE, with_session_block
from tfquiz.importing.code.leaves import Leaf, leaves_of, retitled
from tfquiz.importing.code.names import Bindings, plain_names
from tfquiz.importing.code.python2 import update_text
from tfquiz.importing.sources.document import Code, Document, Entry, Prose
from tfquiz.importing.sources.lookslike import is_lead_in

MAX_WORDS = 1_200
"""Characters of prose that explain one snippet."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code that stands together in a source."""

    title: str
    words: str
    """The prose beside it; "" if there is none."""
    line: int
    original: str
    """As the source has it."""
    leaves: tuple[Leaf, ...]
    before: tuple[Leaf, ...]
    """The leaves of all earlier snippets of the document."""
    console: bool
    inline: bool
    """Whether it stands inside of words."""
    changes: tuple[str, ...]
    """What was brought up to date, in words."""
    legacy: bool
    """Whether TensorFlow was imported as version 1."""
    unreadable: str = ""
    """Why it is no Python even so; "" if it is."""
    unknown: tuple[tuple[str, str], ...] = ()
    """Names from modules that decks cannot use, each with its module."""


@dataclass(slots=True)
class _State:
    bindings: Bindings
    title: str
    words: list[str] = field(default_factory=list)
    said: Snippet | None = None
    """The snippet before, if it stands under the same heading."""
    before: list[Leaf] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    """Names that the document's own code has bound."""


def snippets_of(document: Document) -> Iterator[Snippet]:
    """All snippets of a document in order."""
    state = _State(Bindings(), document.topic or document.name)
    for line in document.imports:
        plain_names(line, state.bindings, set())
    for part in document.parts:
        if isinstance(part, Prose):
            _take_words(part, state)
        else:
            snippet = _snippet(part, state, document.unit)
            yield snippet
            if part.inline is None and snippet.leaves:
                state.words = []
                state.said = snippet


def _take_words(part: Prose, state: _State) -> None:
    if part.level:
        state.title = part.text.strip().rstrip(":：")
        state.words = []
        state.said = None
    elif any(one.isalpha() for one in part.text) and not is_lead_in(part.text):
        state.words.append(part.text)


def _snippet(code: Code, state: _State, unit: str) -> Snippet:
    leaves: list[Leaf] = []
    changes: dict[str, None] = {}
    problems: list[str] = []
    for number, entry in enumerate(code.entries):
        try:
            found = _leaves(entry, number, state, changes)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problems.append(_problem(error, entry, unit))
            continue
        leaves += retitled(found, 10_000 * (number + 1))
    snippet = Snippet(
        title=state.title,
        words=_words(code, leaves, state)[:MAX_WORDS],
        line=code.line,
        original=code.text,
        leaves=tuple(leaves),
        before=tuple(state.before),
        console=code.console,
        inline=code.inline is not None,
        changes=tuple(changes),
        legacy=state.bindings.legacy,
        unreadable="; ".join(problems) if not leaves else "",
        unknown=tuple(state.bindings.unknown.items()),
    )
    state.before = retitled([*state.before, *leaves], 1_000_000)
    return snippet


def _problem(error: Exception, entry: Entry, unit: str) -> str:
    """Why an entry is no Python, and where."""
    if not isinstance(error, SyntaxError):
        return f"{unit} {entry.line} is not Python: {error}"
    inside = (error.lineno or 1) - 1
    if unit == "line":
        return f"line {entry.line + inside} is not Python: {error.msg}"
    return f"{unit} {entry.line}, line {inside + 1} is not Python: {error.msg}"


def _words(code: Code, leaves: Sequence[Leaf], state: _State) -> str:
    """The prose that explains code: around it, above it, or above what it goes on with."""
    if code.inline is not None:
        return code.inline
    if state.words or state.said is None:
        return "\n\n".join(state.words)
    touched = frozenset[str]().union(*(leaf.touches for leaf in state.said.leaves))
    read = frozenset[str]().union(*(leaf.reads | leaf.mutates for leaf in leaves))
    return state.said.words if touched & read else ""


def _leaves(entry: Entry, number: int, state: _State, changes: dict[str, None]) -> list[Leaf]:
    updated = update_text(entry.text)
    text = with_session_block(updated.text)
    plain = plain_names(text, state.bindings, state.own)
    state.own |= _bound(plain.text)
    blocks = (CHANGE,) if text != updated.text else ()
    changes.update(dict.fromkeys((*updated.changes, *blocks, *plain.changes)))
    return leaves_of(plain.text, entry=number, output=entry.output)


def _bound(text: str) -> set[str]:
    return {
        node.id
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def count_entries(snippets: Sequence[Snippet]) -> int:
    """How many entries there are in all."""
    return sum(len({leaf.entry for leaf in one.leaves}) for one in snippets)
