"""Jupyter notebooks: cells of Markdown and code, with the outputs that were saved."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tfquiz.errors import TfquizError
from tfquiz.importing.sources.console import has_prompts, read_console
from tfquiz.importing.sources.document import Code, Entry, Part, Prose
from tfquiz.importing.sources.markdown import read_markdown
from tfquiz.importing.sources.marked import relocated

_OTHER_LANGUAGE = re.compile(
    r"\s*%%(?:bash|sh|script|html|javascript|js|latex|markdown|svg|perl|ruby|writefile|cmd|sql|R)\b"
)
_SHOWING = {"stream", "execute_result", "pyout", None}
"""Outputs that are what the code prints or gives; others are pictures, displays and errors."""
_TIMES = re.compile(r"^(?:CPU times|Wall time):.*\n?", re.MULTILINE)


def looks_like_a_notebook(text: str) -> bool:
    """Whether a text is the JSON of cells."""
    return text.lstrip().startswith("{") and '"cell_type"' in text


def read_notebook(text: str, name: str) -> tuple[Part, ...]:
    """Read a notebook's JSON; lines are the numbers of its cells. TfquizError if it is none."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}"
        raise TfquizError(f"{where}: not a Jupyter notebook, or cut off: {error.msg}.") from None
    except RecursionError:
        raise TfquizError(f"{name}: not a Jupyter notebook: too deeply nested.") from None
    if (language := _language(data)) != "python":
        raise TfquizError(f"{name}: its language is {language}; tfquiz asks about Python.")
    try:
        cells = data.get("cells")
        if cells is None:  # the format before version 4
            cells = [cell for sheet in data["worksheets"] for cell in sheet["cells"]]
        found = [part for number, cell in enumerate(cells, 1) for part in _cell(cell, number)]
    except (KeyError, TypeError, AttributeError):
        raise TfquizError(f"{name}: not a Jupyter notebook: it has no cells.") from None
    return tuple(found)


def _language(data: Any) -> str:
    """The language of a notebook's kernel, in lower case; python where it says nothing."""
    metadata = data.get("metadata") if isinstance(data, dict) else None
    for key, name in (("kernelspec", "language"), ("language_info", "name")):
        about = metadata.get(key) if isinstance(metadata, dict) else None
        language = about.get(name) if isinstance(about, dict) else None
        if isinstance(language, str) and language:
            return re.sub(r"i?python\d*", "python", language.lower())
    return "python"


def _cell(cell: Any, number: int) -> Iterator[Part]:
    """The parts of one cell; something odd among the cells is passed over."""
    if not isinstance(cell, dict):
        return
    source = _text(cell.get("source", cell.get("input", "")))
    kind = cell.get("cell_type")
    if kind == "heading":
        yield Prose(source.strip(), number, 2)
    elif kind == "markdown":
        parts = read_markdown(source)
        yield from relocated(parts, [number] * (source.count("\n") + 1))
    elif kind == "code" and source.strip() and not _OTHER_LANGUAGE.match(source):
        if has_prompts(source) and (console := read_console(source, number)) is not None:
            yield console
        else:
            yield Code((Entry(source, number, _output(cell)),))


def _output(cell: dict[str, Any]) -> str:
    found: list[str] = []
    streamed = True
    for output in cell.get("outputs", []):
        if not isinstance(output, dict):
            continue
        data = output.get("data", output)
        text = output.get("text") or data.get("text/plain") or data.get("text") or ""
        stream = output.get("output_type") == "stream"
        if output.get("name") == "stderr" or output.get("output_type") not in _SHOWING:
            continue
        if found and not (stream and streamed) and not found[-1].endswith("\n"):
            found.append("\n")
        found.append(_text(text))
        streamed = stream
    return _TIMES.sub("", "".join(found)).strip("\n")


def _text(source: Any) -> str:
    return source if isinstance(source, str) else "".join(str(line) for line in source)
