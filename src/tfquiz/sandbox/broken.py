"""How a batch is lost: what every way of running programs reports instead of outcomes."""

from dataclasses import dataclass
from typing import Literal, Protocol

from tfquiz.program.program import Outcome
from tfquiz.sandbox.reply import Request

Reason = Literal["timeout", "memory", "crash", "exit", "flood"]


class GoneError(OSError):
    """The helper process ended, or never became ready."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A batch that gave no reply."""

    reason: Reason
    detail: str
    index: int
    """The program that had begun last; 0 when none had."""


class Engine(Protocol):
    """Something that runs batches for one group of libraries."""

    def start(self) -> None:
        """Wait until batches can be run; GoneError when they never can, or it was closed."""

    def attempt(
        self, request: Request, libraries: tuple[str, ...], *, deadline: float
    ) -> list[Outcome] | Broken:
        """Run a batch once; GoneError when the engine is no more."""

    def leave(self, room: object) -> None:
        """A room that requests came from wants no more."""

    def close(self) -> None:
        """End every process."""
