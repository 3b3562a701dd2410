"""A plan: which literals of a program are open and how, and the template that comes of it."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tfquiz.cards.models import Deck
from tfquiz.cards.subject import Subject, subjects
from tfquiz.importing.code.editing import Edit, applied
from tfquiz.importing.opening.holes import Hole
from tfquiz.importing.opening.openings import LENGTH, Data, Opening

SIZE_NAMES = ("n", "m", "p", "q", "r", "s", "n2", "m2", "p2", "q2")
"""What lengths are called."""
Place = tuple[int, int]
"""A hole's id and an axis of it; a whole number's axis is 0."""


@dataclass(frozen=True, slots=True)
class Target:
    """A program with its holes: what is to be opened."""

    code: str
    ask: str | None
    libraries: tuple[str, ...]
    holes: tuple[Hole, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """A length that several literals may share."""

    low: int
    high: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a target is opened; holes that are not named stay closed."""

    target: Target
    chosen: Mapping[int, Opening] = field(default_factory=dict)
    sizes: Mapping[str, Size] = field(default_factory=dict)
    products: Mapping[int, str] = field(default_factory=dict)
    """Whole numbers that are products of sizes: the hole, and an expression."""
    where: tuple[str, ...] = ()

    def with_opening(self, hole: int, opening: Opening) -> "Plan":
        """The plan with one more hole open."""
        return replace(self, chosen={**self.chosen, hole: opening})

    def without(self, hole: int) -> "Plan":
        """The plan with a hole closed, and its lengths fixed."""
        chosen = {key: one for key, one in self.chosen.items() if key != hole}
        sizes = {
            name: replace(size, places=tuple(one for one in size.places if one[0] != hole))
            for name, size in self.sizes.items()
        }
        return replace(self, chosen=chosen, sizes={k: v for k, v in sizes.items() if v.places})

    @property
    def _live_products(self) -> dict[int, str]:
        """The products of which every length still varies."""
        return {
            hole: text
            for hole, text in self.products.items()
            if set(re.findall(r"[a-z]\w*", text)) <= self.sizes.keys()
        }

    @property
    def openness(self) -> int:
        """How many things vary."""
        return len(self.chosen) + len(self.sizes)

    @property
    def data(self) -> Data:
        """The template as TOML data: code, ask or printed, inputs, where."""
        code, ask = self._texts()
        data: Data = {"inputs": self._inputs(), "code": code}
        if self.where_all:
            data["where"] = list(self.where_all)
        if ask is None:
            data["printed"] = True
        else:
            data["ask"] = ask
        return data

    @property
    def where_all(self) -> tuple[str, ...]:
        """All conditions on a draw."""
        own = [text for opening in self.chosen.values() for text in opening.where]
        return (*own, *self.where, *self._different)

    @property
    def _different(self) -> list[str]:
        """That texts which differ in the example go on doing so: the keys of a dictionary."""
        texts = {
            hole.name: set(self.chosen[hole.id].inputs[hole.name].get("choice", ()))
            for hole in self.target.holes
            if hole.kind == "str"
            and hole.id in self.chosen
            and hole.name in self.chosen[hole.id].inputs
        }
        return [
            f"{one} != {other}"
            for one, other in itertools.combinations(texts, 2)
            if texts[one] & texts[other]
        ]

    def _texts(self) -> tuple[str, str | None]:
        edits: dict[bool, list[Edit]] = {False: [], True: []}
        for hole in self.target.holes:
            new = self._text_of(hole)
            if new is None:
                continue
            if new == "" and hole.statement:
                edits[False].append(Edit(*hole.statement, ""))
                continue
            for asked, span in hole.spans:
                edits[asked].append(Edit(*span, new))
        code = applied(self.target.code, edits[False])
        code = "\n".join(line for line in code.splitlines() if line.strip())
        ask = self.target.ask
        return code, None if ask is None else applied(ask, edits[True])

    def _text_of(self, hole: Hole) -> str | None:
        """What stands in a hole's place; None for the literal, "" if the statement goes."""
        for name, size in self.sizes.items():
            if (hole.id, 0) in size.places and hole.kind == "int":
                return f"${name}"
        if hole.id in self._live_products and hole.kind == "int":
            return f"${hole.name}"
        opening = self.chosen.get(hole.id)
        if opening is None:
            return None
        if opening.text:
            return opening.text
        declared = opening.inputs.get(hole.name, {})
        bare = hole.statement and ("array" in declared or hole.written == "list")
        return "" if bare else f"${hole.name}"

    def _inputs(self) -> dict[str, Data]:
        found: dict[str, Data] = {
            name: {"int": [size.low, size.high]} for name, size in self.sizes.items()
        }
        sized = {place: name for name, size in self.sizes.items() for place in size.places}
        for hole in self.target.holes:
            if hole.id in self._live_products and hole.kind == "int":
                found[hole.name] = {"expr": self._live_products[hole.id]}
            elif hole.id in self.chosen:
                for name, data in self.chosen[hole.id].inputs.items():
                    found[name] = self._sized(data, hole, sized) if name == hole.name else data
        return found

    def _sized(self, data: Data, hole: Hole, sized: Mapping[Place, str]) -> Data:
        """A declaration with the lengths that vary written as names."""
        if "array" in data:
            shape = [sized.get((hole.id, axis), size) for axis, size in enumerate(data["array"])]
            return {**data, "array": shape}
        if "sample" in data:
            return {**data, "size": sized.get((hole.id, 0), data["size"])}
        if hole.kind == "range":
            length = (
                self._live_products.get(hole.id) or sized.get((hole.id, 0)) or str(hole.shape[0])
            )
            return {"expr": data["expr"].replace(LENGTH, length)}
        return data


def tidied(data: Data, holes: Sequence[Hole]) -> tuple[Data, dict[str, str]]:
    """The data with its inputs numbered from one again, k and k2 for k8 and k11; and the names."""
    bare = {hole.name for hole in holes if hole.statement}
    names: dict[str, str] = {}
    for name in data["inputs"]:
        stem = re.sub(r"(?<=[A-Za-z])\d+$", "", name)
        if name in bare or name == stem or name in SIZE_NAMES or _is_read(name, data):
            continue
        options = (stem, *(f"{stem}{number}" for number in range(2, 99)))
        used = (*names.values(), *(data["inputs"].keys() - names.keys() - {name}))
        free = (one for one in options if one == name or not (one in used or _is_read(one, data)))
        names[name] = next(free)
    if not names:
        return data, {}
    pattern = re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, names)) + r")(?!\w)")
    slot = re.compile(r"\$(" + "|".join(map(re.escape, names)) + r")(?!\w)")
    result = {
        key: slot.sub(lambda found: f"${names[found[1]]}", one) if isinstance(one, str) else one
        for key, one in data.items()
    }
    result["inputs"] = {
        names.get(name, name): _renamed(declared, pattern, names)
        for name, declared in data["inputs"].items()
    }
    if "where" in data:
        result["where"] = [pattern.sub(lambda one: names[one[1]], text) for text in data["where"]]
    return result, names


def _is_read(name: str, data: Data) -> bool:
    return (
        re.search(rf"(?<![\w$]){name}(?!\w)", f"{data['code']} {data.get('ask', '')}") is not None
    )


def _renamed(declared: Data, pattern: re.Pattern[str], names: Mapping[str, str]) -> Data:
    """A declaration whose expressions name other inputs."""

    def change(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda found: names[found[1]], value)
        return [change(one) for one in value] if isinstance(value, list) else value

    expressions = {"int", "float", "expr", "array", "range", "size"}
    return {key: change(one) if key in expressions else one for key, one in declared.items()}


def subject_of(data: Data, libraries: tuple[str, ...], *, name: str = "trial") -> Subject:
    """A template's data as something that can be drawn from.

    Raises:
        ValidationError: if the data is no template.
    """
    note: dict[str, Any] = {"id": name, "title": name, "text": "", "libraries": list(libraries)}
    deck = Deck.model_validate(
        {
            "deck": {"id": name, "title": name},
            "notes": [{**note, "templates": [{"id": name, **data}]}],
        }
    )
    return subjects(deck)[0]
