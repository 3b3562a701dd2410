"""Looks through notes and cards: search, try without grading, put away, start over.

Nothing here counts as a review, except that starting a card over is a line of the log.
"""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from tfquiz.cards.question import Question
from tfquiz.errors import TfquizError
from tfquiz.screens.clerk import Clerk, Failed
from tfquiz.screens.desk import Desk
from tfquiz.screens.files import MOST, CardFile, Files
from tfquiz.screens.preview import PreviewScreen
from tfquiz.screens.query import parse_search
from tfquiz.widgets.cardlist import CardList, CardRow
from tfquiz.widgets.explanation import Explanation
from tfquiz.widgets.keybar import KeyBar
from tfquiz.widgets.prose import Prose
from tfquiz.widgets.topbar import TopBar

SEARCH_HELP = "words   tag:broadcasting   deck:numpy   state:due"


def _key(keys: str, action: str, label: str, tooltip: str) -> Binding:
    return Binding(keys, action, label, id=f"browse.{action.replace('_', '-')}", tooltip=tooltip)


class BrowseScreen(Screen[None]):
    """The cards of the collection."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - as Textual types it
    DEFAULT_CSS = """
    BrowseScreen {
        #frame { height: 1fr; padding: 0 1; layout: vertical; }
        #cards { height: 1fr; }
        Input { border: none; border-left: outer $accent 40%; height: 1; margin: 1 1 0 1; }
        Input:focus { border: none; border-left: outer $accent; }
        #problem { height: 1; margin: 0 2; color: $text-warning; }
        CardList { height: 1fr; margin: 0 1; }
        #card { height: auto; max-height: 40%; padding: 0 2 0 1; }
        #card { border-top: solid $foreground 30%; scrollbar-size-vertical: 1; }
        #card Static { height: auto; }
        #text { display: none; margin: 1 0 0 0; padding: 0; background: transparent; }
        MarkdownFence > Label { padding: 0 1; width: 1fr; }

        &.-wide #frame { layout: horizontal; }
        &.-wide #cards { width: 3fr; height: 1fr; }
        &.-wide #card { width: 2fr; height: 1fr; max-height: 100%; padding: 1 2 0 2; }
        &.-wide #card { border-top: none; border-left: solid $foreground 30%; }
        &.-wide #text { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        _key("slash", "search", "Search", "Write what to look for"),
        _key("s", "suspend", "Suspend", "Put this card away, or take it up again"),
        _key("b", "bury", "Bury", "Leave this card alone until tomorrow"),
        _key("r", "reset", "Start over", "Make this card new again"),
        _key("u,f4", "take_back", "Undo", "Take back that a card was started over"),
        _key("escape", "leave", "Back", "Go back"),
    ]

    class Found(Message):
        """The cards that were searched for."""

        def __init__(self, rows: list[CardRow]) -> None:
            super().__init__()
            self.rows = rows

    class Opened(Message):
        """What is known about one card."""

        def __init__(self, file: CardFile) -> None:
            super().__init__()
            self.file = file

    class Changed(Message):
        """A card was put away or started over."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Made(Message):
        """A question to try."""

        def __init__(self, question: Question, file: CardFile) -> None:
            super().__init__()
            self.question = question
            self.file = file

    def __init__(self, desk: Callable[[], Desk], *, clerk: Clerk, language: str = "en") -> None:
        super().__init__()
        self._clerk = clerk
        self._language = language
        self._desk = desk
        self._files = Files(desk, language=language)

    def compose(self) -> ComposeResult:
        """The search line, the list, and what is known about the card pointed at."""
        yield TopBar("Browse")
        with Vertical(id="frame"):
            with Vertical(id="cards"):
                yield Input(placeholder=SEARCH_HELP)
                yield Prose(id="problem")
                yield CardList()
            with VerticalScroll(id="card", can_focus=False):
                yield Prose(id="about")
                yield Explanation(id="text")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show all cards."""
        self.query_one(CardList).focus()
        self._search()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done to a card that is pointed at is offered."""
        if action in ("suspend", "bury", "reset"):
            return self.query_one(CardList).pointed is not None
        if action == "take_back":
            return self._files.can_take_back
        if action == "search":
            return not isinstance(self.focused, Input)
        return super().check_action(action, parameters)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._search()

    def _search(self, said: str = "") -> None:
        """List what is searched for, and say what there is to say."""
        search, problem = parse_search(self.query_one(Input).value)
        self.query_one("#problem", Prose).update(problem or said)
        self._clerk.do(lambda: self.Found(self._files.find(search)), tell=self)

    @on(Input.Submitted)
    def _searched(self) -> None:
        self.query_one(CardList).focus()

    @on(Found)
    def _found(self, event: Found) -> None:
        count = len(event.rows)
        told = f"the first {MOST} cards" if count >= MOST else f"{count} cards"
        self.query_one(TopBar).say("Browse", "1 card" if count == 1 else told)
        self.query_one(CardList).list_cards(event.rows)
        if not event.rows:
            self.query_one("#about", Prose).update("No card is like that.")
            self.query_one(Explanation).update("")
        self.refresh_bindings()

    @on(CardList.Pointed)
    def _pointed(self, event: CardList.Pointed) -> None:
        self._clerk.do(lambda: self.Opened(self._files.open(event.card_id)), tell=self)

    @on(Opened)
    def _opened(self, event: Opened) -> None:
        pointed = self.query_one(CardList).pointed
        if pointed is not None and pointed.id == event.file.card.id:
            self.query_one("#about", Prose).update(event.file.told())
            self.query_one(Explanation).update(event.file.words.text)
            self.query_one(KeyBar).rename(event.file.undoing)

    @on(CardList.Wanted)
    def _wanted(self) -> None:
        row = self.query_one(CardList).pointed
        if row is not None:
            self.query_one("#problem", Prose).update("Making a question with fresh inputs ...")
            self._clerk.do_aside(lambda: self.Made(*self._files.fresh(row.id)), tell=self)

    @on(Made)
    def _made(self, event: Made) -> None:
        self.query_one("#problem", Prose).update("")
        self.app.push_screen(
            PreviewScreen(
                event.question,
                event.file.words,
                run=self._desk().run,
                clerk=self._clerk,
                language=self._language,
            )
        )

    @on(Changed)
    def _changed(self, event: Changed) -> None:
        self.refresh_bindings()
        self._search(event.sentence)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        if not isinstance(event.error, TfquizError):
            raise event.error
        self.query_one("#problem", Prose).update(Content(str(event.error)))

    def action_search(self) -> None:
        """Write on the search line."""
        self.query_one(Input).focus()

    def action_suspend(self) -> None:
        """Put the card away, or take it up again."""
        self._change(self._files.suspend)

    def action_bury(self) -> None:
        """Leave the card alone until tomorrow."""
        self._change(self._files.bury)

    def action_reset(self) -> None:
        """Make the card new again."""
        self._change(self._files.reset)

    def action_take_back(self) -> None:
        """Let the card that was started over be as it was."""
        self._clerk.do(lambda: self.Changed(self._files.take_back()), tell=self)

    def action_leave(self) -> None:
        """From the search line to the list; from the list back."""
        if isinstance(self.focused, Input):
            self.query_one(CardList).focus()
        else:
            self.dismiss(None)

    def _change(self, change: Callable[[int], str]) -> None:
        row = self.query_one(CardList).pointed
        if row is not None:
            self._clerk.do(lambda: self.Changed(change(row.id)), tell=self)
