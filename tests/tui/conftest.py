"""The interface in a terminal of its own, over a real collection."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tui.scene import Clock, desk_on, fill
from tfquiz.cards.question import Question
from tfquiz.screens.desk import Desk, Offer
from tfquiz.session.examining import Run, run_nothing
from tfquiz.session.moments import Limits
from tfquiz.session.sitting import Maker, Sitting
from tfquiz.store.collection import Collection
from tfquiz.store.reviews import ReviewRecord
from tfquiz.tui import Preferences, TfquizApp

PATIENCE = 20.0
"""Seconds after which something that should have happened has not."""


class Bench:
    """One collection, and the interface over it as often as it is started."""

    def __init__(self, path: Path) -> None:
        self.collection = Collection.open(path)
        self.clock = Clock()
        self.offers: tuple[Offer, ...] = ()
        self.maker: Maker | None = None
        self.limits: Limits | None = None
        self.language = "en"
        self.run: Run = run_nothing
        self.preferences = Preferences()
        self.themes: list[str] = []

    def fill(self, *questions: Question, each: int = 3, deck: str = "numpy") -> None:
        fill(self.collection, *questions, each=each, deck=deck)

    def desk(self) -> Desk:
        desk = desk_on(
            self.collection,
            clock=self.clock,
            offers=self.offers,
            maker=self.maker,
            limits=self.limits,
            language=self.language,
        )

        def sitting(decks: tuple[str, ...] | None) -> Sitting:
            begun = desk.sitting(decks)
            begun.run = self.run
            return begun

        return replace(desk, sitting=sitting, run=self.run)

    def app(
        self,
        *,
        decks: tuple[str, ...] | None = ("numpy",),
        desk: Callable[[], Desk] | None = None,
    ) -> TfquizApp:
        return TfquizApp(
            desk or self.desk,
            timer=time.monotonic,
            decks=decks,
            preferences=self.preferences,
            on_theme=self.themes.append,
        )

    @asynccontextmanager
    async def started(
        self, *, decks: tuple[str, ...] | None = ("numpy",), size: tuple[int, int] = (80, 24)
    ) -> AsyncIterator["Hand"]:
        """The running interface; with `decks`, once the first question is there."""
        app = self.app(decks=decks)
        async with app.run_test(size=size, notifications=True) as pilot:
            hand = Hand(app, pilot)
            if decks is not None:
                await hand.asked()
            yield hand

    def hand(self, pilot: Pilot[None]) -> "Hand":
        assert isinstance(pilot.app, TfquizApp)
        return Hand(pilot.app, pilot)

    def reviews(self) -> list[ReviewRecord]:
        return [row.review for row in self.collection.reviews()]


class Hand:
    """Types, looks, and waits until something is so."""

    def __init__(self, app: TfquizApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def phase(self) -> str:
        return getattr(self.app.screen, "phase", type(self.app.screen).__name__)

    async def until(self, so: Callable[[], object]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not so():
                    await self.pilot.pause()
        except TimeoutError:
            raise AssertionError(f"{self.phase}:\n{self.screen}") from None
        await self.pilot.pause()

    async def asked(self) -> None:
        await self.until(lambda: self.phase == "asking")

    async def judged(self) -> None:
        """Until a verdict is shown and its answer is in the log."""
        dated = ("Next:", "下次：")
        await self.until(
            lambda: self.phase == "verdict" and any(word in self.screen for word in dated)
        )

    async def at(self, name: str) -> None:
        await self.until(lambda: type(self.app.screen).__name__ == name)

    async def write(self, text: str) -> None:
        """Put a text where the cursor is, at once; `press` types key by key."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def answer(self, text: str) -> None:
        await self.write(text)
        await self.pilot.press("enter")

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    @property
    def prompt(self) -> str:
        """What is asked now, painted or not."""
        return str(self.app.screen.query_one("#prompt", Static).content)

    def side(self, name: str) -> list[str]:
        """The lines of one of the answers in the verdict."""
        shown = self.app.screen.query_one(f"#{name}").query(Static)
        return [line for part in shown for line in str(part.content).split("\n")]

    def place(self, text: str, widget: str) -> tuple[int, int]:
        """Where a text stands within a widget."""
        region = self.app.screen.query_one(widget).region
        for row, line in enumerate(self.screen.split("\n")):
            if text in line and region.y <= row < region.bottom:
                return cell_len(line[: line.index(text)]) - region.x, row - region.y
        raise AssertionError(f"{text!r} is not on {widget}:\n{self.screen}")

    @property
    def screen(self) -> str:
        """What is on the screen, line by line, to the letter."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in lines)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    one = Bench(tmp_path / "collection.db")
    yield one
    one.collection.close()
