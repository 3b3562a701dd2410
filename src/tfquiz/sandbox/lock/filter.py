"""The filter of system calls: an allow-list in the kernel's own little language (seccomp BPF).

Whatever is not listed does not exist for the child (ENOSYS), so that libraries fall back instead
of dying. Calls that can do harm by their arguments are let through by these only: memory is
never shared or executable, files are never opened for writing, clone only makes threads.
"""

import ctypes
import errno
import struct
from dataclasses import dataclass

from tfquiz.sandbox.lock.machine import Machine, system_call

# Most frequent first: the kernel goes through the list from the top.
_ALLOWED = (
    "futex", "read", "write", "munmap", "madvise", "clock_gettime", "brk", "close", "fstat",
    "newfstatat", "stat", "lstat", "statx", "lseek", "pread64", "readv", "writev", "mremap",
    "access", "faccessat", "getcwd",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall",
    "sched_yield", "sched_getaffinity", "sched_getparam", "sched_getscheduler",
    "sched_get_priority_max", "sched_get_priority_min", "getcpu", "membarrier",
    "nanosleep", "clock_nanosleep", "clock_getres", "gettimeofday", "time", "times",
    "getpid", "gettid", "getppid", "getuid", "getgid", "geteuid", "getegid",
    "uname", "sysinfo", "getrusage", "getrandom", "set_robust_list", "rseq",
    "exit", "exit_group",
)  # fmt: skip
_LOOKING = ("getdents64", "readlink", "readlinkat")
"""Only with Landlock: without it a link may tell what another process has open."""

_PROT_EXEC = 4
_MAP_TYPE, _MAP_PRIVATE = 0x0F, 0x02
_CLONE_THREAD = 0x00010000
_CLONE_MUST = 0x00010000 | 0x00000100 | 0x00000800
"""A thread, with the memory and the signal handlers of the process."""
_CLONE_NEVER = 0x7E020000 | 0x00002000 | 0x80 | 0x1000
"""Namespaces, a cgroup, ptrace, a process descriptor, a clock's namespace."""
_OPEN_NEVER = 0o3 | 0o100 | 0o1000 | 0o10000000 | 0o20000000
"""Writing, creating, truncating, path descriptors, unnamed files."""
_FCNTL = (1, 2, 3, 1030)
"""Read flags, set close-on-exec, duplicate; never an owner for signals."""
_PRCTL = (15, 0x53564D41)
"""Name a thread, name a mapping."""

_LOAD, _JUMP_EQUAL, _JUMP_SET, _AND, _RETURN = 0x20, 0x15, 0x45, 0x54, 0x06
_JUMP_FROM = 0x35
_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_ERRNO = 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000

_SET_FILTER = 1
_ALL_THREADS = 1


class _Program:
    """Instructions in the making. Every block loads what it needs and ends in a return."""

    def __init__(self) -> None:
        self.code = bytearray()

    def add(self, code: int, value: int, yes: int = 0, no: int = 0) -> None:
        self.code += struct.pack("<HBBI", code, yes, no, value)

    def give(self, verdict: int) -> None:
        self.add(_RETURN, verdict)

    def allow(self, number: int) -> None:
        self.add(_JUMP_EQUAL, number, 0, 1)
        self.give(_ALLOW)

    def allow_if(self, number: int, block: "_Program") -> None:
        """Run the block for this call; its last instruction decides."""
        self.add(_JUMP_EQUAL, number, 0, len(block.code) // 8)
        self.code += block.code

    def load_argument(self, index: int, *, high: bool = False) -> None:
        self.add(_LOAD, _ARGUMENTS + 8 * index + (4 if high else 0))


def _no_bits(index: int, bits: int, code: int) -> _Program:
    """Allow unless the argument has one of these bits."""
    block = _Program()
    block.load_argument(index)
    block.add(_JUMP_SET, bits, 0, 1)
    block.give(_ERRNO | code)
    block.give(_ALLOW)
    return block


def _one_of(index: int, values: tuple[int, ...]) -> _Program:
    """Allow when the argument is one of these."""
    block = _Program()
    block.load_argument(index)
    for value in values:
        block.allow(value)
    block.give(_ERRNO | errno.EINVAL)
    return block


def _private_memory() -> _Program:
    """Allow mmap that is neither executable nor shared."""
    block = _Program()
    block.load_argument(2)
    block.add(_JUMP_SET, _PROT_EXEC, 3, 0)
    block.load_argument(3)
    block.add(_AND, _MAP_TYPE)
    block.add(_JUMP_EQUAL, _MAP_PRIVATE, 1, 0)
    block.give(_ERRNO | errno.EPERM)
    block.give(_ALLOW)
    return block


def _threads_only() -> _Program:
    """Allow clone for threads of this process in its own namespaces."""
    block = _Program()
    block.load_argument(0)
    block.add(_JUMP_SET, _CLONE_NEVER, 2, 0)
    block.add(_AND, _CLONE_MUST)
    block.add(_JUMP_EQUAL, _CLONE_MUST, 1, 0)
    block.give(_ERRNO | errno.EPERM)
    block.give(_ALLOW)
    return block


def _only_looking() -> _Program:
    """Allow prlimit64 that sets nothing: its new limit is no pointer."""
    block = _Program()
    block.load_argument(2)
    block.add(_JUMP_EQUAL, 0, 0, 3)
    block.load_argument(2, high=True)
    block.add(_JUMP_EQUAL, 0, 0, 1)
    block.give(_ALLOW)
    block.give(_ERRNO | errno.EPERM)
    return block


def build(machine: Machine, *, opening: bool, threads: bool) -> bytes:
    """The filter's instructions.

    Args:
        machine: whose system calls they are about.
        opening: whether files may be opened to be read.
        threads: whether threads may be started; a library that needs none cannot start thousands.
    """
    program = _Program()
    program.add(_LOAD, _ARCHITECTURE)
    program.add(_JUMP_EQUAL, machine.audit, 1, 0)
    program.give(_KILL)
    program.add(_LOAD, _NUMBER)
    program.add(_JUMP_FROM, _X32, 0, 1)
    program.give(_ERRNO | errno.ENOSYS)
    blocks = {
        "mmap": _private_memory(),
        "mprotect": _no_bits(2, _PROT_EXEC, errno.EPERM),
        "fcntl": _one_of(1, _FCNTL),
        "prctl": _one_of(0, _PRCTL),
        "prlimit64": _only_looking(),
    }
    if threads:
        blocks["clone"] = _threads_only()
    if opening:
        blocks["openat"] = _no_bits(2, _OPEN_NEVER, errno.EACCES)
        blocks["open"] = _no_bits(1, _OPEN_NEVER, errno.EACCES)
    for call in (*_ALLOWED, *(_LOOKING if opening else ())):
        if (number := machine.number(call)) is not None:
            program.allow(number)
    for call, block in blocks.items():
        if (number := machine.number(call)) is not None:
            program.allow_if(number, block)
    program.give(_ERRNO | errno.ENOSYS)
    return bytes(program.code)


class _Header(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that is ready to be set."""

    code: bytes

    def enforce(self) -> None:
        """Bind every thread of this process for good.

        Raises:
            OSError: if the kernel refuses.
        """
        header = _Header(len(self.code) // 8, self.code)
        system_call("seccomp", _SET_FILTER, _ALL_THREADS, ctypes.byref(header))
