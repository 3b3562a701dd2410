"""The names that answers consist of: dtypes and constants, in every usual spelling.

Tables and lookups only. A name that could mean two things is given back as such, never guessed.
"""

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
    (?P<name>[^\W\d][\w.]*+(?:\[\w+\])?|\?)['"]?\s*+[)>]?\s*+(?:,\s*+\))?[\s.]*+\Z""",
    re.VERBOSE,
)
_PARTED = re.compile(r"\b(u?int|float|complex|bfloat)[ _-]+(?=\d+\b)", re.IGNORECASE)
"""`int 32` for `int32`."""
_MOMENTS = re.compile(r"(?:datetime|timedelta)64\[\w+\]\Z")
_TEXT_DTYPE = re.compile(r"[us]\d+\Z")


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
    if _MOMENTS.match(name):
        return match["name"]
    return name if name in VAGUE else _DTYPES.get(name)
