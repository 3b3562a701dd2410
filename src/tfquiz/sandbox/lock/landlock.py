"""Landlock: from here on no file is written, and only the interpreter's and libraries' are read.

Best effort by the kernel's ABI number: what a kernel does not know is left out and the filter of
system calls stands for it. Landlock binds the calling thread, so there must be only one.
"""

import ctypes
import fcntl
import os
import struct
from collections.abc import Iterable

from tfquiz.sandbox.lock.machine import system_call

_EXECUTE = 1 << 0
_READ_FILE = 1 << 2
_READ_DIR = 1 << 3
_FILE_BITS_BY_ABI = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights on files the kernel knows from this ABI on; all of them are handled."""
_TCP_SINCE = 4
_SCOPES_SINCE = 6
_TCP = 0b11
_SCOPES = 0b11
"""No abstract UNIX sockets and no signals to processes outside."""
FIRST_DESCRIPTOR = 300
"""Descriptors from here on are the lock's: a child closes all others before it locks itself."""

_ASK_VERSION = 1
_PATH_BENEATH = 1


def abi() -> int:
    """The kernel's Landlock ABI; 0 where there is no Landlock."""
    try:
        return system_call("landlock_create_ruleset", None, 0, _ASK_VERSION)
    except OSError:
        return 0


def attributes(version: int) -> bytes:
    """What a kernel with this ABI can take away, as its call takes it; what is newer is the same.

    All rights on files that it knows, then TCP, then what reaches processes outside.
    """
    bits = max((count for since, count in _FILE_BITS_BY_ABI.items() if since <= version), default=0)
    words = [(1 << bits) - 1]
    if version >= _TCP_SINCE:
        words.append(_TCP)
    if version >= _SCOPES_SINCE:
        words.append(_SCOPES)
    return struct.pack(f"<{len(words)}Q", *words)


class Landlock:
    """What a child may read: prepared before the fork, enforced after it."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.abi = abi()
        wanted = list(paths) if self.abi else []
        opened = [_open(path) for path in wanted if os.path.exists(path)]  # noqa: PTH110
        self._opened = [(_raise(descriptor), rights) for descriptor, rights in opened]
        self._attributes = attributes(self.abi)

    def enforce(self, own: Iterable[str]) -> None:
        """Bind this thread for good, with files of its own process that it may read besides.

        Raises:
            OSError: if the kernel refuses.
        """
        ruleset = system_call("landlock_create_ruleset", self._attributes, len(self._attributes), 0)
        opened = [*self._opened, *(_open(path) for path in own)]
        for descriptor, rights in opened:
            rule = struct.pack("<Qi", rights, descriptor)
            system_call("landlock_add_rule", ruleset, _PATH_BENEATH, ctypes.c_char_p(rule), 0)
        system_call("landlock_restrict_self", ruleset, 0)
        for descriptor in (ruleset, *(descriptor for descriptor, _ in opened)):
            os.close(descriptor)


def _open(path: str) -> tuple[int, int]:
    """A descriptor of the path itself, and the rights that it may be given."""
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    is_folder = os.path.isdir(path)  # noqa: PTH112 (pathlib is slow to import)
    return descriptor, _READ_FILE | (_READ_DIR if is_folder else 0)


def _raise(descriptor: int) -> int:
    """The same, out of the way of a child that closes what it inherited."""
    raised = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR)
    os.close(descriptor)
    return raised
