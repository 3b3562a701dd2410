"""Ids from titles and code: readable, and the same again when a note is imported again."""

import re
import unicodedata
from collections.abc import Collection

MAX_ID = 48


def slug(text: str) -> str:
    """An id from the ASCII words of a text; "" if it has none."""
    plain = unicodedata.normalize("NFKD", text)
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[A-Za-z])'", "", plain).lower())
    found = ""
    for word in words:
        if len(found) + len(word) + 1 > MAX_ID:
            break
        found = f"{found}-{word}" if found else word[:MAX_ID]
    return found


def unique(name: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it new."""
    if name not in taken:
        return name
    return next(f"{name}-{number}" for number in range(2, 9_999) if f"{name}-{number}" not in taken)
