"""Jupyter notebooks: cells of Markdown and code, with the outputs that were saved."""

import json
from collections.abc import Iterator
from typing import Any

from tfquiz.errors import TfquizError
from tfquiz.importing.document import Code, Entry, Part
from tfquiz.importing.markdown import read_markdown


def read_notebook(text: str, name: str) -> tuple[Part, ...]:
    """Read a notebook's JSON; TfquizError if it is none."""
    try:
        data = json.loads(text)
        cells = data.get("cells")
        if cells is None:  # the format before version 4
            cells = [cell for sheet in data["worksheets"] for cell in sheet["cells"]]
        return tuple(part for number, cell in enumerate(cells, 1) for part in _cell(cell, number))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TfquizError(f"{name}: not a Jupyter notebook: {error}") from None


def _cell(cell: dict[str, Any], number: int) -> Iterator[Part]:
    source = _text(cell.get("source", cell.get("input", "")))
    if cell.get("cell_type") == "markdown":
        yield from read_markdown(source, number)
    elif cell.get("cell_type") == "code" and source.strip():
        yield Code((Entry(source, number, _output(cell)),))


def _output(cell: dict[str, Any]) -> str:
    found = []
    for output in cell.get("outputs", []):
        data = output.get("data", output)
        text = output.get("text") or data.get("text/plain") or data.get("text") or ""
        if output.get("name") != "stderr" and output.get("output_type") != "error":
            found.append(_text(text))
    return "".join(found).strip("\n")


def _text(source: Any) -> str:
    return source if isinstance(source, str) else "".join(str(line) for line in source)
