"""Runs the programs of a request in order and writes the reply: what all children share."""

import json
from collections.abc import Callable
from typing import Any

from tfquiz.program.program import Lost, Outcome, Program, dump_outcome
from tfquiz.sandbox.child.bindings import Bindings
from tfquiz.sandbox.child.execute import run_program

MAX_REPLY = 3_900_000
"""Bytes; a little less than the parent takes."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def run_all(programs: list[Program], bindings: Bindings, progress: Callable[[], None]) -> list[str]:
    """The dumped outcome of each program; `progress` is told when one begins."""
    dumped = []
    for program in programs:
        progress()
        dumped.append(_dump(run_program(program, bindings)))
    return dumped


def refuse_all(programs: list[Program], why: str) -> list[str]:
    """The dumped outcomes of programs that are not run at all."""
    return [_dump(Lost("unavailable", why)) for _ in programs]


def reply(nonce: str, layers: frozenset[str], outcomes: list[str]) -> bytes:
    """The body of the reply, small enough for the parent to take."""
    if sum(map(len, outcomes)) > MAX_REPLY // 4:
        # A fair share for each; in UTF-8 a character may take four bytes.
        share = MAX_REPLY // 4 // len(outcomes)
        lost = _dump(Lost("flood", "its result is too long to hand over"))
        outcomes = [text if len(text) <= max(share, len(lost)) else lost for text in outcomes]
    head = json.dumps({"nonce": nonce, "layers": sorted(layers)})
    return f'{head[:-1]},"outcomes":[{",".join(outcomes)}]}}'.encode()


def _dump(outcome: Outcome) -> str:
    data: Any = dump_outcome(outcome)
    text = _ENCODER.encode(data)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _dump(Lost("refused", "it gives text that is not valid Unicode"))
    return text
