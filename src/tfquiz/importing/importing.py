"""One snippet after the other: run it, open it, prove it, and say what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfquiz.cards.subject import Subject
from tfquiz.importing.asking import Ask, asks_of
from tfquiz.importing.editing import folded
from tfquiz.importing.fallbacks import other_plans
from tfquiz.importing.holes import find_holes
from tfquiz.importing.identity import earlier_names
from tfquiz.importing.naming import slug, unique
from tfquiz.importing.opening import open_target
from tfquiz.importing.openings import Data
from tfquiz.importing.plan import Plan, Target, tidied
from tfquiz.importing.proving import Names, Proven, prove
from tfquiz.importing.ready import Ready, find_ready
from tfquiz.importing.shown import agrees
from tfquiz.importing.snippets import Snippet
from tfquiz.importing.trying import Lab
from tfquiz.session.making import Runs
from tfquiz.session.rounds import Rounds
from tfquiz.values import Array

WIDTH = 76
ASK_WIDTH = 66


@dataclass(frozen=True, slots=True)
class Imported:
    """A template that came of one ask."""

    ask: Ask
    name: str
    data: Data
    libraries: tuple[str, ...]
    guesses: tuple[str, ...]
    """What was read into the example, in words."""
    closed: tuple[str, ...]
    """Literals that stayed as they are."""
    changed: str
    """What today's library gives where the source shows something else; "" otherwise."""
    questions: int
    subject: Subject
    """The template, in its place."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An ask that gave no template, and why."""

    ask: Ask
    reason: str
    ran: bool = False
    """Whether it ran and gave something that can be asked."""
    repeat: bool = False
    """Whether the same is asked already."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a snippet."""

    snippet: Snippet
    note: str
    """The id of its note."""
    imported: tuple[Imported, ...]
    left_out: tuple[LeftOut, ...]

    def with_one(self, one: "Imported | LeftOut") -> "Result":
        """The same with what came of one more ask."""
        if isinstance(one, Imported):
            return replace(self, imported=(*self.imported, one))
        return replace(self, left_out=(*self.left_out, one))


def named_asks(snippet: Snippet, earlier: Sequence[str] = ()) -> list[tuple[Ask, str]]:
    """Everything that a snippet can be asked, each with the id of the template that may come of it.

    An id does not depend on what comes of the other asks, so that it stays when they change; and
    one that an earlier import gave stays when its code is edited.
    """
    names: list[str] = []
    asks = asks_of(snippet)
    for ask in asks:
        names.append(unique(slug(ask.label) or "result", names))
    return list(zip(asks, earlier_names(earlier, names), strict=True))


def import_ask(runs: Runs, snippet: Snippet, ask: Ask, names: Names) -> Rounds[Imported | LeftOut]:
    """Make a template of one thing to ask.

    Args:
        runs: says what is installed; what is to be run is yielded.
        snippet: where it stands.
        ask: the thing.
        names: where the template will stand.
    """
    ready = yield from find_ready(runs, snippet, ask)
    if isinstance(ready, str):
        return LeftOut(ask, ready)
    code = folded(ready.code, WIDTH)
    asked = None if ready.ask is None else folded(ready.ask, ASK_WIDTH)
    target = Target(code, asked, ready.libraries, tuple(find_holes(code, asked)))
    if not target.holes:
        return LeftOut(ask, "has no data to leave open", ran=True)
    if any(hole.kind == "int" and hole.is_large for hole in target.holes):
        return LeftOut(ask, "works on too much data to be run hundreds of times", ran=True)
    lab = Lab(ready.libraries, printed=ready.ask is None, truth=ready.text)
    opened = yield from open_target(lab, target, ready.text)
    if not opened.matters:
        return LeftOut(ask, "no other data that runs changes the answer", ran=True)
    versions = runs.versions(ready.libraries)
    waiting = [opened.plan]
    reason = ""
    while waiting:
        plan = waiting.pop(0)
        data, renamed = tidied(plan.data, target.holes)
        if not data["code"] and ready.ask in data["inputs"]:
            return LeftOut(ask, "only shows the data that stand above it", ran=True)
        proven = yield from prove(data, _facets(ready, plan), ready.libraries, names, versions)
        if isinstance(proven, Proven):
            return _imported(ask, ready, plan, replace(proven, names=renamed), names.template)
        if not reason:
            reason = proven
            waiting = yield from other_plans(lab, plan, opened.levels, reason)
    return LeftOut(ask, reason, ran=True)


def _imported(ask: Ask, ready: Ready, plan: Plan, proven: Proven, name: str) -> Imported:
    changed = "" if agrees(ask.shown, ready.outcome) else ready.outcome.text
    guesses = tuple(
        f"{proven.names.get(own, own)}: {opening.guess}"
        for opening in plan.chosen.values()
        if opening.guess
        for own in list(opening.inputs)[-1:]
    )
    sized = {hole for size in plan.sizes.values() for hole, _ in size.places}
    closed = tuple(
        dict.fromkeys(
            repr(hole.value)
            for hole in plan.target.holes
            if hole.kind in ("list", "int", "float") and hole.id not in plan.chosen
            and hole.id not in sized and hole.id not in plan.products
        )
    )  # fmt: skip
    return Imported(
        ask, name, proven.data, ready.libraries, guesses, closed, changed,
        proven.questions, proven.subject,
    )  # fmt: skip


def _facets(ready: Ready, plan: Plan) -> Sequence[str]:
    if ready.ask is None:
        return ("printed",)
    value = ready.outcome.value
    if isinstance(value, Array) and len(value.shape) > 1 and plan.sizes:
        return ("value", "shape")
    return ("value",)
