"""Judges typed code by what running it gave: any code that gives the target is right.

Pure: it says which program to run and what its outcome means; who runs it is the session's
business. What does not run to its end, or may not run at all, costs nothing: the learner meant
something, and a typing error in code says nothing about the idea.
"""

import ast

from tfquiz.cards.answers import answer_of
from tfquiz.cards.comparing import alike
from tfquiz.cards.judging.result import Judgement, Misconceived, Right, Slip, Wrong
from tfquiz.cards.judging.words import say
from tfquiz.cards.naming import reads_any, variables
from tfquiz.cards.question import Answer, Gives, Question, Target
from tfquiz.cards.reading.around import typed_code
from tfquiz.cards.reading.result import NOWHERE, Unreadable
from tfquiz.cards.reading.words import Stuck
from tfquiz.program.policy import violations
from tfquiz.program.program import Finished, Lost, Outcome, Program, Raised
from tfquiz.values import Array, Opaque, Value, show

LONGEST = 60
"""Columns of a value, or of an exception's message, that a sentence repeats."""


def names_to_use(code: str, body: str) -> tuple[str, ...]:
    """The variables that typed code has to use one of; empty where code cannot be typed.

    Args:
        code: the lines that are shown.
        body: the code that is asked for, to follow on them.
    """
    try:
        found = tuple(variables(code))
        ast.parse(body)
    except SyntaxError:
        return ()
    return found if reads_any(body, found) else ()


def program_for(question: Question, text: str, language: str) -> Program | Unreadable:
    """The program that tells what typed code gives, or why it may not run.

    Args:
        question: the question, with a target.
        text: what was typed; it parses.
        language: of what is said.
    """
    target = question.target
    if target is None:
        raise ValueError("this question does not ask for code")
    code = typed_code(text)
    if refused := _refused(question, text, code, language):
        return refused
    if not reads_any(code, target.names):
        return _again("literal", say("or", language).join(target.names), language)
    before, ask = _parted(code, target, question.code)
    if ask is None:
        return _again("no-result", "", language)
    source = "\n".join(part for part in (question.code, before) if part)
    return Program(source, ask, question.libraries, deck=question.deck)


def judge_code(
    question: Question, program: Program, outcome: Outcome, language: str
) -> Judgement | Unreadable:
    """What the outcome of typed code says about the learner.

    Args:
        question: the question, with a target.
        program: what was run.
        outcome: what came of it.
        language: of what is said.
    """
    target = question.target
    if target is None:
        raise ValueError("this question does not ask for code")
    match outcome:
        case Raised(error=error, message=message):
            told = f"{error}: {message}" if message else error
            return _again("code-raises", told, language)
        case Lost(reason=reason, detail=detail):
            return _again("code-lost", detail or reason, language)
        case Finished(value=None):
            return _again("no-value", outcome.text, language)
        case Finished(value=value):
            answer = answer_of("value", program, outcome)
            if not isinstance(answer, Gives) or isinstance(value, Opaque):
                return _again("no-value", outcome.text, language)
            return _judge(target, answer, language)


def _judge(target: Target, given: Gives, language: str) -> Judgement:
    if _same(given.value, target.answer, target.tolerance):
        return _checked_kind(given.value, target.answer.value, language)
    beliefs = tuple(
        name for name, answer in target.beliefs.items() if _same(given.value, answer, 0.0)
    )
    if beliefs:
        return Misconceived(beliefs, given.value)
    said = say("code-gives", language, text=_short(show(given.value)))
    return Wrong(said, gave=given.value)


def _same(value: Value, wanted: Answer, tolerance: float) -> bool:
    return isinstance(wanted, Gives) and alike(value, wanted.value, tolerance=tolerance)


def _checked_kind(value: Value, wanted: Value, language: str) -> Right | Slip:
    """The values are right; they are to be of the dtype, and in the container, that is shown."""
    one, other = _container(value), _container(wanted)
    if one != other:
        return Slip(say("in-another", language, wanted=other, typed=one), gave=value)
    if isinstance(value, Array) and isinstance(wanted, Array) and value.dtype != wanted.dtype:
        said = say("dtype-width", language, wanted=wanted.dtype, typed=value.dtype)
        return Slip(said, gave=value)
    return Right()


def _container(value: Value) -> str:
    """An array of any library, one number of any library, or the kind of what holds the items."""
    if isinstance(value, Array):
        return "array" if value.shape else "scalar"
    return getattr(value, "kind", "scalar")


def _refused(question: Question, text: str, code: str, language: str) -> Unreadable | None:
    """What the language of decks does not allow, with its place in the text."""
    above = question.code.count("\n") + 1 if question.code else 0
    source = f"{question.code}\n{code}" if question.code else code
    found = violations(source, question.libraries)
    if not found:
        return None
    first = found[0]
    message = Stuck(0, "forbidden", text=first.message.partition(";")[0]).sentence(language)
    start = text.find(code)
    if start < 0:
        return Unreadable(NOWHERE, 0, message)  # prompts stood between its lines
    line = max(0, first.line - 1 - above)
    lines = code.split("\n")
    written = lines[min(line, len(lines) - 1)].encode()[: first.column].decode(errors="ignore")
    indent = start - (text.rfind("\n", 0, start) + 1) if line == 0 else 0
    return Unreadable(len(written) + indent, line + text.count("\n", 0, start), message)


def _parted(code: str, target: Target, setting: str) -> tuple[str, str | None]:
    """The statements to run, and the expression to look at; None if there is none."""
    last = ast.parse(code).body[-1]
    ask = target.ask
    known = {*variables(setting), *variables(code)} if ask else set()
    if ask and not (ask.isidentifier() and ask not in known):
        return code, ask
    match last:
        case ast.Expr():
            lines = code.split("\n")
            head = lines[last.lineno - 1].encode()[: last.col_offset].decode()
            before = "\n".join([*lines[: last.lineno - 1], head])
            return before.rstrip(), ast.get_source_segment(code, last)
        case ast.Assign(targets=[ast.Name(id=name), *_]):
            return code, name
        case _:
            return code, None


def _again(problem: str, text: str, language: str) -> Unreadable:
    return Unreadable(NOWHERE, 0, Stuck(0, problem, text=_short(text)).sentence(language))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 3]}..."
