"""A program to run, and its outcome: a value, printed text, an exception, or lost.

`dump_*` and `load_*` are the wire format between tfquiz and the sandbox's child. What is loaded
came from a process that ran a stranger's code: it is checked as data and never believed beyond it.
"""

from dataclasses import dataclass
from typing import Any

from tfquiz import values
from tfquiz.program.steps import Step, checked_text, dump_step, load_step
from tfquiz.values import Value

MAX_TEXT = 8_000
"""Characters of printed text or message kept of one program; more makes the outcome lost."""
MAX_ITEMS = 10_000
"""Items of one value, all that is nested in it together; what has more is only shown."""
MAX_BITS = 10_000
"""Of an integer; larger ones cannot be written as decimal text and read back."""
MAX_STEPS = 60


@dataclass(frozen=True, slots=True)
class Program:
    """Source to execute and what to look at afterwards."""

    source: str
    """Statements, without the imports of `libraries`."""
    ask: str | None = None
    """The expression asked about, evaluated after `source`; None when only printing counts."""
    libraries: tuple[str, ...] = ()
    """Names from `program.libraries`, such as ("numpy",)."""
    names: tuple[str, ...] = ()
    """Variables whose sharing of memory is recorded afterwards."""
    trace: bool = False
    """Whether to record each step; slower, for questions that are kept."""
    shown: bool = True
    """Whether the value's `text` is wanted, which takes as long as many a program."""
    deck: str = ""
    """Whose program it is: where a process lives on, it serves one deck only."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The program ran to its end."""

    value: Value | None
    """What `ask` gave; None when nothing was asked for."""
    text: str
    """`str()` of that value, as `print` would write it; "" where the program is not `shown`."""
    printed: str
    """Everything that the program wrote to standard output before `ask` was evaluated."""
    sharing: tuple[tuple[str, str], ...] = ()
    """Pairs of `names` that share memory, each pair once, in the order of `names`."""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """The program, or the asked expression, ended in an exception."""

    error: str
    """The exception's type name, as the last line of a traceback ends with it."""
    message: str
    line: int
    """1-based line of the source; 0 for the asked expression."""
    printed: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """The program gave no result."""

    reason: str
    """timeout, memory, crash, exit, flood, refused or unavailable."""
    detail: str


Outcome = Finished | Raised | Lost


def dump_program(program: Program) -> dict[str, Any]:
    """Write a program as JSON data."""
    return {
        "source": program.source,
        "ask": program.ask,
        "libraries": list(program.libraries),
        "names": list(program.names),
        "trace": program.trace,
        "shown": program.shown,
    }


def load_program(data: Any) -> Program:
    """Read what `dump_program` wrote; ValueError if it is anything else."""
    try:
        ask = data["ask"]
        return Program(
            source=checked_text(data["source"]),
            ask=None if ask is None else checked_text(ask),
            libraries=tuple(checked_text(name) for name in data["libraries"]),
            names=tuple(checked_text(name) for name in data["names"]),
            trace=bool(data["trace"]),
            shown=bool(data["shown"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a dumped program: {error!r}") from error


def dump_outcome(outcome: Outcome) -> dict[str, Any]:
    """Write an outcome as JSON data."""
    match outcome:
        case Finished():
            return {
                "end": "finished",
                "value": None if outcome.value is None else values.dump(outcome.value),
                "text": outcome.text,
                "printed": outcome.printed,
                "sharing": [list(pair) for pair in outcome.sharing],
                "steps": [dump_step(step) for step in outcome.steps],
            }
        case Raised():
            return {
                "end": "raised",
                "error": outcome.error,
                "message": outcome.message,
                "line": outcome.line,
                "printed": outcome.printed,
                "steps": [dump_step(step) for step in outcome.steps],
            }
        case Lost():
            return {"end": "lost", "reason": outcome.reason, "detail": outcome.detail}


def load_outcome(data: Any) -> Outcome:
    """Read what `dump_outcome` wrote; ValueError if it is anything else."""
    try:
        match data["end"]:
            case "finished":
                value = data["value"]
                return Finished(
                    value=None if value is None else values.load(value),
                    text=checked_text(data["text"]),
                    printed=checked_text(data["printed"]),
                    sharing=tuple((checked_text(a), checked_text(b)) for a, b in data["sharing"]),
                    steps=tuple(load_step(step) for step in data["steps"]),
                )
            case "raised":
                return Raised(
                    error=checked_text(data["error"]),
                    message=checked_text(data["message"]),
                    line=int(data["line"]),
                    printed=checked_text(data["printed"]),
                    steps=tuple(load_step(step) for step in data["steps"]),
                )
            case "lost":
                return Lost(
                    reason=checked_text(data["reason"]), detail=checked_text(data["detail"])
                )
            case other:
                raise ValueError(f"not a dumped outcome: {other!r}")
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"not a dumped outcome: {error!r}") from error
