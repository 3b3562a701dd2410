"""The statements of the hot path are compiled ahead; what is run is what Core says today."""

from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from tools.statements import TARGET, compiled, formatted

from tfquiz.store import prepared
from tfquiz.store.statements import STATEMENTS

MODULES = {
    path.stem: path.read_text(encoding="utf-8")
    for path in Path(prepared.__file__).parent.glob("*.py")
    if path.stem not in ("statements", "compiled")
}


def test_the_compiled_statements_are_those_that_core_builds():
    assert TARGET.read_text(encoding="utf-8") == formatted(compiled())


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_run_somewhere_and_another_engine_could_run_it(name):
    assert any(f'"{name}"' in source for source in MODULES.values())
    assert str(STATEMENTS[name].compile(dialect=postgresql.dialect()))
