"""Reading a source, whatever it is: by its suffix, and by what it looks like."""

import codecs
import re
import sys
from pathlib import Path

from tfquiz.errors import TfquizError
from tfquiz.files import is_there, read_bytes
from tfquiz.importing.sources.document import Document, Part
from tfquiz.importing.sources.html import read_html
from tfquiz.importing.sources.markdown import has_fences, read_markdown
from tfquiz.importing.sources.notebook import looks_like_a_notebook, read_notebook
from tfquiz.importing.sources.pyfile import read_python
from tfquiz.importing.sources.rest import looks_like_rest, read_rest
from tfquiz.importing.sources.webtext import read_webtext

MAX_BYTES = 5_000_000
BYTES_OF_CHINESE = 2
NO_TEXT = (
    "this is no text; copy the words of a picture, PDF or office file into a text file (UTF-8)."
)
STANDARD_INPUT = "-"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""Characters that no text holds; a page that is ejected (\\f) and a coloured console are text."""
_SUFFIXES = {
    ".md", ".markdown", ".txt", ".ipynb", ".html", ".htm", ".xhtml", ".py", ".rst", ".rest",
    ".qmd", ".rmd", ".mdx", ".log", ".org", ".adoc", ".tex", ".pdf", ".docx", ".csv",
}  # fmt: skip
MARKDOWN = (".md", ".markdown", ".qmd", ".rmd", ".mdx")
DOTTED = re.compile(r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")


def is_dotted_name(source: str) -> bool:
    """Whether a source names something of a library, and no file."""
    path = Path(source)
    return bool(DOTTED.match(source)) and not is_there(path) and path.suffix not in _SUFFIXES


def read_file(path: Path) -> Document:
    """Read a note, or standard input for `-`; TfquizError if that cannot be done."""
    if str(path) == STANDARD_INPUT:
        text = decoded(sys.stdin.buffer.read(MAX_BYTES))
        if text is None:
            raise TfquizError(f"standard input: {NO_TEXT}")
        return _document(text, "", "standard input")
    return _document(read_text(path), path.suffix.lower(), path.name)


def _document(text: str, suffix: str, name: str) -> Document:
    cells = suffix == ".ipynb" or looks_like_a_notebook(text)
    return Document(name, read_parts(text, suffix, name), unit="cell" if cells else "line")


def read_parts(text: str, suffix: str, name: str) -> tuple[Part, ...]:
    """The parts of a note's text, by the suffix of its file."""
    match suffix:
        case ".ipynb":
            return read_notebook(text, name)
        case ".html" | ".htm" | ".xhtml":
            return read_html(text)
        case ".py":
            return read_python(text)
        case ".rst" | ".rest":
            return read_rest(text)
        case _:
            if looks_like_a_notebook(text):
                return read_notebook(text, name)
            if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
                return read_html(text)
            if looks_like_rest(text) and not has_fences(text):
                return read_rest(text)
            return read_markdown(text) if _is_markdown(text, suffix) else read_webtext(text)


def _is_markdown(text: str, suffix: str) -> bool:
    """Whether code is marked at all; a note in a .md file may be plain text."""
    if has_fences(text):
        return True
    marks = r"^\n? {4}\S|`[^`\n]+`"
    return suffix in MARKDOWN and re.search(marks, text, re.MULTILINE) is not None


def read_text(path: Path) -> str:
    """A file's text; TfquizError if there is none or it is too large."""
    text = decoded(read_bytes(path, MAX_BYTES))
    if text is None:
        raise TfquizError(f"{path}: {NO_TEXT}")
    if not text.strip():
        raise TfquizError(f"{path}: the file is empty.")
    return text


def decoded(data: bytes) -> str | None:
    """Bytes as text: UTF-8, else UTF-16 that says so, Chinese or Western; None for no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    text = _decoded(data, "utf-8-sig")
    if text is None and (chinese := _decoded(data, "gb18030")) is not None:
        text = chinese if _is_usual_chinese(chinese) else None
    text = text if text is not None else _decoded(data, "cp1252")
    return None if text is None or _CONTROL.search(text) else text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_usual_chinese(text: str) -> bool:
    """Whether the characters are those of everyday Chinese: other encodings give rare ones."""
    foreign = [one for one in text if not one.isascii()]
    usual = sum(_is_usual(one) for one in foreign)
    return usual >= 0.9 * len(foreign)


def _is_usual(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == BYTES_OF_CHINESE
    except UnicodeEncodeError:
        return False
