"""A sitting with nothing made by hand: real NumPy, a real maker, the real interface."""

from tests.cards.decks import HEADER, WRITE_THROUGH
from tests.tui.conftest import Bench
from tests.tui.scene import MORNING
from tfquiz.cards.deck import parse_deck
from tfquiz.session.adding import DeckFile, add_deck
from tfquiz.session.maker import StockMaker


async def test_a_sitting_runs_on_real_numpy_with_new_inputs_after_a_miss(bench: Bench, runner):
    text = HEADER + WRITE_THROUGH
    file = DeckFile(parse_deck(text, "small.toml"), text, "shipped")
    add_deck(bench.collection, runner, file, at=MORNING)
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
