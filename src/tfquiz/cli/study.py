"""`tfquiz study`: builds what the interface needs, on a thread, while it paints its first frame."""

import argparse
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tfquiz.cli.home import find_places, language_of, local_now, utc_now
from tfquiz.cli.memory import remember, remembered
from tfquiz.cli.settings import check_looks, read_settings
from tfquiz.config import Settings
from tfquiz.errors import TfquizError
from tfquiz.paths import Places
from tfquiz.screens.desk import Desk, NotAddedError, Offer, Progress
from tfquiz.session.days import study_day
from tfquiz.tui import Preferences, TfquizApp

if TYPE_CHECKING:
    from tfquiz.cards.question import Question
    from tfquiz.program.program import Outcome, Program
    from tfquiz.sandbox.host import Runner
    from tfquiz.session.maker import StockMaker
    from tfquiz.store.collection import Collection
    from tfquiz.store.records import CardState


def study(options: argparse.Namespace) -> int:
    """Ask what is due until the learner leaves."""
    if not sys.stdout.isatty():
        raise TfquizError("study needs a terminal; for questions in a script see `questions`.")
    places = find_places(options)
    chosen = read_settings(places, language=options.lang)
    check_looks(chosen, places)
    opening = Opening(places, chosen, language_of(chosen.language, os.environ))
    preferences = Preferences(
        language=opening.language,
        theme=chosen.theme or remembered(places).get("theme"),
        keymap=chosen.keys,
    )
    app = TfquizApp(
        opening.open,
        timer=time.monotonic,
        decks=(options.deck,) if options.deck else None,
        preferences=preferences,
        on_theme=lambda theme: remember(places, "theme", theme),
        report_crash=lambda error: _report(error, places),
    )
    try:
        app.run()
    finally:
        opening.close()
    return app.return_code or 0


class Opening:
    """Opens the desk once, and closes what was opened."""

    def __init__(self, places: Places, chosen: Settings, language: str) -> None:
        self.places = places
        self.chosen = chosen
        self.language = language
        self._collection: Collection | None = None
        self._runner: Runner | None = None
        self._making = threading.Lock()
        self._maker: StockMaker | None = None
        self._tell: Callable[[str], None] = lambda _notice: None

    def open(self) -> Desk:
        """Open the collection and start the maker. Loads SQLAlchemy: not for the first frame."""
        from tfquiz.session.maker import StockMaker
        from tfquiz.session.moments import Limits
        from tfquiz.session.sitting import Sitting
        from tfquiz.store.collection import Collection

        collection = self._collection = Collection.open(self.places.database, today=self._today)
        maker = self._maker = StockMaker(
            collection, self.runner, first=lambda: self._back_up(collection)
        )
        limits = Limits(
            new=self.chosen.new_per_day,
            reviews=self.chosen.reviews_per_day,
            day_start=self.chosen.day_start,
            spread=self.chosen.spread,
        )

        def sitting(decks: tuple[str, ...] | None) -> Sitting:
            _check_decks(collection, decks)
            begun = Sitting(
                collection,
                clock=local_now,
                limits=limits,
                decks=decks,
                maker=maker,
                language=self.language,
            )
            begun.run = self._run
            maker.gave_up = begun.skip
            self._tell = begun.tell
            return begun

        return Desk(
            collection=collection,
            clock=local_now,
            sitting=sitting,
            offers=lambda: _offers(collection, self.language),
            add=lambda name, told: _add(collection, self.runner(), name, told),
            fresh=lambda card: _fresh(collection, self.runner(), card),
            run=self._run,
            limits=limits,
        )

    def runner(self) -> "Runner":
        """What runs programs. Made when it is first needed: the first question comes from stock."""
        from tfquiz.sandbox.host import Runner

        with self._making:
            if self._runner is None:
                self._runner = Runner()
            return self._runner

    def _run(self, program: "Program") -> "Outcome":
        [outcome] = self.runner().run([program])
        return outcome

    def _today(self) -> int:
        return study_day(local_now(), day_start=self.chosen.day_start)

    def _back_up(self, collection: "Collection") -> None:
        """Make today's copy of the collection, before the first answer has to wait for it."""
        collection.back_up_daily()
        if collection.backup_problem:
            self._tell(collection.backup_problem)

    def close(self) -> None:
        """Stop the maker and its processes, and close the collection."""
        if self._maker is not None:
            self._maker.stop()
        if self._runner is not None:
            self._runner.close()
        if self._maker is not None:
            self._maker.join()
        if self._collection is not None:
            self._collection.close()


def _check_decks(collection: "Collection", decks: tuple[str, ...] | None) -> None:
    known = collection.deck_ids()
    for deck in decks or ():
        if deck not in known:
            from tfquiz.session.shipped import shipped_decks

            if deck in shipped_decks():
                raise NotAddedError(deck)
            there = f"there are {', '.join(known)}" if known else "none is added yet"
            raise TfquizError(f"No deck called {deck} was added ({there}). See `tfquiz decks`.")


def _offers(collection: "Collection", language: str) -> list[Offer]:
    from tfquiz.session.shipped import offers

    known = set(collection.deck_ids())
    return [Offer(name, title, notes) for name, title, notes in offers(known, language)]


def _add(collection: "Collection", runner: "Runner", name: str, told: Progress) -> str:
    from tfquiz.cli.decks import read_shipped
    from tfquiz.session.adding import add_deck

    # Nobody is asked here whether a stranger's deck may run, so only what is shipped is added.
    file = read_shipped(name)
    added = add_deck(collection, runner, file, at=local_now(), progress=told)
    absent = sorted({library for one in added.left_out for library in one.libraries})
    said = f"{added.deck} is added: {added.questions} questions made."
    return f"{said} What needs {', '.join(absent)} is left out." if absent else said


def _fresh(collection: "Collection", runner: "Runner", card: "CardState") -> "Question":
    from tfquiz.cards.compose import Refused
    from tfquiz.session.fresh import fresh_questions

    seed = 1_000_000 + time.monotonic_ns() % 1_000_000
    made = fresh_questions(collection, runner, card, count=1, after=seed)
    if isinstance(made, Refused):
        raise TfquizError(f"No question could be made: {made.reason}.")
    return made[0]


def _report(error: BaseException, places: Places) -> str:
    """Write what happened into a file, for whoever mends it; gives its path."""
    stamp = utc_now().strftime("%Y-%m-%d-%H%M%S")
    path = places.reports / f"crash-{stamp}.txt"
    text = "".join(traceback.format_exception(error))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        path = Path.cwd() / path.name
        path.write_text(text, encoding="utf-8")
    return str(path)
