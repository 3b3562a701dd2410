"""Copies of the collection: made each day, before a schema change and on request; put back.

A copy is one ordinary SQLite file, written beside its final name and renamed when it is complete
and found whole. Daily copies are thinned out to the last seven and one for each of the four weeks
before; other kinds to the last five.
"""

import glob
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from tfquiz.paths import backups_of
from tfquiz.store import files, sqlite
from tfquiz.store.errors import (
    DamagedError,
    ForeignError,
    FullError,
    MissingError,
    StoreError,
    VanishedError,
)
from tfquiz.store.prepared import Prepared

Kind = Literal["daily", "manual", "schema", "restore"]
DAYS, WEEKS, OTHERS = 7, 4, 5
PART = ".part"
"""How the names of unfinished copies end."""
_NEWEST = Prepared("newest_line")
_NAME = re.compile(r"^(daily|manual|schema|restore)-(\d{4}-\d\d-\d\d)(?:T(\d{6}))?\.db$")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a collection."""

    path: Path
    kind: Kind
    """daily, manual, or made before a change of the schema or before a restore."""
    day: date
    size: int
    """Bytes."""


def daily(path: Path, day: int) -> str | None:
    """Make today's copy unless it is there, and thin out old ones.

    Returns:
        Why no copy could be made, or None.

    Raises:
        DamagedError: if the collection is broken.
    """
    today = date.fromordinal(day)
    target = backups_of(path) / daily_name(day)
    try:
        if not target.exists():
            _copy(path, target, quick=True)
            _thin(backups_of(path), today)
    except DamagedError:
        raise
    except StoreError as error:
        return f"Today's backup could not be made: {error}"
    except OSError as error:
        return f"Today's backup could not be made in {target.parent}: {_reason(error)}."
    return None


def daily_name(day: int) -> str:
    """What the copy of a study day is called."""
    return f"daily-{date.fromordinal(day).isoformat()}.db"


def make(path: Path, now: datetime, *, kind: Kind = "manual", target: Path | None = None) -> Path:
    """Copy the collection now; returns the copy's path.

    Args:
        path: the collection.
        now: the local time, for the copy's name.
        kind: what the copy is for.
        target: another place for it; None for the folder of backups.

    Raises:
        StoreError: if the collection is damaged or the copy cannot be written.
    """
    folder = backups_of(path)
    if (not path.exists() or not path.stat().st_size) and listing_in(folder):
        raise VanishedError(path, folder)
    if not path.exists():
        raise MissingError(f"There is no collection at {path} yet, so nothing was copied.")
    sqlite.refuse_lost(path)
    if target is None:
        target = folder / f"{kind}-{now:%Y-%m-%dT%H%M%S}.db"
    if target.absolute() == path.absolute():
        raise StoreError(f"{target} is the collection itself: name another file for the copy.")
    try:
        _copy(path, target, quick=False)
        _thin(folder, now.date())
    except OSError as error:
        raise StoreError(f"The backup {target} could not be written: {_reason(error)}.") from error
    return target


def listing(path: Path) -> list[Backup]:
    """The copies of a collection, newest first."""
    return listing_in(backups_of(path))


def rescued(path: Path) -> list[Path]:
    """What open sittings saved of a collection that was taken away from them, newest first."""
    found = path.parent.glob(f"{glob.escape(path.stem)}-rescued-*.db")
    return sorted(found, key=lambda file: file.stat().st_mtime, reverse=True)


def listing_in(folder: Path) -> list[Backup]:
    """The copies in a folder, newest first."""
    found = []
    for file in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.match(file.name)
        if match is not None:
            kind: Kind = match[1]  # type: ignore[assignment] # the pattern's names are the kinds
            day = date.fromisoformat(match[2])
            found.append((match[2], match[3] or "", Backup(file, kind, day, file.stat().st_size)))
    found.sort(key=lambda item: (item[0], item[1], item[2].path.name), reverse=True)
    return [backup for *_, backup in found]


def newest_whole(path: Path) -> Backup | None:
    """The copy that is not damaged and whose log goes on the longest, or None.

    Ids of the log sort by time and never go back, which a clock may: names alone could mislead.
    """
    copies = sorted(listing(path), key=_last_line, reverse=True)
    return next((copy for copy in copies if not files.faults(copy.path)), None)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _last_line(copy: Backup) -> str:
    row = files.first(copy.path, _NEWEST)
    return "" if row is None or row[0] is None else str(row[0])


def kept_days(days: Iterable[date], today: date) -> set[date]:
    """Which daily copies to keep: the last seven, and the last of each of the four weeks before.

    Copies from days to come, made while a clock was ahead, are counted on their own: they may hold
    what is newest, but must not push out those of today.
    """
    days = set(days)
    past = {day for day in days if day <= today}
    return _kept(past) | _kept(days - past)


def _kept(days: set[date]) -> set[date]:
    ordered = sorted(days, reverse=True)
    kept = set(ordered[:DAYS])
    weeks: dict[tuple[int, int], date] = {}
    for day in ordered[DAYS:]:
        year, week, _ = day.isocalendar()
        weeks.setdefault((year, week), day)
    return kept | set(list(weeks.values())[:WEEKS])


def _copy(path: Path, target: Path, *, quick: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own, since another process may be making the same copy.
    descriptor, name = tempfile.mkstemp(PART, f"{target.stem}-", target.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        files.copy(path, part)
        faults = files.faults(part, quick=quick)
        if faults:
            raise (
                ForeignError(path) if faults == [files.FOREIGN] else DamagedError(path, faults[0])
            )
        part.replace(target)
    except FullError as error:
        raise FullError(target, error.detail) from None
    finally:
        part.unlink(missing_ok=True)


def _thin(folder: Path, today: date) -> None:
    copies = listing_in(folder)
    kept = kept_days((copy.day for copy in copies if copy.kind == "daily"), today)
    seen: dict[str, int] = {}
    for backup in copies:
        seen[backup.kind] = seen.get(backup.kind, 0) + 1
        surplus = backup.day not in kept if backup.kind == "daily" else seen[backup.kind] > OTHERS
        if surplus:
            backup.path.unlink(missing_ok=True)
    newest = max((backup.path.stat().st_mtime for backup in copies), default=0.0)
    for part in folder.glob(f"*{PART}"):
        # Left by a process that was killed; one that is alive is done within the hour.
        with suppress(FileNotFoundError):
            if part.stat().st_mtime < newest - 3_600:
                part.unlink()
