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
