"""A sitting with nothing made by hand: real NumPy, a real maker, the real interface."""

import threading

from tests.cards.decks import HEADER, SUMS, WRITE_THROUGH
from tests.tui.conftest import Bench
from tests.tui.scene import MORNING
from tfquiz.cards.deck import parse_deck
from tfquiz.program.program import Outcome, Program
from tfquiz.sandbox.host import Runner
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.session.maker import StockMaker
from tfquiz.widgets.grid import OPENS


def add(bench: Bench, runner: Runner, template: str) -> None:
    text = HEADER + template
    file = DeckFile(parse_deck(text, "small.toml"), text, "shipped")
    add_deck(bench.collection, runner, file, at=MORNING)


async def test_typed_code_is_run_while_the_screen_says_so(bench: Bench, runner):
    add(bench, runner, SUMS)
    may_run = threading.Event()

    def run(program: Program) -> Outcome:
        may_run.wait(10)
        [outcome] = runner.run([program])
        return outcome

    bench.run = run
    async with bench.started(decks=("small",)) as hand:
        await hand.answer("m.sum(axis=0")
        await hand.until(lambda: "^ This is not Python." in hand.screen)
        await hand.press("right_parenthesis", "x", "enter")
        await hand.until(lambda: "^ This is not Python." in hand.screen)
        await hand.press("backspace", "enter")
        await hand.until(lambda: "Running your code ..." in hand.screen)
        await hand.press("enter", "7", "ctrl+d", "f4")
        assert hand.phase == "running"
        may_run.set()
        await hand.judged()
        assert "✓ Right." in hand.screen
    [review] = bench.reviews()
    assert (review.verdict, review.typed) == ("right", "m.sum(axis=0)")


async def test_code_that_raises_is_told_and_typed_again(bench: Bench, runner):
    add(bench, runner, SUMS)
    bench.run = lambda program: runner.run([program])[0]
    async with bench.started(decks=("small",)) as hand:
        await hand.answer("m.sum(axis=5)")
        await hand.until(lambda: "That raises AxisError" in hand.screen)
        assert hand.phase == "asking"
        assert bench.reviews() == []
        await hand.press("backspace", "backspace", "1", "right_parenthesis", "enter")
        await hand.judged()
        assert "That sums the rows." in hand.screen
        assert hand.screen.count("gives") >= 2
    [review] = bench.reviews()
    assert (review.misconceptions, review.typed) == (("rows",), "m.sum(axis=1)")


async def test_leaving_while_code_runs_counts_nothing(bench: Bench, runner):
    add(bench, runner, SUMS)
    may_run, has_run = threading.Event(), threading.Event()

    def run(program: Program) -> Outcome:
        may_run.wait(10)
        [outcome] = runner.run([program])
        has_run.set()
        return outcome

    bench.run = run
    async with bench.started(decks=("small",)) as hand:
        await hand.answer("m.sum(axis=1)")
        await hand.until(lambda: hand.phase == "running")
        await hand.press("escape")
        may_run.set()
        await hand.until(has_run.is_set)
        assert hand.phase == "running"
    assert bench.reviews() == []


async def test_a_sitting_runs_on_real_numpy_with_new_inputs_after_a_miss(bench: Bench, runner):
    add(bench, runner, WRITE_THROUGH)
    maker = StockMaker(bench.collection, lambda: runner)
    bench.maker = maker
    codes = []
    async with bench.started(decks=("small",)) as hand:
        for _ in range(4):
            question = bench.collection.take(1).question
            assert question.code.splitlines()[0] in hand.screen
            codes.append(question.code)
            await hand.answer(question.beliefs[0].answer.text)
            await hand.judged()
            assert "That would be a copy." in hand.screen
            await hand.press("enter")
            await hand.asked()
        question = bench.collection.take(1).question
        await hand.answer(question.answer.text)
        await hand.judged()
        assert "✓ Right." in hand.screen
    maker.stop()
    maker.join()
    assert len(set(codes)) == len(codes)
    assert [review.verdict for review in bench.reviews()] == ["misconception"] * 4 + ["right"]


MARKUP = """
[deck]
id = "evil"
title = "[red]Red[/red]"
[[notes]]
id = "note"
title = "[@click=app.quit]quit[/] $text-accent"
text = "A [bold]text[/] with [/closed] tags."
tags = ["tag"]
[notes.inputs]
n = { int = [10, 90] }
[[notes.templates]]
id = "markup"
code = "z = ['[red]', '[/x]', $n]"
ask = "z"
"""


async def test_markup_in_a_deck_is_text(bench: Bench, runner):
    file = DeckFile(parse_deck(MARKUP, "evil.toml"), MARKUP, "shipped")
    add_deck(bench.collection, runner, file, at=MORNING)
    async with bench.started(decks=("evil",)) as hand:
        assert "['[red]', '[/x]'," in hand.screen
        await hand.answer("nothing")
        await hand.judged()
        assert "[@click=app.quit]quit[/] $text-accent" in hand.screen
        assert "A [bold]text[/] with [/closed] tags." in hand.screen


async def test_wrong_code_stands_beside_right_code_with_what_each_gives(bench: Bench, runner):
    add(bench, runner, SUMS)
    bench.run = lambda program: runner.run([program])[0]
    async with bench.started(decks=("small",)) as hand:
        await hand.answer("m.sum(axis=0) + 1")
        await hand.judged()
        assert "✗ That gives [" in hand.screen
        truth, given = hand.side("truth"), hand.side("given")
    assert truth[0] == "one way"
    assert given[:3] == ["you wrote", "m.sum(axis=0) + 1", "gives"]
    assert truth[2] == "gives"
    assert truth[3].count(OPENS) == given[3].count(OPENS) == 3
    assert truth[3] != given[3]
