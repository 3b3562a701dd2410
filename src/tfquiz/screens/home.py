"""Home: the decks, what today will take, and how the last weeks went.

With an empty collection it offers the decks that ship with tfquiz and adds them while a bar shows
how far it is. The adding itself, and everything else that takes time, is the desk's.
"""

from collections.abc import Callable
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Key
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from tfquiz.errors import TfquizError
from tfquiz.screens.adder import Added, Adder, Told, told_content
from tfquiz.screens.clerk import Clerk, Failed
from tfquiz.screens.desk import Desk, Offer
from tfquiz.screens.overview import Overview, overview
from tfquiz.screens.turn import StudyWanted
from tfquiz.screens.words import left_words, stuck_sentence
from tfquiz.widgets.bars import heatmap
from tfquiz.widgets.decklist import DeckList
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.offers import Offers
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.topbar import TopBar

Phase = Literal["opening", "decks", "offering", "adding", "stuck"]
PHASES: tuple[Phase, ...] = ("opening", "decks", "offering", "adding", "stuck")


def _key(keys: str, action: str, label: str, tooltip: str) -> Binding:
    return Binding(keys, action, label, id=f"home.{action.replace('_', '-')}", tooltip=tooltip)


class HomeScreen(Screen[None]):
    """Where one begins, and comes back to."""

    CSS_PATH = "home.tcss"
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(36, "-tall"), (52, "-vast")]  # noqa: RUF012 - as Textual types it
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - as Textual types it
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("a", "offer", "Add decks", "Choose from the decks that ship with tfquiz"),
        _key("b", "browse", "Browse", "Look through notes and cards"),
        _key("s", "stats", "Stats", "See how well you remember"),
        _key("u,f4", "undo", "Undo", "Take the last answer back and ask it again"),
        _key("r", "try_again", "Try again", "Try once more what did not work"),
        _key("escape,q", "leave", "Leave", "Leave tfquiz, or go back to the decks"),
    ]
    ALLOWED: ClassVar[dict[str, tuple[Phase, ...]]] = {
        "offer": ("decks",),
        "browse": ("decks",),
        "stats": ("decks",),
        "undo": ("decks",),
        "try_again": ("stuck",),
    }

    phase: reactive[Phase] = reactive[Phase]("opening")

    class Opened(Message):
        """What home shows was read."""

        def __init__(self, seen: Overview, offers: list[Offer]) -> None:
            super().__init__()
            self.seen = seen
            self.offers = offers

    def __init__(self, desk: Callable[[], Desk], *, clerk: Clerk, language: str = "en") -> None:
        super().__init__()
        self._desk = desk
        self._clerk = clerk
        self._language = language
        self._seen: Overview | None = None
        self._offered: list[Offer] = []
        self._again: Callable[[], None] | None = None
        self._adder = Adder(lambda name, told: desk().add(name, told), clerk=clerk, tell=self)
        self._early: list[Key] = []
        """Keys pressed before there was anything that they could mean."""
        self._begins = True
        """Whether the program has just been started."""
        self._eager = False
        """Whether to study as soon as there is something to study."""

    def compose(self) -> ComposeResult:
        """Everything that any phase shows."""
        yield TopBar("tfquiz")
        with Vertical(id="frame"), VerticalScroll(id="page", can_focus=False):
            yield Prose("Opening your cards ...", id="message")
            yield DeckList()
            with Vertical(id="past"):
                yield Static("", id="streak", markup=False)
                yield Static("", id="heatmap", markup=False)
            yield Offers()
        yield KeyBar()

    def on_mount(self) -> None:
        """Read what there is while the first frame is painted."""
        self._read()

    def on_screen_resume(self) -> None:
        """Read anew after a sitting."""
        if self.phase != "opening":
            self._read()

    def watch_phase(self, phase: Phase) -> None:
        """Let the stylesheet, the focus and the footer follow."""
        self.remove_class(*(f"-{name}" for name in PHASES if name != phase))
        self.add_class(f"-{phase}")
        if phase == "decks":
            self.query_one(DeckList).focus()
        elif phase == "offering":
            self.query_one(Offers).focus()
        else:
            self.set_focus(None)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action means anything now."""
        if action in self.ALLOWED and self.phase not in self.ALLOWED[action]:
            return False
        if action == "offer":
            return bool(self._offered) and not self._adder.busy
        if action == "undo":
            return self._seen is not None and bool(self._seen.per_day)
        return super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Hold what is pressed before the decks are there."""
        if self.phase == "opening":
            event.stop()
            self._early.append(Key(event.key, event.character))

    @property
    def _place(self) -> Phase:
        """The phase that fits what there is."""
        if self._seen is not None and self._seen.decks:
            return "decks"
        return "adding" if self._adder.busy else "offering"

    # What the clerk brings.

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        self._seen, self._offered = event.seen, event.offers
        self._show(event.seen)
        self.query_one(Offers).offer(event.offers)
        begins, self._begins = self._begins, False
        if self.phase != "offering":
            self.phase = self._place
        if begins and event.seen.one_thing_to_do:
            self._early.clear()
            self.post_message(StudyWanted(None))
        self.refresh_bindings()
        self.call_after_refresh(self._catch_up)

    @on(Told)
    def _told(self, event: Told) -> None:
        self.query_one("#message", Prose).update(told_content(event))

    @on(Added)
    def _added(self, event: Added) -> None:
        self.app.notify(event.sentence, markup=False)
        self._go_on()
        if self._eager:
            # There is something to learn; the rest is made meanwhile.
            self._eager = False
            self.post_message(StudyWanted(None))
        self._read()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if not isinstance(event.error, TfquizError):
            raise event.error
        if self._adder.busy:
            self.app.notify(str(event.error), severity="error", timeout=30, markup=False)
            self._go_on()
            self._read()
            return
        self._again = event.again
        self.query_one("#message", Prose).update(stuck_sentence(event.error))
        self.phase = "stuck"

    # What the learner does.

    @on(DeckList.Chosen)
    def _chosen(self, event: DeckList.Chosen) -> None:
        event.stop()
        self.post_message(StudyWanted((event.deck,) if event.deck else None))

    @on(Offers.Accepted)
    def _accepted(self, event: Offers.Accepted) -> None:
        self._adder.begin(event.names)
        self.add_class("-busy")
        self.phase = self._place
        self._eager = self.phase == "adding"

    def action_browse(self) -> None:
        """Look through notes and cards."""
        from tfquiz.screens.browse import BrowseScreen  # noqa: PLC0415 - not for the first frame

        self.app.push_screen(BrowseScreen(self._desk, clerk=self._clerk, language=self._language))

    def action_stats(self) -> None:
        """See how well one remembers."""
        from tfquiz.screens.stats import StatsScreen  # noqa: PLC0415 - not for the first frame

        self.app.push_screen(StatsScreen(self._desk, clerk=self._clerk, language=self._language))

    def action_offer(self) -> None:
        """Show the decks that could be added."""
        self.phase = "offering"

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.post_message(StudyWanted(None, back=True))

    def action_try_again(self) -> None:
        """Do once more what did not work."""
        if self._again is not None:
            self.query_one("#message", Prose).update("Trying again ...")
            self.phase = "opening"
            self._again()

    def action_leave(self) -> None:
        """Go back to the decks, or leave."""
        if self.phase == "offering" and self._seen is not None and self._seen.decks:
            self.phase = "decks"
        else:
            self.dismiss(None)

    # The same in widgets.

    def _catch_up(self) -> None:
        """Press what was pressed too early, now that something has the focus."""
        while self._early:
            # A key whose sender is a screen would never reach the bindings, which the App looks up.
            self.app.post_message(self._early.pop(0).set_sender(self.app))

    def _go_on(self) -> None:
        self._adder.go_on()
        self.set_class(self._adder.busy, "-busy")

    def _read(self) -> None:
        self._clerk.do(self._look, tell=self)

    def _look(self) -> Opened:
        desk = self._desk()
        seen = overview(desk.collection, desk.today, desk.limits, language=self._language)
        return self.Opened(seen, desk.offers())

    def _show(self, seen: Overview) -> None:
        today = f"today: {left_words(seen.left)}, about {seen.minutes} min"
        told = today if seen.minutes else "done for today"
        self.query_one(TopBar).say("tfquiz", told if seen.decks else "")
        self.query_one(DeckList).list_decks(seen.decks)
        days = f"{seen.streak} day{'' if seen.streak == 1 else 's'} in a row"
        self.query_one("#streak", Static).update(days if seen.streak else "The last 12 weeks")
        self.query_one("#heatmap", Static).update(heatmap(seen.per_day, seen.today))
