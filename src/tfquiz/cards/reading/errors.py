"""How an exception is read: its name, with a message, as a traceback, or in a sentence.

A text that says that something is raised and not what is asked for again.
"""

import builtins
import re

from tfquiz.cards.question import Question
from tfquiz.cards.reading.around import shown_output, without_lead
from tfquiz.cards.reading.known import errors, is_text, values
from tfquiz.cards.reading.result import Reading
from tfquiz.cards.reading.tokens import plain
from tfquiz.cards.reading.words import Stuck

_ERROR_NAME = re.compile(r"[A-Za-z_][\w.]*\Z")
_OTHERS = {
    "AxisError": ("ValueError", "IndexError"),
    "LinAlgError": ("ValueError",),
    "UFuncTypeError": ("TypeError",),
    "JSONDecodeError": ("ValueError",),
    "FrozenInstanceError": ("AttributeError",),
    "StatisticsError": ("ValueError",),
    "InvalidArgumentError": ("OpError",),
    "FailedPreconditionError": ("OpError",),
    "NotFoundError": ("OpError",),
    "OutOfRangeError": ("OpError",),
    "UnimplementedError": ("OpError",),
    "ResourceExhaustedError": ("OpError",),
    "OperatorNotAllowedInGraphError": ("TypeError",),
}
"""Exceptions of libraries, each with what it derives from."""


def _builtin_errors() -> dict[str, tuple[str, ...]]:
    too_wide = ("BaseException", "Exception", "object")
    return {
        name: tuple(base.__name__ for base in thing.__mro__[1:] if base.__name__ not in too_wide)
        for name, thing in vars(builtins).items()
        if isinstance(thing, type) and issubclass(thing, BaseException) and thing.__name__ == name
    }


PARENTS = _builtin_errors() | _OTHERS
"""Every exception known by name, with the names of those that also catch it."""
_VAGUE = ("Exception", "BaseException")
_SPELLINGS = {name.lower(): name for name in PARENTS} | {"ioerror": "OSError"}

_NO_ERROR = re.compile(
    r"""(?:no,?\s+)?(?:
    n|no|nope|none|nothing(?:\s+happens)?|never|not|no\s+raise
    |(?:no[ -]?|without\s+(?:an?\s+)?)(?:error|exception)s?
        (?:\s+(?:is|are|gets)\s+(?:raised|thrown))?
    |(?:(?:it|this|that)\s+)?(?:does\s?n[o']?t|does\s+not|will\s+not|won'?t)
        (?:\s+(?:raise|throw|fail|crash)(?:\s.*+)?)?
    |(?:(?:it|this|that)\s+)?(?:works|runs|passes|succeeds)
        (?:\s+(?:fine|well|through|without\s.*+))?
    |ok|okay|fine|success
    |[它这]?(?:不会|不|没有|没|无|都不)(?:报错|抛出|抛|出错)?(?:任何)?(?:错误|异常)?
    |(?:能|可以)?正常(?:运行)?完?|没问题
    )\W*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED = re.compile(r".*(?:\b(?:no|not|never|without|none)\b|n't\b|[不没无])", re.IGNORECASE)
_SOME_ERROR = re.compile(
    r"""(?:yes[,:]?\s++)?(?:(?:it|this|that)\s++)?(?:
    (?:[\w' -]*\s)?(?:error|exception)s?|[\w' -]*\smismatch|yes
    |(?:will\s+|would\s+)?(?:raises?|throws?|fails?|crash(?:es)?)(?:\s+(?:an?|some)\s+\w+)?
    |是|会|(?:会|将)?(?:报错|抛出?异常|出错|异常)
    )\W*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_LEAD = re.compile(
    r"""(?:
    (?:(?:(?:it|this|that)\s+)?(?:will\s+|would\s+)?(?:raises?|throws?|gives)|an?|uncaught|yes)\s+
    |(?:yes|error|exception)\s*[,:-]\s*
    |(?:会?报错|会?抛出|会?引发|异常|:)\s*
    )(?=[A-Za-z_])""",
    re.IGNORECASE | re.VERBOSE,
)
_TAIL = re.compile(r"[:(,]|\s(?:at|is|gets|because|since|as|when)\s")
_WORD = re.compile(r"\w++")


def read_error(text: str, question: Question) -> Reading | None:
    """The exception that a text says; None if it says none.

    Raises:
        Stuck: if it says that there is one, but not which.
    """
    known = errors(question)
    name = error_name(plain(text), known)
    is_vague = name in _VAGUE and name not in known
    if name is not None and not is_vague:
        return Reading(text, "error", error=name)
    may_be_text = question.facet == "value" and not known and any(map(is_text, values(question)))
    if is_vague or (says_some_error(text) and not may_be_text):
        raise Stuck(0, "which-error")
    return None


def error_name(text: str, known: frozenset[str]) -> str | None:
    """The exception's type name that `text` writes, alone, with a message, or as a traceback.

    Args:
        text: what was typed.
        known: names that this question's programs raised, beside those in `PARENTS`.
    """
    shown = without_lead(shown_output(text))
    lines = [line.strip() for line in shown.splitlines() if line.strip()]
    if not lines:
        return None
    is_traceback = lines[0].startswith(("Traceback", "File "))
    line = (lines[-1] if is_traceback else lines[0]).strip("'\"")
    while (lead := _LEAD.match(line)) is not None:
        line = line[lead.end() :]
    head = _TAIL.split(line, maxsplit=1)[0].strip().rstrip(".!")
    words = set(_WORD.findall(line.partition(":")[0]))
    if sum(word.endswith(("Error", "Exception", "Warning")) for word in words) > 1:
        return None
    short = head.rpartition(".")[2]
    spellings = _SPELLINGS | {name.lower(): name for name in known}
    squeezed = re.sub(r"[\s_-]+", "", short).lower()
    if squeezed in spellings:
        return spellings[squeezed]
    if _ERROR_NAME.match(head) and re.search(r"\w(Error|Exception|Warning)\Z", short):
        return short
    return None


def says_no_error(text: str) -> bool:
    """Whether the text says that nothing is raised."""
    return bool(_NO_ERROR.match(plain(text).strip()))


def says_some_error(text: str) -> bool:
    """Whether the text says that something is raised, and not what."""
    said = plain(text).strip()
    return bool(_SOME_ERROR.match(said)) and not _DENIED.match(said)
