"""The whole lock: prepared once in the template, put on by each child before it runs anything.

`Lock.apply` never fails for want of a layer: it returns which layers are really on, and the caller
decides whether that is enough. What is on cannot be taken off again.
"""

import os
import sys
import sysconfig
from collections.abc import Callable
from functools import partial

from tfquiz.sandbox.lock import process
from tfquiz.sandbox.lock.filter import Filter, build
from tfquiz.sandbox.lock.landlock import Landlock
from tfquiz.sandbox.lock.machine import machine

NEEDED = frozenset({"limits", "privileges", "system calls"})
"""Without these a child is not confined. Without Landlock the filter lets no file be opened."""

_OWN_FILES = ("/proc/self/cmdline", "/dev/urandom")
"""TensorFlow aborts without them."""


class Lock:
    """What can be computed before the fork."""

    def __init__(self, *, threads: bool) -> None:
        """Prepare a lock that lets a child start threads, or not."""
        self._machine = machine()
        self._parent = os.getpid()
        self._landlock: Landlock | None = None
        self._filters: dict[bool, Filter] = {}
        if self._machine is not None:
            self._landlock = Landlock(_readable())
            self._filters = {
                opening: Filter(build(self._machine, opening=opening, threads=threads))
                for opening in (True, False)
            }

    @property
    def can_open_files(self) -> bool:
        """Whether a locked child may still read where libraries live; only with Landlock."""
        return self._landlock is not None and self._landlock.abi > 0

    def apply(self, *, cpu_seconds: int) -> frozenset[str]:
        """Lock this process down; the names of the layers that are on.

        Raises:
            RuntimeError: if there is more than one thread, which a part of the lock would not bind.
        """
        if self._machine is None or self._landlock is None:
            return frozenset()
        if self.can_open_files and _thread_count() != 1:
            raise RuntimeError("a lock on one thread of several is no lock")
        steps: list[tuple[str, Callable[[], None]]] = [
            ("limits", partial(process.limit_resources, cpu_seconds=cpu_seconds)),
            ("dies with its parent", partial(process.die_with, self._parent)),
            ("first to go", process.be_first_to_go),
            ("hidden", process.hide),
            ("privileges", process.give_up_privileges),
            ("files", self._lock_files),
        ]
        on = {name for name, step in steps if _works(step)}
        # Last, as it forbids most of the calls above.
        if _works(self._filters["files" in on].enforce):
            on.add("system calls")
        return frozenset(on)

    def limit(self, *, cpu_seconds: int) -> frozenset[str]:
        """Put on the limits of resources only, for where nobody wants to be confined."""
        step = partial(process.limit_resources, cpu_seconds=cpu_seconds)
        return frozenset(("limits",)) if _works(step) else frozenset()

    def _lock_files(self) -> None:
        if self._landlock is None or not self.can_open_files:
            raise OSError("no Landlock")
        self._landlock.enforce(_OWN_FILES)


def _thread_count() -> int:
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208 (on the way of every batch)


def _works(step: Callable[[], None]) -> bool:
    try:
        step()
    except (OSError, ValueError):
        return False
    return True


def _readable() -> list[str]:
    """Where the interpreter and the installed libraries live, and nothing else."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    found = {sysconfig.get_path(name) for name in names}
    found |= {path for path in sys.path if path.endswith(("-packages", "lib-dynload"))}
    return sorted(found)
