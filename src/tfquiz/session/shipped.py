"""The decks that ship with tfquiz, and how a deck is named: by its file, or without a path."""

import tomllib
from pathlib import Path

import tfquiz
from tfquiz.cards.question import pick
from tfquiz.errors import TfquizError
from tfquiz.files import is_there

SHIPPED = "shipped"
"""The origin of a deck that came with tfquiz."""


def shipped_decks() -> dict[str, Path]:
    """The shipped decks' files by name, such as "numpy", in the order to learn them in."""
    package = Path(tfquiz.__file__).parent
    # beside the package in a wheel; at the top of a working copy
    folders = (package / "decks", package.parents[1] / "decks")
    folder = next((one for one in folders if one.is_dir()), folders[0])
    files = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    first = [name for name in ("python", "numpy", "tensorflow", "tensorflow1") if name in files]
    return {name: files[name] for name in (*first, *(one for one in files if one not in first))}


def offers(known: set[str], language: str) -> list[tuple[str, str, int]]:
    """Shipped decks whose id is not in `known`: name, title, and how many notes they have."""
    found = []
    for name, path in shipped_decks().items():
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        header = data["deck"]
        if header["id"] not in known:
            title = header["title"]
            words = {"en": title} if isinstance(title, str) else title
            found.append((name, pick(words, language), len(data["notes"])))
    return found


def find_deck(name: str) -> tuple[Path, str]:
    """The file of a deck named on the command line, and its origin.

    A path to a file comes first, then the name of a shipped deck.

    Raises:
        TfquizError: if there is neither.
    """
    path = Path(name).expanduser()
    shipped = shipped_decks()
    if is_there(path) and path.is_file():
        resolved = path.resolve()
        own = any(resolved == one.resolve() for one in shipped.values())
        return path, SHIPPED if own else str(resolved)
    if name in shipped:
        return shipped[name], SHIPPED
    if is_there(path):
        what = "a folder" if path.is_dir() else "a pipe or a device"
        raise TfquizError(f"{name} is {what}; name a deck's file.")
    known = ", ".join(shipped)
    raise TfquizError(f"There is no file {name}, and no shipped deck of that name ({known}).")
