"""A child's life after the fork: read the request, lock down, run each program, reply, exit.

The order matters. Everything that needs the world (reading the request, binding the libraries)
comes before the lock, everything that a stranger wrote comes after it.
"""

import json
import os
import struct
from typing import Any, NoReturn

from tfquiz.program.program import Lost, Program, dump_outcome, load_program
from tfquiz.sandbox.child.bindings import Bindings
from tfquiz.sandbox.child.execute import run_program
from tfquiz.sandbox.lock.lock import NEEDED, Lock

_HEADER = struct.Struct("<I")
_MAX_REPLY = 3_900_000
_MARK = b"."


def serve(request: int, reply: int, progress: int, *, lock: Lock) -> NoReturn:
    """Serve one batch on these descriptors, then end the process."""
    asked = json.loads(_read_frame(request))
    os.close(request)
    programs = [load_program(program) for program in asked["programs"]]
    bindings = Bindings(checked=asked["checked"])
    for program in programs:
        bindings.prepare(program.libraries)
    seconds = int(asked["seconds"])
    put_on = lock.apply if asked["confined"] else lock.limit
    on = put_on(cpu_seconds=seconds)
    if asked["strict"] and not on >= NEEDED:
        missing = ", ".join(sorted(NEEDED - on))
        outcomes = [_dump(Lost("unavailable", f"not confined here: {missing}")) for _ in programs]
    else:
        outcomes = _run_all(programs, bindings, progress)
    _write_frame(reply, _reply(asked["nonce"], on, outcomes))
    os.close(reply)
    os._exit(0)


def _run_all(programs: list[Program], bindings: Bindings, progress: int) -> list[str]:
    dumped = []
    for program in programs:
        os.write(progress, _MARK)
        dumped.append(_dump(run_program(program, bindings)))
    return dumped


def _dump(outcome: Any) -> str:
    text = json.dumps(dump_outcome(outcome), ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return _dump(Lost("refused", "it gives text that is not valid Unicode"))
    return text


def _reply(nonce: str, on: frozenset[str], texts: list[str]) -> bytes:
    if sum(map(len, texts)) > _MAX_REPLY // 4:
        # A fair share for each; in UTF-8 a character may take four bytes.
        share = _MAX_REPLY // 4 // len(texts)
        lost = _dump(Lost("flood", "its result is too long to hand over"))
        texts = [text if len(text) <= max(share, len(lost)) else lost for text in texts]
    head = json.dumps({"nonce": nonce, "layers": sorted(on)})
    return f'{head[:-1]},"outcomes":[{",".join(texts)}]}}'.encode()


def _read_frame(descriptor: int) -> bytes:
    (length,) = _HEADER.unpack(_read_exactly(descriptor, _HEADER.size))
    return _read_exactly(descriptor, length)


def _read_exactly(descriptor: int, size: int) -> bytes:
    chunks = []
    while size:
        chunk = os.read(descriptor, size)
        if not chunk:
            os._exit(71)
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _write_frame(descriptor: int, body: bytes) -> None:
    data = memoryview(_HEADER.pack(len(body)) + body)
    while data:
        data = data[os.write(descriptor, data) :]
