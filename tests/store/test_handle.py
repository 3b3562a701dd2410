import pytest
from sqlalchemy import select

from tfquiz.store import schema, sqlite


@pytest.mark.parametrize("ended", ["COMMIT", "ROLLBACK"])
def test_core_loaded_in_the_middle_of_a_transaction_neither_ends_it_nor_misses_it(tmp_path, ended):
    connection = sqlite.connect(tmp_path / "c.db")
    connection.driver.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.driver.execute("BEGIN IMMEDIATE")
    connection.driver.execute("INSERT INTO alembic_version VALUES ('first')")
    names = select(schema.versions.c.version_num)
    assert connection.scalars(names).all() == ["first"]
    connection.execute(schema.versions.insert(), {"version_num": "second"})
    assert connection.driver.in_transaction
    connection.driver.execute(ended)
    assert connection.scalars(names).all() == ([] if ended == "ROLLBACK" else ["first", "second"])
    connection.close()


def test_what_was_not_committed_is_gone_when_the_file_is_closed(tmp_path):
    connection = sqlite.connect(tmp_path / "c.db")
    connection.driver.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.driver.execute("BEGIN IMMEDIATE")
    connection.execute(schema.versions.insert(), {"version_num": "first"})
    connection.close()
    again = sqlite.connect(tmp_path / "c.db")
    assert again.scalars(select(schema.versions.c.version_num)).all() == []
    again.close()
