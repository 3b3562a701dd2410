"""What reading gives: a reading, or why there is none. Data only."""

from dataclasses import dataclass
from typing import Literal

from tfquiz.values import Value

NO_ERROR = "no error"
"""The value of a reading that says that nothing is raised."""

NOWHERE = -1

Sort = Literal["value", "error", "no-error", "text", "shape", "dtype", "names", "code"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text cannot be read as an answer; costs nothing."""

    column: int
    """0-based, in its line: where the caret goes; `NOWHERE` if no one place is to blame."""
    line: int
    """0-based."""
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, and how it was written."""

    text: str
    sort: Sort
    value: Value | None = None
    """None when only an exception is meant."""
    error: str | None = None
    """The exception's type name. Printed text that could also mean an exception has both."""
    loose: bool = False
    """Whether several items stood without brackets around them."""
    commas: bool = False
    """Whether commas parted the items."""
    dtype: str | None = None
    """The dtype, where one was written out."""
    unsaid: bool = False
    """Whether only the constructor decided that the numbers are floats, as in `np.zeros(3)`."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value, and how it was written."""

    value: Value
    loose: bool
    """Whether several items stood without brackets around them."""
    commas: bool
    dtype: str | None
    """The dtype, where one was written out."""
    unsaid: bool
    """Whether only the constructor decided that the numbers are floats, as in `np.zeros(3)`."""
