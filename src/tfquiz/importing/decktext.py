"""From what came of the snippets to the text of a deck: titles, words, sources and comments."""

from collections.abc import Iterable, Sequence

from tfquiz.importing.importing import Imported, Result
from tfquiz.importing.tasks import Task
from tfquiz.importing.writing import DeckText, NoteText, TemplateText, written


def deck_text(
    tasks: Sequence[Task], results: Sequence[Result], deck: str, title: str,
    libraries: Sequence[str] | None = None,
) -> str:  # fmt: skip
    """The deck's TOML; "" if nothing was imported.

    Args:
        tasks: the snippets.
        results: what came of each.
        deck: the deck's id.
        title: its title.
        libraries: what the deck imports; what most templates need when left out.
    """
    if not any(result.imported for result in results):
        return ""
    libraries = _common_libraries(results) if libraries is None else libraries
    titles = _titles(tasks)
    notes = [
        _note(task, result, libraries, titles[number])
        for number, (task, result) in enumerate(zip(tasks, results, strict=True))
        if result.imported
    ]
    return written(DeckText(deck, title, f"Imported from {title}.", libraries, notes))


def _titles(tasks: Sequence[Task]) -> list[str]:
    """The notes' titles; several under one heading are told apart by their first line of code."""
    all_titles = [task.snippet.title for task in tasks]
    titles = []
    for task in tasks:
        title = task.snippet.title
        if all_titles.count(title) > 1:
            last = task.snippet.leaves[-1].text.splitlines()[0] if task.snippet.leaves else ""
            title = f"{title}: {last}"[:90]
        titles.append(title)
    return titles


def _common_libraries(results: Iterable[Result]) -> list[str]:
    """The libraries that most templates use."""
    counts: dict[tuple[str, ...], int] = {}
    for result in results:
        for one in result.imported:
            counts[one.libraries] = counts.get(one.libraries, 0) + 1
    return list(max(counts.items(), key=lambda pair: pair[1])[0])


def _note(task: Task, result: Result, libraries: Sequence[str], title: str) -> NoteText:
    snippet = task.snippet
    shown = [one for one in result.imported if one.changed]
    words = snippet.words.strip() or f"From {task.place}."
    if shown:
        changes = "\n".join(
            f"`{one.ask.label}` once gave another output than it gives today." for one in shown
        )
        words = f"{words}\n\n{changes}"
    return NoteText(
        id=result.note,
        title=title,
        text=words,
        tags=["changed"] if shown else [],
        source=f"{task.place}:\n\n{snippet.original}",
        templates=[_template(one, libraries) for one in result.imported],
        comments=[f"Brought up to date: {change}." for change in snippet.changes],
    )


def _template(one: Imported, libraries: Sequence[str]) -> TemplateText:
    comments = [f"Guessed from the example: {guess}." for guess in one.guesses]
    if one.closed:
        comments.append(f"Left as in the example: {', '.join(one.closed)}.")
    if one.changed:
        comments.append(f"The note shows:\n{one.ask.shown.strip()}\nToday it is:\n{one.changed}")
    own = None if list(one.libraries) == list(libraries) else one.libraries
    return TemplateText(one.name, one.data, own, comments)
