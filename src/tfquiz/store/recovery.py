"""Putting a copy back, and saving what can be read from a damaged file.

The damaged file is never written to: it is read from a copy, and what is recovered goes to a new
file, made from the newest whole backup and everything that the log still tells.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tfquiz.store import backup, files, migrate, remains, transfer, wal
from tfquiz.store.backup import Backup
from tfquiz.store.collection import Collection
from tfquiz.store.errors import MissingError, StoreError
from tfquiz.store.keys import Keys
from tfquiz.store.prepared import Prepared
from tfquiz.store.transfer import Imported

_IDS = Prepared("ids_of_log")
SIDE_FILES = ("", "-wal", "-shm")
"""What SQLite's files are called, after the database's name."""


def check(path: Path) -> list[str]:
    """What is broken in a collection's file; empty when it is whole. Reads all of it.

    Raises:
        MissingError: if there is no such file.
    """
    if not path.exists():
        raise MissingError(f"There is no collection at {path} yet.")
    return files.faults(path)


def restore(path: Path, copy: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the collection, after backing up what is there.

    Args:
        path: the collection.
        copy: the file to put back.
        now: the local time, for names.

    Returns:
        Where the collection was put before it was replaced; None if there was none.

    Raises:
        StoreError: if the copy is damaged or no collection; nothing is changed then.
    """
    if not copy.exists():
        raise MissingError(f"There is no file {copy} to restore from.")
    faults = files.faults(copy)
    if faults:
        raise StoreError(f"{copy} cannot be restored: {faults[0]}. Nothing was changed.")
    migrate.check_version(copy)
    with tempfile.TemporaryDirectory() as folder:
        # Thinning out old copies may remove the very one that is put back.
        source = Path(folder) / "copy.db"
        files.copy(copy, source)
        return _replace(path, now, lambda: _put_back(source, path))


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was saved of a damaged collection."""

    base: Backup | None
    """The copy that it builds on; None if there is no whole one."""
    beyond: Imported
    """What was read from the damaged file that the copy does not hold."""
    reviews: int
    """Answers in the new file that count."""
    bare: int
    """Lines of the damaged file's log of which only what schedules need could be read."""
    lost: int | None
    """Lines of the damaged file's log that are in neither; None if that cannot be told."""


def recover(path: Path, target: Path) -> Recovered:
    """Save what can be read of a damaged collection to a new file.

    Args:
        path: the damaged collection; it is left as it is.
        target: the new file; it must not exist.

    Raises:
        StoreError: if `target` exists or cannot be written, or the newest copy is of a newer
            tfquiz; no file is left then.
    """
    if target.exists():
        raise StoreError(f"{target} exists already: name a new file to recover to.")
    base = backup.newest_whole(path)
    if base is not None:
        migrate.check_version(base.path)
    try:
        return _recover(path, target, base)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _recover(path: Path, target: Path, base: Backup | None) -> Recovered:
    lost = wal.loss(path)
    if base is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        files.copy(base.path, target)
    with tempfile.TemporaryDirectory() as folder:
        left = remains.read(_copy_raw(path, Path(folder)))
    with Collection.open(target) as collection:
        with collection.reading() as connection:
            known = Keys.load(connection)
        keys = {id_: key for key, id_ in known.ids.items()}
        before = _ids(collection)
        beyond = transfer.merge(collection, remains.lines(left, keys))
        count = sum(tally.share.count for tally in collection.tallies())
        saved = _ids(collection)
    missing = None if lost or left.listed is None else len(left.listed - saved)
    return Recovered(base, beyond, count, len(left.bare & saved - before), missing)


def _ids(collection: Collection) -> set[str]:
    """The ids of all lines of the log."""
    with collection.reading() as connection:
        return {row[0] for row in _IDS.all(connection, {})}


def set_aside(path: Path, now: datetime) -> Path:
    """Move a damaged collection out of the way, with its journal; returns where it is now."""
    aside = path.with_name(f"{path.stem}-damaged-{now:%Y-%m-%dT%H%M%S}.db")
    for suffix in SIDE_FILES:
        file = path.with_name(path.name + suffix)
        if file.exists():
            file.rename(aside.with_name(aside.name + suffix))
    return aside


def _replace(path: Path, now: datetime, put: Callable[[], None]) -> Path | None:
    if not path.exists():
        # A journal without its file would be taken for the new file's.
        set_aside(path, now)
        before = None
    elif files.faults(path):
        before = set_aside(path, now)
    else:
        before = backup.make(path, now, kind="restore")
    put()
    return before


def _put_back(source: Path, path: Path) -> None:
    if path.exists():
        files.restore(source, path)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        files.copy(source, part)
        part.replace(path)


def _copy_raw(path: Path, folder: Path) -> Path:
    """A copy of the file alone, with all that can be read of its journal laid over it."""
    target = folder / "damaged.db"
    shutil.copyfile(path, target)
    wal.lay_over(target, path.with_name(f"{path.name}-wal"))
    return target
