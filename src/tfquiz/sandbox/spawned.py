"""Batches in a spawned worker, for systems without fork: macOS, Windows, or where it is asked for.

The worker has no lock of the operating system's. What holds it are the language's lock, deadlines
counted here, and a watch over its memory. It lives on between the batches of one deck and is killed
and started anew for another deck, and after every loss.
"""

import contextlib
import importlib
import os
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from typing import IO

from tfquiz.program.program import Outcome
from tfquiz.sandbox.broken import Broken, GoneError, Reason
from tfquiz.sandbox.environment import environment, interpreter
from tfquiz.sandbox.reply import (
    MAX_REPLY,
    RefusedError,
    Request,
    dump_request,
    is_whole,
    read_reply,
)

START_SECONDS = 120.0
MEMORY = 1536 * 2**20
"""Resident bytes of the worker above which it is killed, libraries included."""
_LOOK = 0.05
"""Seconds between two looks at progress and memory."""
_CHUNK = 65_536
_MODULES = {
    "numpy": ("tfquiz.sandbox.child.arrays",),
    "tensorflow": ("tfquiz.sandbox.child.tensors",),
    "pandas": ("pandas", "tfquiz.sandbox.child.arrays"),
}


class Spawned:
    """One worker process, started when it is needed, for one deck at a time.

    Args:
        heavy: the heavy libraries that the worker loads.
        order: which order sets have in it.
        memory: resident bytes above which it is killed.
    """

    def __init__(self, heavy: tuple[str, ...], order: int = 0, memory: int = MEMORY) -> None:
        self._order = order
        self._memory = memory
        self._deck = ""
        self._modules = [module for name in heavy for module in _MODULES[name]]
        self._worker: _Worker | None = None
        self._turn = threading.Lock()

    def start(self) -> None:
        """Nothing to wait for: a worker starts with its first batch."""

    def attempt(
        self, request: Request, libraries: tuple[str, ...], *, deadline: float
    ) -> list[Outcome] | Broken:
        """Run a batch of one deck once; a worker that loses it is not used again."""
        del libraries  # The worker imports what the programs name; nothing forbids it later.
        with self._turn:
            result = self._serving(request.programs[0].deck).converse(request, deadline)
            if isinstance(result, Broken):
                self._end()
            return result

    def _serving(self, deck: str) -> "_Worker":
        """A worker that has served no other deck and is not in the middle of anything."""
        if self._worker is None or deck != self._deck or not self._worker.is_fresh():
            self._end()
            self._worker = _Worker(self._modules, self._order, self._memory)
            self._deck = deck
        return self._worker

    def leave(self, room: object) -> None:
        """The worker stays: it serves a deck, room or not."""

    def close(self) -> None:
        """End the worker."""
        with self._turn:
            self._end()

    def _end(self) -> None:
        if self._worker is not None:
            self._worker.kill()
            self._worker = None


class _Worker:
    """The parent's side of one worker process."""

    def __init__(self, modules: list[str], order: int, memory: int) -> None:
        self._memory = memory
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            interpreter("tfquiz.sandbox.child.worker", *modules),
            env=environment(order),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._replies = _Pump(self._process.stdout)
        self._progress = _Pump(self._process.stderr)
        self._resident = _watch(self._process.pid)
        self._is_ready = False

    def is_fresh(self) -> bool:
        """Whether it runs and has said nothing that it was not asked for."""
        return self._process.poll() is None and self._replies.is_empty()

    def kill(self) -> None:
        """End the process and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pump in (self._replies, self._progress):
            pump.stop()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def converse(self, request: Request, deadline: float) -> list[Outcome] | Broken:
        """Send a request and wait for its reply, as long as programs keep ending in time."""
        self._progress.drain()
        self._send(dump_request(request))
        received, begun = bytearray(), 0
        limit = time.monotonic() + (deadline if self._is_ready else START_SECONDS)
        while time.monotonic() < limit:
            if (chunk := self._replies.next()) is not None:
                received += chunk
                if not chunk:
                    return _broken("crash", f"it ended the process ({self._code()})", begun)
                if is_whole(received):
                    self._is_ready = True
                    return _read(bytes(received), request, begun)
            if (marks := self._progress.drain()) > 0:
                begun = min(begun + marks, len(request.programs))
                limit = time.monotonic() + deadline
            if self._resident() > self._memory:
                return _broken("memory", "it needs more memory than a program may have", begun)
        return _broken("timeout", f"no end after {deadline:g} seconds", begun)

    def _send(self, data: bytes) -> None:
        if self._process.stdin is None:
            raise GoneError("the worker has no standard input")
        try:
            self._process.stdin.write(data)
            self._process.stdin.flush()
        except OSError as error:
            raise GoneError(f"the worker is gone: {error}") from error

    def _code(self) -> int:
        return self._process.wait()


def _watch(pid: int) -> Callable[[], int]:
    """How many bytes of a process are resident, to be asked again and again; 0 when it is gone."""
    try:
        psutil = importlib.import_module("psutil")
    except ImportError:
        return lambda: 0  # on Linux the worker's own limits stand for it
    try:
        process = psutil.Process(pid)
    except psutil.Error:
        return lambda: 0

    def resident() -> int:
        try:
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0

    return resident


class _Pump:
    """Reads a pipe in a thread of its own, never more than a few replies ahead."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._chunks: queue.Queue[bytes] = queue.Queue(maxsize=2 + MAX_REPLY // _CHUNK)
        self._stream = stream
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while self._stream is not None and (chunk := os.read(self._stream.fileno(), _CHUNK)):
            self._chunks.put(chunk)
        self._chunks.put(b"")

    def is_empty(self) -> bool:
        """Whether there is nothing to take."""
        return self._chunks.empty()

    def next(self) -> bytes | None:
        """What came, b"" at the end of the pipe, None when nothing came for a while."""
        try:
            return self._chunks.get(timeout=_LOOK)
        except queue.Empty:
            return None

    def drain(self) -> int:
        """Throw away what is there; how many bytes it was."""
        count = 0
        while not self._chunks.empty():
            count += len(self._chunks.get())
        return count

    def stop(self) -> None:
        """Wait for the thread, whose pipe has ended."""
        while self._thread.is_alive():
            self.drain()
            self._thread.join(timeout=_LOOK)


def _read(data: bytes, request: Request, begun: int) -> list[Outcome] | Broken:
    try:
        return read_reply(data, request)
    except RefusedError as error:
        return _broken("crash", f"the worker's reply was refused: {error}", begun)


def _broken(reason: Reason, detail: str, begun: int) -> Broken:
    return Broken(reason, detail, max(begun - 1, 0))
