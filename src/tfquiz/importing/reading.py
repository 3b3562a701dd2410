"""Reading a source, whatever it is: by its suffix, and by what it looks like."""

import re
from pathlib import Path

from tfquiz.errors import TfquizError
from tfquiz.importing.document import Document, Part
from tfquiz.importing.html import read_html
from tfquiz.importing.markdown import has_fences, read_markdown
from tfquiz.importing.notebook import read_notebook
from tfquiz.importing.pyfile import read_python
from tfquiz.importing.webtext import read_webtext

MAX_BYTES = 5_000_000
_SUFFIXES = {
    ".md", ".markdown", ".txt", ".ipynb", ".html", ".htm", ".xhtml", ".py", ".rst", ".qmd", ".rmd",
}  # fmt: skip
DOTTED = re.compile(r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")


def is_dotted_name(source: str) -> bool:
    """Whether a source names something of a library, and no file."""
    path = Path(source)
    return bool(DOTTED.match(source)) and not path.exists() and path.suffix not in _SUFFIXES


def read_file(path: Path) -> Document:
    """Read a note; TfquizError if that cannot be done."""
    return Document(path.name, read_parts(read_text(path), path.suffix.lower(), path.name))


def read_parts(text: str, suffix: str, name: str) -> tuple[Part, ...]:
    """The parts of a note's text, by the suffix of its file."""
    match suffix:
        case ".ipynb":
            return read_notebook(text, name)
        case ".html" | ".htm" | ".xhtml":
            return read_html(text)
        case ".py":
            return read_python(text)
        case _:
            if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
                return read_html(text)
            markdown = suffix in (".md", ".markdown", ".rst", ".qmd", ".rmd") or has_fences(text)
            return read_markdown(text) if markdown and _marks(text) else read_webtext(text)


def _marks(text: str) -> bool:
    """Whether code is marked at all; a note in a .md file may be plain text."""
    return has_fences(text) or re.search(r"^\n? {4}\S", text, re.MULTILINE) is not None


def read_text(path: Path) -> str:
    """A file's text; TfquizError if there is none or it is too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TfquizError(f"{path}: larger than {MAX_BYTES:,} bytes; split it up.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TfquizError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise TfquizError(f"{path}: a folder; name the files in it.") from None
    except UnicodeDecodeError as error:
        raise TfquizError(f"{path}: not UTF-8 text (byte {error.start}).") from None
    except OSError as error:
        raise TfquizError(f"{path}: cannot be read: {error.strerror}.") from None
