"""The settings of this run, from options, environment and file; and whether they can be kept."""

import os
from typing import Any

from tfquiz.config import Settings, settings
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


def check_keys(found: Settings, places: Places) -> None:
    """Check that what is given other keys exists. Loads every screen, where there is any.

    Raises:
        FileError: with every id that means nothing and every key that there is not.
    """
    if not found.keys:
        return
    from tfquiz.cards.places import find_places as find_lines
    from tfquiz.screens.keytable import binding_ids, is_key
    from tfquiz.tui import TfquizApp

    known = binding_ids(TfquizApp)
    lines = find_lines(places.config.read_text(encoding="utf-8"))
    problems = []
    for ident, keys in found.keys.items():
        line = lines.line(("keys", ident))
        if ident not in known:
            problems.append(Problem(str(places.config), line, _no_id(ident, known)))
        problems += [
            Problem(
                str(places.config), line, f"`{ident}`: there is no key `{key}`; see docs/keys.md"
            )
            for key in (part.strip() for part in keys.split(","))
            if not is_key(key)
        ]
    if problems:
        raise FileError(problems)


def _no_id(ident: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(ident, known, n=1)
    meant = f"; is it `{near[0]}`?" if near else "; docs/keys.md lists the ids"
    return f"nothing can be given keys as `{ident}`{meant}"
