"""What can be wrong with a deck whose shape is right: names, references, code. Nothing is run."""

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from tfquiz.cards import models
from tfquiz.cards.expressions import ExpressionError, names
from tfquiz.cards.lint_deck import Fault, duplicates, library_faults, order_faults, renamed
from tfquiz.cards.mechanical.table import BY_NAME
from tfquiz.cards.models import DTYPES, WRITTEN, Deck
from tfquiz.cards.outline import bare_names, slots
from tfquiz.cards.places import Path, Places
from tfquiz.cards.subject import Subject, reserved_names, subjects
from tfquiz.cards.variant import draw, long_line, too_long, why_undrawable
from tfquiz.program.libraries import LIBRARIES
from tfquiz.program.policy import violations


def find_faults(deck: Deck, text: str, places: Places) -> Iterator[Fault]:
    """Everything that is wrong, in no special order."""
    yield from library_faults(deck)
    yield from duplicates("note", deck.notes, ("notes",), "")
    yield from renamed("note", deck.notes, ("notes",), "")
    yield from order_faults(deck)
    lines = text.splitlines()
    numbered = {note.id: number for number, note in enumerate(deck.notes)}
    for number, note in enumerate(deck.notes):
        path: Path = ("notes", number)
        where = f"note {note.id!r}: "
        yield from duplicates("template", note.templates, (*path, "templates"), where)
        yield from renamed("template", note.templates, (*path, "templates"), where)
    for subject in subjects(deck):
        number = numbered[subject.note.id]
        place = subject.note.templates.index(subject.template)
        yield from _Template(subject, ("notes", number, "templates", place), lines, places).faults()


class _Template:
    """The faults of one template."""

    def __init__(self, subject: Subject, path: Path, lines: list[str], places: Places) -> None:
        self.subject = subject
        self.path = path
        self.lines = lines
        self.places = places
        self.where = f"note {subject.note.id!r}, template {subject.template.id!r}: "

    def faults(self) -> Iterator[Fault]:
        """What is wrong with it, each with the template's key."""
        return (replace(one, template=self.subject.key) for one in self._faults())

    def _faults(self) -> Iterator[Fault]:
        template = self.subject.template
        yield from duplicates(
            "misconception", template.misconceptions, (*self.path, "misconceptions"), self.where
        )
        found = [*self._inputs(), *self._slots(), *self._facets(), *self._swaps()]
        found += list(self._mechanical())
        yield from found
        if not found:
            yield from self._drawn()

    def _fault(self, message: str, *path: str | int, offset: int = 0) -> Fault:
        return Fault((*self.path, *path), self.where, message, offset)

    def _inputs(self) -> Iterator[Fault]:
        above: set[str] = set()
        for name, kind in self.subject.inputs.items():
            path = self._input_path(name)
            if name in reserved_names(self.subject.libraries):
                yield Fault(path, self.where, f"input {name!r} hides the library of that name")
            for text in _expressions(kind):
                yield from self._expression(text, above, path)
            if isinstance(kind, models.ArrayInput):
                if kind.dtype not in DTYPES:
                    message = f"no dtype is called {kind.dtype!r}; use {', '.join(DTYPES)}"
                    yield Fault(path, self.where, message)
                if kind.written and kind.written not in WRITTEN:
                    message = f"`written` is one of {', '.join(WRITTEN)}, not {kind.written!r}"
                    yield Fault(path, self.where, message)
            above.add(name)
        for condition in self.subject.where:
            yield from self._expression(condition, above, (*self.path, "where"))

    def _input_path(self, name: str) -> Path:
        own = name in self.subject.template.inputs
        return (*(self.path if own else self.path[:2]), "inputs", name)

    def _expression(self, text: str, above: set[str], path: Path) -> Iterator[Fault]:
        try:
            unknown = names(text) - above
        except ExpressionError as error:
            yield Fault(path, self.where, str(error))
            return
        for name in sorted(unknown):
            said = f"`{text}`: there is no input called {name!r} above"
            if name in self.subject.inputs:
                said = f"`{text}`: input {name!r} stands below; move it up"
            yield Fault(path, self.where, said)

    def _slots(self) -> Iterator[Fault]:
        template = self.subject.template
        texts: list[tuple[str, Path]] = [(template.code, ("code",)), (template.ask or "", ("ask",))]
        for number, one in enumerate(template.misconceptions):
            path: Path = ("misconceptions", number)
            texts += [(one.code or "", (*path, "code")), (one.ask or "", (*path, "ask"))]
            texts += [(new, (*path, "swap")) for _, new in one.swaps]
        for text, path in texts:
            for name in sorted(slots(text) - self.subject.inputs.keys()):
                yield self._fault(f"`${name}`: there is no input called {name!r}", *path)
        for name, kind in self.subject.inputs.items():
            bare = bare_names(template.code, template.ask or "", frozenset({name}))
            if isinstance(kind, models.Code) and bare and name not in slots(template.code):
                message = f"input {name!r} is a piece of code: write it as `${name}`"
                yield Fault(self._input_path(name), self.where, message)

    def _facets(self) -> Iterator[Fault]:
        template = self.subject.template
        for facet in template.facets:
            if template.printed and facet not in ("printed", "raises"):
                yield self._fault(f"facet {facet!r} needs `ask`, not `printed`", "facets")
            if facet == "printed" and not template.printed:
                yield self._fault("facet 'printed' needs `printed = true`", "facets")
        changing = any(one.swap or one.ask or one.code for one in template.misconceptions)
        if "which-call" in template.facets and not (changing or self.subject.mechanical):
            yield self._fault("facet 'which-call' needs misconceptions that change code", "facets")
        if template.names and len(template.names) < 2:
            yield self._fault("`names` needs at least two variables", "names")

    def _swaps(self) -> Iterator[Fault]:
        template = self.subject.template
        for number, one in enumerate(template.misconceptions):
            for old, _ in one.swaps:
                if old not in template.code and old not in (template.ask or ""):
                    message = f"misconception {one.id!r}: {old!r} occurs neither in code nor in ask"
                    yield self._fault(message, "misconceptions", number, "swap")
            if one.raises and not re.fullmatch(r"[A-Z][A-Za-z0-9]*", one.raises):
                message = f"misconception {one.id!r}: `raises` is an exception's name"
                yield self._fault(message, "misconceptions", number, "raises")

    def _mechanical(self) -> Iterator[Fault]:
        for name in self.subject.mechanical:
            if name not in BY_NAME:
                near = difflib.get_close_matches(name, BY_NAME, 1)
                hint = f"; do you mean {near[0]!r}?" if near else "; docs/decks.md names them"
                message = f"no mechanical misconception is called {name!r}{hint}"
                yield self._fault(message, "mechanical")

    def _drawn(self) -> Iterator[Fault]:
        reason = why_undrawable(self.subject)
        if reason:
            yield self._fault(reason, "code")
            return
        for sample in range(_PIECES):
            faults = list(self._code(f"check-{sample}"))
            if faults:
                yield from faults
                return
        yield from self._long_line()

    def _long_line(self) -> Iterator[Fault]:
        if draw(self.subject, "check", tries=200) is not None:
            return
        variant = draw(self.subject, "check", long_lines=True)
        if variant is not None and (line := long_line(variant.truth)):
            code = variant.truth.code
            path = ("code",) if line in code.splitlines() else ("ask",)
            number = code.splitlines().index(line) + 1 if path == ("code",) else 0
            fault = self._fault(too_long(line), *path, offset=self._offset(code, number, path))
            yield replace(fault, runs=True)

    def _code(self, key: str) -> Iterator[Fault]:
        variant = draw(self.subject, key, long_lines=True)
        if variant is None:
            return
        parts: list[tuple[str, tuple[str | int, ...]]] = [(variant.truth.code, ("code",))]
        parts.append((variant.truth.ask or "", ("ask",)))
        for number, idea in enumerate(variant.beliefs[: len(self.subject.misconceptions)]):
            if not idea.raises:
                parts.append((idea.code, ("misconceptions", number)))
                parts.append((idea.ask or "", ("misconceptions", number)))
        reported: set[str] = set()
        for source, path in parts:
            for message, line in self._source_faults(source):
                if message not in reported:
                    reported.add(message)
                    yield self._fault(message, *path, offset=self._offset(source, line, path))

    def _source_faults(self, source: str) -> Iterator[tuple[str, int]]:
        try:
            tree = ast.parse(source)
        except SyntaxError as error:
            yield f"not valid Python: {error.msg} in `{(error.text or '').strip()}`", 0
            return
        except (ValueError, RecursionError, MemoryError) as error:
            yield f"not valid Python: {error}", 0
            return
        unnamed = list(_unnamed_libraries(tree, self.subject.libraries))
        if unnamed and "raises" not in self.subject.facets:
            yield from unnamed
            return
        for violation in violations(source, self.subject.libraries):
            yield violation.message, violation.line

    def _offset(self, source: str, line: int, path: tuple[str | int, ...]) -> int:
        """How far below its key a line of code stands: the line with the same text, if any."""
        lines = source.splitlines()
        if not 1 <= line <= len(lines):
            return 0
        wanted = lines[line - 1].strip()
        written = self.subject.template.code.strip("\n").splitlines()
        if path == ("code",) and len(lines) - line < len(written):
            # counted from the end: the lines of the inputs come before those of the code
            wanted = written[line - len(lines) - 1].strip()
        start = self.places.line((*self.path, *path))
        for offset, text in enumerate(self.lines[start - 1 : start + len(lines) + 20]):
            if wanted and wanted in text:
                return offset
        return 0


def _unnamed_libraries(tree: ast.AST, libraries: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """Libraries that code uses and `libraries` does not name, each with its line."""
    bound = {LIBRARIES[name].binds for name in libraries if name in LIBRARIES}
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                bound.add(name)
            case _:
                pass
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name, lineno=line)) if name not in bound:
                found = next((one.name for one in LIBRARIES.values() if one.binds == name), None)
                if found:
                    bound.add(name)
                    yield f"`{name}` is of a library: write `libraries = [..., {found!r}]`", line
            case _:
                pass


_PIECES = 8
"""Draws whose code is read, so that most pieces of `code` inputs are seen at least once."""


def _expressions(kind: models.InputKind) -> list[str]:
    match kind:
        case models.Int(bounds=bounds) | models.Float(bounds=bounds):
            parts: list[object] = [*bounds]
        case models.ArrayInput():
            parts = [*kind.shape, *kind.range]
        case models.ShapeInput():
            parts = [kind.rank, *kind.sizes, *kind.elements]
        case models.Sample():
            parts = [kind.size]
        case models.Computed(expression=expression):
            parts = [expression]
        case _:
            parts = []
    return [part for part in parts if isinstance(part, str)]
