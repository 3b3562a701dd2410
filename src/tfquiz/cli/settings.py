"""The settings of this run, from options, environment and file; and whether they can be kept."""

import os
from collections.abc import Iterator
from typing import Any

from tfquiz.config import PREFIX, Settings, no_such, settings
from tfquiz.errors import FileError, Problem, TfquizError
from tfquiz.paths import Places


def read_settings(places: Places, **options: Any) -> Settings:
    """The settings of this run: `options`, then the environment, then the file.

    Raises:
        TfquizError: if the file or the environment holds something that is no setting.
    """
    try:
        text = places.config.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = None
    except (OSError, UnicodeDecodeError) as error:
        raise TfquizError(f"{places.config} cannot be read: {error}.") from None
    return settings(text, os.environ, options, path=str(places.config))


def check_looks(found: Settings, places: Places) -> None:
    """Check that there is such a theme, and what is given other keys. Loads what it needs for it.

    Raises:
        FileError: with a theme that there is not, and every such id and key.
    """
    problems = [*_theme_problems(found, places), *_key_problems(found, places)]
    if problems:
        raise FileError(problems)


def _theme_problems(found: Settings, places: Places) -> Iterator[Problem]:
    if not found.theme:
        return
    from textual.theme import BUILTIN_THEMES

    from tfquiz.cards.places import find_places as find_lines

    if found.theme not in BUILTIN_THEMES:
        message = no_such("theme", found.theme, sorted(BUILTIN_THEMES))
        if found.origin("theme") == "file":
            line = find_lines(places.config.read_text(encoding="utf-8")).line(("theme",))
            yield Problem(str(places.config), line, message)
        else:
            yield Problem(f"{PREFIX}THEME", 0, message)


def _key_problems(found: Settings, places: Places) -> Iterator[Problem]:
    if not found.keys:
        return
    from tfquiz.cards.places import find_places as find_lines
    from tfquiz.screens.keytable import binding_ids, is_key
    from tfquiz.tui import TfquizApp

    known = binding_ids(TfquizApp)
    lines = find_lines(places.config.read_text(encoding="utf-8"))
    for ident, keys in found.keys.items():
        line = lines.line(("keys", ident))
        if ident not in known:
            yield Problem(str(places.config), line, _no_id(ident, known))
        for key in (part.strip() for part in keys.split(",")):
            if not is_key(key):
                message = f"`{ident}`: there is no key `{key}`; see docs/keys.md"
                yield Problem(str(places.config), line, message)


def _no_id(ident: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(ident, known, n=1)
    meant = f"; is it `{near[0]}`?" if near else "; docs/keys.md lists the ids"
    return f"nothing can be given keys as `{ident}`{meant}"
