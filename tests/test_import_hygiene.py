"""What a command loads: heavy libraries only where they are needed."""

import subprocess
import sys

import pytest

from tests.store.samples import make_question, open_with

HEAVY = ("numpy", "tensorflow", "pandas")


def loaded(statement: str) -> set[str]:
    program = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        (
            "import tfquiz.cli.arguments as a; a.parser()",
            (*HEAVY, "pydantic", "sqlalchemy", "textual", "rich", "asyncio"),
        ),
        ("import tfquiz.cli.study", (*HEAVY, "pydantic", "sqlalchemy", "alembic")),
        ("import tfquiz.cli.stats", (*HEAVY, "textual", "pydantic", "alembic")),
        ("import tfquiz.store.records", (*HEAVY, "sqlalchemy", "pydantic")),
        ("import tfquiz.cards.judging.judge", (*HEAVY, "pydantic", "textual")),
        ("import tfquiz.sandbox.host", (*HEAVY, "pydantic", "sqlalchemy", "textual")),
        ("import tfquiz.sandbox.template", (*HEAVY, "pydantic", "sqlalchemy", "textual")),
        ("import tfquiz.session.making", (*HEAVY, "textual")),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_module_loads_no_library_that_it_does_not_need(statement, absent):
    assert loaded(statement) & set(absent) == set()


def test_a_sitting_asks_answers_and_takes_back_without_a_database_library(tmp_path):
    path = tmp_path / "collection.db"
    collection, cards = open_with(path, "sum-axis", "asarray-shares")
    with collection:
        collection.stock_many({id_: [make_question(collection.card(id_), 1)] for id_ in cards})
    command = [sys.executable, "-m", "tests.sittings", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "sqlite3" in loaded
    assert not {*HEAVY, "sqlalchemy", "alembic", "pydantic", "textual"} & set(loaded)
