"""Where this run keeps its files, and the collection in it: from options and environment."""

import argparse
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tfquiz.errors import TfquizError
from tfquiz.paths import HOME_VARIABLE, Places, places

if TYPE_CHECKING:
    from tfquiz.store.collection import Collection

LANGUAGES = ("en", "zh")
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables that name the learner's language, the strongest first."""


def find_places(options: argparse.Namespace) -> Places:
    """The learner's files, by `--db`, then `TFQUIZ_HOME`, then the platform."""
    return places(os.environ.get(HOME_VARIABLE), database=options.db)


def open_collection(options: argparse.Namespace) -> "Collection":
    """Open the collection, making it when it is not there yet."""
    from tfquiz.store.collection import Collection

    where = find_places(options)
    return Collection.open(where.database, today=lambda: _today(where))


def is_begun(where: Places) -> bool:
    """Whether there is a collection, or was one, which is then missed on opening it."""
    return where.database.exists() or where.backups.exists()


def _today(where: Places) -> int:
    """The study day; asked for when something is to be written."""
    from tfquiz.cli.settings import read_settings
    from tfquiz.session.days import study_day

    return study_day(local_now(), day_start=read_settings(where).day_start)


def language_of(asked: str, environment: Mapping[str, str]) -> str:
    """The language for texts of decks: the one asked for, else the locale's, else English.

    Raises:
        TfquizError: if decks are not written in the one asked for.
    """
    if asked:
        if asked not in LANGUAGES:
            raise TfquizError(f"--lang is one of {', '.join(LANGUAGES)}, not {asked}.")
        return asked
    locale = next((environment[name] for name in LOCALE if environment.get(name)), "")
    return locale[:2] if locale[:2] in LANGUAGES else "en"


def local_now() -> datetime:
    """This instant on the learner's own clock, with its offset."""
    return datetime.now().astimezone()


def utc_now() -> datetime:
    """This instant in UTC."""
    return datetime.now(UTC)
