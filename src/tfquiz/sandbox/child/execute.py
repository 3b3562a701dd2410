"""Runs one program and says how it ended. Never raises for what the program does.

The source is compiled and executed as it stands: what runs is exactly what is shown.
"""

import contextvars
import re
from functools import lru_cache
from types import CodeType, TracebackType
from typing import Any

from tfquiz.program.program import MAX_TEXT, Finished, Lost, Outcome, Program, Raised
from tfquiz.sandbox.child.bindings import Bindings, begin, surroundings
from tfquiz.sandbox.child.convert import convert
from tfquiz.sandbox.child.printing import Captured, Printed, TooMuchPrinted
from tfquiz.sandbox.child.sharing import sharing
from tfquiz.sandbox.child.trace import Trace

_OF_A_NODE = re.compile(
    r"^Node: [^\n]*\n(.*?)(?=\n\s*\[\[\{\{node|\nOriginal stack trace|\Z)", re.MULTILINE | re.DOTALL
)
_OF_A_KERNEL = re.compile(r"\{\{function_node [^}]*\}\}\s*|\s*\[Op:\w+\](?: name: ?\w*)?\s*\Z")
SOURCE_NAME = "<program>"
ASK_NAME = "<ask>"
MAX_SOURCE = 20_000
"""Characters of source: a megabyte of it costs the parser a gigabyte."""


def run_program(program: Program, bindings: Bindings) -> Outcome:
    """Run a program in a namespace of its own and describe the end."""
    if len(program.source) + len(program.ask or "") > MAX_SOURCE:
        return Lost("refused", f"the program is longer than {MAX_SOURCE} characters")
    try:
        if complaint := bindings.complaint(program):
            return Lost("refused", complaint)
    except Exception as error:  # noqa: BLE001 (an odd source must not cost the batch its other programs)
        return Lost("refused", f"not readable: {type(error).__name__}")
    begin(program)
    run = _Run(program, bindings.namespace(program.libraries))
    # NumPy's print options and error states live in the context: a copy dies with the program.
    return contextvars.copy_context().run(run.outcome)


@lru_cache(maxsize=1000)
def _compiled(text: str, name: str, mode: str) -> CodeType:
    """Compile as it stands; the variants of one template often ask the same."""
    return compile(text, name, mode, dont_inherit=True)


class _Run:
    """One program on its way."""

    def __init__(self, program: Program, namespace: dict[str, Any]) -> None:
        self._program = program
        self._namespace = namespace
        self._trace = Trace(namespace, program.ask) if program.trace else None
        self._asking = False

    def outcome(self) -> Outcome:
        with Captured() as printed:
            try:
                with surroundings(self._program.libraries):
                    result: Outcome = self._finish(printed)
            except BaseException as error:  # noqa: BLE001 (SystemExit, too, is only how it ended)
                result = self._end(error, printed)
        return (
            Lost("flood", f"it prints more than {MAX_TEXT} characters")
            if printed.flooded
            else result
        )

    def _finish(self, printed: Printed) -> Outcome:
        program = self._program
        self._execute(program.source)
        self._asking = True
        written = printed.text
        if program.ask is None:
            return Finished(None, "", written, self._sharing(), self._steps())
        value = self._evaluate(program.ask)
        # A text is looked at for what drives a terminal, whoever wants to see it.
        text = str(value) if program.shown or type(value) is str else ""
        if len(text) > MAX_TEXT:
            return Lost("flood", f"its result takes more than {MAX_TEXT} characters to print")
        return Finished(convert(value), text, written, self._sharing(), self._steps())

    def _execute(self, source: str) -> None:
        if self._trace is None:
            code = _compiled(source, SOURCE_NAME, "exec")
            exec(code, self._namespace)  # noqa: S102 (this is what the sandbox is for)
        else:
            self._trace.execute(source, SOURCE_NAME)

    def _evaluate(self, ask: str) -> Any:
        if self._trace is None:
            code = _compiled(ask.strip(), ASK_NAME, "eval")
            return eval(code, self._namespace)  # noqa: S307 (this is what the sandbox is for)
        return self._trace.evaluate(ASK_NAME)

    def _sharing(self) -> tuple[tuple[str, str], ...]:
        return sharing(self._program.names, self._namespace)

    def _steps(self) -> Any:
        return () if self._trace is None else self._trace.steps

    def _end(self, error: BaseException, printed: Printed) -> Outcome:
        """Sort an exception: the program's own, or a limit of the sandbox."""
        match error:
            case TooMuchPrinted():
                return Lost("flood", f"it prints more than {MAX_TEXT} characters")
            case MemoryError():
                return Lost("memory", "it needs more memory than a program may have")
            case SystemExit():
                return Lost("exit", "it ends the process")
            case _:
                return self._raised(error, printed)

    def _raised(self, error: BaseException, printed: Printed) -> Outcome:
        name = type(error).__name__[:200]
        if name == "ResourceExhaustedError":
            return Lost("memory", "it needs more memory than a program may have")
        line = 0 if self._asking else _line(error)
        return Raised(name, _message(error), line, printed.text, self._steps())


def _message(error: BaseException) -> str:
    """The exception's text; making it may run the program's own code."""
    try:
        return _plain(str(error))[: MAX_TEXT // 4]
    except Exception:  # noqa: BLE001 (a broken __str__ is the program's own affair)
        return ""


def _plain(text: str) -> str:
    """TensorFlow's message without its names of kernels and the stack traces of a graph."""
    if text.startswith("Graph execution error") and (found := _OF_A_NODE.search(text)):
        text = found[1]
    return _OF_A_KERNEL.sub("", text).strip()


def _line(error: BaseException) -> int:
    """The innermost line of the program's own source in the traceback."""
    if isinstance(error, SyntaxError) and error.filename == SOURCE_NAME:
        return error.lineno or 0
    line = 0
    step: TracebackType | None = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == SOURCE_NAME:
            line = step.tb_lineno
        step = step.tb_next
    return line
