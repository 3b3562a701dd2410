"""The names that answers consist of: dtypes, exceptions and constants, in every usual spelling.

Tables and lookups only. A name that could mean two things is given back as such, never guessed.
"""

import builtins
import math
import re

from tfquiz.values import Plain

CONSTANTS: dict[str, Plain] = {
    "true": True,
    "t": True,
    "true_": True,
    "false": False,
    "f": False,
    "false_": False,
    "none": None,
    "null": None,
    "nan": math.nan,
    "inf": math.inf,
    "infinity": math.inf,
    "∞": math.inf,
    "真": True,
    "假": False,
    "nanj": complex(0.0, math.nan),
    "infj": complex(0.0, math.inf),
}
"""Without prefix, in lower case."""

LITERALS = ("True", "False", "None", "nan", "inf", "nanj", "infj")
"""Spellings that are never text without quotes, even where the answer is text."""

_PREFIXES = (
    "np",
    "numpy",
    "tf",
    "math",
    "tensorflow",
    "dtypes",
    "builtins",
    "random",
    "linalg",
    "torch",
)

_DTYPES = {
    "bool": "bool",
    "bool_": "bool",
    "boolean": "bool",
    "str": "str",
    "string": "str",
    "str_": "str",
    "object": "object",
    "o": "object",
    "布尔": "bool",
    "b1": "bool",
    "?": "bool",
    "u": "str",
    "intc": "int32",
    "longlong": "int64",
    "half": "float16",
    "single": "float32",
    "double": "float64",
    "float_": "float64",
    "int_": "int64",
    "intp": "int64",
    "bfloat16": "bfloat16",
    **{f"{kind}{bits}": f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)},
    **{f"float{bits}": f"float{bits}" for bits in (16, 32, 64, 128)},
    **{f"complex{bits}": f"complex{bits}" for bits in (64, 128, 256)},
    **{f"i{size}": f"int{size * 8}" for size in (1, 2, 4, 8)},
    **{f"u{size}": f"uint{size * 8}" for size in (1, 2, 4, 8)},
    **{f"f{size}": f"float{size * 8}" for size in (2, 4, 8)},
    **{f"c{size}": f"complex{size * 8}" for size in (8, 16)},
}
VAGUE = {"float": "float64", "int": "int64", "integer": "int64", "complex": "complex128"}
"""Names without a number of bits, and what NumPy takes them for."""

_WRAPPED = re.compile(
    r"""\A\s*+(?:dtype(?=[\s:=])\s*+[:=]?\s*+)?
    (?:(?:[a-z]+\.)*(?:as_)?dtype\(\s*+|<dtype:\s*+|<class\s*+)?['"]?[<>=|]?
    (?P<name>[^\W\d][\w.]*+|\?)['"]?\s*+[)>]?\s*+(?:,\s*+\))?[\s.]*+\Z""",
    re.VERBOSE,
)
_PARTED = re.compile(r"\b(u?int|float|complex|bfloat)[ _-]+(?=\d+\b)", re.IGNORECASE)
"""`int 32` for `int32`."""
_TEXT_DTYPE = re.compile(r"[us]\d+\Z")

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
_SPELLINGS = {name.lower(): name for name in PARENTS} | {"ioerror": "OSError"}

_NO_ERROR = re.compile(
    r"(no|none|nothing|never|not|no[ -]?(error|exception)s?|(does ?n[o']?t|does not) raise( .*+)?"
    r"|no raise|ok|okay|fine|works|it works|runs|不报错|没有异常|不会报错|无|无异常|正常)\W*\Z",
    re.IGNORECASE,
)
_SOME_ERROR = re.compile(
    r"(it )?(raises?|throws?|fails?|crash(es)?|yes|an? )*\s*"
    r"(an? )?(error|exception|yes|raises?|throws?|fails?|crash(es)?|报错|异常|会报错)\W*\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(((it )?(raises?|throws?|gives)|an?|uncaught)\s+|(报错|抛出|引发|异常|[:：])\s*)"
    r"(?=[A-Za-z_])",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """The name without the library in front, when a library stands there."""
    parts = name.split(".")
    while len(parts) > 1 and parts[0] in _PREFIXES:
        parts = parts[1:]
    return ".".join(parts)


def dtype_name(text: str) -> str | None:
    """The plain name of the dtype that `text` writes: "int64", "str" ...; None for no dtype.

    The names in `VAGUE` are given back as they are: what they mean depends on the library.
    """
    match = _WRAPPED.match(_PARTED.sub(r"\1", text))
    if match is None:
        return None
    name = match["name"].rstrip(".").rpartition(".")[2].lower()
    name = name.removesuffix("dtype").removesuffix("_ref")
    if _TEXT_DTYPE.match(name):
        return "str"
    return name if name in VAGUE else _DTYPES.get(name)


def error_name(text: str, known: frozenset[str]) -> str | None:
    """The exception's type name that `text` writes, alone, with a message, or as a traceback.

    Args:
        text: what was typed.
        known: names that this question's programs raised, beside those in `PARENTS`.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    if not lines:
        return None
    line = lines[-1] if lines[0].startswith("Traceback") else lines[0]
    while (lead := _LEAD.match(line)) is not None:
        line = line[lead.end() :]
    head = line.partition(":")[0].partition("(")[0].partition(" at ")[0].strip().rstrip(".!")
    spellings = _SPELLINGS | {name.lower(): name for name in known}
    squeezed = re.sub(r"[\s_-]+", "", head.rpartition(".")[2]).lower()
    if squeezed in spellings:
        return spellings[squeezed]
    short = head.rpartition(".")[2]
    if _ERROR_NAME.match(head) and re.search(r"\w(Error|Exception|Warning)\Z", short):
        return short
    return None


def says_no_error(text: str) -> bool:
    """Whether the text says that nothing is raised."""
    return bool(_NO_ERROR.match(text.strip()))


def says_some_error(text: str) -> bool:
    """Whether the text says that something is raised, and not what."""
    return bool(_SOME_ERROR.match(text.strip())) or text.strip() in ("Exception", "BaseException")
