"""Reading a file that a stranger may have made: ordinary files only, and no more than a given size.

A named pipe would be waited for and a device read without end; neither is opened here. What the
bytes mean is the business of whoever asked for them.
"""

import stat
from pathlib import Path

from tfquiz.errors import TfquizError


def read_bytes(path: Path, limit: int) -> bytes:
    """The whole content of an ordinary file.

    Raises:
        TfquizError: if there is none, it cannot be read, or it holds more than `limit` bytes.
    """
    try:
        _must_be_ordinary(path)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise TfquizError(f"{path}: there is no such file.") from None
    except OSError as error:
        raise TfquizError(f"{path}: cannot be read: {error.strerror}.") from None
    if len(data) > limit:
        raise TfquizError(f"{path}: larger than {limit:,} bytes; split it up.")
    return data


def is_there(path: Path) -> bool:
    """Whether there is anything of this name; TfquizError where that cannot be found out."""
    try:
        return path.exists()
    except OSError as error:
        raise TfquizError(f"{path}: cannot be read: {error.strerror}.") from None


def _must_be_ordinary(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise TfquizError(f"{path}: a folder; name a file in it.")
    if not stat.S_ISREG(mode):
        raise TfquizError(f"{path}: a pipe or a device, and no file; save it as one.")
