"""A spawned worker: where there is no fork, one process runs batch after batch.

It has the language's lock and the limits that the system offers, and no other; `strict` requests
are refused. Requests come on standard input, replies leave on what was standard output, progress on
what was standard error: programs and libraries see none of the three.
"""

import contextlib
import importlib
import json
import os
import struct
from collections.abc import Sequence
from typing import NoReturn

from tfquiz.program.program import load_program
from tfquiz.sandbox.child.answer import refuse_all, reply, run_all
from tfquiz.sandbox.child.bindings import Bindings

_HEADER = struct.Struct("<I")


def main(modules: Sequence[str]) -> NoReturn:
    """Import the modules, then serve requests until standard input ends."""
    requests, replies, progress = (os.dup(number) for number in (0, 1, 2))
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    for module in modules:
        importlib.import_module(module)
    with os.fdopen(requests, "rb") as incoming, os.fdopen(replies, "wb") as outgoing:
        _limit()
        while header := incoming.read(_HEADER.size):
            body = incoming.read(*_HEADER.unpack(header))
            answer = _serve(body, progress)
            outgoing.write(_HEADER.pack(len(answer)) + answer)
            outgoing.flush()
    os._exit(0)


def _serve(body: bytes, progress: int) -> bytes:
    asked = json.loads(body)
    programs = [load_program(program) for program in asked["programs"]]
    bindings = Bindings(checked=asked["checked"])
    for program in programs:
        bindings.prepare(program.libraries)
    if asked["strict"]:
        outcomes = refuse_all(programs, "this system cannot confine programs")
    else:
        outcomes = run_all(programs, bindings, lambda: _mark(progress))
    return reply(asked["nonce"], frozenset(), outcomes)


def _mark(progress: int) -> None:
    os.write(progress, b".")


def _limit() -> None:
    """Set the limits that this system knows; Windows knows none of these."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        from tfquiz.sandbox.lock.process import limit_memory

        limit_memory()
