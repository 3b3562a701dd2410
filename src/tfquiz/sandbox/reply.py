"""The words between the parent and a child: a request, and one framed reply that is only data.

A reply comes from a process that ran a stranger's code. It is believed to be an outcome of that
code and nothing else: capped, framed, marked with the request's nonce, parsed as JSON, checked
field by field, and refused when its text could drive a terminal. Nothing here reads or writes a
descriptor.
"""

import json
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tfquiz.program.program import (
    MAX_BITS,
    MAX_ITEMS,
    MAX_STEPS,
    MAX_TEXT,
    Finished,
    Lost,
    Outcome,
    Program,
    Raised,
    dump_program,
    load_outcome,
)
from tfquiz.program.steps import Step
from tfquiz.values import Array, Atom, Mapping, Opaque, Series, Value

MAX_REPLY = 4_000_000
"""Bytes of one reply; a child that writes more is killed."""
MAX_BRACKETS = 300_000
"""Containers in one reply: a few megabytes of `[[],[]...` would fill 100 megabytes of memory."""

HEADER = struct.Struct("<I")

_DRIVES_A_TERMINAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters except newline and tab, marks that turn the direction of text, surrogates."""


MAX_COLUMN = 20_000
ENOUGH_ITEMS = 4 * MAX_ITEMS
"""Ranges and shapes inside a value hold a few items that a child does not count."""


class Budget:
    """How many items one value may still have."""

    __slots__ = ("left",)

    def __init__(self, items: int) -> None:
        self.left = items

    def spend(self, items: int) -> None:
        """Take so many items; ValueError when there are not so many left."""
        self.left -= items
        if self.left < 0:
            raise ValueError("more items than a value may have")


class RefusedError(ValueError):
    """The bytes are no reply to this request."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a child is asked to do."""

    nonce: str
    programs: Sequence[Program]
    confined: bool
    """Whether the operating system's lock goes on before anything runs."""
    seconds: int
    """Of processor time, for all that a child runs; the parent's clock is the real deadline."""
    strict: bool
    """Whether nothing runs where that lock is not whole."""
    checked: bool
    """Whether the language's allow-list is applied and names are taken away."""
    room: object | None = None
    """Who asks for batch after batch of one template and may be served by one child; or nobody."""


def dump_request(request: Request) -> bytes:
    """Write a request as one frame."""
    data = {
        "nonce": request.nonce,
        "programs": [dump_program(program) for program in request.programs],
        "confined": request.confined,
        "seconds": request.seconds,
        "strict": request.strict,
        "checked": request.checked,
    }
    body = json.dumps(data).encode()
    return HEADER.pack(len(body)) + body


def is_whole(received: bytearray) -> bool:
    """Whether a frame has come to its end, or is longer than any that is taken."""
    if len(received) < HEADER.size:
        return False
    length = min(int(HEADER.unpack_from(received)[0]), MAX_REPLY)
    return len(received) >= HEADER.size + length


def read_reply(data: bytes, request: Request) -> list[Outcome]:
    """Read a child's whole reply: one outcome for each program.

    Raises:
        RefusedError: for whatever is not exactly one frame, for this request, of the right form.
    """
    body = _unframe(data)
    try:
        reply = json.loads(body)
        nonce, dumped = reply["nonce"], reply["outcomes"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise RefusedError(f"not a reply: {error}") from error
    if nonce != request.nonce:
        raise RefusedError("a reply to something else")
    if not isinstance(dumped, list) or len(dumped) != len(request.programs):
        raise RefusedError("not one outcome for each program")
    return [_believe(data, program) for data, program in zip(dumped, request.programs, strict=True)]


def _unframe(data: bytes) -> bytes:
    if len(data) < HEADER.size or len(data) > MAX_REPLY:
        raise RefusedError("not a frame")
    (length,) = HEADER.unpack_from(data)
    if length != len(data) - HEADER.size:
        raise RefusedError("not exactly one frame")
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS:
        raise RefusedError("too many containers")
    return data[HEADER.size :]


def _believe(dumped: Any, program: Program) -> Outcome:
    """One outcome, checked against what was asked."""
    try:
        outcome = load_outcome(dumped)
        _check(outcome, program)
    except (ValueError, RecursionError) as error:
        raise RefusedError(str(error)) from error
    match outcome:
        case Finished():
            return _shown(outcome, outcome.text + outcome.printed)
        case Raised():
            cleaned = replace(outcome, error=clean(outcome.error), message=clean(outcome.message))
            return _shown(cleaned, outcome.printed)
        case Lost():
            return Lost(clean(outcome.reason), clean(outcome.detail))


def _check(outcome: Outcome, program: Program) -> None:
    """Raise ValueError for what an honest child would not say of this program."""
    if isinstance(outcome, Lost):
        return
    if isinstance(outcome, Finished) and (
        len(outcome.text) > MAX_TEXT
        or not all(name in program.names for pair in outcome.sharing for name in pair)
    ):
        raise ValueError("text too long, or names that were not asked about")
    if len(outcome.printed) > MAX_TEXT or len(outcome.steps) > MAX_STEPS:
        raise ValueError("more text or steps than allowed")
    # A syntax error at the end is told on the line after the last one.
    lines = range(program.source.count("\n") + 3)
    if isinstance(outcome, Raised) and outcome.line not in lines:
        raise ValueError("a line that the program does not have")
    if isinstance(outcome, Finished) and outcome.value is not None:
        _check_size(outcome.value, Budget(ENOUGH_ITEMS))
    for step in outcome.steps:
        if step.line not in lines or step.column not in range(-1, MAX_COLUMN):
            raise ValueError("a place that the program does not have")
        if step.parent not in range(-1, len(outcome.steps)):
            raise ValueError("a step inside one that is not there")
        _check_size(step.value, Budget(ENOUGH_ITEMS))


def _check_size(value: Value, budget: "Budget") -> None:
    match value:
        case Atom(value=int(number)) if number.bit_length() > MAX_BITS:
            raise ValueError("a number too long")
        case Atom(value=str() | bytes() as text) if len(text) > MAX_TEXT:
            raise ValueError("text too long")
        case Opaque(type=kind, text=text) if len(kind) + len(text) > 2 * MAX_TEXT:
            raise ValueError("text too long")
        case Array(items=items):
            budget.spend(len(items))
        case Series(items=items):
            budget.spend(len(items))
            for item in items:
                _check_size(item, budget)
        case Mapping(pairs=pairs):
            budget.spend(2 * len(pairs))
            for pair in pairs:
                _check_size(pair[0], budget)
                _check_size(pair[1], budget)
        case _:
            pass


def _shown(outcome: Finished | Raised, text: str) -> Outcome:
    """The outcome with nothing in it that drives a terminal; lost where that would change it."""
    if (found := _DRIVES_A_TERMINAL.search(text)) is not None:
        return Lost("refused", f"prints the control character U+{ord(found.group()):04X}")
    if isinstance(outcome, Finished) and outcome.value is not None:
        value = _clean(outcome.value)
        if value is not outcome.value:
            outcome = replace(outcome, value=value)
    if not outcome.steps:
        return outcome
    steps = tuple(
        Step(s.line, s.column, clean(s.text), _clean(s.value), s.parent) for s in outcome.steps
    )
    return replace(outcome, steps=steps)


def clean(text: str) -> str:
    r"""`text` with control and direction characters written out, as in `\x1b`."""
    return _DRIVES_A_TERMINAL.sub(lambda found: ascii(found.group())[1:-1], text)


def _clean(value: Value) -> Value:
    """The value without raw control characters where it holds text for display only.

    Strings stay as they are, but a lone surrogate could not even be stored.
    """
    match value:
        case Opaque():
            return Opaque(clean(value.type), clean(value.text))
        case Series():
            return Series(value.kind, tuple(_clean(item) for item in value.items))
        case Mapping():
            return Mapping(tuple((_clean(key), _clean(item)) for key, item in value.pairs))
        case Atom(value=str(text)):
            return value if text.isascii() else Atom(_storable(text))
        case Array() if value.items and isinstance(value.items[0], str):
            items = tuple(_storable(str(item)) for item in value.items)
            return replace(value, items=items)
        case _:
            return value


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
