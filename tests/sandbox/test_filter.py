"""The filter of system calls, instruction by instruction, for both machines that it is made for."""

import errno
import struct
from pathlib import Path

import pytest

from tfquiz.sandbox.lock.filter import build
from tfquiz.sandbox.lock.landlock import attributes
from tfquiz.sandbox.lock.machine import _AUDIT_ARCH, _NUMBERS, Machine

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
MACHINES = [Machine(name, audit) for name, audit in _AUDIT_ARCH.items()]
KINDS = [(opening, threads) for opening in (True, False) for threads in (True, False)]
EXEC, WRITE, READ, SHARED, PRIVATE, ANONYMOUS = 4, 2, 1, 1, 2, 0x20
THREAD = 0x3D0F00
"""What a C library asks clone for to make a thread."""


def table(section: str) -> dict[str, tuple[int | None, int | None]]:
    """Another source's numbers: name, x86_64, aarch64."""
    text = Path(__file__).with_name("system_calls.txt").read_text()
    lines = text.partition(f"[{section}]\n")[2].partition("\n\n")[0].splitlines()
    rows = [line.split() for line in lines]
    return {name: (_number(one), _number(two)) for name, one, two in rows}


def _number(text: str) -> int | None:
    return None if text == "-" else int(text)


def verdict(program: bytes, number: int, *arguments: int, audit: int) -> int:
    """Run a filter as the kernel does: one accumulator, jumps forward only, a return at the end."""
    data = struct.pack("<iIQ6Q", number, audit, 0, *arguments, *[0] * (6 - len(arguments)))
    place = accumulator = 0
    while True:
        code, yes, no, value = struct.unpack_from("<HBBI", program, 8 * place)
        place += 1
        match code:
            case 0x20:
                (accumulator,) = struct.unpack_from("<I", data, value)
            case 0x54:
                accumulator &= value
            case 0x15:
                place += yes if accumulator == value else no
            case 0x35:
                place += yes if accumulator >= value else no
            case 0x45:
                place += yes if accumulator & value else no
            case 0x06:
                return value
            case _:
                raise AssertionError(f"no such instruction: {code:#x}")


def ask(machine: Machine, call: str, *arguments: int, opening=True, threads=True) -> int:
    column = MACHINES.index(machine)
    number = (table("used") | table("never"))[call][column]
    program = build(machine, opening=opening, threads=threads)
    return verdict(program, number, *arguments, audit=machine.audit)


def test_the_numbers_are_those_of_another_source():
    assert table("used") == _NUMBERS


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.name)
@pytest.mark.parametrize(("opening", "threads"), KINDS)
def test_whatever_is_not_listed_does_not_exist(machine, opening, threads):
    program = build(machine, opening=opening, threads=threads)
    column = MACHINES.index(machine)
    for name, numbers in table("never").items():
        if numbers[column] is not None:
            found = verdict(program, numbers[column], audit=machine.audit)
            assert found == ERRNO | errno.ENOSYS, name
    used = {numbers[column] for numbers in table("used").values()}
    for number in {*range(700), 2**30 - 1, -1, -2} - used:
        assert verdict(program, number, audit=machine.audit) == ERRNO | errno.ENOSYS, number


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.name)
def test_another_machines_calls_end_the_process(machine):
    program = build(machine, opening=True, threads=True)
    i386, arm, other = 0x40000003, 0x40000028, 0xC00000F3
    for audit in (i386, arm, other, *(one.audit for one in MACHINES if one != machine)):
        assert verdict(program, 0, audit=audit) == KILL


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.name)
def test_the_other_numbers_of_the_same_machine_do_not_exist(machine):
    program = build(machine, opening=True, threads=True)
    for number in (*range(0x40000000, 0x40000220), 0x7FFFFFFF):
        assert verdict(program, number, audit=machine.audit) == ERRNO | errno.ENOSYS


ALLOWED = [
    ("read",), ("write",), ("futex",), ("exit_group",), ("getrandom",), ("munmap",),
    ("mmap", 0, 4096, READ | WRITE, PRIVATE | ANONYMOUS),
    ("mprotect", 0, 4096, READ | WRITE),
    ("clone", THREAD),
    ("openat", 0, 0, 0o2000000),
    ("fcntl", 1, 1), ("fcntl", 1, 1030),
    ("prctl", 15), ("prlimit64", 0, 7, 0, 4096),
]  # fmt: skip
REFUSED = [
    ("mmap", 0, 4096, READ | EXEC, PRIVATE | ANONYMOUS),
    ("mmap", 0, 4096, READ | WRITE, SHARED | ANONYMOUS),
    ("mmap", 0, 4096, READ | WRITE, 3),
    ("mprotect", 0, 4096, READ | EXEC),
    ("clone", 17), ("clone", THREAD & ~0x00010000), ("clone", THREAD & ~0x00000100),
    ("clone", THREAD | 0x10000000), ("clone", THREAD | 0x00020000), ("clone", THREAD | 0x2000),
    ("clone", THREAD | 0x1000), ("clone", THREAD | 0x80),
    ("openat", 0, 0, 1), ("openat", 0, 0, 2), ("openat", 0, 0, 0o100), ("openat", 0, 0, 0o1000),
    ("openat", 0, 0, 0o10000000), ("openat", 0, 0, 0o20200000), ("openat", 0, 0, 3),
    ("fcntl", 1, 8), ("fcntl", 1, 10), ("fcntl", 1, 4), ("fcntl", 1, 1033), ("fcntl", 1, 1031),
    ("prctl", 4), ("prctl", 22), ("prctl", 38), ("prctl", 0x59616D61), ("prctl", 1),
    ("prlimit64", 0, 7, 4096), ("prlimit64", 0, 7, 2**32), ("prlimit64", 0, 7, 2**40 + 2**33),
]  # fmt: skip


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.name)
@pytest.mark.parametrize("call", ALLOWED, ids=str)
def test_what_libraries_need_is_allowed(machine, call):
    assert ask(machine, *call) == ALLOW


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.name)
@pytest.mark.parametrize("call", REFUSED, ids=str)
def test_what_does_harm_by_its_arguments_is_refused(machine, call):
    assert ask(machine, *call) & 0xFFFF0000 == ERRNO


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.name)
def test_without_landlock_nothing_is_opened_and_without_need_no_thread_starts(machine):
    for call in ("openat", "getdents64", "readlinkat"):
        assert ask(machine, call, opening=True) == ALLOW
        assert ask(machine, call, opening=False) == ERRNO | errno.ENOSYS
    assert ask(machine, "clone", THREAD, threads=False) == ERRNO | errno.ENOSYS


FILES_1, FILES_2, FILES_3, FILES_5 = 0x1FFF, 0x3FFF, 0x7FFF, 0xFFFF
RIGHTS = {
    1: (FILES_1,),
    2: (FILES_2,),
    3: (FILES_3,),
    4: (FILES_3, 0b11),
    5: (FILES_5, 0b11),
    6: (FILES_5, 0b11, 0b11),
    7: (FILES_5, 0b11, 0b11),
    8: (FILES_5, 0b11, 0b11),
}


@pytest.mark.parametrize(("version", "words"), RIGHTS.items())
def test_landlock_takes_away_all_that_its_version_knows(version, words):
    assert attributes(version) == struct.pack(f"<{len(words)}Q", *words)
