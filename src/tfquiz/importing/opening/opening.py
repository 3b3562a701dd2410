"""From a program that runs to a plan that leaves its data open: guess, try, and keep what works."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tfquiz.importing.code.editing import Edit, applied
from tfquiz.importing.opening.holes import Hole
from tfquiz.importing.opening.openings import Opening, list_openings
from tfquiz.importing.opening.plan import Plan, Target
from tfquiz.importing.opening.pools import scalar_pool
from tfquiz.importing.opening.sizing import DATA, try_sizes
from tfquiz.importing.opening.trying import Lab, Tried
from tfquiz.program.program import Finished, Outcome
from tfquiz.session.rounds import Rounds
from tfquiz.values import Array

VALUE_DRAWS = 5
JOINT_DRAWS = 14
NARROW_DRAWS = 8
MAX_HOLES = 14
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan that works, and what was found out on the way."""

    plan: Plan
    answers: int
    """Different answers in the last trial."""
    matters: bool
    """Whether any literal changed the answer."""
    levels: Mapping[int, Sequence[Opening]]
    """For each literal, by its hole's id, the openings that run alone, the widest first."""


def open_target(lab: Lab, target: Target, truth: str) -> Rounds[Opened]:
    """Open as much of a program as can be kept.

    Args:
        lab: where things are tried.
        target: a program that runs.
        truth: its answer as it stands.
    """
    levels, matter = yield from _try_values(lab, target, truth)
    if lab.facet == "raises" and matter:
        matter = set(levels)  # what does not decide it makes the questions different
    lists = {hole.id for hole in target.holes if hole.kind in DATA}
    plan = Plan(
        target, {hole: one[0] for hole, one in levels.items() if hole in matter | lists}
    )  # fmt: skip
    plan = yield from try_sizes(lab, plan, truth)
    sized = {hole for size in plan.sizes.values() for hole, _ in size.places}
    for hole in set(plan.chosen) - matter - sized:
        plan = plan.without(hole)
    tried = yield from _joint(lab, plan, levels)
    return Opened(tried.plan, len(tried.answers), bool(tried.answers - {truth}), levels)


def _try_values(
    lab: Lab, target: Target, truth: str
) -> Rounds[tuple[dict[int, list[Opening]], set[int]]]:
    """For each literal the openings that run while all others stay closed, widest first.

    Also the literals that matter: other values of them change the answer.
    """
    holes = target.holes[:MAX_HOLES]
    lists = [
        (hole, opening) for hole in holes if hole.kind in DATA for opening in list_openings(hole)
    ]
    texts = [hole for hole in target.holes if hole.kind == "str"]
    scalars = [
        (hole, value)
        for hole in holes
        if hole.kind not in DATA
        for value in _pool(lab, hole, texts)
    ]
    programs = [
        lab.program(*_replaced(target, hole, _literal(hole, value))) for hole, value in scalars
    ]
    plans = [Plan(target, {hole.id: opening}) for hole, opening in lists]
    tried, outcomes = yield from lab.try_both(plans, VALUE_DRAWS, programs)
    found: dict[int, list[Opening]] = {}
    matter: set[int] = set()
    for (hole, opening), one in zip(lists, tried, strict=True):
        if one.works:
            found.setdefault(hole.id, []).append(opening)
            if one.answers - {truth}:
                matter.add(hole.id)
    running: dict[int, list[tuple[Any, str]]] = {}
    data = {tuple(_items(hole)) for hole in holes if hole.kind in DATA}
    for (hole, value), asked, outcome in zip(scalars, programs, outcomes, strict=True):
        text = lab.text_of(asked, outcome)
        idle = value in (0, 1) and value != hole.value and _is_idle(outcome, data)
        if text is not None and not idle:
            running.setdefault(hole.id, []).append((value, text))
    for hole in holes:
        values = running.get(hole.id, [])
        if len(values) > 1:
            found[hole.id] = [_scalar_opening(hole, [value for value, _ in values])]
        if len({text for _, text in values} | {truth}) > 1:
            matter.add(hole.id)
    return found, matter


def _pool(lab: Lab, hole: Hole, texts: Sequence[Hole]) -> list[Any]:
    """Values to try in the place of a scalar; where exceptions are asked, some that give none."""
    pool = scalar_pool(hole)
    if lab.facet == "raises" and hole.kind == "int":
        return [value for value in pool if value <= hole.value + 1]
    if hole.kind != "str":
        return pool
    taken = {one.value for one in texts}
    fresh = [value for value in pool if value not in taken]
    if lab.facet != "raises":
        return [hole.value, *fresh]
    place = texts.index(hole)
    if place == len(texts) - 1:  # the key that is looked up
        return [hole.value, *sorted(taken - {hole.value})]
    return [hole.value, *fresh[place : place + 1]]


def _items(hole: Hole) -> list[Any]:
    return list(range(*map(int, hole.value))) if hole.kind == "range" else hole.flat


def _is_idle(outcome: Outcome, data: Collection[tuple[Any, ...]]) -> bool:
    """Whether an outcome is some data again, or nothing but zeros: x + 0, x * 0, x rolled by 0."""
    value = outcome.value if isinstance(outcome, Finished) else None
    if not isinstance(value, Array) or len(value.items) < SEVERAL:
        return False
    return value.items in data or not any(value.items)


def _literal(hole: Hole, value: Any) -> str:
    return value if hole.kind == "dtype" else repr(value).strip("()")


def _replaced(target: Target, hole: Hole, text: str) -> tuple[str, str | None]:
    edits: dict[bool, list[Edit]] = {False: [], True: []}
    for asked, span in hole.spans:
        edits[asked].append(Edit(*span, text))
    ask = target.ask
    return applied(target.code, edits[False]), (None if ask is None else applied(ask, edits[True]))


def _scalar_opening(hole: Hole, values: list[Any]) -> Opening:
    """The values that ran: a range where they follow each other, else a choice."""
    match hole.kind:
        case "dtype":
            return Opening({hole.name: {"code": values}})
        case "complex":
            return Opening({hole.name: {"code": [repr(value) for value in values]}})
        case "int" if values == list(range(values[0], values[-1] + 1)) and len(values) > 2:
            return Opening({hole.name: {"int": [values[0], values[-1]]}})
        case "float" if len(values) > 2:
            step = round(values[1] - values[0], 4)
            even = all(abs(b - a - step) < 1e-9 for a, b in itertools.pairwise(values))
            if even:
                return Opening({hole.name: {"float": [values[0], values[-1]], "step": step}})
    return Opening({hole.name: {"choice": values}}, guess="those that run")


def _joint(lab: Lab, plan: Plan, levels: dict[int, list[Opening]]) -> Rounds[Tried]:
    """Everything at once; where that fails, the most open of some narrower plans that works."""
    [whole] = yield from lab.try_plans([plan], JOINT_DRAWS)
    if whole.works:
        return whole
    narrower = list(_narrower(plan, levels))
    tried = [one for one in (yield from lab.try_plans(narrower, NARROW_DRAWS)) if one.works]
    if tried:
        best = max(tried, key=lambda one: (len(one.answers), one.plan.openness))
        [again] = yield from lab.try_plans([best.plan], JOINT_DRAWS)
        if again.nearly:
            return again
    if whole.nearly:
        return whole
    alone = [Plan(plan.target, {hole: one}) for hole, found in levels.items() for one in found]
    tried = [one for one in (yield from lab.try_plans(alone, JOINT_DRAWS)) if one.nearly]
    empty = Tried(Plan(plan.target), 1, 0, frozenset())
    return max(tried, key=lambda one: len(one.answers), default=empty)


def _narrower(plan: Plan, levels: dict[int, list[Opening]]) -> Iterator[Plan]:
    fixed = replace(plan, sizes={})
    scalars = [hole for hole in plan.chosen if plan.target.holes[hole].kind not in DATA]
    lists = [hole for hole in plan.chosen if plan.target.holes[hole].kind in DATA]
    no_scalars = plan
    for hole in scalars:
        no_scalars = no_scalars.without(hole)
    yield no_scalars
    yield fixed
    yield replace(no_scalars, sizes={})
    narrow = fixed
    for hole in lists:
        narrow = narrow.with_opening(hole, levels[hole][-1])
    yield narrow
    for hole in scalars:
        narrow = narrow.without(hole)
    yield narrow
    for hole in plan.chosen:
        yield plan.without(hole)
        yield fixed.without(hole)
    for name in plan.sizes:
        yield replace(plan, sizes={key: one for key, one in plan.sizes.items() if key != name})
