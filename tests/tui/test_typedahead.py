"""Keys that come before the place where they belong."""

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input

from tfquiz.widgets.answer import AnswerLine
from tfquiz.widgets.typedahead import TypedAhead


class Place(App[None]):
    """Keys held beside the line that will take them."""

    def __init__(self) -> None:
        super().__init__()
        self.helped = 0
        self.handed_in: list[str] = []

    def compose(self) -> ComposeResult:
        yield TypedAhead()
        yield Input()

    def on_mount(self) -> None:
        self.query_one(TypedAhead).hold()

    def key_f1(self) -> None:
        self.helped += 1

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.handed_in.append(event.value)

    def release(self) -> None:
        self.query_one(TypedAhead).release(self.query_one(Input))


def send(app: App[None], *keys: str) -> None:
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def test_all_keys_arrive_in_order_though_the_line_comes_between_them():
    async with Place().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Place)
        await pilot.pause()
        send(app, *"1234")
        app.call_later(app.release)
        send(app, *"5678", "enter")
        await pilot.pause()
        while not app.handed_in:
            await pilot.pause()
        assert app.handed_in == ["12345678"]


class Line(App[None]):
    """An answer line in some boxes, and what was handed in."""

    def __init__(self) -> None:
        super().__init__()
        self.handed_in: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(), Vertical():
            yield AnswerLine()

    @on(AnswerLine.HandedIn)
    def _handed_in(self, event: AnswerLine.HandedIn) -> None:
        self.handed_in.append(event.text)


async def test_keys_that_edit_and_letters_act_in_the_order_in_which_they_are_pressed():
    app = Line()
    async with app.run_test() as pilot:
        await pilot.pause()
        send(app, *"12", "backspace", "3", "left", "4", "end", "5", "enter", "6")
        while not app.handed_in:
            await pilot.pause()
        assert app.handed_in == ["1435"]


async def test_enter_is_held_only_behind_something_typed():
    async with Place().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Place)
        await pilot.press("enter", "backspace")
        app.release()
        await pilot.press("a", "enter")
        assert app.handed_in == ["a"]


async def test_keys_of_the_screen_pass_through():
    async with Place().run_test() as pilot:
        app = pilot.app
        assert isinstance(app, Place)
        await pilot.press("f1")
        assert app.helped == 1
