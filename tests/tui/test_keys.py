"""Every key has an id, a sentence and a line in the docs, and can be moved."""

from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from tests.tui.conftest import Bench
from tests.tui.scene import ALIAS, MASK
from tfquiz.screens.keytable import PLACES, bindings_of, key_table
from tfquiz.tui import Preferences, TfquizApp

OWNERS: list[type[DOMNode]] = [TfquizApp, *(owner for _, owners in PLACES for owner in owners)]
PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def descendants(kind: type) -> set[type]:
    return {kind}.union(*(descendants(child) for child in kind.__subclasses__()))


@pytest.mark.parametrize("owner", OWNERS, ids=lambda owner: owner.__name__)
def test_every_binding_has_an_id_a_label_and_a_sentence(owner):
    assert all(isinstance(one, Binding) for one in owner.__dict__.get("BINDINGS", []))
    for binding in bindings_of(owner):
        assert binding.id
        assert binding.description
        assert binding.tooltip


def test_no_two_bindings_have_the_same_id():
    ids = [binding.id for owner in OWNERS for binding in bindings_of(owner)]
    assert len(ids) == len(set(ids))


def test_every_class_with_keys_is_in_the_table():
    ours = {kind for kind in descendants(DOMNode) if kind.__module__.startswith("tfquiz.")}
    assert {kind for kind in ours if kind.__dict__.get("BINDINGS")} == set(OWNERS)


def test_the_page_of_keys_is_what_the_bindings_say():
    assert PAGE.read_text(encoding="utf-8") == key_table(TfquizApp), "run python tools/keys.py"


async def test_a_key_can_be_moved(bench: Bench):
    bench.fill(ALIAS)
    bench.preferences = Preferences(keymap={"study.give-up": "f9", "study.next": "n"})
    async with bench.started() as hand:
        assert "f9 Don't know" in hand.screen
        await hand.press("ctrl+d")
        assert hand.phase == "asking"
        await hand.press("f9")
        await hand.judged()
        await hand.press("n")
        await hand.asked()


async def test_a_key_that_a_text_field_has_a_use_for_can_be_given_away(bench: Bench):
    bench.fill(ALIAS)
    bench.preferences = Preferences(keymap={"study.hint": "f7,ctrl+k"})
    async with bench.started() as hand:
        await hand.until(lambda: "f7 Hint" in hand.screen)
        await hand.write("[3")
        await hand.press("f7")
        await hand.until(lambda: "Its shape is (3,)." in hand.screen)
        await hand.press("home", "ctrl+k")
        await hand.until(lambda: "Its elements are of kind int." in hand.screen)
        assert "[3" in hand.screen


async def test_the_help_lists_the_keys_that_mean_something_now(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.press("f1")
        await hand.at("HelpScreen")
        assert "See the answer; the card comes again today" in hand.screen
        assert "Go on to the next question" not in hand.screen
        await hand.press("escape")
        await hand.press("ctrl+d")
        await hand.judged()
        await hand.press("f1")
        await hand.until(lambda: "Go on to the next question" in hand.screen)
        assert "Grade the answer 3 yourself" in hand.screen


async def test_the_footer_tells_the_truth_in_each_phase_and_fits(bench: Bench):
    bench.fill(ALIAS, MASK)
    async with bench.started() as hand:

        def footer() -> str:
            line = hand.screen.split("\n")[-1]
            assert line.rstrip().endswith("^p more")
            return line

        assert "? Hint" in footer()
        assert "Trace" not in footer()
        await hand.write("[3")
        await hand.until(lambda: "? Hint" not in footer())
        await hand.press("ctrl+d")
        await hand.judged()
        assert "t Trace" in footer()
        assert "Don't know" not in footer()
        await hand.press("t")
        await hand.at("TraceScreen")
        await hand.until(lambda: "esc Close" in footer())


async def test_undo_is_offered_only_where_there_is_an_answer_to_take_back(bench: Bench):
    bench.fill(ALIAS, MASK)
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "asking")
        assert "Undo" not in hand.screen
        await hand.press("ctrl+d")
        await hand.judged()
        assert "u Undo" in hand.screen
        await hand.press("enter")
        await hand.asked()
        assert "Undo" in hand.screen
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "decks")
        await hand.until(lambda: "u Undo" in hand.screen)
        await hand.press("u")
        await hand.asked()
        assert "Undo" not in hand.screen
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "decks" and "Undo" not in hand.screen)


async def test_a_narrow_screen_leaves_whole_keys_out(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started(size=(50, 14)) as hand:
        line = hand.screen.split("\n")[-1].strip()
        assert line.endswith("^p more")
        assert "…" not in line
        assert "⏎ Answer" in line


async def test_the_command_palette_offers_what_can_be_done_now(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.press("ctrl+p")
        await hand.until(lambda: "See the answer; the card comes again today" in hand.screen)
        await hand.press(*"don't", "enter")
        await hand.judged()


async def test_a_theme_that_was_chosen_is_told_and_taken_up_again(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        hand.app.theme = "nord"
        await hand.until(lambda: bench.themes == ["nord"])
    bench.preferences = Preferences(theme="nord")
    async with bench.started() as hand:
        assert hand.app.theme == "nord"
    bench.preferences = Preferences(theme="no such theme")
    async with bench.started() as hand:
        assert hand.app.theme == "textual-dark"
