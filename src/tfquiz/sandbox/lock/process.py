"""What a child gives up as a process: resources, privileges, being seen, outliving its parent."""

import ctypes
import os
import resource
import signal
import struct

from tfquiz.sandbox.lock.machine import system_call

MEBIBYTE = 2**20
MEMORY = 768 * MEBIBYTE
"""Private memory beyond what the template has."""
ADDRESSES = 8192 * MEBIBYTE
DESCRIPTORS = 64

_SET_DEATH_SIGNAL = 1
_SET_DUMPABLE = 4
_SET_NO_NEW_PRIVILEGES = 38
_CAPABILITIES_VERSION = 0x20080522


def limit_memory() -> None:
    """Limit memory and what is written to files, for a process that serves many batches."""
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_DATA, _private_memory() + MEMORY)


def limit_resources(*, cpu_seconds: int) -> None:
    """Set the limits that hold for each process alone; none can be raised again."""
    for what, most in (
        (resource.RLIMIT_DATA, _private_memory() + MEMORY),
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
    ):
        _lower(what, most)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def _lower(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (limit, limit))


def _private_memory() -> int:
    """Bytes of private writable memory that this process has mapped."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (pathlib is slow to import)
            return int(file.read().split()[5]) * resource.getpagesize()
    except OSError:
        return 0


def die_with(parent: int) -> None:
    """Be killed when the parent ends; at once if it has ended already."""
    system_call("prctl", _SET_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(72)


def be_first_to_go() -> None:
    """Be the process that the kernel ends when memory is short."""
    descriptor = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
    try:
        os.write(descriptor, b"1000")
    finally:
        os.close(descriptor)


def hide() -> None:
    """No core dumps, and no look into this process's memory by others of the same user."""
    system_call("prctl", _SET_DUMPABLE, 0, 0, 0, 0)


def give_up_privileges() -> None:
    """No new privileges by any means, and none of those that an administrator's process has."""
    system_call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header = struct.pack("<Ii", _CAPABILITIES_VERSION, 0)
    none = bytes(24)
    system_call("capset", ctypes.c_char_p(header), ctypes.c_char_p(none))
