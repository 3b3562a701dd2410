"""A template's programs before inputs are written in: what is the same in all of its draws."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tfquiz.cards.models import Words
from tfquiz.cards.naming import names_in_order
from tfquiz.cards.subject import Subject

TRUTH = ""
SLOT = re.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Slotted:
    """A text with slots for inputs."""

    texts: tuple[str, ...]
    """What stands before each slot, and after the last one."""
    names: tuple[str, ...]

    @classmethod
    def of(cls, text: str, inputs: frozenset[str]) -> "Slotted":
        """Take a text apart; `$name` is a slot where there is an input of that name."""
        texts, names, start = [], [], 0
        for slot in SLOT.finditer(text):
            if slot[1] in inputs:
                texts.append(text[start : slot.start()])
                names.append(slot[1])
                start = slot.end()
        return cls((*texts, text[start:]), tuple(names))

    def filled(self, literals: Mapping[str, str]) -> str:
        """The text with each input written in its slots."""
        if not self.names:
            return self.texts[0]
        parts = [
            part
            for text, name in zip(self.texts, self.names, strict=False)
            for part in (text, literals[name])
        ]
        return "".join((*parts, self.texts[-1]))


@dataclass(frozen=True, slots=True)
class Outline:
    """The truth or a belief of a template."""

    id: str
    """The misconception's id; "" for the truth."""
    why: Words
    raises: str | None
    """The exception that a belief expects instead of running anything."""
    assigned: tuple[str, ...]
    """The inputs that are assigned above the code, in this order."""
    code: Slotted
    ask: Slotted | None

    def write(
        self, assignments: Mapping[str, str], literals: Mapping[str, str]
    ) -> tuple[str, str | None]:
        """The code and what is asked, for inputs as they are assigned and written in slots."""
        lines = [assignments[name] for name in self.assigned]
        if body := self.code.filled(literals):
            lines.append(body)
        return "\n".join(lines), None if self.ask is None else self.ask.filled(literals)

    @property
    def slotted(self) -> tuple[str, ...]:
        """The inputs that are written in slots."""
        return self.code.names + (self.ask.names if self.ask else ())


@lru_cache(maxsize=64)
def outlines(subject: Subject) -> tuple[Outline, ...]:
    """The truth of a template, then its beliefs."""
    template = subject.template
    inputs = frozenset(subject.inputs)
    order = bare_names(template.code, template.ask or "", inputs)

    def outline(name: str, why: Words, raises: str | None, code: str, ask: str | None) -> Outline:
        bare = bare_names(code, ask or "", inputs)
        assigned = dict.fromkeys([*(one for one in order if one in bare), *bare])
        body = "\n".join(code.strip("\n").splitlines())
        asked = Slotted.of(ask, inputs) if ask else None
        return Outline(name, why, raises, tuple(assigned), Slotted.of(body, inputs), asked)

    truth = outline(TRUTH, {}, None, template.code, template.ask)
    beliefs = [
        outline(
            one.id,
            one.why,
            one.raises,
            _swap(template.code, one.swaps) if one.code is None else one.code,
            one.ask or _swap(template.ask, one.swaps),
        )
        for one in subject.misconceptions
    ]
    return (truth, *beliefs)


def _swap(text: str | None, swaps: list[list[str]]) -> str:
    swapped = text or ""
    for old, new in swaps:
        swapped = swapped.replace(old, new)
    return swapped


@lru_cache(maxsize=2048)
def bare_names(code: str, ask: str, inputs: frozenset[str]) -> tuple[str, ...]:
    """The inputs that code or ask read by bare name before they bind it, in order of first use."""
    used: dict[str, None] = {}
    bound: set[str] = set()
    for text in (code, ask):
        plain = SLOT.sub("_", text).strip("\n")
        for name, binds in names_in_order(plain):
            if binds:
                bound.add(name)
            elif name in inputs and name not in bound:
                used[name] = None
    return tuple(used)


def slots(text: str) -> set[str]:
    """The names written as `$name` in a text."""
    return set(SLOT.findall(text))
