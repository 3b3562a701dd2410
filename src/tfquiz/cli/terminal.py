"""Writing to a terminal or a pipe: progress bars, and text that carries no control codes."""

import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]


def clean(text: str) -> str:
    """A stranger's text without anything that a terminal would act upon."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cs")
    )


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
