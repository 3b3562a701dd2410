"""One snippet after the other: run it, open it, prove it, and say what came of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tfquiz.cards.naming import names_in_order
from tfquiz.importing.asking import Ask, asks_of
from tfquiz.importing.editing import folded
from tfquiz.importing.holes import find_holes
from tfquiz.importing.leaves import Leaf, rendered
from tfquiz.importing.names import libraries_of
from tfquiz.importing.naming import slug, unique
from tfquiz.importing.opening import open_target
from tfquiz.importing.openings import Data
from tfquiz.importing.plan import Plan, Target, tidied
from tfquiz.importing.proving import Names, Proven, prove
from tfquiz.importing.shown import agrees
from tfquiz.importing.snippets import Snippet
from tfquiz.importing.trying import Lab, why_not
from tfquiz.program.policy import violations
from tfquiz.program.program import Finished, Outcome
from tfquiz.session.making import Runs
from tfquiz.values import Array, Opaque

WIDTH = 76
ASK_WIDTH = 66
MAX_DROPPED = 30
"""Lines that may be found superfluous one by one."""
_SEED = re.compile(r"\b(seed|default_rng|RandomState|set_seed|set_random_seed)\((\d+)")


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


@dataclass(frozen=True, slots=True)
class _Ready:
    """A program that runs, and what it gives."""

    code: str
    ask: str | None
    libraries: tuple[str, ...]
    outcome: Finished
    text: str


def import_snippet(runs: Runs, snippet: Snippet, *, deck: str, note: str) -> Result:
    """Make templates of everything that a snippet can be asked."""
    imported: list[Imported] = []
    left_out: list[LeftOut] = []
    taken: set[str] = set()
    for ask in asks_of(snippet):
        name = unique(slug(ask.label) or "result", taken)
        made = import_ask(runs, snippet, ask, Names(deck, note, name))
        if isinstance(made, Imported):
            taken.add(name)
            imported.append(made)
        else:
            left_out.append(made)
    return Result(snippet, note, tuple(imported), tuple(left_out))


def import_ask(runs: Runs, snippet: Snippet, ask: Ask, names: Names) -> Imported | LeftOut:
    """Make a template of one thing to ask."""
    ready = _ready(runs, snippet, ask)
    if isinstance(ready, str):
        return LeftOut(ask, ready)
    code = folded(ready.code, WIDTH)
    asked = None if ready.ask is None else folded(ready.ask, ASK_WIDTH)
    target = Target(code, asked, ready.libraries, tuple(find_holes(code, asked)))
    if not target.holes:
        return LeftOut(ask, "has no data to leave open", ran=True)
    if any(hole.kind == "int" and hole.is_large for hole in target.holes):
        return LeftOut(ask, "works on too much data to be run hundreds of times", ran=True)
    lab = Lab(runs, ready.libraries, printed=ready.ask is None, truth=ready.text)
    opened = open_target(lab, target, ready.text)
    if not opened.matters:
        return LeftOut(ask, "no other data that runs changes the answer", ran=True)
    reason = ""
    for plan in (opened.plan, *opened.others):
        data, renamed = tidied(plan.data, target.holes)
        if not data["code"] and ready.ask in data["inputs"]:
            return LeftOut(ask, "only shows the data that stand above it", ran=True)
        proven = prove(runs, data, _facets(ready, plan), ready.libraries, names)
        if isinstance(proven, Proven):
            return _imported(ask, ready, plan, replace(proven, names=renamed), names.template)
        reason = reason or proven
        if not _can_be_mended(proven):
            break
    return LeftOut(ask, reason, ran=True)


def _can_be_mended(reason: str) -> bool:
    """Whether other inputs may help: the answer is too uniform, or there are too few draws."""
    return "too often" in reason or "right in" in reason or "different questions" in reason


def _imported(ask: Ask, ready: _Ready, plan: Plan, proven: Proven, name: str) -> Imported:
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
        proven.questions,
    )  # fmt: skip


def _facets(ready: _Ready, plan: Plan) -> Sequence[str]:
    if ready.ask is None:
        return ("printed",)
    value = ready.outcome.value
    if isinstance(value, Array) and len(value.shape) > 1 and plan.sizes:
        return ("value", "shape")
    return ("value",)


def _ready(runs: Runs, snippet: Snippet, ask: Ask) -> _Ready | str:
    """The program to open: the short one if it gives what the full one gives; else why not."""
    reason = _unknown(snippet, ask)
    if reason:
        return reason
    for libraries in _libraries(snippet, ask):
        if absent := runs.missing(libraries):
            return f"{', '.join(absent)} is not installed"
        found = _run(runs, ask, libraries)
        if isinstance(found, _Ready):
            return _sure(runs, found)
        reason = reason or found
    return reason


def _unknown(snippet: Snippet, ask: Ask) -> str:
    """Why an ask that needs a module which decks cannot use is left out; "" if it needs none."""
    names = dict(snippet.unknown)
    reads = {name for leaf in ask.short for name in leaf.reads}
    reads |= {name for name, _ in names_in_order(ask.ask or "")}
    if "id" in reads:
        return "shows an address, which differs each time"
    found = sorted(names[name] for name in reads & names.keys())
    return f"uses {found[0]}, which decks cannot use" if found else ""


def _libraries(snippet: Snippet, ask: Ask) -> list[tuple[str, ...]]:
    """The libraries to try, the likeliest first."""
    texts = [f"{rendered(leaves)}\n{ask.ask or ''}" for leaves in (ask.short, ask.full)]
    found = [libraries_of(text, legacy=snippet.legacy) for text in texts]
    return list(dict.fromkeys(found))


def _run(runs: Runs, ask: Ask, libraries: tuple[str, ...]) -> _Ready | str:
    lab = Lab(runs, libraries, printed=ask.ask is None)
    texts = {rendered(leaves): leaves for leaves in (ask.short, ask.full)}
    refused = {code: violations(code, libraries, ask=ask.ask) for code in texts}
    allowed = [code for code in texts if not refused[code]]
    if not allowed:
        return f"not allowed: {next(iter(refused.values()))[0].message}"
    programs = [lab.program(code, ask.ask) for code in allowed]
    outcomes = lab.run(programs)
    if any(_is_iterator(one) for one in outcomes):
        return _run(runs, replace(ask, ask=f"list({ask.ask})"), libraries)
    answers = [lab.text_of(*pair) for pair in zip(programs, outcomes, strict=True)]
    whole = answers[-1]
    for code, outcome, answer in zip(allowed, outcomes, answers, strict=True):
        if answer is None or not isinstance(outcome, Finished) or whole not in (None, answer):
            continue
        ready = _Ready(code, ask.ask, libraries, outcome, answer)
        return ready if texts[code] == ask.short else _shortened(lab, ready, list(ask.full))
    return _reason(outcomes[-1] if whole is None else outcomes[0])


def _shortened(lab: Lab, ready: _Ready, leaves: list[Leaf]) -> _Ready:
    """The full program without those lines that the answer can do without, last ones first."""
    kept = list(leaves)
    for leaf in reversed(leaves[:MAX_DROPPED] if ready.ask else leaves[:-1]):
        fewer = [one for one in kept if one is not leaf]
        code = rendered(fewer)
        outcome = lab.outcome(code, ready.ask)
        if lab.text_of(lab.program(code, ready.ask), outcome) == ready.text:
            kept = fewer
    return replace(ready, code=rendered(kept))


def _reason(outcome: Outcome) -> str:
    return why_not(outcome) or "the answer is too long to ask for"


def _is_iterator(outcome: Outcome) -> bool:
    kinds = ("zip", "map", "filter", "enumerate", "generator", "dict_keys", "dict_values",
             "dict_items", "reversed", "list_iterator", "chain", "islice")  # fmt: skip
    value = outcome.value if isinstance(outcome, Finished) else None
    return isinstance(value, Opaque) and value.type in kinds


def _sure(runs: Runs, ready: _Ready) -> _Ready | str:
    """Leave out what chance decides: another state or seed of it gives another answer."""
    if "random" not in ready.code and "random" not in (ready.ask or "") and "rng" not in ready.code:
        return ready
    lab = Lab(runs, ready.libraries, printed=ready.ask is None)
    shaken = _SEED.sub(lambda found: f"{found[1]}({int(found[2]) + 1}", ready.code)
    first = "np.random.random(5)"
    if "tensorflow" in ready.libraries:
        first = "tf.random.uniform([5])"
    elif "tensorflow1" in ready.libraries:
        first = "tf.set_random_seed(5)"
    code = f"{first}\n{shaken}"
    [outcome] = lab.run([lab.program(code, ready.ask)])
    if lab.text_of(lab.program(code, ready.ask), outcome) == ready.text:
        return ready
    return _shape_only(lab, ready)


def _shape_only(lab: Lab, ready: _Ready) -> _Ready | str:
    """Of random numbers only the shape can be predicted."""
    reason = "chance decides the answer"
    value = ready.outcome.value
    if not isinstance(value, Array) or not value.shape or ready.ask is None:
        return reason
    ask = f"({ready.ask}).shape" if not ready.ask.isidentifier() else f"{ready.ask}.shape"
    outcome = lab.outcome(ready.code, ask)
    text = lab.text_of(lab.program(ready.code, ask), outcome)
    if text is None or not isinstance(outcome, Finished):
        return reason
    return _Ready(ready.code, ask, ready.libraries, outcome, text)
