"""What is typed into the search line of Browse, read as a search. Pure.

Words are looked for in a note's id, title and text; `deck:`, `tag:` and `state:` narrow it down.
What is not understood is told, and the rest still counts.
"""

from typing import get_args

from tfquiz.store.search import Filter, Search

STATES: tuple[Filter, ...] = get_args(Filter)


def parse_search(text: str) -> tuple[Search, str]:
    """The search, and a sentence about what was not understood; empty if all was."""
    words: list[str] = []
    tags: list[str] = []
    deck: str | None = None
    state: Filter | None = None
    problem = ""
    for word in text.split():
        key, colon, value = word.partition(":")
        if not colon or key not in ("deck", "tag", "state"):
            words.append(word)
        elif key == "tag" and value:
            tags.append(value)
        elif key == "deck" and value:
            deck = value
        elif key == "state" and value in STATES:
            state = next(one for one in STATES if one == value)
        elif key == "state":
            problem = f"state: {', '.join(STATES)}"
    return Search(" ".join(words), tuple(tags), deck, state), problem
