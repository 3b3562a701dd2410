"""One snippet after the other: run it, open it, prove it, and say what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfquiz.cards.subject import Subject
from tfquiz.importing.asking import Ask, asks_of, whole_ask
from tfquiz.importing.code.editing import folded
from tfquiz.importing.code.shown import agrees
from tfquiz.importing.identity import earlier_names
from tfquiz.importing.naming import slug, unique
from tfquiz.importing.opening.fallbacks import other_plans
from tfquiz.importing.opening.holes import find_holes
from tfquiz.importing.opening.opening import open_target
from tfquiz.importing.opening.openings import Data
from tfquiz.importing.opening.plan import Plan, Target, tidied
from tfquiz.importing.opening.trying import NOTHING, Lab, why_not
from tfquiz.importing.proving import ONLY_SHOWN, Names, Proven, prove
from tfquiz.importing.ready import Ready, find_ready
from tfquiz.importing.snippets import Snippet
from tfquiz.program.program import Finished, Raised
from tfquiz.session.making import Runs
from tfquiz.session.rounds import Rounds
from tfquiz.values import Array

WIDTH = 76
ASK_WIDTH = 66
NO_CHANGE = "no other data that runs changes the answer"


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

    @property
    def shows_constants(self) -> bool:
        """Whether something that it shows is the same whatever the data are."""
        return any(_is_constant(one) for one in self.left_out)

    def with_all_shown(self, one: "Imported") -> "Result":
        """The same with all that it shows asked at once, and constants no longer left out."""
        left = tuple(other for other in self.left_out if not _is_constant(other))
        return replace(self, imported=(*self.imported, one), left_out=left)


def _is_constant(left: LeftOut) -> bool:
    same = left.reason.startswith(("always answering", "the answer is always"))
    return same or left.reason == NO_CHANGE or (left.reason == NOTHING and left.ask.printed)


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


def all_shown(snippet: Snippet, result: Result) -> tuple[Ask, str] | None:
    """The ask for everything that a snippet shows, with an id; None if that is no more than one."""
    ask = whole_ask(snippet)
    taken = [one.name for one in result.imported]
    return None if ask is None else (ask, unique("printed", taken))


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
    found = yield from _opened(runs, ask, ready, names)
    if isinstance(found, LeftOut) and isinstance(ready.outcome, Raised):
        always = found.reason == NO_CHANGE
        more = ", whatever the data" if always else f"; {found.reason}"
        return LeftOut(ask, why_not(ready.outcome) + more)
    return found


def _opened(runs: Runs, ask: Ask, ready: Ready, names: Names) -> Rounds[Imported | LeftOut]:
    """A template of a program that runs."""
    code = folded(ready.code, WIDTH)
    asked = None if ready.ask is None else folded(ready.ask, ASK_WIDTH)
    target = Target(code, asked, ready.libraries, tuple(find_holes(code, asked)))
    if not target.holes:
        return LeftOut(ask, "has no data to leave open", ran=True)
    if any(hole.kind == "int" and hole.is_large for hole in target.holes):
        return LeftOut(ask, "works on too much data to be run hundreds of times", ran=True)
    lab = Lab(ready.libraries, facet=ready.facet, truth=ready.text)
    opened = yield from open_target(lab, target, ready.text)
    belief = _as_in_the_note(ready.outcome) if isinstance(ready.outcome, Raised) else None
    if not opened.matters:
        return LeftOut(ask, NO_CHANGE, ran=True)
    versions = runs.versions(ready.libraries)
    waiting = [opened.plan]
    reason = ""
    while waiting:
        plan = waiting.pop(0)
        data, renamed = tidied(plan.data, target.holes)
        if belief:
            data["misconceptions"] = [belief]
        if not data["code"] and ready.ask in data["inputs"]:
            return LeftOut(ask, ONLY_SHOWN, ran=True)
        proven = yield from prove(
            data, _facets(ready, plan), ready.libraries, names, versions, thorough=bool(reason)
        )
        if isinstance(proven, Proven):
            return _imported(ask, ready, plan, replace(proven, names=renamed), names.template)
        if not reason:
            reason = proven
            waiting = yield from other_plans(lab, plan, opened.levels, reason)
    return LeftOut(ask, reason, ran=True)


def _as_in_the_note(raised: Raised) -> Data:
    """The belief that it always ends in the exception that the note shows."""
    why = f"With the note's data it {why_not(raised)}. Look at whether it does with these."
    return {"id": "as-in-the-note", "raises": raised.error, "why": why}


def _imported(ask: Ask, ready: Ready, plan: Plan, proven: Proven, name: str) -> Imported:
    outcome = ready.outcome
    changed = "" if isinstance(outcome, Raised) or agrees(ask.shown, outcome) else outcome.text
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
    value = ready.outcome.value if isinstance(ready.outcome, Finished) else None
    if isinstance(value, Array) and ready.facet == "value" and len(value.shape) > 1 and plan.sizes:
        return ("value", "shape")
    return (ready.facet,)
