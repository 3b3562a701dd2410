"""Opening a file whose schema may be older, newer, or not there yet.

Alembic is imported only when there is something to migrate, since most opens find today's schema.
"""

from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select

from tfquiz.store import schema, sqlite
from tfquiz.store.errors import ForeignError, NewerError


def open_file(path: Path) -> Connection:
    """A connection to a file with today's schema.

    Raises:
        StoreError: see `Collection.open`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite.connect(path)
    try:
        with sqlite.explained(path):
            _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up_to_date(connection: Connection, path: Path) -> None:
    if sqlite.is_fresh(connection):
        with sqlite.write(connection):
            create(connection)
        return
    version = found_version(connection, path)
    if version > schema.VERSION:
        raise NewerError(path, version)


def create(connection: Connection) -> None:
    """Make today's tables, unless another process just did."""
    if sqlite.is_fresh(connection):
        schema.metadata.create_all(connection, checkfirst=False)
        connection.execute(insert(schema.versions).values(version_num=schema.VERSION))


def found_version(connection: Connection, path: Path) -> str:
    """The file's Alembic revision."""
    if not inspect(connection).has_table(schema.versions.name):
        raise ForeignError(path)
    return str(connection.scalars(select(schema.versions.c.version_num)).one())
