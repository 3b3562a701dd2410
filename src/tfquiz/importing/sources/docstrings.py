"""A library's own documentation: the examples in the docstrings of a name, or of a module's names.

Docstrings are read by another process, since this one never imports the libraries.
"""

import difflib
import json
import subprocess

from tfquiz.errors import TfquizError
from tfquiz.importing.code.beside import split_arrow
from tfquiz.importing.sources.console import has_prompts, read_console
from tfquiz.importing.sources.document import Code, Document, Entry, Part, Prose
from tfquiz.importing.sources.markdown import has_fences, read_markdown
from tfquiz.program.libraries import LIBRARIES
from tfquiz.sandbox.environment import environment, interpreter

ALIASES = {"np": "numpy", "tf": "tensorflow", "pd": "pandas"}
SECONDS = 120
_IMPORTS = {
    "numpy": ("import numpy as np",),
    "tensorflow": ("import tensorflow as tf", "import numpy as np"),
    "pandas": ("import pandas as pd", "import numpy as np"),
}


def read_documentation(name: str) -> list[Document]:
    """The documents of a dotted name: one for each thing that has examples.

    Raises:
        TfquizError: if there is no such name, or decks cannot use its library.
    """
    root, _, rest = name.partition(".")
    root = ALIASES.get(root, root)
    if root not in _IMPORTS and root not in LIBRARIES:
        known = ", ".join(sorted({*_IMPORTS, *LIBRARIES} - {"tensorflow1"}))
        names = [*ALIASES, *_IMPORTS, *LIBRARIES]
        close = difflib.get_close_matches(root, names, n=1, cutoff=0.75)
        hint = f"did you mean {close[0]}?" if close else f"they can use {known}."
        raise TfquizError(f"{name}: no file, and decks cannot use {root}; {hint}")
    found, functions = _docstrings(f"{root}.{rest}" if rest else root, name)
    own = (f"import {root}", f"from {root} import {', '.join(functions)}")
    imports = _IMPORTS.get(root, own)
    documents = [_document(one, doc, imports) for one, doc in found]
    documents = [one for one in documents if any(isinstance(part, Code) for part in one.parts)]
    if not documents:
        raise TfquizError(
            f"{name}: there are no examples in its documentation; "
            "write a note with a call of it, and import that."
        )
    return documents


def _docstrings(name: str, shown: str) -> tuple[list[tuple[str, str]], list[str]]:
    command = interpreter("tfquiz.importing.sources.docchild", name)
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the name is checked above
            command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS,
            check=False, env=environment(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TfquizError(f"{shown}: its documentation cannot be read: {error}") from None
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["it cannot be imported"])[-1]
        raise TfquizError(f"{shown}: {reason}")
    data = json.loads(done.stdout.strip().splitlines()[-1])
    return [(one, doc) for one, doc in data["docs"]], data["names"]


def _document(name: str, doc: str, imports: tuple[str, ...]) -> Document:
    return Document(name, tuple(_parts(doc)), imports, topic=_short(name))


def _short(name: str) -> str:
    root, dot, rest = name.partition(".")
    short = {full: alias for alias, full in ALIASES.items()}
    return short.get(root, root) + dot + rest


def _parts(doc: str) -> list[Part]:
    """The first paragraph, and all examples as one console."""
    words = Prose(_summary(doc), 1)
    if has_prompts(doc):
        code = read_console(doc, 1)
        return [words, code] if code else []
    if not has_fences(doc):
        return [words, *_arrows(doc)]
    entries: list[Entry] = []
    for part in read_markdown(doc):
        if isinstance(part, Code):
            entries += part.entries
    return [words, Code(tuple(entries))] if entries else []


def _arrows(doc: str) -> list[Part]:
    """Examples of the standard library's way: `product("ab", repeat=2) --> ...`."""
    lines = list(enumerate(doc.splitlines(), 1))[1:]  # the first one is the signature
    pairs = [(split_arrow(line), number) for number, line in lines]
    shown = tuple(Entry(pair[0], number, pair[1]) for pair, number in pairs if pair)
    return [Code(shown, console=True)] if shown else []


def _summary(doc: str) -> str:
    paragraphs = doc.strip().split("\n\n")
    # NumPy's functions in C begin with their signature
    if len(paragraphs) > 1 and "(" in paragraphs[0].partition("\n")[0] and "." not in paragraphs[0]:
        paragraphs = paragraphs[1:]
    return paragraphs[0].strip()
