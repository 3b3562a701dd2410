"""Errors that a person is meant to read. Raised anywhere, printed in one place (`cli`), exit 2.

An error that a program in the sandbox raises is not one of these: that is an outcome, a value.
"""

from dataclasses import dataclass


class TfquizError(Exception):
    """Something that the person at the keyboard can mend. The message says what and how."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, with its place."""

    path: str
    line: int
    """1-based; 0 when the whole file is meant."""
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class FileError(TfquizError):
    """Everything that is wrong with a file, reported at once."""

    def __init__(self, problems: list[Problem], *, advice: str = "") -> None:
        """Sort the problems by place; `advice` is what to do about them all."""
        self.problems = sorted(problems, key=lambda one: (one.path, one.line, one.message))
        lines = [str(problem) for problem in self.problems]
        super().__init__("\n".join([*lines, advice] if advice else lines))
