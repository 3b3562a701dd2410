"""The terminal program: which screen comes after which, themes, help, and what a crash leaves.

Everything it works with is handed in. It loads neither the store nor any array library: those
come with the desk, which is opened on the clerk's thread while the first frame is painted. Screens
that the first question does not need are loaded when they are first shown.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from tfquiz.screens.clerk import Clerk
from tfquiz.screens.desk import Desk, Progress
from tfquiz.screens.study import StudyScreen
from tfquiz.screens.turn import SittingEnded, StudyWanted

if TYPE_CHECKING:
    from tfquiz.screens.summary import SummaryScreen
    from tfquiz.session.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the interface looks and which keys it has."""

    language: str = "en"
    """Of prompts and explanations, where a deck has it."""
    theme: str | None = None
    """Name of a theme; None, or one that there is not, for Textual's own."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Other keys by binding id, such as {"study.undo": "ctrl+b"}."""


STUCK = 2
"""The exit code where the deck that was named cannot be studied, as for other commands."""


class Crashed(Exception):  # noqa: N818 - the name says what happened, as the person reads it
    """The interface ended in an error of its own; shown in place of a traceback."""

    def __rich__(self) -> Text:
        """The message alone, to the letter."""
        return Text(str(self))


class TfquizApp(App[None]):
    """tfquiz in the terminal."""

    TITLE = "tfquiz"
    # Notices come at the top: at the bottom they would hide the dates and the keys.
    CSS = """
    ToastRack { dock: top; align-horizontal: right; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1", "help", "Help", id="app.help", tooltip="Show all keys that mean something now"
        ),
        Binding(
            "ctrl+q",
            "quit",
            "Quit",
            show=False,
            priority=True,
            id="app.quit",
            tooltip="Leave tfquiz; every answer is saved already",
        ),
    ]

    def __init__(
        self,
        open_desk: Callable[[], Desk],
        *,
        timer: Callable[[], float],
        decks: tuple[str, ...] | None = None,
        preferences: Preferences | None = None,
        on_theme: Callable[[str], None] | None = None,
        report_crash: Callable[[BaseException], str] | None = None,
    ) -> None:
        """Build the program; nothing is opened yet.

        Args:
            open_desk: opens the collection and all that the screens need; called once, off the
                interface's thread. A TfquizError from it is shown and can be tried again.
            timer: seconds from any fixed moment, never going back.
            decks: begin to study these at once; None begins at home.
            preferences: how it looks and which keys it has.
            on_theme: told when another theme was chosen, to keep it for the next run.
            report_crash: writes a report of an error and gives back where it is.
        """
        super().__init__()
        self._open_desk = open_desk
        self._timer = timer
        self._decks = decks
        self._studied = decks
        self._preferences = preferences or Preferences()
        self._on_theme = on_theme
        self._report_crash = report_crash
        self.clerk = Clerk()
        if self._preferences.theme in self.available_themes:
            self.theme = self._preferences.theme
        if self._preferences.keymap:
            self.set_keymap(dict(self._preferences.keymap))

    @cached_property
    def desk(self) -> Desk:
        """The collaborators; opened when first asked for, on the clerk's thread."""
        return self._open_desk()

    def get_default_screen(self) -> Screen[Any]:
        """A sitting right away, where decks were named: a screen below it would cost a frame."""
        return super().get_default_screen() if self._decks is None else self._sitting(self._decks)

    def on_mount(self) -> None:
        """Begin."""
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        if self._decks is None:
            self.go_home()

    def on_unmount(self) -> None:
        """Let the last answer reach the disk."""
        self.clerk.close()

    def go_home(self) -> None:
        """Show the decks."""
        from tfquiz.screens.home import HomeScreen  # noqa: PLC0415 - see the module

        home = HomeScreen(lambda: self.desk, clerk=self.clerk, language=self._preferences.language)
        self.push_screen(home, lambda _: self.exit())

    def _sitting(
        self, decks: tuple[str, ...] | None, *, back: bool = False, more: bool = False
    ) -> StudyScreen:
        """The screen of a new sitting.

        Args:
            decks: over these decks; None for all.
            back: begin by taking the last answer back.
            more: go beyond the day's limit once more.
        """

        def begin() -> "Sitting":
            sitting = self.desk.sitting(decks)
            if more:
                sitting.more()
            return sitting

        self._studied = decks
        return StudyScreen(
            begin,
            add=self.add_deck,
            clerk=self.clerk,
            timer=self._timer,
            language=self._preferences.language,
            back=back,
        )

    def add_deck(self, name: str, told: Progress) -> str:
        """Add a deck that ships with tfquiz, and say what was added."""
        return self.desk.add(name, told)

    @on(StudyWanted)
    def _study_wanted(self, event: StudyWanted) -> None:
        self.push_screen(self._sitting(event.decks, back=event.back))

    @on(SittingEnded)
    def _sitting_ended(self, event: SittingEnded) -> None:
        """After a sitting: how it went, or back to where one came from."""
        from tfquiz.screens.summary import SummaryScreen  # noqa: PLC0415 - see the module

        if event.summary is None:
            self._leave_sitting(event.stuck)
        else:
            self._show(SummaryScreen(event.summary, undoable=event.undoable))

    def on_summary_screen_left(self, event: "SummaryScreen.Left") -> None:
        """Ask once more, or go back to where one came from."""
        if event.ending == "home":
            self._leave_sitting()
        else:
            back, more = event.ending == "undo", event.ending == "more"
            self._show(self._sitting(self._studied, back=back, more=more))

    def _show(self, screen: Screen[None]) -> None:
        """Show a screen in place of this one; the very first one cannot be taken away."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _leave_sitting(self, stuck: Exception | None = None) -> None:
        """Home again, or out of the program where a deck was named when it was started."""
        if self._decks is None:
            self.pop_screen()
        elif stuck is None:
            self.exit()
        else:
            self.exit(return_code=STUCK, message=Text(str(stuck)))

    def action_help(self) -> None:
        """Show the keys of the screen that is shown."""
        from tfquiz.screens.help import HelpScreen, help_content  # noqa: PLC0415 - see the module

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(help_content(self, self.screen.active_bindings)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers besides the keys of the screen."""
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        yield SystemCommand("Quit", "Leave tfquiz; every answer is saved", self.action_quit)
        named: set[str] = set()
        for bound in screen.active_bindings.values():
            binding = bound.binding
            if binding.show and binding.id and binding.id not in named and bound.enabled:
                named.add(binding.id)
                run = partial(self.run_action, binding.action, bound.node)
                yield SystemCommand(binding.description, binding.tooltip, run)

    @on(events.DescendantFocus)
    def _free_keys(self, event: events.DescendantFocus) -> None:
        """Let a key that the learner gave to something mean that on Textual's widgets too."""
        bound = event.widget._bindings.key_to_bindings  # noqa: SLF001 - no public way leads there
        given = {key for keys in self._preferences.keymap.values() for key in keys.split(",")}
        taken = [key for key in given & bound.keys() if not any(one.id for one in bound[key])]
        for key in taken:
            del bound[key]
        if taken:
            # The key bar may have been painted before this was heard of.
            event.widget.screen.refresh_bindings()

    def _theme_changed(self, theme: Theme) -> None:
        if self._on_theme is not None:
            self._on_theme(theme.name)

    def _handle_exception(self, error: Exception) -> None:
        """Write a report and say where, in place of Textual's traceback."""
        if self._report_crash is None:
            super()._handle_exception(error)
            return
        place = self._report_crash(error)
        crash = Crashed(
            f"tfquiz has crashed: {type(error).__name__}: {error}\n"
            f"Every answer you handed in is saved. A report was written to {place}"
        )
        crash.__cause__ = error
        super()._handle_exception(crash)
