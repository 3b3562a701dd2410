"""The template process: imports the libraries of one group once, then forks a child a batch.

It is trusted: it never sees a program, a request or a reply, only numbers and descriptors that the
parent sends over a control socket. It stays at one thread, so that forking is safe and the child's
lock binds everything. When the parent goes, it goes, and its children with it.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import struct
from collections.abc import Sequence
from functools import cache
from typing import NoReturn

from tfquiz.program.libraries import LIBRARIES
from tfquiz.program.policy import violations
from tfquiz.sandbox.child.serve import serve
from tfquiz.sandbox.lock.landlock import FIRST_DESCRIPTOR, abi
from tfquiz.sandbox.lock.lock import Lock

_FATE = struct.Struct("<i")
_HEAVY = {
    "numpy": ("numpy", "tfquiz.sandbox.child.arrays"),
    "tensorflow": ("tensorflow", "tfquiz.sandbox.child.tensors"),
    "pandas": ("pandas", "tfquiz.sandbox.child.arrays"),
}
"""What a library that is slow to import needs in the template, in this order."""

_THREADED = frozenset(("tensorflow",))
"""Libraries that start threads when they compute."""
_LATE = ("unicodedata",)
"""Extension modules that the interpreter loads by itself when it first needs them."""
_SAMPLE = "x = [max(y) for y in ([1], [2])]\nx.append(len(x))\nprint(f'{x[0]}', end='')"
"""A program of our own, only to be checked."""
_UNREADABLE = {"numpy": ("numpy.ma", "numpy.polynomial")}
"""Modules without machine code: Landlock lets a child read them when it needs them."""


def main(arguments: Sequence[str]) -> NoReturn:
    """Serve the parent on the inherited control socket until it goes away."""
    descriptor, *libraries = arguments
    # Low, where every child closes it, however many files the parent had open.
    control = socket.socket(fileno=_lowered(int(descriptor)))
    try:
        _load(libraries)
    except Exception as error:  # noqa: BLE001 (whatever a library does at import, the parent hears it)
        control.send(f"{type(error).__name__}: {error}"[:2000].encode())
        os._exit(1)
    control.send(b"ready")
    Template(control, Lock(threads=not _THREADED.isdisjoint(libraries))).serve()


def _lowered(descriptor: int) -> int:
    low = os.dup(descriptor)
    if low > descriptor:
        os.close(low)
        return descriptor
    os.close(descriptor)
    return low


def _load(libraries: Sequence[str]) -> None:
    """Import everything that a child could need, and prove that one thread is left."""
    # Next to nothing of what imports make is garbage; looking for it takes a tenth of their time.
    gc.disable()
    for module in _LATE:
        importlib.import_module(module)
    for library in libraries:
        late = () if abi() else _UNREADABLE.get(library, ())
        for module in (*_HEAVY[library], *late):
            importlib.import_module(module)
    threads = _thread_count()
    if threads > 1:
        raise RuntimeError(f"{threads} threads run after the imports; forking would not be safe")
    # What is loaded now lives as long as the process: no child's collector needs to touch it.
    gc.freeze()
    gc.enable()
    _tidy_memory()


def _tidy_memory() -> None:
    """Merge freed memory here, once, and not in each child that allocates for the first time."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


@cache
def _prepare(libraries: tuple[str, ...]) -> None:
    """What all children with these libraries need and could not load behind their lock."""
    for name in libraries:
        if LIBRARIES[name].distribution is None:
            importlib.import_module(name)
    # Once here, so that no child reads the lists and meets the check's code for the first time.
    violations(_SAMPLE, libraries)


def _thread_count() -> int:
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 (pathlib is slow to import)
    except OSError:
        return 1


class Template:
    """The loop between the parent's messages and the ends of children."""

    def __init__(self, control: socket.socket, lock: Lock) -> None:
        self._control = control
        self._lock = lock
        self._children: dict[int, tuple[int, int]] = {}
        """For each process id: the number that the parent knows and the pipe for its status."""
        self._wakeup, wakeup = os.pipe()
        os.set_blocking(self._wakeup, False)
        os.set_blocking(wakeup, False)
        self._wakeup_out = wakeup
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)

    def serve(self) -> NoReturn:
        """Fork and reap until the parent closes its end."""
        while True:
            ready, _, _ = select.select([self._control.fileno(), self._wakeup], [], [])
            if self._wakeup in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wakeup, 4096)
                self._reap()
            if self._control.fileno() in ready:
                message, descriptors, _, _ = socket.recv_fds(self._control, 65_536, 4)
                if not message:
                    self._leave()
                self._obey(json.loads(message), descriptors)

    def _obey(self, order: dict[str, object], descriptors: list[int]) -> None:
        match order:
            case {"run": int(number), "libraries": list(names)}:
                _prepare(tuple(str(name) for name in names))
                self._fork(number, descriptors)
            case {"end": int(number)}:
                for pid, (known, _) in self._children.items():
                    if known == number:
                        os.kill(pid, signal.SIGKILL)
            case _:
                self._leave()

    def _fork(self, number: int, descriptors: list[int]) -> None:
        request, reply, progress, fate = descriptors
        pid = os.fork()
        if pid == 0:
            _become_child(request, reply, progress, self._lock)
        for descriptor in (request, reply, progress):
            os.close(descriptor)
        self._children[pid] = (number, fate)

    def _reap(self) -> None:
        while self._children:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            _, fate = self._children.pop(pid)
            # The parent closes its end as soon as it has a reply that it believes.
            with contextlib.suppress(BrokenPipeError):
                os.write(fate, _FATE.pack(status))
            os.close(fate)

    def _leave(self) -> NoReturn:
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)


def _become_child(request: int, reply: int, progress: int, lock: Lock) -> NoReturn:
    """Drop everything of the template's but its memory, and serve one batch."""
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        moved = zip((request, reply, progress), (200, 201, 202), strict=True)
        kept = [os.dup2(descriptor, wanted, inheritable=False) for descriptor, wanted in moved]
        os.closerange(3, 200)
        os.closerange(203, FIRST_DESCRIPTOR)
        serve(*kept, lock=lock)
    finally:
        # Not even an exception may let a child live on as a second template.
        os._exit(70)
