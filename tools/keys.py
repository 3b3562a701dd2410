"""Writes docs/keys.md from the bindings of the interface."""

from pathlib import Path

from tfquiz.screens.keytable import key_table
from tfquiz.tui import TfquizApp

PAGE = Path(__file__).parents[1] / "docs" / "keys.md"

if __name__ == "__main__":
    PAGE.write_text(key_table(TfquizApp), encoding="utf-8")
