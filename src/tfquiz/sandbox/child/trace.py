"""Records what a program does, step by step, while it runs exactly as it stands.

Statements are followed by the interpreter's own line events in the program's outermost frame. The
asked expression, and the lines behind the names in it, are taken apart: each call, operator,
subscript and array-valued attribute hands its value through a recorder, evaluated once, in order.
"""

import sys
from collections import Counter
from types import FrameType
from typing import Any

from tfquiz.program.program import MAX_STEPS
from tfquiz.program.steps import Step
from tfquiz.sandbox.child.convert import convert
from tfquiz.sandbox.child.marking import RECORDER, Marking
from tfquiz.values import Array, Value

MAX_STEP_ITEMS = 100


class Trace:
    """The steps of one program."""

    def __init__(self, namespace: dict[str, Any], ask: str | None) -> None:
        self._namespace = namespace
        self._given = frozenset(namespace)
        self._found: list[tuple[int, int, str, Value, int | None, int]] = []
        """line, column, text, value, key of the expression, key of the enclosing one."""
        self._seen: dict[str, tuple[int, Value]] = {}
        self._line = 0
        self._marking = Marking(ask)
        namespace["__builtins__"][RECORDER] = self._record

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was recorded so far."""
        parts = Counter(line for line, column, *_ in self._found if line and column >= 0)
        # A whole line without parts is no tree: the line's own step says it all.
        kept = [one for one in self._found if one[1] < 0 or parts[one[0]] != 1 or one[-1] >= 0]
        index = {key: number for number, (*_, key, _) in enumerate(kept) if key is not None}
        return tuple(
            Step(line, column, text, value, index.get(parent, -1))
            for line, column, text, value, _, parent in kept
        )

    def execute(self, source: str, filename: str) -> None:
        """Run the statements, with what stands behind the asked expression taken apart."""
        code = self._marking.program(source, filename)

        def enter(frame: FrameType, event: str, _: Any) -> Any:
            outermost = frame.f_code is code and event == "call"
            return self._on_line if outermost else None

        sys.settrace(enter)
        try:
            exec(code, self._namespace)  # noqa: S102 (this is what the sandbox is for)
        finally:
            sys.settrace(None)
            self._record_changes()

    def _on_line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self._record_changes()
            self._line = frame.f_lineno
        return self._on_line

    def _record_changes(self) -> None:
        for name, thing in list(self._namespace.items()):
            # What starts like `__warningregistry__` is the interpreter's own.
            if name in self._given or name.startswith("__") or len(self._found) >= MAX_STEPS:
                continue
            state = id(thing), convert(thing, limit=MAX_STEP_ITEMS)
            if self._seen.get(name) != state:
                self._seen[name] = state
                self._found.append((self._line, -1, name, state[1], None, -1))

    def evaluate(self, filename: str) -> Any:
        """Evaluate the asked expression and record its parts."""
        code = self._marking.asked(filename)
        return eval(code, self._namespace)  # noqa: S307 (as above)

    def _record(self, key: int, value: Any) -> Any:
        """Keep what a part of an expression gave, and hand it on."""
        part = self._marking.parts[key]
        if len(self._found) < MAX_STEPS:
            kept = convert(value, limit=MAX_STEP_ITEMS)
            if isinstance(kept, Array) or not part.is_attribute:
                self._found.append((part.line, part.column, part.text, kept, key, part.enclosing))
        return value
