"""Where this run keeps its files, and the collection in it: from options and environment."""

import argparse
import os
from datetime import UTC, datetime

from tfquiz.paths import HOME_VARIABLE, Places, places
from tfquiz.store.collection import Collection


def find_places(options: argparse.Namespace) -> Places:
    """The learner's files, by `--db`, then `TFQUIZ_HOME`, then the platform."""
    return places(os.environ.get(HOME_VARIABLE), database=options.db)


def open_collection(options: argparse.Namespace) -> Collection:
    """Open the collection, making it when it is not there yet."""
    return Collection.open(find_places(options).database)


def local_now() -> datetime:
    """This instant on the learner's own clock, with its offset."""
    return datetime.now().astimezone()


def utc_now() -> datetime:
    """This instant in UTC."""
    return datetime.now(UTC)
