"""Opening a file whose schema may be older, newer, or not there yet.

Alembic is imported only when there is something to migrate, since most opens find today's schema.
The steps are in `migrations/`; all that are missing run in one transaction, after a backup.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tfquiz.paths import backups_of
from tfquiz.store import files, sqlite
from tfquiz.store.errors import DamagedError, ForeignError, NewerError, StoreError, VanishedError
from tfquiz.store.handle import Connection
from tfquiz.store.prepared import Prepared

VERSION = "0003"
"""The Alembic revision that `schema` is; revisions are numbered so that later is greater."""
STEPS = Path(__file__).with_name("migrations")
VERSIONS = "alembic_version"
"""Alembic's own table, of one line."""
_REVISION = Prepared("revision")


def open_file(path: Path) -> Connection:
    """A connection to a file with today's schema.

    Raises:
        StoreError: see `Collection.open`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {path.parent} cannot be made: {error.strerror}.") from error
    if _is_empty(path):
        from tfquiz.store import backup  # noqa: PLC0415 - see `collection`

        if backup.listing(path):
            raise VanishedError(path, backups_of(path))
    connection = sqlite.connect(path)
    try:
        with sqlite.explained(path):
            _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: Connection, path: Path, *, steps: Path = STEPS) -> None:
    """Run the steps that the file has not seen yet, all of them or none.

    Args:
        connection: the file, as `sqlite.connect` opens it.
        path: the file.
        steps: the folder of Alembic's scripts.

    Raises:
        StoreError: if a step fails; the file is as it was then.
    """
    try:
        with sqlite.reshaping(connection):
            _upgrade(connection, steps)
    except DamagedError:
        raise
    except Exception as error:
        raise StoreError(
            f"The collection {path} could not be brought to this version of tfquiz ({error}). "
            f"It is unchanged, and a copy is in {backups_of(path)}; please report this."
        ) from error


def _is_empty(path: Path) -> bool:
    return not path.exists() or (path.is_file() and not path.stat().st_size)


def check_version(path: Path) -> str:
    """The Alembic revision of a file that is there.

    Raises:
        StoreError: if it is newer than this program, or has none.
    """
    return _known(files.first(path, _REVISION), path)


def _bring_up_to_date(connection: Connection, path: Path) -> None:
    if not sqlite.tables(connection):
        with sqlite.write(connection):
            _create(connection)
    if _known_version(connection, path) < VERSION:
        _back_up(path)
        migrate(connection, path)


def _create(connection: Connection) -> None:
    """Make today's tables, unless another process just did."""
    if not sqlite.tables(connection):
        # Most opens find their tables, and Core takes a while to load.
        from tfquiz.store import schema  # noqa: PLC0415

        schema.metadata.create_all(connection.core, checkfirst=False)
        connection.execute(schema.versions.insert().values(version_num=VERSION))


def _known_version(connection: Connection, path: Path) -> str:
    there = VERSIONS in sqlite.tables(connection)
    return _known(_REVISION.first(connection, {}) if there else None, path)


def _known(row: Sequence[Any] | None, path: Path) -> str:
    if row is None:
        raise ForeignError(path)
    version = str(row[0])
    if version > VERSION:
        raise NewerError(path, version)
    return version


def _back_up(path: Path) -> None:
    # The file's own time names the copy: there is no clock down here, and no other need for one.
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    from tfquiz.store import backup  # noqa: PLC0415 - see `collection`

    backup.make(path, changed, kind="schema")


def _upgrade(connection: Connection, steps: Path) -> None:
    # Alembic takes 0.1 s to import.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection.core
    command.upgrade(config, "head")
