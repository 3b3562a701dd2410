"""Values to try in the place of a number or a text: of the same sign, size and make."""

import re
from collections.abc import Sequence
from typing import Any

from tfquiz.cards.stream import Stream
from tfquiz.importing.opening.holes import DTYPES, Hole

MEANING = {"axis", "axes", "dim", "ddof", "axisa", "axisb", "axisc", "batch_dims", "axis1",
            "axis2", "ndmin", "exclusive", "k", "offset", "source", "destination"}  # fmt: skip
_WORDS = (
    "fig", "pear", "plum", "lime", "corn", "rice", "mint", "basil", "lemon", "mango", "melon",
    "grape", "olive", "chive", "peach", "cumin", "thyme", "squid", "turnip", "walnut", "hazel",
    "radish", "orange", "almond", "quince", "sorbet", "apricot", "custard", "tarpon",
)  # fmt: skip
"""Words without a letter that comes again."""
_REPEATING = (
    "banana", "coffee", "pepper", "letter", "balloon", "kayak", "cocoa", "papaya", "tomato",
    "cheese", "toffee", "lettuce", "cabbage", "avocado", "pudding", "popcorn", "eggplant", "cookie",
    "currant", "lollipop", "mushroom", "broccoli", "zucchini", "cucumber", "pineapple",
)  # fmt: skip
"""Words in which letters come again."""
ALIKE = 24
"""Words that may stand for a word, those of its length first."""
_TO_EVEN = ("round", "rint", "around")
"""Functions of which halves are what there is to know."""
TO_WHOLE = (*_TO_EVEN, "int", "floor", "ceil", "trunc", "fix")
_CASTS = ("astype", "cast", "saturate_cast", "view")
_OF_DTYPES = ("can_cast", "result_type", "promote_types", "issubdtype", "iinfo", "finfo")
FAMILIES = (
    ("full", "same", "valid"),
    ("left", "right"),
    ("constant", "edge", "linear_ramp", "maximum", "mean", "minimum", "reflect", "symmetric",
     "wrap"),
    ("ij", "xy"),
    ("linear", "lower", "higher", "midpoint", "nearest"),
    ("L", "U"),
    ("SAME", "VALID"),
    ("C", "F", "A", "K"),
    ("no", "equiv", "safe", "same_kind", "unsafe"),
    ("reduced", "complete", "r"),
    ("raise", "wrap", "clip"),
    ("b", "f"),
    ("CONSTANT", "REFLECT", "SYMMETRIC"),
    ("i", "u", "f", "c", "b"),
    ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"),
    DTYPES,
)  # fmt: skip
"""Texts that mean something, with those that could stand in their place."""


MAX_WORDS = 8
"""Of a text that is written in other orders."""
ORDERS = 40


def scalar_pool(hole: Hole) -> list[Any]:
    """Values to try in the place of a scalar, the example's own among them."""
    value = hole.value
    match hole.kind:
        case "bool":
            return [True, False]
        case "str" if value in DTYPES:
            return _dtypes_like(value, hole.call)
        case "str":
            family = next((list(one) for one in FAMILIES if value in one), None)
            return [value, *([one for one in family if one != value] if family else alike(value))]
        case "complex":
            return [complex(0, part) for part in range(1, 6)]
        case "dtype":
            root, _, name = value.partition(".")
            return [f"{root}.{one}" for one in _dtypes_like(name, hole.call)]
        case "float" if hole.call.rpartition(".")[2] in _TO_EVEN and value % 0.5 == 0:
            return [whole + 0.5 for whole in (range(10) if value >= 0 else range(-10, 0))]
        case "float":
            return _float_pool(value)
        case _:
            return _int_pool(hole)


def _dtypes_like(name: str, call: str) -> list[str]:
    """Dtypes that could stand for one.

    Where dtypes are what it is about, any; a cast may go to any real one; data keep their kind, and
    whole numbers of 8 or 16 bits, which soon wrap around, their width too.
    """
    function = call.rpartition(".")[2]
    kind = name.rstrip("0123456789").removeprefix("u")
    if function in _OF_DTYPES:
        found = list(DTYPES)
    elif function in _CASTS and kind != "complex":
        found = [one for one in DTYPES if not one.startswith("complex")]
    elif name.endswith(("int8", "int16")):
        found = [f"u{name.removeprefix('u')}", name.removeprefix("u")]
    else:
        found = [one for one in DTYPES if one.removeprefix("u").startswith(kind)]
    return [name, *(one for one in found if one != name)]


def _int_pool(hole: Hole) -> list[int]:
    value: int = hole.value
    if hole.word == "ddof":
        return [0, 1, 2]
    if hole.is_length:
        if value > 4:
            return [*range(2, 7)] if value < 7 else [*range(3, min(value, 10) + 2)]
        return [*range(min(value, 2), value + 2)]
    if hole.word in MEANING:
        return [-2, -1, 0, 1, 2] if value <= 2 else [value - 1, value, value + 1]
    if value == -1:
        return [-1]
    if -3 <= value <= 3:
        return [*range(-6, 0)] if value < 0 else [*range(10)]
    if abs(value) > 20:
        step = max(1, abs(value) // 20)
        return [value + step * one for one in range(-5, 6)]
    return [*range(1, max(9, value + 3) + 1)] if value > 0 else [*range(value - 3, 0)]


def _float_pool(value: float) -> list[float]:
    step = step_of([value]) or 1.0
    if 0 <= value <= 1 and not is_whole(value):
        return [round(step * one, 4) for one in range(1, int(1 / step + 0.5))][:19]
    if step < 0.5 and value > 1:
        return [round(value + step * one, 4) for one in range(-4, 6) if value + step * one > 0]
    if 0 <= value < 10:
        return [round(step * one, 4) for one in range(0 if value == 0 else 1, 10)]
    span = 4 if abs(value) < 20 else max(1, int(abs(value) / 20))
    numbers = [round(value + step * one * (span if span > 4 else 1), 4) for one in range(-4, 5)]
    return [one for one in numbers if (one > 0) == (value > 0) and one != 0]


def alike(text: str) -> list[str]:
    """Texts of the same make: letters for a letter, words for a word, V2 for V1; none for ""."""
    if not text:
        return []
    for family in FAMILIES:
        if text in family and len(text) > 1:
            return [one for one in family if one != text]
    if len(text) == 1 and text.isascii() and text.isalpha():
        letters = "abcdefgh" if text.islower() else "ABCDEFGH"
        return [one for one in letters if one != text]
    if text[-1].isdigit() and text[:-1].isidentifier() and text.isascii():
        return [f"{text[:-1]}{digit}" for digit in range(1, 9) if f"{text[:-1]}{digit}" != text]
    if text.isascii() and text.isalpha():
        if len(set(text)) < len(text) - 1 and text.islower():
            return _nearest(text, _REPEATING)
        return _nearest(text, [one if text[0].islower() else one.capitalize() for one in _WORDS])
    if text.isdigit():
        return [str(int(text) + more) for more in range(1, 9)]
    return _rearranged(text)


def _nearest(text: str, words: Sequence[str]) -> list[str]:
    """The words whose length is nearest to a text's; other than itself."""
    others = [one for one in words if one != text]
    return sorted(others, key=lambda one: abs(len(one) - len(text)))[:ALIKE]


def _rearranged(text: str) -> list[str]:
    """The words of a text in other orders: `b, c, a` for `a, b, c`."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    between = set(re.findall(r"[^A-Za-z0-9]+", text))
    if not 2 <= len(words) <= MAX_WORDS or len(between) != 1 or not text.startswith(words[0]):
        return []
    [mark] = between
    if all(len(word) == 1 and word.isalpha() and word.islower() for word in words):
        return _spelled(mark, len(words), text)
    orders = [Stream(f"{text}/{turn}").pick(len(words), len(words)) for turn in range(ORDERS)]
    found = [mark.join(words[place] for place in order) for order in orders]
    return [one for one in dict.fromkeys(found) if one != text]


def _spelled(mark: str, length: int, text: str) -> list[str]:
    """Single letters with a mark between them."""
    letters = "abcdefgh"
    picks = [Stream(f"{text}/{turn}").many(length, len(letters)) for turn in range(ORDERS)]
    found = [mark.join(letters[place] for place in pick) for pick in picks]
    return [one for one in dict.fromkeys(found) if one != text]


def step_of(items: list[Any]) -> float | int | None:
    """The grid that floats stand on; None for whole numbers."""
    if all(is_whole(item) for item in items):
        return None
    for step in (0.5, 0.25, 0.1, 0.05, 0.01, 0.005):
        if all(abs(item / step - round(item / step)) < 1e-6 for item in items):
            return step
    return 0.1 if max(abs(item) for item in items) >= 1 else 0.01


def is_whole(number: Any) -> bool:
    """Whether a number has no fraction."""
    return float(number).is_integer()
