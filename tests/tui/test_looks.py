"""How the screens look: compared with the pictures in `snapshots`, and readable in every theme.

After a change that is meant, remake the pictures with

    TFQUIZ_REMAKE=1 pytest -n0 tests/tui/test_looks.py

and look at the difference before it is committed.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from textual.color import Color

from tests.tui.conftest import Bench, Hand
from tests.tui.looks import looks
from tests.tui.scene import ALIAS, MASK, PRINTED, SHAPE, TABLE
from tfquiz.screens.desk import Offer
from tfquiz.tui import Preferences

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (120, 40)]
THEMES = ["textual-dark", "textual-light", "nord", "solarized-light", "monokai"]
LEAST_CONTRAST = 2.4
"""As WCAG measures it; what is faint on purpose stays above it."""


async def compare(hand: Hand, name: str, size: tuple[int, int]) -> None:
    """Compare the screen, dark and light, with its one picture, or remake the picture."""
    path = SNAPSHOTS / f"{name}-{size[0]}x{size[1]}.txt"
    for theme in ("textual-light", "textual-dark"):
        hand.app.theme = theme
        await hand.pilot.pause()
        shown = looks(hand.app.export_screenshot())
        if os.environ.get("TFQUIZ_REMAKE"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8"), theme


def contrasts(hand: Hand) -> list[tuple[float, str]]:
    """How far each text stands out from its ground."""
    found = []
    for strip in hand.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if text.strip(" ─━·▏▌▐▎│▁▂▃▄▅▆▇█") and style and style.color and style.bgcolor:
                lights = [luminance(color) for color in (style.color, style.bgcolor)]
                found.append((round((max(lights) + 0.05) / (min(lights) + 0.05), 1), text))
    return found


def luminance(color: RichColor) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [part / 255 for part in Color.from_rich_color(color).rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_typed_question_and_its_verdict(bench: Bench, size):
    bench.fill(ALIAS)
    async with bench.started(size=size) as hand:
        await hand.press("?")
        await hand.write("[3 1")
        await hand.until(lambda: "not closed" in hand.screen)
        await compare(hand, "asking", size)
        await hand.write(" 4]")
        await hand.press("enter")
        await hand.judged()
        await compare(hand, "verdict", size)
        await hand.press("t")
        await hand.until(lambda: "step 3 of 4" in hand.screen)
        await compare(hand, "trace", size)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_choices_with_brackets(bench: Bench, size):
    bench.fill(MASK)
    async with bench.started(size=size) as hand:
        await compare(hand, "choices", size)
        await hand.press("1")
        await hand.judged()
        await compare(hand, "choices-verdict", size)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_chinese_text(bench: Bench, size):
    bench.fill(PRINTED, TABLE)
    bench.language = "zh"
    bench.preferences = Preferences(language="zh")
    async with bench.started(size=size) as hand:
        await hand.write("1 一\n2 x")
        await hand.press("enter")
        await hand.until(lambda: hand.phase == "verdict" or "Mend" in hand.screen)
        await hand.press("ctrl+d")
        await hand.judged()
        await compare(hand, "chinese", size)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_browse_and_the_offer(bench: Bench, size):
    bench.offers = (Offer("numpy", "NumPy, the parts that bite", 12),)
    async with bench.started(decks=None, size=size) as hand:
        await hand.until(lambda: hand.phase == "offering")
        await compare(hand, "offer", size)
    bench.offers = ()
    bench.fill(ALIAS, MASK, TABLE)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None, size=size) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await compare(hand, "home", size)
        await hand.press("b")
        await hand.until(lambda: "numpy · value · new" in hand.screen)
        await compare(hand, "browse", size)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_long_code_the_help_and_the_summary(bench: Bench, size):
    long = "weights_of_the_first_layer = np.arange(24, dtype=np.float32).reshape(2, 3, 4)"
    lines = [f"{long}[:, ::-1, 1:].transpose(2, 0, 1)  # brackets [/b] and 中文"] * 3
    lines += [f"step_{number} = x[x > {number}]" for number in range(30)]
    bench.fill(replace(ALIAS, code="\n".join([*lines, ALIAS.code]), marks=()))
    async with bench.started(size=size) as hand:
        await compare(hand, "long-code", size)
        await hand.press("ctrl+d")
        await hand.judged()
        await compare(hand, "long-code-verdict", size)
        await hand.press("f1")
        await hand.at("HelpScreen")
        await hand.pilot.pause()
        await compare(hand, "help", size)
        await hand.press("escape", "5")
        await hand.until(lambda: "grade 5" in hand.screen)
        await hand.press("enter")
        await hand.at("SummaryScreen")
        await compare(hand, "summary", size)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_preview_and_the_statistics(bench: Bench, size):
    bench.fill(ALIAS)
    bench.fill(SHAPE, deck="other")
    async with bench.started(size=size) as hand:
        await hand.answer("[3 1 4]")
        await hand.judged()
    async with bench.started(decks=None, size=size) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("s")
        await hand.until(lambda: "The last weeks" in hand.screen)
        await compare(hand, "stats", size)
        await hand.press("escape", "b")
        await hand.until(lambda: "asked once," in hand.screen)
        await compare(hand, "browse-asked", size)
        await hand.press("enter")
        await hand.until(lambda: "nothing here is graded" in hand.screen)
        await hand.answer("[3 1 4]")
        await hand.until(lambda: "you wrote" in hand.screen)
        await compare(hand, "preview", size)


@pytest.mark.parametrize("theme", THEMES)
async def test_every_text_can_be_read_in_every_theme(bench: Bench, theme):
    bench.fill(ALIAS, MASK)
    bench.preferences = Preferences(theme=theme)
    async with bench.started() as hand:
        seen = contrasts(hand)
        await hand.write("[3 1 4]")
        await hand.press("enter")
        await hand.judged()
        seen += contrasts(hand)
        await hand.press("enter")
        await hand.asked()
        seen += contrasts(hand)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("j")
        seen += contrasts(hand)
    faint = sorted({pair for pair in seen if pair[0] < LEAST_CONTRAST})
    assert faint == []
