"""What a program prints, kept in memory up to a cap.

A program's standard output is an object like any other: nothing reaches a descriptor.
"""

import io
import sys

from tfquiz.program.program import MAX_TEXT


class TooMuchPrinted(BaseException):
    """Ends a program that prints without end."""


class Printed(io.TextIOBase):
    """A text stream that keeps what is written, and ends the program above the cap."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def write(self, text: str, /) -> int:
        """Keep the text; raises once the cap is passed."""
        self._size += len(text)
        if self._size > MAX_TEXT:
            raise TooMuchPrinted
        self._parts.append(text)
        return len(text)

    def writable(self) -> bool:
        """It can be written to."""
        return True

    @property
    def flooded(self) -> bool:
        """Whether more was written than is kept."""
        return self._size > MAX_TEXT

    @property
    def text(self) -> str:
        """Everything that was written."""
        return "".join(self._parts)


class Captured:
    """While it is entered, standard output is a `Printed`; what goes to stderr is dropped."""

    __slots__ = ("_before", "_printed")

    def __enter__(self) -> Printed:
        self._before = sys.stdout, sys.stderr
        self._printed = Printed()
        sys.stdout, sys.stderr = self._printed, Printed()
        return self._printed

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self._before
