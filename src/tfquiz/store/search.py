"""What to look for among notes and cards. Who finds it is `finding`."""

from dataclasses import dataclass
from typing import Literal

Filter = Literal["new", "learning", "review", "due", "leech", "suspended", "buried", "retired"]


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for in Browse; every condition that is given must hold."""

    text: str = ""
    """Part of a note's id, title or explanation, in any language, case ignored."""
    tags: tuple[str, ...] = ()
    deck: str | None = None
    state: Filter | None = None
    """Retired cards are found by "retired" only."""
