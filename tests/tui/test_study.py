"""A sitting, key by key, on a real collection."""

from dataclasses import replace

import pytest
from textual import events
from textual.events import Key

from tests.tui.conftest import Bench
from tests.tui.scene import ALIAS, MASK, PRINTED, QUESTIONS, REFUSES, SHAPE, TABLE, gives
from tfquiz.cards.question import Question
from tfquiz.errors import TfquizError
from tfquiz.screens.desk import Desk
from tfquiz.store.records import LEECH_LAPSES
from tfquiz.tui import Preferences, TfquizApp
from tfquiz.values import Atom, Series
from tfquiz.widgets.answer import AnswerLine
from tfquiz.widgets.grid import CLOSES, OPENS


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (ALIAS, "[3 42 4]"),
        (TABLE, "[[0, 2, 4], [6, 8, 10]]"),
        (SHAPE, "(2, 4)"),
        (REFUSES, "ValueError"),
    ],
    ids=lambda part: part if isinstance(part, str) else part.note,
)
async def test_a_right_answer_is_praised_and_saved(bench: Bench, question, text):
    bench.fill(question)
    async with bench.started() as hand:
        await hand.answer(text)
        await hand.judged()
        assert "✓ Right." in hand.screen
        assert "About" in hand.screen
    [review] = bench.reviews()
    assert (review.verdict, review.quality, review.typed) == ("right", 4, text)


async def test_what_cannot_be_read_is_asked_again_and_costs_nothing(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.answer("[3 42")
        await hand.pilot.pause()
        assert hand.phase == "asking"
        line = next(line for line in hand.screen.split("\n") if "^" in line and "[" in line)
        assert line.index("^") == next(
            line for line in hand.screen.split("\n") if "[3 42" in line
        ).index("[3 42")
        assert bench.reviews() == []
        await hand.answer(" 4]")
        await hand.judged()
    assert bench.reviews()[0].quality == 4


async def test_the_answer_line_tells_how_it_is_read_while_one_types(bench: Bench):
    bench.fill(TABLE)
    async with bench.started() as hand:
        await hand.write("[[0 2 4] [6 8 10]]")
        await hand.until(lambda: "int · shape (2, 3)" in hand.screen)


async def test_a_misconception_is_named_with_the_line_of_its_program(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.answer("[3 1 4]")
        await hand.judged()
        assert "That is x if asarray had made a copy." in hand.screen
        assert "2  y = np.array(x)" in hand.screen
        assert f"{OPENS}42{CLOSES}" in hand.screen
        assert f"{OPENS}1{CLOSES}" in hand.screen
    assert bench.reviews()[0].misconceptions == ("asarray-copies",)


async def test_an_answer_of_two_misconceptions_names_both(bench: Bench):
    other = replace(ALIAS.beliefs[0], id="other", why={"en": "That is `x` if `y` were a list."})
    bench.fill(replace(ALIAS, beliefs=(*ALIAS.beliefs, other)))
    async with bench.started() as hand:
        await hand.answer("[3 1 4]")
        await hand.judged()
        assert "other ideas, one of these:" in hand.screen
        assert "· That is x if asarray had made a copy." in hand.screen
        assert "· That is x if y were a list." in hand.screen
    [review] = bench.reviews()
    assert review.misconceptions == ("asarray-copies", "other")


async def test_a_beliefs_long_line_of_code_goes_on_right_of_its_number(bench: Bench):
    long = "y = np.array(x, " + ", ".join(f"option_{n}=None" for n in range(6)) + ")"
    belief = replace(ALIAS.beliefs[0], code=ALIAS.code.replace("y = np.asarray(x)", long))
    bench.fill(replace(ALIAS, beliefs=(belief,)))
    async with bench.started() as hand:
        await hand.answer("[3 1 4]")
        await hand.judged()
        await hand.until(lambda: "      option_" in hand.screen)


async def test_a_notice_hides_neither_the_dates_nor_the_keys(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.press("ctrl+d")
        await hand.judged()
        await hand.press("f2")
        await hand.until(lambda: "A script to run" in hand.screen)
        dates, *_, keys = hand.screen.split("\n")[-3:]
        assert dates.strip().endswith("grade 0")
        assert keys.strip().endswith("more")


async def test_a_slip_is_mended_once(bench: Bench):
    bench.fill(TABLE)
    async with bench.started() as hand:
        await hand.answer("[[0 2 4] [6 8 11]]")
        await hand.until(lambda: "Mend it" in hand.screen)
        assert bench.reviews() == []
        assert "10" not in hand.screen
        await hand.press("backspace", "backspace", "backspace")
        await hand.answer("0]]")
        await hand.judged()
    [review] = bench.reviews()
    assert (review.verdict, review.quality) == ("slip", 3)


async def test_a_slip_that_is_not_mended_stays_a_slip(bench: Bench):
    bench.fill(TABLE)
    async with bench.started() as hand:
        await hand.answer("[[0 2 4] [6 8 11]]")
        await hand.until(lambda: "Mend it" in hand.screen)
        await hand.press("enter")
        await hand.judged()
        assert "A slip" in hand.screen
    assert bench.reviews()[0].quality == 2


@pytest.mark.parametrize("keys", [("2",), ("j", "enter"), ("down", "enter"), ("k", "2")])
async def test_a_choice_is_picked_by_number_or_by_pointing(bench: Bench, keys):
    bench.fill(MASK)
    async with bench.started() as hand:
        await hand.press(*keys)
        await hand.judged()
        assert "✓ Right." in hand.screen
    assert bench.reviews()[0].quality == 4


async def test_a_choice_is_picked_by_mouse_and_so_is_everything_after_it(bench: Bench):
    bench.fill(MASK)
    async with bench.started() as hand:
        await hand.pilot.click("Choices", offset=(8, 0))
        await hand.judged()
        assert "you chose" in hand.screen
        await hand.pilot.click("Grades", offset=hand.place("4 5 tomorrow", "Grades"))
        await hand.until(lambda: "tomorrow · grade 4" in hand.screen)
        await hand.pilot.click("KeyBar", offset=hand.place("Next", "KeyBar"))
        await hand.at("SummaryScreen")
    assert [review.quality for review in bench.reviews()] == [4]


async def test_a_chosen_array_has_its_differing_cells_marked_like_a_typed_one(bench: Bench):
    bench.fill(MASK)
    async with bench.started() as hand:
        await hand.press("1")
        await hand.judged()
        chosen = hand.screen.partition("you chose")[2]
        assert chosen.count(f"{OPENS}True{CLOSES}") == chosen.count(f"{OPENS}False{CLOSES}") == 4
        assert chosen.count("bool · shape (2, 2)") == 2


async def test_brackets_are_shown_to_the_letter(bench: Bench):
    bench.fill(MASK, PRINTED)
    async with bench.started() as hand:
        assert "[[ True False]" in hand.screen
        assert "raises [/b] x[mask] [nan inf]" in hand.screen
        await hand.press("2")
        await hand.judged()
        assert "About mask: x[mask]" in hand.screen
        await hand.press("enter")
        await hand.asked()
        assert '["一", "[/b]"]' in hand.screen
        await hand.answer("nothing")
        await hand.judged()
        assert "2 [/b]" in hand.screen


async def test_several_pasted_lines_are_one_answer(bench: Bench):
    bench.fill(PRINTED)
    async with bench.started() as hand:
        hand.app.post_message(events.Paste("1 一\n2 [/b]"))
        await hand.until(lambda: "text, 2 lines" in hand.screen)
        await hand.press("enter")
        await hand.judged()
    assert bench.reviews()[0].verdict == "right"


async def test_earlier_attempts_at_this_question_come_back_with_up(bench: Bench):
    bench.fill(ALIAS, SHAPE)
    async with bench.started() as hand:
        await hand.answer("[3 42")
        await hand.press("ctrl+u")
        await hand.answer("[3 42 5")
        await hand.press("up", "up")
        assert hand.app.screen.query_one(AnswerLine).text == "[3 42"
        await hand.press("down")
        assert hand.app.screen.query_one(AnswerLine).text == "[3 42 5"
        await hand.answer("]")
        await hand.press("enter", "enter")
        await hand.until(lambda: hand.phase == "asking" and "np.ones" in hand.screen)
        await hand.press("up")
        assert hand.app.screen.query_one(AnswerLine).text == ""


async def test_a_hint_tells_the_shape_first_and_lowers_the_grade(bench: Bench):
    bench.fill(TABLE)
    async with bench.started() as hand:
        await hand.press("?")
        await hand.until(lambda: "shape is (2, 3)" in hand.screen)
        assert "10" not in hand.screen
        await hand.answer("[[0 2 4] [6 8 10]]")
        await hand.judged()
    assert (bench.reviews()[0].quality, bench.reviews()[0].hints) == (3, 1)


async def test_a_question_mark_inside_an_answer_is_a_letter(bench: Bench):
    bench.fill(PRINTED)
    async with bench.started() as hand:
        await hand.write("a?")
        assert hand.app.screen.query_one(AnswerLine).text == "a?"


async def test_who_does_not_know_sees_the_answer_and_is_asked_again_today(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.write("[3")
        await hand.press("ctrl+d")
        await hand.judged()
        assert "Here is the answer." in hand.screen
        assert "[ 3 42  4]" in hand.screen
        await hand.press("enter")
        await hand.asked()
        assert "once more" in hand.screen
    assert bench.reviews()[0].verdict == "given-up"


async def test_a_grade_of_ones_own_replaces_the_one_counted(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.answer("[3 42 4]")
        await hand.judged()
        assert "0 1 2 3 today, then tomorrow" in hand.screen
        await hand.press("2")
        await hand.until(lambda: "then tomorrow · grade 2" in hand.screen)
        await hand.press("5")
        await hand.until(lambda: "Next: tomorrow · grade 5" in hand.screen)
    assert [review.quality for review in bench.reviews()] == [5]


async def test_answers_are_taken_back_one_after_the_other(bench: Bench):
    bench.fill(ALIAS, MASK)
    async with bench.started() as hand:
        await hand.answer("[3 42 4]")
        await hand.judged()
        await hand.press("enter")
        await hand.until(lambda: "What is m" in hand.screen and hand.phase == "asking")
        await hand.press("2")
        await hand.judged()
        assert len(bench.reviews()) == 2
        await hand.press("u")
        await hand.until(lambda: hand.phase == "asking" and "Taken back" in hand.screen)
        assert "What is m" in hand.screen
        await hand.press("u")
        await hand.until(lambda: hand.phase == "asking" and "What is x" in hand.screen)
        assert bench.reviews() == []
        await hand.press("f4")
        await hand.until(lambda: hand.phase == "asking")
        assert "What is x" in hand.screen


async def test_the_last_answer_is_taken_back_from_the_summary_too(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.answer("[3 42 4]")
        await hand.judged()
        await hand.press("enter")
        await hand.at("SummaryScreen")
        assert "1 of 1 right" in hand.screen
        await hand.press("u")
        await hand.asked()
        assert "What is x" in hand.screen
    assert bench.reviews() == []


async def test_a_sitting_that_was_left_goes_on_at_the_same_question(bench: Bench):
    bench.fill(*QUESTIONS)
    async with bench.started() as hand:
        await hand.answer("[3 42 4]")
        await hand.judged()
        await hand.press("enter")
        await hand.asked()
        before = hand.screen.split("\n")[2:8]
        await hand.press("escape")
        await hand.until(lambda: not hand.app.is_running)
    async with bench.started() as hand:
        assert hand.screen.split("\n")[2:8] == before


async def test_hurried_keys_neither_skip_a_question_nor_answer_twice(bench: Bench):
    bench.fill(ALIAS, TABLE, SHAPE)
    async with bench.started() as hand:
        await hand.write("[3 42 4]")
        await hand.press("enter", "enter", "enter", "enter")
        await hand.until(lambda: hand.phase == "asking" and "What is t" in hand.screen)
    assert len(bench.reviews()) == 1


async def test_the_script_is_copied(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.press("f2")
        assert hand.app.clipboard == ALIAS.script


async def test_an_empty_stock_is_waited_for(bench: Bench):
    bench.fill(ALIAS, each=0)
    wished: list[int] = []

    class Slow:
        def wish(self, card_ids):
            wished.extend(card_ids)

    bench.maker = Slow()
    async with bench.app().run_test(size=(80, 24)) as pilot:
        hand = bench.hand(pilot)
        await hand.until(lambda: hand.phase == "waiting")
        assert "being made" in hand.screen
        bench.collection.stock(wished[0], [ALIAS])
        await hand.asked()


async def test_what_goes_wrong_is_told_and_can_be_tried_again(bench: Bench):
    bench.fill(ALIAS)
    tries = []

    def open_desk() -> Desk:
        tries.append(1)
        if len(tries) == 1:
            raise TfquizError("The collection [is] busy. Close the other tfquiz.")
        return bench.desk()

    app = TfquizApp(open_desk, timer=lambda: 0.0, decks=("numpy",))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = bench.hand(pilot)
        await hand.until(lambda: hand.phase == "stuck")
        assert "The collection [is] busy." in hand.screen
        await hand.press("r")
        await hand.asked()


async def test_leaving_what_does_not_go_on_says_so_to_the_shell(bench: Bench):
    def open_desk() -> Desk:
        raise TfquizError("There is no deck [x].")

    app = TfquizApp(open_desk, timer=lambda: 0.0, decks=("x",))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = bench.hand(pilot)
        await hand.until(lambda: hand.phase == "stuck")
        await pilot.press("escape")
    assert app.return_code == 2


async def test_prompts_and_explanations_are_in_the_learners_language(bench: Bench):
    bench.fill(ALIAS)
    bench.language = "zh"
    bench.preferences = replace(bench.preferences, language="zh")
    async with bench.started() as hand:
        assert "的值是什么" in hand.screen
        await hand.answer("[3 1 4]")
        await hand.judged()
        assert "int · 形状 (3,)" in hand.screen
        assert "关于 asarray-shares" in hand.screen


async def test_twenty_questions_are_answered_by_keyboard_alone(bench: Bench):
    bench.fill(*QUESTIONS, each=12)
    answers = {
        "What is x": "[3 42 4]",
        "What is m": "2",
        "What is t?": "[[0 2 4] [6 8 10]]",
        "the shape of": "2 4",
        "raise an": "ValueError",
    }
    async with bench.started() as hand:
        for turn in range(20):
            known = [text for part, text in answers.items() if part in hand.prompt]
            if turn < 14 or not known:
                await hand.press("ctrl+d")
            else:
                await hand.press(*known[0])
                await hand.press(*(() if known[0] == "2" else ("enter",)))
            await hand.judged()
            await hand.press("enter")
            await hand.until(lambda: hand.phase in ("asking", "SummaryScreen"))
        assert len(bench.reviews()) == 20


async def test_where_lines_are_asked_for_the_key_for_another_one_is_told(bench: Bench):
    bench.fill(PRINTED)
    bench.preferences = Preferences(keymap={"answer.new-line": "f8"})
    async with bench.started() as hand:
        await hand.press("1")
        await hand.until(lambda: "text, 1 line · f8 starts a new line" in hand.screen)
        await hand.press("space")
        await hand.write("一")
        await hand.press("f8")
        await hand.write("2 [/b]")
        await hand.until(lambda: "text, 2 lines" in hand.screen)
        await hand.press("enter")
        await hand.judged()
        assert "✓ Right." in hand.screen


async def test_a_wrong_choice_is_told_in_the_learners_language(bench: Bench):
    bench.fill(MASK)
    bench.language = "zh"
    bench.preferences = Preferences(language="zh")
    async with bench.started() as hand:
        await hand.press("4")
        await hand.judged()
        assert "✗ 它不会报错，能正常运行完。" in hand.screen


async def test_the_summary_names_the_ideas_that_showed_up(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        for text in ("[3 1 4]", "[3 1 4]", "[3 42 4]"):
            await hand.answer(text)
            await hand.judged()
            await hand.press("enter")
            await hand.until(lambda: hand.phase in ("asking", "SummaryScreen"))
        await hand.at("SummaryScreen")
        lines = [line.strip() for line in hand.screen.split("\n")]
        at = lines.index("· About asarray-shares: x[mask]")
        assert lines[at - 1] == "Ideas that led elsewhere today:"
        assert lines[at + 1] == "asarray-copies, 2 times"


async def test_with_nothing_to_take_back_the_summary_offers_no_undo(bench: Bench):
    bench.fill(ALIAS, each=0)
    async with bench.app().run_test(size=(80, 24)) as pilot:
        hand = bench.hand(pilot)
        await hand.at("SummaryScreen")
        await hand.until(lambda: "Done" in hand.screen)
        assert "Undo" not in hand.screen
        await hand.press("u")
        assert hand.phase == "SummaryScreen"


async def test_an_answer_of_several_lines_can_be_typed(bench: Bench):
    bench.fill(PRINTED)
    async with bench.started() as hand:
        await hand.press(*"1 一", "ctrl+j", *"2 [/b]")
        await hand.until(lambda: "text, 2 lines" in hand.screen)
        assert hand.app.screen.query_one(AnswerLine).text == "1 一\n2 [/b]"
        await hand.press("enter")
        await hand.judged()
    assert bench.reviews()[0].verdict == "right"


async def test_an_answer_that_cannot_be_saved_is_kept_until_it_can(bench: Bench):
    bench.fill(ALIAS)
    connection = bench.collection._connection.driver
    async with bench.started() as hand:
        connection.execute("PRAGMA query_only = 1")
        await hand.write("[3 42 4]")
        await hand.press("enter")
        await hand.until(lambda: hand.phase == "stuck" and "Press r" in hand.screen)
        assert bench.reviews() == []
        connection.execute("PRAGMA query_only = 0")
        await hand.press("r")
        await hand.judged()
        assert "✓ Right." in hand.screen
    assert len(bench.reviews()) == 1


def wide_pairs() -> Question:
    """A question whose answers are too wide to stand side by side."""
    true = Series("list", tuple(Atom("gold and silver") for _ in range(3)))
    taken = Series("list", tuple(Atom("gold and copper") for _ in range(3)))
    belief = replace(ALIAS.beliefs[0], answer=gives(taken), code=ALIAS.code, steps=())
    return replace(ALIAS, note="pairs", answer=gives(true), beliefs=(belief,), steps=())


async def test_answers_that_are_too_wide_side_by_side_stand_one_below_the_other(bench: Bench):
    question = wide_pairs()
    bench.fill(question)
    async with bench.started() as hand:
        await hand.answer(question.beliefs[0].answer.text)
        await hand.judged()
        row = next(line for line in hand.screen.split("\n") if "you wrote" in line)
        assert row.strip() == "you wrote"
        assert hand.screen.count("gold and copper") == 3


async def test_a_question_without_a_program_shows_no_empty_line_1(bench: Bench):
    bench.fill(replace(ALIAS, note="expression", code="", marks=(), beliefs=(), steps=()))
    async with bench.started() as hand:
        assert "What is" in hand.screen
        assert not [line for line in hand.screen.split("\n") if line.strip() == "1"]


async def test_a_wrong_list_is_called_a_list_beside_the_right_one(bench: Bench):
    wanted = gives(Series("list", (Atom(1), Atom(2))))
    bench.fill(replace(ALIAS, note="lists", answer=wanted, beliefs=(), steps=()))
    async with bench.started() as hand:
        await hand.answer("[1, 3, 5]")
        await hand.judged()
        rows = [line.split() for line in hand.screen.split("\n")]
        assert ["list", "of", "2", "list", "of", "3"] in rows
        assert "The length is 2, not 3." in hand.screen


async def test_under_a_long_program_the_verdict_is_in_sight_at_once(bench: Bench):
    lines = [*ALIAS.code.split("\n"), *[f"z{number} = {number}" for number in range(14)]]
    long = replace(ALIAS, note="long", code="\n".join(lines), marks=(), steps=())
    bench.fill(long)
    async with bench.started() as hand:
        await hand.answer(long.beliefs[0].answer.text)
        await hand.judged()
        await hand.until(lambda: "→ Your answer follows from another idea:" in hand.screen)
        assert "if asarray had made a copy" in hand.screen


async def test_under_an_answer_that_was_not_saved_no_grade_is_offered(bench: Bench):
    bench.fill(ALIAS)
    async with bench.started() as hand:
        await hand.write("[3 1 4]")
        elsewhere = bench.desk().sitting(("numpy",))
        asked = elsewhere.next()
        elsewhere.settle(asked, elsewhere.answer(asked, "[3 42 4]"))
        await hand.press("enter")
        await hand.until(lambda: "answered elsewhere meanwhile" in hand.screen)
        assert "Next: tomorrow" in hand.screen
        assert "grade" not in hand.screen
        assert hand.screen.count("answered elsewhere meanwhile") == 1
        await hand.press("2")
        await hand.press("enter")
    assert [review.typed for review in bench.reviews()] == ["[3 42 4]"]


def forget(bench: Bench, times: int) -> None:
    """Know it, and take `asarray` for a copy the day after, so many times; then know it again."""
    for text in [*["[3 42 4]", "[3 1 4]"] * times, "[3 42 4]"]:
        sitting = bench.desk().sitting(("numpy",))
        asked = sitting.next()
        sitting.settle(asked, sitting.answer(asked, text))
        bench.clock.sleep_a_night()


async def test_a_card_that_does_not_stick_shows_what_it_is_taken_for(bench: Bench):
    bench.fill(ALIAS, each=20)
    forget(bench, LEECH_LAPSES - 1)
    async with bench.started() as hand:
        await hand.press("ctrl+d")
        await hand.until(lambda: "keeps slipping away" in hand.screen)
        assert "mixed up with (7 in all)" in hand.screen
        assert "[3 1 4]" in hand.screen
        assert "That is x if asarray had made a copy." in hand.screen
        await hand.press("t")
        await hand.at("TraceScreen")
        assert "what you thought" in hand.screen
        await hand.press("escape")
        await hand.until(lambda: hand.phase == "verdict" and "s Suspend" in hand.screen)
        await hand.press("s")
        await hand.at("SummaryScreen")
    assert bench.collection.card(1).suspended


async def test_a_card_that_is_put_away_below_a_long_program_is_told_above_the_next(bench: Bench):
    lines = "\n".join(f"step_{number} = {number}" for number in range(30))
    bench.fill(replace(ALIAS, code=f"{lines}\n{ALIAS.code}", marks=()), each=20)
    forget(bench, LEECH_LAPSES - 1)
    bench.fill(replace(ALIAS, code=f"{lines}\n{ALIAS.code}", marks=()), TABLE, each=20)
    async with bench.started() as hand:
        await hand.press("ctrl+d")
        await hand.until(lambda: "keeps slipping away. Trace shows why;" in hand.screen)
        assert "Here is the answer." in hand.screen
        await hand.press("s")
        await hand.asked()
        assert "Put away. Browse finds it again" in hand.screen
        assert "each element" in hand.screen or "What is t?" in hand.screen


async def test_beside_a_wrong_answer_stands_what_it_is_usually_taken_for(bench: Bench):
    bench.fill(ALIAS, each=20)
    forget(bench, LEECH_LAPSES - 1)
    async with bench.started() as hand:
        await hand.answer("[7 7 7]")
        await hand.until(lambda: "keeps slipping away" in hand.screen)
        assert "you wrote" in hand.screen
        assert "mixed up with (7 in all)" in hand.screen


async def test_what_is_typed_while_the_first_question_is_painted_becomes_the_answer(bench: Bench):
    bench.fill(ALIAS)
    async with bench.app(decks=("numpy",)).run_test(size=(80, 24)) as pilot:
        hand = bench.hand(pilot)
        await hand.until(lambda: hand.phase in ("showing", "asking"))
        for key in "[3]":
            pilot.app.post_message(Key(key, key))
        await hand.until(lambda: "[3]" in hand.screen)
