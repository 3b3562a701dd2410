"""Compiles the statements of the hot path for SQLite and writes `store/compiled.py`.

Run it after a change in `store/statements.py` or in the tables; a test tells when it was forgotten.
"""

import subprocess
import sys
from pathlib import Path

from sqlalchemy.dialects.sqlite import dialect

from tfquiz.store.statements import STATEMENTS

TARGET = Path(__file__).parents[1] / "src" / "tfquiz" / "store" / "compiled.py"
HEAD = '''"""The statements of `statements.py`, compiled for SQLite by `make statements`.

For each name its text, and the values that belong to the statement itself.
"""

# ruff: noqa: E501 - a statement's text is one line

from typing import Any

COMPILED: dict[str, tuple[str, dict[str, Any]]] = {
'''


def compiled() -> str:
    """The whole file, before the formatter has seen it."""
    lines = [HEAD]
    for name, statement in STATEMENTS.items():
        made = statement.compile(dialect=dialect(paramstyle="named"))
        sql = " ".join(str(made).split())
        own = {key: value for key, value in made.params.items() if value is not None}
        lines.append(f"    {name!r}: ({sql!r}, {own!r}),\n")
    return "".join((*lines, "}\n"))


def formatted(source: str) -> str:
    """The same source as `make format` leaves it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    TARGET.write_text(formatted(compiled()), encoding="utf-8")
