"""Finding out which lengths of a program's data may vary, alone or together."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tfquiz.importing.holes import Hole
from tfquiz.importing.plan import SIZE_NAMES, Place, Plan, Size, Target
from tfquiz.importing.trying import Lab

DRAWS = 2
MAX_SIZES = 6


def try_sizes(lab: Lab, plan: Plan, truth: str) -> Plan:
    """Let lengths vary: each alone where that works, else together with those of the same size."""
    places = list(_places(plan))[: 2 * MAX_SIZES]
    if not places:
        return plan
    alone = [(place,) for place, _ in places]
    sizes = dict(places)
    free = {group[0] for group in _working(lab, plan, alone, sizes, truth)}
    rest = [(place, size) for place, size in places if place not in free]
    groups = list(dict.fromkeys(_groups(plan, rest)))
    numbers = dict(rest) | {
        (hole.id, 0): hole.value for hole in plan.target.holes if _may_be_size(hole)
    }
    together = _working(lab, plan, groups, sizes | numbers, truth)
    taken: set[Place] = set()
    accepted: list[tuple[Place, ...]] = [(place,) for place in alone_in(places, free)]
    for group in together:
        if not taken & set(group):
            taken |= set(group)
            accepted.append(group)
    return _with_sizes(plan, accepted[:MAX_SIZES], sizes | numbers)


def alone_in(places: Sequence[tuple[Place, int]], free: set[Place]) -> list[Place]:
    """Those places that are free, in their order."""
    return [place for place, _ in places if place in free]


def _places(plan: Plan) -> Iterator[tuple[Place, int]]:
    """The lengths of lists that are open."""
    for hole in plan.target.holes:
        opening = plan.chosen.get(hole.id)
        if opening is None or hole.kind != "list":
            continue
        data = opening.inputs[hole.name]
        if "array" in data or "sample" in data:
            for axis, size in enumerate(hole.shape):
                if size >= 2:
                    yield (hole.id, axis), size


def _may_be_size(hole: Hole) -> bool:
    return hole.kind == "int" and hole.value >= 2 and bool(hole.call)


def _groups(plan: Plan, rest: Sequence[tuple[Place, int]]) -> Iterator[tuple[Place, ...]]:
    """Lengths that may have to vary together: of equal size, on the same axis or on any."""
    rank = {hole.id: len(hole.shape) for hole in plan.target.holes}
    numbers = [
        ((hole.id, 0), hole.value) for hole in plan.target.holes if _may_be_size(hole)
    ]  # fmt: skip
    keys = (
        lambda place, size: (size, place[1]),
        lambda place, size: (size, place[1] - rank[place[0]]),
        lambda _, size: (size,),
    )
    for key in keys:
        found: dict[tuple[int, ...], list[Place]] = {}
        for place, size in rest:
            found.setdefault(key(place, size), []).append(place)
        yield from (tuple(group) for group in found.values() if len(group) > 1)
    for size in sorted({size for _, size in (*rest, *numbers)}):
        group = [place for place, one in rest if one == size]
        equal = [place for place, one in numbers if one == size]
        if equal and len(group) + len(equal) > 1:
            yield (*group, *equal)


def _working(
    lab: Lab, plan: Plan, groups: Sequence[tuple[Place, ...]], sizes: dict[Place, int], truth: str
) -> list[tuple[Place, ...]]:
    """The groups whose members can be made longer and shorter together, to some effect."""
    plans: list[Plan] = []
    owners: list[int] = []
    for number, group in enumerate(groups):
        for size in _others(sizes[group[0]], longest(plan, group)):
            fixed = {"n_": Size(size, size, group)}
            plans.append(replace(plan, sizes=fixed))
            owners.append(number)
    failed: set[int] = set()
    matter: set[int] = set()
    for owner, tried in zip(owners, lab.try_plans(plans, DRAWS), strict=True):
        if not tried.works:
            failed.add(owner)
        if tried.answers - {truth}:
            matter.add(owner)
    return [groups[number] for number in sorted(matter - failed)]


def _others(size: int, longest: int) -> tuple[int, int]:
    """Two other lengths to try."""
    if size > 6:
        return (4, 5)
    if size + 1 > longest:
        return (size - 1, max(1, size - 2))
    return (size - 1, size + 1) if size > 2 else (3, 4)


def _range(size: int) -> tuple[int, int]:
    if size > 6:
        return (3, 6)
    return (max(2, size - 1), size + 1)


def _with_sizes(
    plan: Plan, groups: Sequence[tuple[Place, ...]], sizes: dict[Place, int]
) -> Plan:  # fmt: skip
    taken = {hole.name for hole in plan.target.holes} | _words(plan.target)
    names = [name for name in SIZE_NAMES if name not in taken]
    found: dict[str, Size] = {}
    for name, group in zip(names, groups, strict=False):
        low, high = _range(sizes[group[0]])
        limit = longest(plan, group)
        found[name] = Size(min(low, limit), min(high, limit), group)
    chosen = {
        hole: opening
        for hole, opening in plan.chosen.items()
        if not any((hole, 0) in size.places and _is_number(plan, hole) for size in found.values())
    }
    return replace(plan, sizes=found, chosen=chosen)


def _is_number(plan: Plan, hole: int) -> bool:
    return plan.target.holes[hole].kind == "int"


def longest(plan: Plan, group: Sequence[Place]) -> int:
    """How long a group may be: a sample has no more items than its list."""
    samples = [
        len(data["sample"])
        for hole, _ in group
        if hole in plan.chosen
        for data in plan.chosen[hole].inputs.values()
        if "sample" in data
    ]
    return min(samples, default=99)


def _words(target: Target) -> set[str]:
    return {
        node.id
        for text in (target.code, target.ask or "")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Name)
    }
