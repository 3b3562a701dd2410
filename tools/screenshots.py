"""Makes the pictures of README and docs from the running program, on questions really made.

`python tools/screenshots.py` writes docs/pictures/*.svg. What is typed is what the misconception of
the question would answer, so the pictures stay true when the deck changes.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from tfquiz.cards.deck import load_deck
from tfquiz.cards.question import Question
from tfquiz.sandbox.host import Runner
from tfquiz.screens.desk import Desk
from tfquiz.screens.study import StudyScreen
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.session.examining import run_nothing
from tfquiz.session.sitting import Sitting
from tfquiz.store.collection import Collection
from tfquiz.tui import TfquizApp

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
NOTE = "array-asarray"
"""What the pictures are about; the first template with a belief that can be typed is shown."""
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIZE = (80, 24)
PATIENCE = 30.0


def fill(collection: Collection) -> None:
    """Add one note of each of two decks."""
    with Runner() as runner:
        for name, notes in (("numpy", {NOTE}), ("python", {"enumerate", "zip"})):
            path = ROOT / "decks" / f"{name}.toml"
            deck = load_deck(path)
            kept = [note for note in deck.notes if note.id in notes]
            file = DeckFile(deck.model_copy(update={"notes": kept}), name, "shipped")
            add_deck(collection, runner, file, at=MORNING)


def desk_on(collection: Collection) -> Desk:
    """A desk on which nothing can be added."""

    def no_question(_: object) -> Question:
        raise NotImplementedError("the pictures show no preview")

    return Desk(
        collection=collection,
        clock=lambda: MORNING,
        sitting=lambda decks: Sitting(collection, clock=lambda: MORNING, decks=decks),
        offers=list,
        add=lambda names, _: f"{names} cannot be added here",
        fresh=no_question,
        run=run_nothing,
    )


async def until(pilot: Pilot[None], so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not so():
            await pilot.pause()
    # what was decided in the last message is painted in the next frame
    await pilot.pause(0.2)


def picture(app: TfquizApp, name: str) -> None:
    """Write what is on the screen."""
    svg = app.export_screenshot(title="tfquiz study")
    # Without this some viewers drop the spaces at the beginning of a run.
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    (PICTURES / f"{name}.svg").write_text(svg, encoding="utf-8")
    print(PICTURES / f"{name}.svg")


async def take_pictures(collection: Collection) -> None:
    """Go through one question, and home."""
    app = TfquizApp(lambda: desk_on(collection), timer=time.monotonic)
    async with app.run_test(size=SIZE) as pilot:

        def at(phase: str) -> Callable[[], bool]:
            return lambda: getattr(app.screen, "phase", "") == phase

        await until(pilot, at("decks"))
        picture(app, "home")
        await pilot.press("j", "enter")
        await until(pilot, at("asking"))
        await pilot.press(*believed(app.screen))
        await until(pilot, at("asking"))
        picture(app, "study")
        await pilot.press("enter")
        await until(pilot, at("verdict"))
        picture(app, "verdict")
        await pilot.press("t")
        await until(pilot, lambda: type(app.screen).__name__ == "TraceScreen")
        picture(app, "trace")


def believed(screen: Screen[object]) -> str:
    """What somebody with the question's first misconception would type."""
    question = screen.question if isinstance(screen, StudyScreen) else None
    if question is None or not question.beliefs or question.form != "typed":
        raise SystemExit(f"The first question about {NOTE} shows no typed misconception.")
    return question.beliefs[0].answer.text.replace("\n", "")


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        Collection.open(Path(folder) / "collection.db") as collection,
    ):
        fill(collection)
        asyncio.run(take_pictures(collection))
