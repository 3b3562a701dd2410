"""Finding out which lengths of a program's data may vary, alone or together."""

import ast
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tfquiz.importing.opening.holes import Hole
from tfquiz.importing.opening.plan import SIZE_NAMES, Place, Plan, Size, Target
from tfquiz.importing.opening.trying import Lab
from tfquiz.session.rounds import Rounds

DRAWS = 2
MAX_SIZES = 6
DATA = ("list", "range")
"""Kinds of literals that have a length."""
_SHAPING = ("reshape", "resize")


def try_sizes(lab: Lab, plan: Plan, truth: str) -> Rounds[Plan]:
    """Let lengths vary: each alone where that works, else together with those of the same size."""
    plan = yield from _try_products(lab, plan)
    places = list(_places(plan))[: 2 * MAX_SIZES]
    if not places:
        return plan
    alone = [(place,) for place, _ in places]
    sizes = dict(places)
    working = yield from _working(lab, plan, alone, sizes, truth)
    free = {group[0] for group in working}
    rest = [(place, size) for place, size in places if place not in free]
    groups = list(dict.fromkeys(_groups(plan, rest)))
    numbers = dict(rest) | dict(_numbers(plan))
    together = yield from _working(lab, plan, groups, sizes | numbers, truth)
    taken: set[Place] = set()
    accepted: list[tuple[Place, ...]] = [(place,) for place in alone_in(places, free)]
    for group in together:
        if not taken & set(group):
            taken |= set(group)
            accepted.append(group)
    return _with_sizes(plan, accepted[:MAX_SIZES], sizes | numbers)


def _try_products(lab: Lab, plan: Plan) -> Rounds[Plan]:
    """Let a range and the shape that it is brought into vary together."""
    candidates = list(_products(plan))
    for tried in (yield from lab.try_plans(candidates, 3 * DRAWS)):
        if tried.works and len(tried.answers) > 1:
            return tried.plan
    return plan


def _products(plan: Plan) -> Iterator[Plan]:
    """Plans in which all lengths of a shape vary, or one of them, and the range with them."""
    for whole in plan.target.holes:
        if whole.kind != "range" or whole.id not in plan.chosen:
            continue
        for site in dict.fromkeys(hole.site for hole in plan.target.holes if hole.site):
            shape = [hole for hole in plan.target.holes if hole.site == site]
            if shape[0].call.rpartition(".")[2] not in _SHAPING or shape[0] is whole:
                continue
            if any(hole.kind != "int" for hole in shape):
                continue
            known = [hole for hole in shape if hole.value > 0]
            rest, left = divmod(whole.shape[0], math.prod(hole.value for hole in known))
            open_end = len(known) < len(shape)
            if left or not known or (rest != 1 and not open_end):
                continue
            yield _with_product(plan, whole, known, rest)
            if len(known) > 1:
                yield from (_with_product(plan, whole, known, rest, only=one) for one in known)


def _with_product(
    plan: Plan, whole: Hole, shape: Sequence[Hole], rest: int, *, only: Hole | None = None
) -> Plan:
    taken = {hole.name for hole in plan.target.holes} | _words(plan.target) | plan.sizes.keys()
    names = iter([name for name in SIZE_NAMES if name not in taken])
    sizes = dict(plan.sizes)
    factors = [str(rest)] if rest != 1 else []
    chosen = dict(plan.chosen)
    for hole in shape:
        if hole.value < 2 or (only is not None and hole is not only):
            factors.append(str(hole.value))
            continue
        name = next(names)
        low, high = (2, 4) if hole.value > 4 else (max(1, hole.value - 1), hole.value + 1)
        sizes[name] = Size(low, high, ((hole.id, 0),))
        factors.append(name)
        chosen.pop(hole.id, None)
    products = {**plan.products, whole.id: " * ".join(factors)}
    return replace(plan, sizes=sizes, chosen=chosen, products=products)


def alone_in(places: Sequence[tuple[Place, int]], free: set[Place]) -> list[Place]:
    """Those places that are free, in their order."""
    return [place for place, _ in places if place in free]


def _places(plan: Plan) -> Iterator[tuple[Place, int]]:
    """The lengths of lists that are open."""
    for hole in plan.target.holes:
        opening = plan.chosen.get(hole.id)
        if opening is None or hole.kind not in DATA or hole.id in plan.products:
            continue
        data = opening.inputs[hole.name]
        if "array" in data or "sample" in data or hole.kind == "range":
            for axis, size in enumerate(hole.shape):
                if size >= 2 or len(hole.shape) == 1:
                    yield (hole.id, axis), size


def _numbers(plan: Plan) -> Iterator[tuple[Place, int]]:
    """Whole numbers that may be lengths, and are not taken for ones yet."""
    taken = {hole for size in plan.sizes.values() for hole, _ in size.places}
    for hole in plan.target.holes:
        if hole.kind == "int" and hole.value >= 2 and hole.call and hole.id not in taken:
            yield (hole.id, 0), hole.value


def _groups(plan: Plan, rest: Sequence[tuple[Place, int]]) -> Iterator[tuple[Place, ...]]:
    """Lengths that may have to vary together: of equal size, on the same axis or on any."""
    rank = {hole.id: len(hole.shape) for hole in plan.target.holes}
    numbers = list(_numbers(plan))
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
) -> Rounds[list[tuple[Place, ...]]]:
    """The groups whose members can be made longer and shorter together, to some effect."""
    plans: list[Plan] = []
    owners: list[int] = []
    for number, group in enumerate(groups):
        for size in _others(sizes[group[0]], longest(plan, group)):
            fixed = {"n_": Size(size, size, group)}
            plans.append(replace(plan, sizes={**plan.sizes, **fixed}))
            owners.append(number)
    failed: set[int] = set()
    matter: set[int] = set()
    for owner, tried in zip(owners, (yield from lab.try_plans(plans, DRAWS)), strict=True):
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
    return (size - 1, size + 1) if size > 2 else (size + 1, size + 2)


def _range(size: int) -> tuple[int, int]:
    if size > 6:
        return (3, 6)
    return (max(2, size - 1), size + 1) if size > 1 else (1, 3)


def _with_sizes(
    plan: Plan, groups: Sequence[tuple[Place, ...]], sizes: dict[Place, int]
) -> Plan:  # fmt: skip
    taken = {hole.name for hole in plan.target.holes} | _words(plan.target) | plan.sizes.keys()
    names = [name for name in SIZE_NAMES if name not in taken]
    found: dict[str, Size] = dict(plan.sizes)
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
