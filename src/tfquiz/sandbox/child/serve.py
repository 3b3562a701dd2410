"""A child's life after the fork: read a request, lock down, run each program, reply, and again.

The order matters. Everything that needs the world (reading the request, binding the libraries)
comes before the lock, everything that a stranger wrote comes after it.
"""

import json
import os
import struct
from typing import Any, NoReturn

from tfquiz.program.program import load_program
from tfquiz.sandbox.child import answer
from tfquiz.sandbox.child.answer import refuse_all, run_all
from tfquiz.sandbox.child.bindings import Bindings, warm_up
from tfquiz.sandbox.lock.lock import NEEDED, Lock

_HEADER = struct.Struct("<I")
_MARK = b"."


def serve(request: int, reply: int, progress: int, *, lock: Lock) -> NoReturn:
    """Serve batches on these descriptors until no more are asked for, then end the process."""
    asked = _read_request(request)
    bindings = Bindings(checked=asked["checked"])
    for program in asked["programs"]:
        bindings.prepare(program.libraries)
    if not lock.can_open_files:
        warm_up()
    seconds = int(asked["seconds"])
    put_on = lock.apply if asked["confined"] else lock.limit
    on = put_on(cpu_seconds=seconds)
    while True:
        programs = asked["programs"]
        if asked["strict"] and not on >= NEEDED:
            missing = ", ".join(sorted(NEEDED - on))
            outcomes = refuse_all(programs, f"not confined here: {missing}")
        else:
            outcomes = run_all(programs, bindings, lambda: _mark(progress))
        _write_frame(reply, answer.reply(asked["nonce"], on, outcomes))
        asked = _read_request(request)


def _read_request(descriptor: int) -> dict[str, Any]:
    asked: dict[str, Any] = json.loads(_read_frame(descriptor))
    asked["programs"] = [load_program(program) for program in asked["programs"]]
    return asked


def _mark(progress: int) -> None:
    os.write(progress, _MARK)


def _read_frame(descriptor: int) -> bytes:
    (length,) = _HEADER.unpack(_read_exactly(descriptor, _HEADER.size))
    return _read_exactly(descriptor, length)


def _read_exactly(descriptor: int, size: int) -> bytes:
    chunks = []
    while size:
        chunk = os.read(descriptor, size)
        if not chunk:
            os._exit(0)
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _write_frame(descriptor: int, body: bytes) -> None:
    data = memoryview(_HEADER.pack(len(body)) + body)
    while data:
        data = data[os.write(descriptor, data) :]
