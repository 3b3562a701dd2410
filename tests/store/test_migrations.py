import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.store.samples import memories_follow_from_the_log
from tfquiz.store import backup, dump, files, lines, migrate, recovery, schema, sqlite
from tfquiz.store.collection import Collection
from tfquiz.store.errors import StoreError
from tfquiz.store.search import Search

RELEASED = sorted((Path(__file__).parents[1] / "databases").glob("*.db"))
STEP = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{today}"


def upgrade():
    with op.batch_alter_table("cards") as batch:
        batch.add_column(sa.Column("stars", sa.Integer(), server_default="3", nullable=False))
    op.execute("UPDATE decks SET origin = 'moved'")
    {last}
"""


def structure(path):
    """Names, columns, keys and indices of all tables, however they were written."""
    with sqlite3.connect(path) as raw:
        tables = [
            row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found = {
            (table, pragma): sorted(map(str, raw.execute(f"PRAGMA {pragma}({table})")))
            for table in tables
            for pragma in ("table_info", "foreign_key_list")
        }
        for name, sql in raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"):
            found[name] = sql
            found[name, "columns"] = list(raw.execute(f"PRAGMA index_xinfo({name})"))
    raw.close()
    return found


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def released(request, tmp_path):
    return Path(shutil.copy(request.param, tmp_path / "collection.db"))


@pytest.fixture
def steps(tmp_path):
    """A folder of steps with one more than there is; call it with the step's last line."""

    def make(last="pass"):
        folder = tmp_path / "migrations"
        shutil.copytree(migrate.STEPS, folder)
        following = f"{int(migrate.VERSION) + 1:04}"
        step = STEP.format(next=following, today=migrate.VERSION, last=last)
        (folder / "versions" / f"v{following}_stars.py").write_text(step)
        return folder

    return make


def test_every_released_schema_is_kept():
    numbers = [path.stem for path in RELEASED]
    assert numbers == [f"{number:04}" for number in range(1, int(migrate.VERSION) + 1)]


def test_a_released_file_becomes_todays_schema_with_all_reviews(released, tmp_path):
    fresh = tmp_path / "fresh.db"
    Collection.open(fresh).close()
    with Collection.open(released) as opened:
        assert len(list(opened.reviews())) == 8
        assert memories_follow_from_the_log(opened, range(1, 5))
    assert files.faults(released) == []
    assert structure(released) == structure(fresh)


def test_a_released_file_loses_nothing_on_the_way(released, request):
    kept = request.node.callspec.params["released"].with_suffix(".jsonl")
    then, now = kept.read_text(encoding="utf-8").splitlines(), dump.export(released)
    # Compared as they are read: what an older format leaves out has a value that says nothing.
    assert list(lines.read(now, name="now")) == list(lines.read(then, name="then"))


def test_notes_of_the_first_schema_are_found_by_their_tags(tmp_path):
    path = Path(shutil.copy(RELEASED[0], tmp_path / "collection.db"))
    with sqlite3.connect(path) as raw:
        raw.execute("""UPDATE notes SET tags = '["axis","axis","sum"]' WHERE id = 'sum-axis'""")
    raw.close()
    with Collection.open(path) as opened:
        assert [card.id for card in opened.search(Search(tags=("axis", "sum")), day=0)] == [1, 2]
    [copy] = backup.listing(path)
    assert (copy.kind, migrate.check_version(copy.path)) == ("schema", "0001")


def test_a_damaged_file_of_an_older_schema_is_recovered_from(released, tmp_path):
    data = bytearray(released.read_bytes())
    with sqlite3.connect(released) as raw:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'notes'"
        [page] = raw.execute(query).fetchone()
    raw.close()
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    released.write_bytes(data)
    found = recovery.recover(released, tmp_path / "recovered.db")
    assert (found.reviews, found.lost) == (8, 0)


def test_the_steps_alone_make_todays_schema(tmp_path):
    stepped, fresh = tmp_path / "stepped.db", tmp_path / "fresh.db"
    Collection.open(fresh).close()
    with closing(sqlite.connect(stepped)) as connection:
        connection.driver.execute("CREATE TABLE alembic_version (version_num TEXT PRIMARY KEY)")
        migrate.migrate(connection, stepped)
    theirs, ours = structure(stepped), structure(fresh)
    assert theirs.keys() == ours.keys()
    for key, value in ours.items():
        if key[0] != "alembic_version":
            assert theirs[key] == value, key


def test_a_step_rebuilds_a_table_and_keeps_what_points_to_it(collection, learner, path, steps):
    learner.answer(1)
    with collection.reading() as connection:
        pass
    migrate.migrate(connection, path, steps=steps())
    assert connection.scalar(text("SELECT stars FROM cards WHERE id = 1")) == 3
    assert len(list(collection.reviews())) == 1
    assert files.faults(path) == []


@pytest.mark.parametrize(
    "last", ["raise ValueError", "op.execute('nonsense')", "op.execute('DELETE FROM cards')"]
)
def test_a_step_that_fails_leaves_the_file_as_it_was(collection, learner, path, steps, last):
    learner.answer(1)
    before, lines = structure(path), list(dump.export(path))
    with collection.reading() as connection:
        pass
    with pytest.raises(StoreError, match="It is unchanged"):
        migrate.migrate(connection, path, steps=steps(last))
    assert structure(path) == before
    assert list(dump.export(path)) == lines
    learner.answer(2)


def test_an_older_file_is_backed_up_before_it_is_migrated(collection, path, steps):
    collection.close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    raw.close()
    with pytest.raises(StoreError, match="could not be brought"):
        Collection.open(path)
    [copy] = backup.listing(path)
    assert copy.kind == "schema"


def test_alembic_is_not_imported_when_there_is_nothing_to_migrate(path):
    Collection.open(path).close()
    code = (
        "import sys; from pathlib import Path; from tfquiz.store.collection import Collection; "
        f"Collection.open(Path({str(path)!r})).close(); print('alembic' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert output.stdout.split() == [b"False"]


def test_the_records_cost_no_database(path):
    code = (
        "import sys; import tfquiz.store.records, tfquiz.store.errors, tfquiz.paths; "
        "print('sqlalchemy' in sys.modules, 'pydantic' in sys.modules)"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert output.stdout.split() == [b"False", b"False"]


def test_another_engine_could_hold_the_same_tables():
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateIndex, CreateTable

    for table in schema.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=postgresql.dialect()))
