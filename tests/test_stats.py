import json
import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.session.conftest import Desk, belief_text
from tfquiz.session.moments import Asked
from tfquiz.stats import longest_streak, streak, summarise, to_json
from tfquiz.stats.figures import CardCounts, Share
from tfquiz.store.tallies import (
    AGES,
    CardLine,
    CardTally,
    DayTally,
    HeldTally,
    Log,
    NoteLine,
    age_of,
)

DAY = date(2026, 11, 23).toordinal()


def line(number: int, *, note: str = "n", due: int = DAY, interval: int = 6, **rest) -> CardLine:
    fields = {"repetitions": 2, "reviewed": due - interval, "lapses": 0}
    fields |= {"suspended": False, "buried": 0} | rest
    return CardLine(number, "d", note, "t", "value", interval, due=due, **fields)


def new(number: int, **rest) -> CardLine:
    return line(number, due=0, interval=0, reviewed=0, repetitions=0, **rest)


def note(name: str, *tags: str) -> NoteLine:
    return NoteLine("d", name, {"en": name.title()}, tags)


def summed(*, days=(), cards=(), held=(), lines=(), notes=(), since=0):
    return summarise(Log(tuple(days), tuple(cards), tuple(held), since), lines, notes, DAY)


def test_nothing_learned_gives_a_summary_all_the_same():
    summary = summed()
    assert (summary.reviews, summary.streak, summary.due_today) == (0, 0, 0)
    assert (summary.accuracy.rate, summary.retention.rate) == (None, None)
    assert len(summary.forecast) == 30


def test_cards_are_new_learning_mature_or_suspended():
    lines = [new(1), line(2, interval=20), line(3, interval=21), line(4, suspended=True)]
    assert summed(lines=lines).cards == CardCounts(new=1, learning=1, mature=1, suspended=1)


def test_the_forecast_counts_each_card_on_the_day_it_comes():
    dues = (DAY - 400, DAY, DAY + 1, DAY + 7, DAY + 8, DAY + 30, DAY + 31)
    lines = [line(n, due=due) for n, due in enumerate(dues)]
    lines += [line(20, due=DAY, buried=DAY + 2), line(21, suspended=True), new(22)]
    summary = summed(lines=lines)
    assert (summary.due_today, summary.due_7, summary.due_30) == (2, 3, 5)
    assert [n for n, count in enumerate(summary.forecast, start=1) if count] == [1, 2, 7, 8, 30]


def test_retention_counts_first_answers_to_cards_that_were_not_new():
    cards = [CardTally(1, 0, 10, 1), CardTally(1, 1, 4, 3), CardTally(1, 90, 4, 4)]
    summary = summed(cards=cards, lines=[line(1)], notes=[note("n")])
    assert summary.retention == Share(8, 7)
    assert summary.by_age == {
        0: Share(10, 1),
        1: Share(4, 3),
        7: Share(),
        21: Share(),
        90: Share(4, 4),
    }


def test_accuracy_counts_every_answer_of_the_days_asked_for():
    days = [DayTally(DAY - 9, 9, 0, 0, 0, 90.0), DayTally(DAY, 4, 2, 2, 1, 60.0)]
    summary = summed(days=days, since=DAY - 1)
    assert (summary.accuracy, summary.reviews, summary.seconds) == (Share(6, 3), 6, 60.0)
    assert (summary.today.reviews, summary.today.seconds) == (6, 60.0)
    assert summed(days=days).reviews == 15


@pytest.mark.parametrize(
    ("days", "current", "longest"),
    [
        ([], 0, 0),
        ([0], 1, 1),
        ([-1], 1, 1),
        ([-2], 0, 1),
        ([-2, -1], 2, 2),
        ([-2, -1, 0], 3, 3),
        ([-9, -8, -7, -1, 0], 2, 3),
        ([-1, 0, 1], 2, 3),
    ],
)
def test_a_streak_holds_until_today_is_over(days, current, longest):
    studied = [DAY + day for day in days]
    assert (streak(studied, DAY), longest_streak(studied)) == (current, longest)


def test_tags_and_notes_are_told_weakest_first():
    notes = [note("easy", "a", "b"), note("hard", "b"), note("rare", "a"), note("unseen", "c")]
    lines = [line(n, note=name) for n, name in enumerate(("easy", "hard", "rare"))]
    cards = [
        CardTally(0, 1, 10, 10),
        CardTally(1, 1, 5, 1),
        CardTally(1, 7, 5, 3),
        CardTally(2, 1, 2, 0),
    ]
    summary = summed(cards=cards, lines=lines, notes=notes)
    assert summary.tags == {"b": Share(20, 14), "a": Share(12, 10)}
    assert list(summary.tags) == ["b", "a"]
    # Two answers say too little about a note, and one that is always right is not weak.
    assert [(weak.note, weak.first) for weak in summary.weakest] == [("hard", Share(10, 4))]


def test_a_misconception_is_gone_after_two_right_answers_on_their_days():
    notes = [note("n")]
    held = [HeldTally(1, "axis", 3, DAY - 20), HeldTally(2, "axis", 1, DAY - 9)]
    ends = {}
    for repetitions in (1, 2):
        lines = [line(1), line(2, repetitions=repetitions)]
        [belief] = summed(held=held, lines=lines, notes=notes).misconceptions
        ends[repetitions] = belief.gone
        assert (belief.times, belief.last, belief.title) == (4, DAY - 9, {"en": "N"})
    assert ends == {1: False, 2: True}


def test_misconceptions_still_held_come_first():
    held = [
        HeldTally(1, "old", 9, DAY - 20),
        HeldTally(2, "often", 5, DAY),
        HeldTally(2, "once", 1, DAY),
    ]
    lines = [line(1), line(2, repetitions=0)]
    found = summed(held=held, lines=lines, notes=[note("n")]).misconceptions
    assert [belief.id for belief in found] == ["often", "once", "old"]


def test_a_leech_comes_with_a_next_step():
    held = [HeldTally(1, "axis", 3, DAY), HeldTally(1, "copy", 5, DAY)]
    lines = [
        line(1, lapses=8),
        line(2, lapses=7),
        line(3, lapses=20, suspended=True),
        line(4, lapses=9),
    ]
    found = summed(held=held, lines=lines, notes=[note("n")]).leeches
    assert [leech.card for leech in found] == [4, 1, 3]
    steps = {leech.card: leech.next_step for leech in found}
    assert "'copy'" in steps[1]
    assert "suspended" in steps[3]
    assert "trace" in steps[4]


def test_what_left_its_deck_counts_as_work_and_is_not_listed():
    cards = [CardTally(99, 7, 5, 0)]
    held = [HeldTally(99, "axis", 3, DAY)]
    summary = summed(cards=cards, held=held, notes=[note("n")])
    assert summary.retention == Share(5, 0)
    assert (summary.weakest, summary.misconceptions) == ((), ())


def test_the_summary_is_json_with_dates_and_rates():
    days = [DayTally(DAY, 2, 1, 0, 0, 20.0)]
    cards = [CardTally(1, 1, 3, 1)]
    held = [HeldTally(1, "axis", 1, DAY)]
    lines, notes = [line(1, lapses=8)], [note("n", "tag")]
    data = json.loads(
        json.dumps(to_json(summed(days=days, cards=cards, held=held, lines=lines, notes=notes)))
    )
    assert (data["day"], data["since"]) == ("2026-11-23", None)
    assert data["accuracy"] == {"count": 2, "passed": 1, "rate": 0.5}
    assert data["days"] == [{"day": "2026-11-23", "reviews": 2, "seconds": 20.0}]
    assert data["tags"] == {"tag": {"count": 3, "passed": 1, "rate": 0.3333}}
    assert data["weakest"][0]["first"]["rate"] == 0.3333
    assert (data["misconceptions"][0]["last"], data["leeches"][0]["belief"]) == (
        "2026-11-23",
        "axis",
    )


def test_ages_are_told_by_their_lowest_interval():
    assert [age_of(days) for days in (0, 1, 6, 7, 20, 21, 89, 90, 36_500)] == [
        0,
        1,
        1,
        7,
        7,
        21,
        21,
        90,
        90,
    ]
    assert all(low < high for low, high in pairwise(AGES))


def studied(desk: Desk) -> None:
    """Two decks, some weeks, right and wrong answers, new grades and answers taken back."""
    desk.add("d", notes=5, cards=2, stock=40)
    desk.add("e", notes=3, stock=40)
    for number in range(25):
        sitting = desk.sit()
        while isinstance(asked := sitting.next(), Asked):
            wrong = asked.kind != "repeat" and (asked.card.id + number) % 4 == 0
            settled = desk.answer(sitting, belief_text(asked) if wrong else None)
            if asked.question.seed % 13 == 0:
                sitting.override(settled, 2 if asked.kind != "repeat" else 5)
            if asked.question.seed % 17 == 0 and asked.kind != "repeat":
                sitting.undo()
                desk.answer(sitting)
        desk.pass_days(1 + number % 3)


def by_hand(desk: Desk, *, since: int = 0, deck: str | None = None) -> Log:
    """The log added up in plain Python, line by line."""
    days, cards, held = {}, {}, {}
    for row in desk.collection.reviews(deck=deck):
        review, passed = row.review, row.review.quality >= 3
        tally = days.setdefault(review.day, [0, 0, 0, 0, 0.0])
        place = 2 if review.repeat else 0
        tally[place] += 1
        tally[place + 1] += passed
        tally[4] += review.seconds
        if review.day < since:
            continue
        if not review.repeat:
            counted = cards.setdefault((review.card_id, age_of(row.interval)), [0, 0])
            counted[0] += 1
            counted[1] += passed
        for name in review.misconceptions:
            seen = held.setdefault((review.card_id, name), [0, 0])
            seen[0] += 1
            seen[1] = max(seen[1], review.day)
    return Log(
        tuple(DayTally(day, *tally) for day, tally in sorted(days.items())),
        tuple(sorted((CardTally(*key, *counted) for key, counted in cards.items()), key=repr)),
        tuple(sorted((HeldTally(*key, *seen) for key, seen in held.items()), key=repr)),
        since,
    )


def in_order(log: Log) -> Log:
    cards, held = sorted(log.cards, key=repr), sorted(log.held, key=repr)
    return Log(log.days, tuple(cards), tuple(held), log.since)


def test_the_database_adds_up_what_a_walk_over_the_log_does(tmp_path):
    desk = Desk(tmp_path / "collection.db")
    start = desk.clock.now.toordinal()
    studied(desk)
    assert len(list(desk.collection.reviews())) > 80
    for since in (0, start + 10):
        for deck in (None, "d", "e"):
            found = desk.collection.study_log(since=since, deck=deck)
            assert in_order(found) == by_hand(desk, since=since, deck=deck)
    desk.collection.close()


def test_a_collection_is_summed_up_from_end_to_end(tmp_path):
    desk = Desk(tmp_path / "collection.db")
    studied(desk)
    day = desk.clock.now.toordinal()
    log = desk.collection.study_log()
    summary = summarise(log, desk.collection.card_lines(), desk.collection.note_lines(), day)
    counts = desk.collection.counts(day)
    assert summary.due_today == sum(count.due for count in counts.values())
    assert summary.cards.new == sum(count.new for count in counts.values())
    assert summary.reviews == len(list(desk.collection.reviews()))
    assert {belief.id for belief in summary.misconceptions} == {"no-step"}
    assert set(summary.tags) == {"even", "odd"}
    desk.collection.close()


def test_stats_load_neither_arrays_nor_an_interface():
    code = (
        "import sys, tfquiz.stats, tfquiz.store.collection\n"
        "heavy = {'numpy', 'tensorflow', 'textual', 'rich', 'pydantic', 'alembic', 'pandas'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.lists(st.integers(-60, 5)))
def test_no_streak_is_longer_than_the_longest(days):
    studied_days = [DAY + day for day in days]
    assert 0 <= streak(studied_days, DAY) <= longest_streak(studied_days) <= len(set(days))
