"""`tfquiz config`: where every setting comes from."""

import argparse
import json
from typing import Any

from tfquiz.cli.home import find_places
from tfquiz.cli.settings import check_looks, read_settings
from tfquiz.cli.terminal import say
from tfquiz.config import NAMES


def config(options: argparse.Namespace) -> int:
    """Show where the configuration is, and every value with where it comes from."""
    places = find_places(options)
    found = read_settings(places)
    check_looks(found, places)
    if options.json:
        data = {
            "path": str(places.config),
            "settings": {
                name: {"value": _plain(getattr(found, name)), "origin": found.origin(name)}
                for name in NAMES
            },
        }
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return 0
    there = "" if places.config.exists() else " (there is none yet)"
    say(f"{places.config}{there}")
    for name in NAMES:
        value = json.dumps(_plain(getattr(found, name)), ensure_ascii=False)
        say(f"  {name:<16} {value:<14} {found.origin(name)}")
    return 0


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value
