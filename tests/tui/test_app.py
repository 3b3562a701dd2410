"""What holds for the program as a whole: what it loads, how it ends, how it fits."""

import subprocess
import sys
import time

import pytest

from tests.test_decks import PICTURE
from tests.tui.conftest import Bench
from tests.tui.scene import ALIAS, MASK, QUESTIONS
from tfquiz.tui import Crashed, TfquizApp

HEAVY = ("numpy", "tensorflow", "sqlalchemy", "alembic", "pydantic", "markdown_it", "pygments")


def test_the_interface_loads_nothing_heavy_before_its_first_frame():
    program = "import sys, tfquiz.tui; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert not set(done.stdout.decode().split()) & set(HEAVY)


async def test_a_crash_leaves_a_report_and_an_exit_code(bench: Bench):
    bench.fill(ALIAS)
    reported: list[BaseException] = []

    def report(error: BaseException) -> str:
        reported.append(error)
        return "/there/crash.txt"

    def open_desk():
        raise ZeroDivisionError("nothing [to] divide")

    app = TfquizApp(open_desk, timer=time.monotonic, decks=("numpy",), report_crash=report)
    with pytest.raises(Crashed, match=r"A report was written to /there/crash\.txt") as crash:
        async with app.run_test() as pilot:
            await bench.hand(pilot).asked()
    assert isinstance(reported[0], ZeroDivisionError)
    assert "nothing [to] divide" in crash.value.__rich__().plain
    assert app.return_code == 1


async def test_what_was_answered_is_saved_when_one_leaves_at_once(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.write("[3 42 4]")
        await hand.press("enter", "ctrl+q")
    assert len(bench.reviews()) == 1


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 12)])
async def test_nothing_is_cut_off_at_any_width(bench: Bench, size):
    bench.fill(*QUESTIONS)
    async with bench.started(size=size) as hand:
        for _ in QUESTIONS:
            await hand.press("ctrl+d")
            await hand.judged()
            body = hand.app.screen.query_one("#body")
            assert body.max_scroll_x == 0
            assert body.region.right <= size[0]
            await hand.press("enter")
            await hand.asked()


async def test_the_pictures_of_decks_have_the_room_that_they_are_drawn_for(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started(size=(80, 24)) as hand:
        await hand.press("ctrl+d")
        await hand.judged()
        assert hand.app.screen.query_one("#body").show_vertical_scrollbar
        assert hand.app.screen.query_one("MarkdownFence > Label").content_size.width == PICTURE


async def test_the_terminal_may_change_its_size_at_any_time(bench: Bench):
    bench.fill(ALIAS, MASK)
    async with bench.started() as hand:
        await hand.pilot.resize_terminal(30, 8)
        await hand.write("[3 42")
        await hand.pilot.resize_terminal(160, 50)
        await hand.write(" 4]")
        await hand.press("enter")
        await hand.judged()
        await hand.pilot.resize_terminal(80, 24)
        await hand.until(lambda: "✓ Right." in hand.screen)


async def test_without_colour_it_reads_the_same(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.write("[3 1 4]")
        await hand.press("enter")
        await hand.judged()
        colours = {
            segment.style.color.triplet
            for strip in hand.app.screen._compositor.render_strips()
            for segment in strip.apply_filter(
                hand.app._filters[-1], hand.app.screen.background_colors[1]
            )
            if segment.style and segment.style.color and segment.style.color.triplet
        }
        assert all(red == green == blue for red, green, blue in colours)
