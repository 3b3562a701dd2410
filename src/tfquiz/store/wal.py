"""Whether a write-ahead log still holds what was committed to it, and what its frames hold.

SQLite takes a log for empty from the first frame on that is not whole, and says nothing: after a
crash that is right, since what was not yet flushed had not been committed. This module tells the
cases in which it had been. It only reads; frames are laid over a copy, never over the file itself.
"""

import os
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_HEADER, _FRAME, _PAGE = 32, 24, 4096
_MAGIC = 0x377F0682
"""The lowest bit tells the byte order of the words that checksums add up."""
_INDEX = 100
"""Bytes of the shared index that tell which frames were committed, and which of them copied."""
_MASK = 0xFFFFFFFF
_held: dict[tuple[int, int], int] = {}
"""Descriptors of shared indexes that were read, by device and inode; never closed: closing one
would drop the locks that SQLite holds on that file for this process."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """One page as a transaction left it."""

    page: int
    """Counted from 1."""
    size: int
    """Pages of the file after the transaction that ends here; 0 within a transaction."""
    data: bytes
    is_current: bool
    """Whether it bears the log's salt; others are left from before the log was begun anew."""
    is_whole: bool
    """Whether it is current, and its checksum goes on from that of the frame before."""


@dataclass(frozen=True, slots=True)
class Log:
    """A write-ahead log as it is on the disk."""

    is_whole: bool
    """Whether its header is."""
    salt: bytes
    frames: tuple[Frame, ...]

    @property
    def committed(self) -> int:
        """How many frames SQLite accepts."""
        first_broken = next(
            (at for at, frame in enumerate(self.frames) if not frame.is_whole), len(self.frames)
        )
        return _last_commit(self.frames[:first_broken]) if self.is_whole else 0

    @property
    def has_gap(self) -> bool:
        """Whether a transaction was begun after one that SQLite does not accept.

        That one had been flushed then; the last one may have been cut off by a crash.
        """
        current = [frame for frame in self.frames[self.committed :] if frame.is_current]
        ends = (at for at, frame in enumerate(current, 1) if frame.size)
        return next(ends, len(current)) < len(current)


@dataclass(frozen=True, slots=True)
class _Index:
    """What the last processes that had the file open knew of its log."""

    salt: bytes
    committed: int
    """Frames that were committed."""
    copied: int
    """Frames of which the file has the content."""


def loss(path: Path) -> str | None:
    """What committed content a database's log has evidently lost, in words; None for nothing.

    To be asked before SQLite opens the file: it then forgets which frames there were.
    """
    told = _loss(path)
    # Another process may have begun the log anew between two reads: what is broken stays so.
    return told if told is not None and told == _loss(path) else None


def lay_over(path: Path, log: Path) -> None:
    """Write what the whole frames of a log hold into a copy of its database."""
    whole = [frame for frame in read(log).frames if frame.is_whole]
    whole = whole[: _last_commit(whole)]
    with path.open("r+b") as file:
        for frame in whole:
            file.seek((frame.page - 1) * len(frame.data))
            file.write(frame.data)
        if whole:
            file.truncate(whole[-1].size * len(whole[-1].data))


def read(log: Path) -> Log:
    """A log's frames; none if there is no such file."""
    data = log.read_bytes() if log.exists() else b""
    header = data[:_HEADER].ljust(_HEADER, b"\0")
    magic, _, size = struct.unpack_from(">3I", header)
    sums: Pair = struct.unpack_from(">2I", header, 24)
    if magic & ~1 == _MAGIC and _sum(header[:24], (0, 0), magic) == sums:
        return Log(True, header[16:24], tuple(_frames(data, size, header[16:24], magic, sums)))
    salt = data[_HEADER + 8 : _HEADER + 16]
    native = _MAGIC | (sys.byteorder == "big")
    return Log(False, salt, tuple(_frames(data, _PAGE, salt, native, None)))


def _loss(path: Path) -> str | None:
    file = _beside(path, "-wal")
    index = _index(_beside(path, "-shm"))
    log = read(file)
    if index is not None and index.copied >= index.committed and index.salt == log.salt:
        return None
    if not log.is_whole and any(log.salt):
        return f"the header of its write-ahead log {file.name} is broken"
    if log.has_gap:
        return f"its write-ahead log {file.name} is broken in the middle"
    if index is None or (log.is_whole and log.salt != index.salt):
        return None
    missing = index.committed - max(log.committed, index.copied)
    if missing <= 0:
        return None
    return f"its write-ahead log {file.name} lacks the last {missing} pages that were saved"


def _index(file: Path) -> _Index | None:
    """What the shared index tells; None if there is none, or it is not whole."""
    data = _begin_of(file)
    if len(data) < _INDEX or data[:48] != data[48:96]:
        return None
    native = _MAGIC | (sys.byteorder == "big")
    if _sum(data[:40], (0, 0), native) != struct.unpack_from("=2I", data, 40):
        return None
    [committed], [copied] = struct.unpack_from("=I", data, 16), struct.unpack_from("=I", data, 96)
    return _Index(data[32:40], committed, copied)


def _begin_of(file: Path) -> bytes:
    """The first bytes of a shared index; none if there is no such file."""
    try:
        found = file.stat()
        held = _held.get((found.st_dev, found.st_ino))
        if held is None:
            held = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
            found = os.fstat(held)
            _held[found.st_dev, found.st_ino] = held
        return os.pread(held, _INDEX, 0)
    except FileNotFoundError:
        return b""


def _frames(
    data: bytes, size: int, salt: bytes, magic: int, before: Pair | None
) -> Iterator[Frame]:
    """The frames of a log; of the first, without the checksum `before` it, only the salt counts."""
    for at in range(_HEADER, len(data) - _FRAME - size + 1, _FRAME + size):
        head, page = data[at : at + _FRAME], data[at + _FRAME : at + _FRAME + size]
        number, pages = struct.unpack_from(">2I", head)
        sums: Pair = struct.unpack_from(">2I", head, 16)
        is_current = head[8:16] == salt
        is_whole = is_current and (before is None or _sum(head[:8] + page, before, magic) == sums)
        yield Frame(number, pages, page, is_current, is_whole)
        before = sums


def _last_commit(frames: Sequence[Frame]) -> int:
    """How many frames there are up to the end of the last transaction."""
    return max((at for at, frame in enumerate(frames, 1) if frame.size), default=0)


def _sum(data: bytes, before: Pair, magic: int) -> Pair:
    """SQLite's checksum of the log (file format, section 4.2)."""
    words = iter(struct.unpack(f"{'>' if magic & 1 else '<'}{len(data) // 4}I", data))
    one, two = before
    for word, other in zip(words, words, strict=True):
        one = (one + word + two) & _MASK
        two = (two + other + one) & _MASK
    return one, two


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
