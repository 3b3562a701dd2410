"""Other plans for an example whose first plan gives no good questions, by what is wrong with it.

Too few questions: more values. One answer too often: data without what makes the answer uniform.
Nothing to work out by hand: data for which it is easy. Too long to type: shorter data.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tfquiz.importing.opening.openings import HIGHEST, Data, Opening, skewed, widened
from tfquiz.importing.opening.plan import Plan
from tfquiz.importing.opening.pools import MEANING
from tfquiz.importing.opening.sizing import DATA, longest
from tfquiz.importing.opening.trying import Lab
from tfquiz.session.rounds import Rounds

Levels = Mapping[int, Sequence[Opening]]
"""For each literal, by its hole's id, the openings that run alone."""

EASY_DRAWS = 10
FEWEST_EASY = 3
"""Different answers that easy data must give."""
EASY: tuple[tuple[int, ...], ...] = (
    (0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100),
    (1, 2, 4, 8, 16, 32, 64),
    (0, 1, 8, 27, 64),
    (1, 10, 100, 1000),
    (-1, 0, 1),
    (0, 1),
    (0, 3, 4),
)
"""Numbers whose roots, logarithms, powers and norms are short: squares, powers, cubes, units."""


def other_plans(lab: Lab, plan: Plan, levels: Levels, reason: str) -> Rounds[list[Plan]]:
    """Plans to try where `plan` failed for a reason, the likeliest first; none if none can help."""
    if "nothing to work out" in reason:
        found = yield from _easy(lab, plan)
    elif "too long to type" in reason:
        found = [_short(plan)]
    elif "too often" in reason or "right in" in reason:
        found = list(_varied(plan, levels))
    elif "different questions" in reason:
        idle = _with_idle(plan, levels)
        found = [_widened(plan), _with_arrays(plan, levels), _widened(_with_arrays(idle, levels))]
        found += [_longer(_widened(plan))]
    else:
        found = []
    return _distinct(found, plan)


def _distinct(plans: Iterable[Plan], first: Plan) -> list[Plan]:
    found = {repr(plan.data): plan for plan in plans}
    found.pop(repr(first.data), None)
    return list(found.values())


def _varied(plan: Plan, levels: Levels) -> Iterator[Plan]:
    """Plans whose answers are less uniform."""
    loose = _loosened(plan)
    yield _data_only(plan)
    yield loose
    yield _spread(plan)
    yield _skewed(plan, rare=True)
    yield _skewed(plan, rare=False)
    yield _with_idle(plan, levels)
    yield _coarse(plan)
    yield _widened(_with_idle(loose, levels))


def _data_only(plan: Plan) -> Plan:
    """The plan with its numbers as in the example: they fit the data that the example has."""
    for hole in plan.chosen:
        if plan.target.holes[hole].kind not in DATA:
            plan = plan.without(hole)
    return plan


def _loosened(plan: Plan) -> Plan:
    """The plan with longer lengths and one-digit numbers, so that no draw is simpler than others.

    Among draws that separate the simplest is asked; where only the shape decides the answer, all
    have to be equally simple.
    """
    sizes = {
        name: replace(
            size, low=min(size.low, 2), high=min(size.high + 1, longest(plan, size.places))
        )
        for name, size in plan.sizes.items()
    }
    return replace(_mapped(plan, _plain), sizes=sizes)


def _plain(data: Data) -> Data:
    if "array" not in data or "of" in data or data.get("range") == [0, 1]:
        return data
    low, high = data.get("range", (0, HIGHEST))
    kept = {key: one for key, one in data.items() if key not in ("distinct", "sorted")}
    high = min(high, HIGHEST) if low < HIGHEST else high
    return {**kept, "range": [low, high]} if "range" in data else kept


def _spread(plan: Plan) -> Plan:
    """The plan with two-digit numbers: as simple as each other, and many."""
    return _mapped(plan, _two_digits)


def _two_digits(data: Data) -> Data:
    if "array" in data and "step" not in data and data.get("range", [0, 1])[1] > 1:
        low, _ = data["range"]
        return {**data, "range": [10, 99] if low >= 0 else [-99, 99]}
    if data.get("int", [0, 0]) == [1, HIGHEST]:
        return {"int": [10, 40]}
    return data


def _coarse(plan: Plan) -> Plan:
    """The plan with few, small numbers, so that equal ones are no rarity."""
    sizes = {
        name: replace(size, low=min(size.low, 2), high=3)
        for name, size in plan.sizes.items()
        if size.low <= 3
    }
    return replace(_mapped(plan, _few_values), sizes={**plan.sizes, **sizes})


def _few_values(data: Data) -> Data:
    if "array" not in data or "range" not in data or "step" in data:
        return data
    kept = {key: one for key, one in data.items() if key not in ("distinct", "sorted")}
    low = data["range"][0]
    return {**kept, "range": [low, low + 1]}


def _skewed(plan: Plan, *, rare: bool) -> Plan:
    chosen = {hole: skewed(opening, rare=rare) for hole, opening in plan.chosen.items()}
    return replace(plan, chosen=chosen)


def _widened(plan: Plan) -> Plan:
    """The plan with more values for its scalars."""
    holes = plan.target.holes
    chosen = {hole: widened(holes[hole], opening) for hole, opening in plan.chosen.items()}
    return replace(plan, chosen=chosen)


def _longer(plan: Plan) -> Plan:
    """The plan with more lengths."""
    sizes = {
        name: replace(size, high=min(size.high + 2, longest(plan, size.places)))
        for name, size in plan.sizes.items()
    }
    return replace(plan, sizes=sizes)


def _with_arrays(plan: Plan, levels: Levels) -> Plan:
    """The plan with any numbers in the place of those of the example in another order."""
    for hole, opening in plan.chosen.items():
        own = opening.inputs.get(plan.target.holes[hole].name, {})
        arrays = [one for one in levels.get(hole, ()) if _is_array(plan, hole, one)]
        if "sample" in own and arrays:
            plan = plan.with_opening(hole, arrays[0])
    return plan


def _is_array(plan: Plan, hole: int, opening: Opening) -> bool:
    return "array" in opening.inputs.get(plan.target.holes[hole].name, {})


def _with_idle(plan: Plan, levels: Levels) -> Plan:
    """The plan with those literals open too that run but do not change the answer."""
    sized = {hole for size in plan.sizes.values() for hole, _ in size.places}
    more = {
        hole: options[0]
        for hole, options in levels.items()
        if options and hole not in plan.chosen and hole not in sized
    }
    return replace(plan, chosen={**plan.chosen, **more})


def _short(plan: Plan) -> Plan:
    """The plan with shorter data."""
    sizes = {
        name: replace(size, low=max(1, size.low - 1), high=max(2, size.high - 2))
        for name, size in plan.sizes.items()
    }
    return replace(plan, sizes=sizes)


def _easy(lab: Lab, plan: Plan) -> Rounds[list[Plan]]:
    """Plans with numbers for which the answer can be worked out, those with most answers first."""
    plans = [one for numbers in EASY for one in (_with_numbers(plan, numbers),) if one is not plan]
    plans += [_short(one) for one in plans]
    weighed = yield from lab.try_by_hand(plans, EASY_DRAWS)
    good = [one for one in weighed if one.works and len(one.answers) >= FEWEST_EASY]
    return [one.plan for one in sorted(good, key=lambda one: -len(one.answers))[:4]]


def _with_numbers(plan: Plan, numbers: Sequence[int]) -> Plan:
    """The plan with its data drawn from a few numbers; the same plan if it has none to draw."""
    chosen = {}
    for hole, opening in plan.chosen.items():
        own = plan.target.holes[hole]
        data = opening.inputs.get(own.name, {})
        if "array" in data and own.kind == "list" and not isinstance(own.flat[0], bool | str):
            kept: Data = {key: data[key] for key in ("array", "dtype", "written") if key in data}
            data = {**kept, "of": _like(numbers, data.get("dtype", "int"))}
        elif own.kind in ("int", "float") and not (own.is_length or own.word in MEANING):
            data = {"choice": _like(numbers, own.kind)}
        else:
            continue
        chosen[hole] = replace(opening, inputs={own.name: data}, guess="numbers that are easy here")
    return replace(plan, chosen={**plan.chosen, **chosen}) if chosen else plan


def _like(numbers: Sequence[int], kind: str) -> list[Any]:
    return [float(number) for number in numbers] if kind == "float" else list(numbers)


def _mapped(plan: Plan, change: Callable[[Data], Data]) -> Plan:
    """The plan with its declarations changed, and nothing guessed."""
    chosen = {}
    for hole, opening in plan.chosen.items():
        inputs = {name: change(data) for name, data in opening.inputs.items()}
        changed = inputs != opening.inputs
        chosen[hole] = replace(opening, inputs=inputs, guess="" if changed else opening.guess)
    return replace(plan, chosen=chosen)
