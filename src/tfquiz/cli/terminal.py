"""Writing to a terminal or a pipe: progress bars, and text that carries no control codes."""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Progress = Callable[[int, int], None]
_ODD = ("Cc", "Cf", "Co", "Cs")


def clean(text: str) -> str:
    r"""A stranger's text with what a terminal would act upon written out, as in `\x1b`."""
    return "".join(ascii(one)[1:-1] if _is_odd(one) else one for one in text)


def say(text: str) -> None:
    """Print a line that may hold a file's name or another stranger's text."""
    print(clean(text))


def as_json(data: Any, *, indent: int | None = None) -> str:
    """Data as JSON that reads as it is and that a terminal does not act upon either."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return "".join(json.dumps(one)[1:-1] if _is_odd(one) else one for one in text)


def _is_odd(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in _ODD


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A progress bar on standard error while it is a terminal; silence otherwise."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    # Rich is only worth its import where there is somebody to look at it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(clean(title), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
