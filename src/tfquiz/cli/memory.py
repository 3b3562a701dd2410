"""Small things kept between runs that no learner should have to write into a file: the theme."""

import json
from contextlib import suppress

from tfquiz.paths import Places

FILE = "state.json"


def remembered(places: Places) -> dict[str, str]:
    """What was kept; empty if nothing was, or if it cannot be read."""
    try:
        data = json.loads((places.home / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}


def remember(places: Places, key: str, value: str) -> None:
    """Keep a value; a folder that cannot be written is no reason to stop studying."""
    kept = remembered(places)
    if kept.get(key) == value:
        return
    with suppress(OSError):
        places.home.mkdir(parents=True, exist_ok=True)
        (places.home / FILE).write_text(json.dumps({**kept, key: value}), encoding="utf-8")
