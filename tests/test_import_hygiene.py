"""What a command loads: heavy libraries only where they are needed."""

import subprocess
import sys

import pytest

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
        ("import tfquiz.cards.judging", (*HEAVY, "pydantic", "textual")),
        ("import tfquiz.sandbox.host", (*HEAVY, "pydantic", "sqlalchemy", "textual")),
        ("import tfquiz.sandbox.template", (*HEAVY, "pydantic", "sqlalchemy", "textual")),
        ("import tfquiz.session.making", (*HEAVY, "textual")),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_module_loads_no_library_that_it_does_not_need(statement, absent):
    assert loaded(statement) & set(absent) == set()
