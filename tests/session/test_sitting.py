from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from tests.session.conftest import Desk, belief_text, right_text

from tfquiz.cards.judging.result import Misconceived, Right
from tfquiz.cards.reading.result import Unreadable
from tfquiz.scheduler import Memory, spread_of
from tfquiz.session.moments import Asked, Finished, Waiting
from tfquiz.store.errors import MissingError


class Wishes:
    """A maker that only remembers what was wished for."""

    def __init__(self) -> None:
        self.wished: list[list[int]] = []

    def wish(self, card_ids) -> None:
        self.wished.append(list(card_ids))


def finish(desk: Desk, sitting, *, most: int = 200) -> list[Asked]:
    """Answer everything rightly; returns what was asked."""
    asked = []
    for _ in range(most):
        moment = sitting.next()
        if not isinstance(moment, Asked):
            assert isinstance(moment, Finished), moment
            return asked
        asked.append(moment)
        desk.answer(sitting)
    raise AssertionError("the sitting does not end")


def test_a_right_answer_is_saved_with_its_memory(desk):
    desk.add()
    sitting = desk.sit()
    settled = desk.answer(sitting, seconds=12.5)
    [row] = desk.collection.reviews()
    review = row.review
    assert (review.id, review.quality, review.verdict) == (settled.review_id, 4, "right")
    assert (review.seconds, review.hints, review.repeat, review.offset) == (12.5, 0, False, 60)
    assert review.typed == right_text(settled.asked)
    assert desk.collection.card(review.card_id).memory == settled.memory
    assert settled.due_text == "tomorrow"


def test_an_answer_that_cannot_be_read_costs_nothing(desk):
    desk.add()
    sitting = desk.sit()
    asked = sitting.next()
    assert isinstance(sitting.answer(asked, "[1 2"), Unreadable)
    assert sitting.next() is asked
    assert list(desk.collection.reviews()) == []


def test_nothing_is_saved_before_it_is_settled(desk):
    desk.add()
    sitting = desk.sit()
    asked = sitting.next()
    graded = sitting.answer(asked, right_text(asked))
    assert isinstance(graded.judgement, Right)
    assert list(desk.collection.reviews()) == []
    assert sitting.next() is asked


def test_a_question_that_was_looked_ahead_for_is_the_one_that_is_asked(desk):
    desk.add(notes=8)
    ahead, plain = desk.sit(), desk.sit()
    for _ in range(3):
        ahead.look_ahead()
        asked = plain.next()
        assert ahead.next().question_id == asked.question_id
        ahead.settle(asked, ahead.answer(asked, belief_text(asked)), seconds=8)
        ahead.look_ahead()
        taken_back = ahead.undo()
        assert taken_back.typed == belief_text(asked)
        assert ahead.next().question_id == asked.question_id
        desk.answer(ahead)
        plain = desk.sit()


def test_what_there_is_to_say_survives_looking_ahead(desk):
    desk.add(notes=1, stock=1)
    sitting = desk.sit(maker=Wishes())
    sitting.tell("A copy could not be made.")
    sitting.look_ahead()
    assert sitting.next().notice == "A copy could not be made."
    desk.answer(sitting, belief_text(sitting.next()))
    sitting.tell("The disk is full.")
    sitting.look_ahead()
    waiting = sitting.next()
    assert isinstance(waiting, Waiting)
    assert waiting.notice == "The disk is full."
    desk.stock(desk.collection.card(1), 1)
    desk.answer(sitting)
    sitting.tell("There is room again.")
    sitting.look_ahead()
    assert sitting.next().summary.notice == "There is room again."


def test_a_misconception_is_kept_by_its_id(desk):
    desk.add()
    sitting = desk.sit()
    asked = sitting.next()
    graded = sitting.answer(asked, belief_text(asked))
    assert graded.judgement == Misconceived(("no-step",))
    settled = sitting.settle(asked, graded, seconds=5)
    [row] = desk.collection.reviews()
    assert (row.review.verdict, row.review.misconceptions) == ("misconception", ("no-step",))
    assert settled.due_text == "today, then tomorrow"
    assert sitting.explain(asked).confused == {"no-step": 1}


def test_a_missed_card_comes_back_with_other_inputs_until_it_scores_four(desk):
    desk.add(notes=1)
    sitting = desk.sit()
    seeds = []
    for hints in (None, 1, 0):
        asked = sitting.next()
        seeds.append(asked.question.seed)
        text = belief_text(asked) if hints is None else right_text(asked)
        desk.answer(sitting, text, hints=hints)
    assert len(set(seeds)) == 3
    assert isinstance(sitting.next(), Finished)
    rows = [row.review for row in desk.collection.reviews()]
    assert [(row.quality, row.repeat) for row in rows] == [(1, False), (3, True), (4, True)]
    assert desk.collection.card(asked.card.id).memory == Memory(
        interval=1, due=rows[0].day + 1, reviewed=rows[0].day
    )


def test_four_others_lie_between_a_miss_and_its_repeat(desk):
    desk.add(notes=8)
    sitting = desk.sit()
    desk.answer(sitting, belief_text(sitting.next()))
    kinds = [asked.kind for asked in finish(desk, sitting)]
    assert kinds == ["new"] * 4 + ["repeat"] + ["new"] * 3


def slip_text(asked: Asked) -> str:
    """The right answer with one digit off."""
    return f"[{asked.question.seed} {asked.question.seed + 2}]"


def test_a_slip_may_be_mended_once_for_three(desk):
    desk.add()
    sitting = desk.sit()
    asked = sitting.next()
    slip = sitting.answer(asked, slip_text(asked))
    assert (slip.verdict, slip.quality, slip.repairable) == ("slip", 2, True)
    mended = sitting.answer(asked, right_text(asked), mending=slip)
    assert (mended.quality, mended.verdict, mended.repairable) == (3, "slip", False)
    assert sitting.settle(asked, mended, seconds=5).quality == 3
    assert sitting.summary().right == 0


def test_a_slip_that_is_not_mended_stays_one(desk):
    desk.add()
    sitting = desk.sit()
    asked = sitting.next()
    slip = sitting.answer(asked, slip_text(asked))
    again = sitting.answer(asked, slip_text(asked), mending=slip)
    assert (again.quality, again.verdict, again.repairable) == (2, "slip", False)


def test_a_choice_is_worth_four_at_most(desk):
    desk.add(form="choices")
    sitting = desk.sit()
    for day in range(2):
        asked = sitting.next()
        graded = sitting.choose(asked, 0)
        assert sitting.settle(asked, graded, seconds=1.0).quality == 4, day
        desk.pass_days(1)
    asked = sitting.next()
    graded = sitting.choose(asked, 1)
    assert (graded.quality, graded.misconceptions) == (1, ("no-step",))


def test_a_fast_answer_is_worth_five_from_the_second_repetition_on(desk):
    desk.add(notes=12)
    sitting = desk.sit(new=12)
    first = [desk.answer(sitting, seconds=20.0).quality for _ in range(12)]
    assert first == [4] * 12
    desk.pass_days(1)
    assert [desk.answer(sitting, seconds=seconds).quality for seconds in (5, 20, 21, 61)] == [
        5,
        5,
        4,
        3,
    ]


def test_what_is_usual_for_a_learner_is_known_from_the_log(desk):
    desk.add(notes=12)
    sitting = desk.sit(new=12)
    for _ in range(12):
        desk.answer(sitting, seconds=20.0)
    desk.pass_days(1)
    assert desk.answer(desk.sit(), seconds=5.0).quality == 5


def test_giving_up_is_worth_nothing(desk):
    desk.add()
    sitting = desk.sit()
    asked = sitting.next()
    settled = sitting.settle(asked, sitting.give_up(asked), seconds=3)
    assert (settled.quality, settled.graded.verdict) == (0, "given-up")


def test_a_spread_is_kept_in_the_log_and_moves_the_due_day_alone(desk):
    desk.add(notes=8, stock=9)
    for _ in range(3):
        finish(desk, desk.sit(spread=True))
        desk.pass_days(9)
    rows = list(desk.collection.reviews())
    assert len({row.review.spread for row in rows}) > 10
    for row in rows:
        name = f"{row.deck}/{row.note}/{row.template}/{row.facet}"
        assert row.review.spread == spread_of(name, row.review.day)
    for card in desk.cards():
        assert card.memory == desk.collection.replayed(card.id)
    memories = [card.memory for card in desk.cards()]
    assert {one.due - one.reviewed - one.interval for one in memories} == {-1, 0, 1}


def test_without_a_wish_for_it_nothing_is_spread(desk):
    desk.add(notes=2)
    desk.answer(desk.sit())
    assert next(desk.collection.reviews()).review.spread == 0


@pytest.mark.parametrize("spread", [False, True])
def test_the_previews_tell_what_really_happens(desk, spread):
    desk.add(notes=6, stock=9)
    for _ in range(3):
        finish(desk, desk.sit())
        desk.pass_days(20)
    sitting = desk.sit(spread=spread)
    for quality in range(6):
        asked = sitting.next()
        graded = sitting.answer(asked, right_text(asked))
        preview = graded.previews[quality]
        settled = sitting.settle(asked, graded, seconds=4, quality=quality)
        assert (settled.memory, settled.due_text) == (preview.memory, preview.due_text)
        assert desk.collection.card(asked.card.id).memory == preview.memory


def test_a_day_brings_ten_new_cards_over_all_sittings(desk):
    desk.add("d", notes=9)
    desk.add("e", notes=9)
    assert len(finish(desk, desk.sit(decks=("d",)))) == 9
    assert len(finish(desk, desk.sit())) == 1
    assert finish(desk, desk.sit()) == []
    desk.pass_days(1)
    assert [one.kind for one in finish(desk, desk.sit())].count("new") == 8


def test_at_most_one_new_card_of_a_note_is_introduced_a_day(desk):
    desk.add(notes=3, cards=2)
    for templates in ({"t0"}, {"t0", "t1"}):
        asked = finish(desk, desk.sit())
        new = [one.card.note for one in asked if one.kind == "new"]
        assert sorted(new) == ["n0", "n1", "n2"]
        assert {one.card.template for one in asked} == templates
        desk.pass_days(1)


def test_a_note_comes_only_after_those_that_it_builds_on(desk):
    desk.add(notes=3, after={1: [0], 2: [1]})
    sitting = desk.sit()
    desk.answer(sitting, belief_text(sitting.next()))
    # The first note is not known yet, so nothing but its repeat is left.
    assert (sitting.next().card.note, sitting.next().kind) == ("n0", "repeat")
    assert finish(desk, sitting)
    assert [one.card.note for one in finish(desk, desk.sit())] == []
    desk.pass_days(1)
    assert [one.card.note for one in finish(desk, desk.sit())] == ["n0", "n1", "n2"]


def test_a_suspended_note_holds_up_nobody(desk):
    desk.add(notes=2, after={1: [0]})
    sitting = desk.sit()
    sitting.suspend(sitting.next().card.id)
    assert sitting.next().card.note == "n1"


def test_the_limit_of_reviews_ends_a_day_kindly(desk):
    desk.add(notes=8)
    finish(desk, desk.sit())
    desk.pass_days(30)
    sitting = desk.sit(reviews=5)
    asked = finish(desk, sitting)
    assert [one.kind for one in asked] == ["review"] * 5
    summary = sitting.next().summary
    assert (summary.enough, summary.waiting) == (True, 3)
    sitting.more()
    assert len(finish(desk, sitting)) == 3
    assert not sitting.next().summary.enough


def test_a_backlog_beyond_the_limit_brings_no_new_cards(desk):
    desk.add("d", notes=8)
    finish(desk, desk.sit())
    desk.add("e", notes=4)
    desk.pass_days(30)
    assert {one.kind for one in finish(desk, desk.sit(reviews=5))} == {"review"}
    desk.pass_days(1)
    assert {one.kind for one in finish(desk, desk.sit(reviews=50))} == {"review", "new"}


def test_cards_of_one_note_never_follow_each_other_while_there_are_others(desk):
    desk.add(notes=5, cards=3)
    for _ in range(8):
        asked = [one.card.note for one in finish(desk, desk.sit())]
        # With five notes and cards of each, only the very last ones can be siblings.
        assert all(one != other for one, other in pairwise(asked[:-1])), asked
        desk.refill()
        desk.pass_days(1)


def test_leaving_and_coming_back_finds_the_same_question(desk):
    desk.add(notes=6)
    sitting = desk.sit()
    desk.answer(sitting)
    asked = sitting.next()
    assert sitting.next() is asked
    again = desk.sit().next()
    assert (again.card, again.question_id) == (asked.card, asked.question_id)


def test_the_day_turns_during_a_sitting(desk):
    desk.add(notes=12)
    desk.clock.now = desk.clock.now.replace(hour=3, minute=58)
    sitting = desk.sit(new=2)
    assert len(finish(desk, sitting)) == 2
    desk.clock.turn(minutes=5)
    assert [one.kind for one in finish(desk, sitting)] == ["review", "review", "new", "new"]


def test_a_question_from_before_the_turn_of_the_day_counts_for_the_day_it_is_answered(desk):
    desk.add(notes=1)
    desk.clock.now = desk.clock.now.replace(hour=3, minute=59)
    sitting = desk.sit()
    asked = sitting.next()
    graded = sitting.answer(asked, right_text(asked))
    desk.clock.turn(minutes=2)
    settled = sitting.settle(asked, graded, seconds=100)
    assert settled.memory.reviewed == desk.clock.now.toordinal()


def test_a_sitting_waits_for_the_maker_and_asks_what_is_ready(desk):
    desk.add(notes=3, stock=0)
    maker = Wishes()
    sitting = desk.sit(maker=maker)
    waiting = sitting.next()
    assert isinstance(waiting, Waiting)
    assert waiting.left.new == 3
    assert len(maker.wished[-1]) == 3
    last = desk.collection.card(maker.wished[-1][-1])
    desk.stock(last, 1)
    asked = sitting.next()
    assert asked.card == last
    assert set(maker.wished[-1]) == {card.id for card in desk.cards()}


@pytest.mark.parametrize(
    ("count", "told"),
    [(2, "d/n0 and d/n1 are"), (3, "d/n0, d/n1 and d/n2 are"), (5, "d/n0, d/n1, d/n2 and 2 more")],
)
def test_several_notes_left_out_for_one_reason_are_told_in_one_sentence(desk, count, told):
    desk.add(notes=count, stock=0)
    sitting = desk.sit(maker=Wishes())
    sitting.next()
    for card in sorted(desk.cards(), key=lambda card: card.note):
        sitting.skip(card.id, "pandas is not installed.")
    notice = sitting.next().summary.notice
    assert notice.startswith(told)
    assert notice.endswith("no question can be made for them now: pandas is not installed.")
    assert notice.count("pandas") == 1


def test_a_card_for_which_no_question_can_be_made_is_left_out(desk):
    desk.add(notes=2, stock=0)
    maker = Wishes()
    sitting = desk.sit(maker=maker)
    sitting.next()
    hopeless, other = maker.wished[-1]
    sitting.skip(hopeless, "pandas is not installed")
    desk.stock(desk.collection.card(other), 1)
    asked = sitting.next()
    assert asked.card.id == other
    left_out = desk.collection.card(hopeless)
    assert asked.notice == (
        f"{left_out.deck}/{left_out.note} is left out of this sitting, as no question can be made "
        "for it now: pandas is not installed."
    )
    desk.answer(sitting)
    assert isinstance(sitting.next(), Finished)


def test_without_a_maker_an_empty_stock_is_told(desk):
    desk.add(notes=2, stock=0)
    assert "No question is ready" in desk.sit().next().summary.notice


def test_an_empty_collection_has_nothing_to_ask(desk):
    summary = desk.sit().next().summary
    assert (summary.answered, summary.tomorrow, summary.enough) == (0, 0, False)


def test_the_eighth_lapse_is_told(desk):
    desk.add(notes=1, stock=40)
    sitting = desk.sit()
    desk.answer(sitting)
    told = []
    for _ in range(12):
        desk.pass_days(1)
        missed = desk.answer(sitting, belief_text(sitting.next()))
        told.append(missed.leech)
        desk.answer(sitting)
        desk.pass_days(1)
        desk.answer(sitting)
    assert [number for number, leech in enumerate(told, start=1) if leech] == [8, 12]


def test_a_suspended_card_leaves_the_table(desk):
    desk.add(notes=2)
    sitting = desk.sit()
    first = sitting.next().card.id
    sitting.suspend(first)
    assert sitting.next().card.id != first


def test_a_buried_card_comes_back_tomorrow(desk):
    desk.add(notes=1)
    sitting = desk.sit()
    sitting.bury(sitting.next().card.id)
    assert isinstance(sitting.next(), Finished)
    desk.pass_days(1)
    assert sitting.next().card.note == "n0"


def test_the_summary_tells_how_it_went(desk):
    desk.add(notes=3)
    sitting = desk.sit(language="zh")
    desk.answer(sitting, belief_text(sitting.next()), seconds=10)
    finish(desk, sitting)
    summary = sitting.summary()
    assert (summary.answered, summary.right, summary.new, summary.tomorrow) == (4, 3, 3, 3)
    assert summary.seconds == 34
    [held] = summary.held
    assert (held.id, held.times) == ("no-step", 1)
    assert held.note in {"第 0 条", "第 1 条", "第 2 条"}


def test_a_clock_that_stands_before_the_log_is_told_and_loses_nothing(desk):
    desk.add(notes=2)
    sitting = desk.sit()
    settled = desk.answer(sitting)
    desk.clock.turn(days=-365)
    later = desk.sit()
    assert "check the clock" in later.next().notice
    assert later.next().kind == "new"
    assert desk.collection.card(settled.asked.card.id).memory == settled.memory
    assert desk.answer(later).saved


def test_the_last_answer_is_the_last_one_though_the_clock_was_set_back(desk):
    desk.add(notes=3)
    desk.answer(desk.sit())
    desk.clock.turn(hours=-1)
    last = desk.answer(desk.sit())
    assert desk.sit().undo().review_id == last.review_id


@pytest.mark.parametrize(
    ("zone", "night"),
    [
        ("Europe/Berlin", (2026, 3, 28)),
        ("Europe/Berlin", (2026, 10, 24)),
        ("America/New_York", (2026, 3, 7)),
        ("America/New_York", (2026, 10, 31)),
        ("Australia/Sydney", (2026, 4, 4)),
        ("Australia/Sydney", (2026, 10, 3)),
    ],
)
def test_a_night_on_which_clocks_change_is_one_night(desk, zone, night):
    desk.add(notes=1)
    evening = datetime(*night, 22, 0)  # noqa: DTZ001 - on the wall; the zone follows
    desk.clock.now = evening.replace(tzinfo=ZoneInfo(zone))
    desk.answer(desk.sit())
    for hours, due in ((5, False), (6, True)):
        desk.clock.now = (evening + timedelta(hours=hours)).replace(tzinfo=ZoneInfo(zone))
        assert isinstance(desk.sit().next(), Asked) == due


def test_grading_anew_gives_the_schedule_that_would_have_been(desk):
    desk.add(notes=2)
    sitting = desk.sit()
    settled = desk.answer(sitting)
    worse = sitting.override(settled, 2)
    assert (worse.quality, worse.due_text) == (2, "today, then tomorrow")
    assert desk.collection.card(settled.asked.card.id).memory == worse.memory
    better = sitting.override(worse, 5)
    assert better.memory.easiness == 260
    [row] = desk.collection.reviews()
    assert (row.review.id, row.review.quality) == (better.review_id, 5)
    assert sitting.override(better, 5) is better


def test_a_card_that_is_graded_down_comes_again_today(desk):
    desk.add(notes=1)
    sitting = desk.sit()
    settled = desk.answer(sitting)
    assert isinstance(sitting.next(), Finished)
    sitting.override(settled, 3)
    assert sitting.next().kind == "repeat"


def test_grading_anew_leaves_the_next_question_on_the_table(desk):
    desk.add(notes=5)
    sitting = desk.sit()
    settled = desk.answer(sitting)
    asked = sitting.next()
    sitting.override(settled, 3)
    assert sitting.next().question_id == asked.question_id
    assert sitting.next().left.repeat == asked.left.repeat + 1


def test_an_undone_answer_cannot_be_graded_anew(desk):
    desk.add()
    sitting = desk.sit()
    settled = desk.answer(sitting)
    sitting.undo()
    with pytest.raises(MissingError):
        sitting.override(settled, 3)


def test_a_question_stays_on_the_table_when_saving_fails(desk):
    desk.add()
    sitting = desk.sit()
    asked = sitting.next()
    graded = sitting.answer(asked, right_text(asked))
    unknown = replace(asked, card=replace(asked.card, id=999))
    with pytest.raises(MissingError):
        sitting.settle(unknown, graded, seconds=1)
    assert sitting.next() is asked
    assert sitting.settle(asked, graded, seconds=1).saved


def test_a_card_answered_in_another_process_is_not_overwritten(desk):
    desk.add(notes=3)
    sitting = desk.sit()
    asked = sitting.next()
    graded = sitting.answer(asked, right_text(asked))
    elsewhere = Desk(desk.path, clock=desk.clock)
    theirs = elsewhere.answer(elsewhere.sit(), belief_text(asked))
    elsewhere.collection.close()
    assert theirs.asked.card.id == asked.card.id
    ours = sitting.settle(asked, graded, seconds=1)
    assert (ours.saved, ours.memory) == (False, theirs.memory)
    assert "answered elsewhere" in ours.notice
    [row] = desk.collection.reviews()
    assert row.review.id == theirs.review_id
    assert sitting.next().card.id != asked.card.id
