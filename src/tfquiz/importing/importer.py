"""The whole way from sources to a deck's text, with a line of account for every snippet."""

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tfquiz.cards.models import Deck
from tfquiz.importing.asking import Ask
from tfquiz.importing.decktext import deck_text
from tfquiz.importing.faults import guarded
from tfquiz.importing.importing import Imported, LeftOut, Result, all_shown, import_ask, named_asks
from tfquiz.importing.opening.trying import NOTHING
from tfquiz.importing.proving import Names
from tfquiz.importing.sources.document import Document
from tfquiz.importing.tasks import Task, tasks_of
from tfquiz.session.making import Runs
from tfquiz.session.repeating import unsteady
from tfquiz.session.rounds import Joined, carry_out, together

LANES = 2
"""Batches that may be under way at once; while some run, the outcomes of others are looked at."""
WIDTH = 32
"""Asks that share the batches of a lane: a large batch costs half of what small ones do."""

_Placed = tuple[int, Ask, Names]
"""One thing to ask, with the place of its task and where its template will stand."""
Progress = Callable[[int, int], None]
"""Called with how many snippets are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the account."""

    document: str
    line: int
    label: str
    imported: int
    """How many templates it gave."""
    reasons: tuple[str, ...]
    """Why nothing, or no more, came of it."""


@dataclass(frozen=True, slots=True)
class Import:
    """What importing gave."""

    text: str
    """The deck's TOML; "" if nothing could be imported."""
    lines: tuple[Line, ...]
    results: tuple[Result, ...]

    @property
    def templates(self) -> int:
        """How many templates there are."""
        return sum(len(result.imported) for result in self.results)


def import_documents(
    runs: Runs, documents: Sequence[Document], *, deck: str, title: str = "",
    progress: Progress | None = None, old: Deck | None = None,
) -> Import:  # fmt: skip
    """Make a deck of documents.

    Args:
        runs: what runs programs; everything in the documents is a stranger's code.
        documents: what was read.
        deck: the deck's id.
        title: its title; by the documents when left out.
        progress: told how far it is.
        old: the deck of an earlier import, whose ids are kept.
    """
    tasks = tasks_of(documents, old)
    results = _results(runs, tasks, deck, progress)
    results = _without_repeats(results)
    lines = [
        _line(task, result)
        for task, result in zip(tasks, results, strict=True)
        if not task.snippet.inline or _is_code(result)
    ]
    libraries = None if old is None else old.deck.libraries
    text = deck_text(tasks, results, deck, title or _title(documents), libraries)
    return Import(text, tuple(lines), tuple(results))


def _title(documents: Sequence[Document]) -> str:
    names = [document.name for document in documents]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _results(
    runs: Runs, tasks: Sequence[Task], deck: str, progress: Progress | None
) -> list[Result]:  # fmt: skip
    """What came of each snippet: its asks are worked on beside those of others, in a few lanes."""
    asks = [
        (place, ask, Names(deck, task.note, name))
        for place, task in enumerate(tasks)
        for ask, name in named_asks(task.snippet, task.earlier)
    ]
    results = [Result(task.snippet, task.note, (), ()) for task in tasks]
    for place, one in _worked(runs, tasks, asks, _counted(progress, len(asks))):
        results[place] = results[place].with_one(one)
    wholes = [
        (place, whole[0], Names(deck, result.note, whole[1]))
        for place, result in enumerate(results)
        if result.shows_constants and (whole := all_shown(result.snippet, result)) is not None
    ]
    for place, one in _worked(runs, tasks, wholes, lambda: None):
        if isinstance(one, Imported):
            results[place] = results[place].with_all_shown(one)
    return results


def _worked(
    runs: Runs, tasks: Sequence[Task], asks: Sequence[_Placed], tell: Callable[[], None]
) -> Iterator[tuple[int, Imported | LeftOut]]:
    """What came of each ask, with the place of its task."""
    lanes = [asks[lane::LANES] for lane in range(LANES)]

    def work(lane: Sequence[_Placed]) -> list[Imported | LeftOut]:
        pieces = (
            guarded(import_ask(runs, tasks[one].snippet, ask, names), ask)
            for one, ask, names in lane
        )
        return carry_out(runs, together(pieces, width=WIDTH, done=tell))

    with ThreadPoolExecutor(max_workers=LANES) as pool:
        lanes_found = list(pool.map(work, lanes))
    found = [lanes_found[number % LANES][number // LANES] for number in range(len(asks))]
    for (place, _, _), one in zip(asks, _steady(runs, found), strict=True):
        yield place, one


def _steady(runs: Runs, found: Sequence[Imported | LeftOut]) -> list[Imported | LeftOut]:
    """The same, with those left out whose answers are not the same each time."""
    reasons = unsteady(Joined(runs), [one.subject for one in found if isinstance(one, Imported)])
    return [
        LeftOut(one.ask, reasons[one.subject.key], ran=True)
        if isinstance(one, Imported) and one.subject.key in reasons
        else one
        for one in found
    ]


def _counted(progress: Progress | None, total: int) -> Callable[[], None]:
    """A function to call from any thread whenever one more ask is done."""
    counter = itertools.count(1)
    lock = threading.Lock()

    def tell() -> None:
        with lock:
            if progress is not None:
                progress(next(counter), total)

    return tell


def _without_repeats(results: Sequence[Result]) -> list[Result]:
    """Results of which each program is asked about once: a note often shows the same line again."""
    seen: set[str] = set()
    kept = []
    for result in results:
        fresh: list[Imported] = []
        repeats: list[LeftOut] = []
        for one in result.imported:
            key = repr((one.data["code"], one.data.get("ask"), one.data["inputs"]))
            if key in seen:
                repeats.append(LeftOut(one.ask, "asks the same as an earlier snippet", repeat=True))
            else:
                fresh.append(one)
            seen.add(key)
        kept.append(Result(result.snippet, result.note, tuple(fresh), (*result.left_out, *repeats)))
    return kept


def _is_code(result: Result) -> bool:
    """Whether code inside of words has run, so that it was more than a way to say it."""
    return bool(result.imported) or any(one.ran for one in result.left_out)


def _line(task: Task, result: Result) -> Line:
    reasons = [task.snippet.unreadable] if task.snippet.unreadable else []
    reasons += _reasons(one for one in result.left_out if not (one.repeat and result.imported))
    if not reasons and not result.imported:
        reasons = ["shows nothing to ask about"]
    first = _first_line(task.snippet.original)
    topic = task.document.topic
    return Line(
        task.document.name, task.snippet.line, topic or first, len(result.imported), tuple(reasons)
    )


def _reasons(left: Iterable[LeftOut]) -> list[str]:
    """Each reason once, with everything that it holds for; calls that give nothing are no loss."""
    found: dict[str, list[str]] = {}
    for one in left:
        if one.reason != NOTHING or one.ask.printed:
            found.setdefault(one.reason, []).append(f"`{_first_line(one.ask.label)}`")
    return [f"{', '.join(dict.fromkeys(labels))}: {reason}" for reason, labels in found.items()]


def _first_line(code: str) -> str:
    """The first line that is no comment, if there is one."""
    lines = [one.strip() for one in code.splitlines() if one.strip()]
    return next((one for one in lines if not one.startswith("#")), lines[0] if lines else "")
