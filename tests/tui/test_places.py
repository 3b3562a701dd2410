"""Home, trace, browse and statistics."""

import threading
from dataclasses import replace
from datetime import timedelta

from tests.tui.conftest import PATIENCE, Bench, Hand
from tests.tui.scene import ALIAS, MASK, PRINTED, REFUSES, SHAPE, TABLE, gives, ints
from tfquiz.cards.question import Agreement
from tfquiz.errors import TfquizError
from tfquiz.program.program import Step
from tfquiz.screens.desk import Desk, Offer, Progress
from tfquiz.session.moments import Limits
from tfquiz.widgets.decklist import DeckList
from tfquiz.widgets.stages import first_difference, stages


async def test_an_empty_collection_is_offered_decks_and_then_studied(bench: Bench):
    bench.offers = (Offer("numpy", "NumPy [the parts that bite]", 2), Offer("tf", "TensorFlow", 2))
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "offering")
        assert "NumPy [the parts that bite]" in hand.screen
        assert hand.screen.count("[x]") == 2
        await hand.press("j", "space")
        await hand.until(lambda: "[ ] TensorFlow" in hand.screen)
        await hand.press("enter")
        await hand.asked()
        await hand.until(lambda: "numpy is added." in hand.screen)
    assert [row.id for row in bench.collection.decks()] == ["numpy"]


async def test_the_first_deck_is_studied_while_the_others_are_added(bench: Bench):
    bench.offers = (Offer("numpy", "NumPy", 2), Offer("tf", "TensorFlow", 2))
    first_is_asked = threading.Event()
    desk = bench.desk()

    def add(name: str, told: Progress) -> str:
        if name == "tf":
            told(1, 2)
            assert first_is_asked.wait(PATIENCE)
        return desk.add(name, told)

    app = bench.app(decks=None, desk=lambda: replace(desk, add=add))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        hand = bench.hand(pilot)
        await hand.until(lambda: hand.phase == "offering")
        await hand.press("enter")
        await hand.asked()
        await hand.press("escape")
        await hand.until(lambda: "Adding tf" in hand.screen and "NumPy" not in hand.screen)
        assert hand.phase == "decks"
        first_is_asked.set()
        await hand.until(lambda: "Adding tf" not in hand.screen and "tf, the" in hand.screen)
    assert {row.id for row in bench.collection.decks()} == {"numpy", "tf"}


async def test_a_deck_that_cannot_be_added_holds_up_no_other(bench: Bench):
    bench.offers = (Offer("numpy", "NumPy", 2), Offer("tf", "TensorFlow", 2))
    desk = bench.desk()

    def add(name: str, told: Progress) -> str:
        if name == "numpy":
            raise TfquizError("The folder [/there] is full.")
        return desk.add(name, told)

    app = bench.app(decks=None, desk=lambda: replace(desk, add=add))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        hand = bench.hand(pilot)
        await hand.until(lambda: hand.phase == "offering")
        await hand.press("enter")
        await hand.asked()
        await hand.until(lambda: "The folder [/there] is full." in hand.screen)
    assert [row.id for row in bench.collection.decks()] == ["tf"]


async def test_a_named_deck_that_was_not_added_is_added_and_asked_at_once(bench: Bench):
    async with bench.started(decks=("numpy",)) as hand:
        await hand.until(lambda: "numpy is added." in hand.screen)
        assert hand.phase == "asking"


async def test_home_tells_what_is_due_and_enter_studies_it(bench: Bench):
    bench.fill(ALIAS, MASK)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "decks")
        assert "0 due    3 new    0 learning" in hand.screen
        assert "today: 3 new, about 1 min" in hand.screen
        await hand.press("enter")
        await hand.asked()
        await hand.press("ctrl+d")
        await hand.judged()
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "decks" and "1 learning" in hand.screen)
        assert "1 day in a row" in hand.screen
        await hand.press("u")
        await hand.asked()
        assert "Taken back" in hand.screen
    assert bench.reviews() == []


async def test_keys_pressed_before_the_decks_are_there_mean_what_they_would_then(bench: Bench):
    bench.fill(ALIAS, MASK)
    bench.fill(SHAPE, deck="other")
    pressed = threading.Event()

    def late() -> Desk:
        assert pressed.wait(PATIENCE)
        return bench.desk()

    app = bench.app(decks=None, desk=late)
    async with app.run_test(size=(80, 24)) as pilot:
        hand = bench.hand(pilot)
        await hand.press("j", "j", "enter")
        assert hand.phase == "opening"
        pressed.set()
        await hand.asked()
        assert "other" in hand.screen
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "decks")
    assert not bench.reviews()


async def test_a_deck_is_picked_and_the_summary_leads_home(bench: Bench):
    bench.fill(ALIAS)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("j", "enter")
        await hand.asked()
        await hand.write("[3 42 4]")
        await hand.press("enter")
        await hand.judged()
        await hand.press("enter")
        await hand.at("SummaryScreen")
        assert "1 card is due tomorrow." in hand.screen
        await hand.press("enter")
        await hand.until(lambda: hand.phase == "decks")


async def test_the_trace_begins_where_the_two_programs_part(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.write("[3 1 4]")
        await hand.press("enter")
        await hand.judged()
        await hand.press("t")
        await hand.until(lambda: "step 3 of 4" in hand.screen)
        assert hand.screen.count("▸3  y[1] = 42") == 2
        await hand.press("j")
        await hand.until(lambda: "step 4 of 4" in hand.screen)
        assert "[3 1 4]" in hand.screen
        await hand.press("home")
        await hand.until(lambda: "step 1 of 4" in hand.screen)
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "verdict")


async def test_verdict_and_trace_say_with_what_the_other_idea_is_right(bench: Bench):
    agrees = Agreement(ALIAS.code.replace("[3, 1, 4]", "[3,\n              42, 4]"), "[ 3 42  4]")
    bench.fill(replace(ALIAS, beliefs=(replace(ALIAS.beliefs[0], agrees=agrees),)))
    async with bench.started() as hand:
        await hand.write("[3 1 4]")
        await hand.press("enter")
        await hand.judged()
        sentence = "With x = np.array([3, 42, 4]) both give [ 3 42 4]."
        assert sentence in hand.screen
        await hand.press("t")
        await hand.at("TraceScreen")
        await hand.until(lambda: sentence in hand.screen)


async def test_the_trace_takes_the_asked_expression_apart(bench: Bench):
    bench.fill(SHAPE)
    async with bench.started() as hand:
        await hand.press("ctrl+d")
        await hand.judged()
        await hand.press("t")
        await hand.until(lambda: "└ a[1:]" in hand.screen)
        assert "…" in hand.screen
        await hand.press("end")
        await hand.until(lambda: "axis 1 →" in hand.screen)


BEHIND = (
    Step(1, -1, "x", ints(3, 1, 4)),
    Step(2, 4, "x[1:]", ints(1, 4), 3),
    Step(2, 12, "x[:-1]", ints(3, 1), 3),
    Step(2, 4, "x[1:] - x[:-1]", ints(-2, 3)),
    Step(2, -1, "y", ints(-2, 3)),
)


async def test_the_trace_takes_the_line_behind_the_asked_name_apart(bench: Bench):
    code = "x = np.array([3, 1, 4])\ny = x[1:] - x[:-1]"
    asked = replace(ALIAS, code=code, ask="y", answer=gives(ints(-2, 3)), steps=BEHIND, beliefs=())
    bench.fill(asked)
    async with bench.started() as hand:
        await hand.press("ctrl+d")
        await hand.judged()
        await hand.press("t", "j")
        await hand.until(lambda: "▸ └ x[1:]" in hand.screen)
        assert "  x[1:] - x[:-1]" in hand.screen
        assert "▸2  y = x[1:] - x[:-1]" in hand.screen
        await hand.press("j", "j", "j")
        await hand.until(lambda: "step 5 of 6" in hand.screen)
        assert "└" not in hand.screen


def test_names_bound_by_one_statement_are_one_stage():
    walk = stages(ALIAS.steps, ALIAS.ask)
    assert [(one.line, [step.text for step in one.shown]) for one in walk] == [
        (0, ["x"]),
        (1, ["y"]),
        (2, ["x", "y"]),
        (-1, ["x"]),
    ]
    assert first_difference(walk, stages(ALIAS.beliefs[0].steps, "x")) == 2
    assert first_difference(walk, walk) == 3


async def test_cards_are_searched_tried_and_put_away(bench: Bench):
    bench.fill(ALIAS, MASK, TABLE)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("b")
        await hand.until(lambda: "4 cards" in hand.screen and "numpy · value · new" in hand.screen)
        await hand.press("slash")
        await hand.write("asarray-sh")
        await hand.until(lambda: "1 card" in hand.screen)
        await hand.press("enter", "s")
        await hand.until(lambda: "suspended" in hand.screen and "s Take up" in hand.screen)
        [card] = [one for one in bench.collection.new(0) if one.note == "mask"]
        await hand.press("s")
        await hand.until(lambda: "Taken up again" in hand.screen and "s Suspend" in hand.screen)
        await hand.press("b")
        await hand.until(lambda: "b Dig up" in hand.screen)
        await hand.press("b")
        await hand.until(lambda: "b Bury" in hand.screen)
        await hand.press("enter")
        await hand.at("PreviewScreen")
        await hand.until(lambda: "nothing here is graded" in hand.screen)
        await hand.write("[3 1 4]")
        await hand.press("enter")
        await hand.until(lambda: "That is x if asarray had made a copy." in hand.screen)
        await hand.press("escape")
        await hand.at("BrowseScreen")
        assert card.suspended is False
    assert bench.reviews() == []


async def test_a_tried_cards_explanation_is_read_to_its_end_by_keys(bench: Bench):
    bench.fill(ALIAS)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None, size=(80, 14)) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("b", "enter")
        await hand.at("PreviewScreen")
        await hand.until(lambda: "nothing here is graded" in hand.screen)
        await hand.press("ctrl+d")
        await hand.until(lambda: "it gives" in hand.screen)
        body = hand.app.screen.query_one("#body")
        assert body.max_scroll_y > 0
        await hand.press("pagedown", "pagedown", "j")
        await hand.until(lambda: body.scroll_y == body.max_scroll_y)
        await hand.press("pageup", "pageup", "k")
        await hand.until(lambda: body.scroll_y == 0)


async def test_a_card_is_buried_until_tomorrow_and_started_over(bench: Bench):
    bench.fill(ALIAS)
    bench.fill(SHAPE, deck="other")
    async with bench.started() as hand:
        await hand.write("[3 42 4]")
        await hand.press("enter")
        await hand.judged()
    bench.clock.now += timedelta(days=1)
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("b")
        await hand.until(lambda: "asked once," in hand.screen and "today" in hand.screen)
        await hand.press("b")
        await hand.until(lambda: "tomorrow" in hand.screen)
        await hand.press("r")
        await hand.until(lambda: "The card is new again." in hand.screen)
        assert bench.collection.card(1).memory.is_new
        await hand.press("u")
        await hand.until(lambda: "as it was" in hand.screen)
        assert not bench.collection.card(1).memory.is_new


async def test_the_statistics_are_those_of_the_log(bench: Bench):
    bench.fill(ALIAS)
    bench.fill(SHAPE, deck="other")
    async with bench.started() as hand:
        await hand.write("[3 1 4]")
        await hand.press("enter")
        await hand.judged()
    async with bench.started(decks=None, size=(100, 50)) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("s")
        await hand.until(lambda: "Ideas that led elsewhere" in hand.screen)
        assert "asarray-copies, once, last 2026-11-23" in hand.screen
        assert "1 new · 1 learning · 0 mature" in hand.screen
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "decks")


async def test_whoever_wants_more_than_the_days_limit_gets_it(bench: Bench):
    bench.fill(ALIAS, TABLE)
    bench.limits = Limits(new=10, reviews=1)

    async def answer(hand: Hand) -> None:
        await hand.write("[3 42 4]" if "What is x?" in hand.prompt else "[[0 2 4] [6 8 10]]")
        await hand.press("enter")
        await hand.judged()
        await hand.press("enter")
        await hand.until(lambda: hand.phase in ("asking", "SummaryScreen"))

    async with bench.started() as hand:
        await answer(hand)
        await answer(hand)
        assert "m More" not in hand.screen
    bench.clock.sleep_a_night()
    async with bench.started() as hand:
        await answer(hand)
        await hand.until(lambda: "Enough for today." in hand.screen)
        assert "1 more can wait for another day." in hand.screen
        await hand.press("m")
        await hand.asked()
        await answer(hand)
        await hand.until(lambda: "All done for today." in hand.screen)


async def test_with_one_deck_the_first_question_comes_at_once(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started(decks=None) as hand:
        await hand.asked()
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "decks")


async def test_the_trace_ends_with_the_exception_or_with_what_is_printed(bench: Bench):
    step = Step(1, -1, "a", ints(1, 1, 1))
    bench.fill(replace(REFUSES, steps=(step,)), replace(PRINTED, steps=(step,)))
    async with bench.started() as hand:
        for told in ("raises ValueError", "2 [/b]"):
            await hand.press("ctrl+d")
            await hand.judged()
            await hand.press("t")
            await hand.at("TraceScreen")
            await hand.until(lambda told=told: told in hand.screen)
            await hand.press("escape", "enter")
            await hand.until(lambda: hand.phase == "asking")


async def test_a_long_list_of_cards_keeps_each_on_one_line(bench: Bench):
    bench.fill(*(replace(ALIAS, note=f"note-{number}") for number in range(40)))
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("b")
        await hand.until(lambda: "41 cards" in hand.screen and "note-0/" in hand.screen)
        rows = [line for line in hand.screen.split("\n") if "About note-" in line]
        assert len(rows) > 10
        assert all(row.rstrip(" ▁▂▃▄▅▆▇█").endswith("new") for row in rows[:-1])


async def test_a_wide_browse_shows_the_notes_own_words(bench: Bench):
    bench.fill(ALIAS)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None, size=(120, 40)) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("b")
        await hand.until(lambda: "hands back x itself" in hand.screen)


async def test_the_trace_of_a_long_program_shows_the_line_and_what_it_did(bench: Bench):
    before = "\n".join(f"step_{number} = {number}" for number in range(40))
    steps = tuple(replace(step, line=step.line + 40) for step in ALIAS.steps[:-1])
    long = replace(
        ALIAS, code=f"{before}\n{ALIAS.code}", marks=(), beliefs=(), steps=(*steps, ALIAS.steps[-1])
    )
    bench.fill(long)
    async with bench.started() as hand:
        await hand.press("ctrl+d")
        await hand.judged()
        await hand.press("t")
        await hand.until(lambda: "▸41  x = np.array" in hand.screen)
        assert "int64 · shape (3,)" in hand.screen
        await hand.press("j")
        await hand.until(lambda: "▸42  y = np.asarray(x)" in hand.screen)
        assert "[3 1 4]" in hand.screen


async def test_what_is_longer_than_the_trace_is_scrolled_by_keys(bench: Bench):
    cube = ints(*range(64), shape=(16, 2, 2))
    steps = (Step(1, -1, "x", cube), *ALIAS.steps[1:])
    bench.fill(replace(ALIAS, beliefs=(), steps=steps))
    async with bench.started() as hand:
        await hand.press("ctrl+d")
        await hand.judged()
        await hand.press("t")
        await hand.until(lambda: "[0, 1] [ 2  3]" in hand.screen)
        assert "axes 0, 1 ↓" in hand.screen
        await hand.until(lambda: "Page down" in hand.screen)
        for _ in range(4):
            await hand.press("pagedown")
        await hand.until(lambda: "[15, 1] [62 63]" in hand.screen)
        await hand.press("pageup")
        await hand.until(lambda: "[15, 1] [62 63]" not in hand.screen)
        await hand.press("j")
        await hand.until(lambda: "Page down" not in hand.screen)


async def test_the_deck_that_is_pointed_at_has_the_cursors_colours(bench: Bench):
    bench.fill(ALIAS)
    bench.fill(SHAPE, deck="other")
    async with bench.started(decks=None) as hand:
        await hand.until(lambda: hand.phase == "decks")
        await hand.press("j")
        decks = hand.app.screen.query_one(DeckList)
        spans = [option.prompt.spans for option in decks.options]
        assert decks.highlighted == 1
        assert not spans[1]
        assert spans[2]
        await hand.press("j")
        spans = [option.prompt.spans for option in decks.options]
        assert spans[1]
        assert not spans[2]
