import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.session.conftest import Desk, belief_text, deck
from tfquiz.screens.stats_parts import stats_parts
from tfquiz.screens.words import lasting
from tfquiz.session.moments import Asked
from tfquiz.stats import Share, longest_streak, streak, summarise, to_json
from tfquiz.store.compiled import COMPILED
from tfquiz.store.search import Search
from tfquiz.store.tallies import (
    AGES,
    FEWEST,
    WEAKEST,
    CardCounts,
    HeldTally,
    LapsedCard,
    Tally,
    Totals,
    WeakNote,
    age_of,
)

DAY = date(2026, 11, 23).toordinal()
TITLE = {"en": "N"}


def tally(day: int, count: int, passed: int, *, interval: int = 6, repeat: bool = False) -> Tally:
    return Tally(day, repeat, interval, Share(count, passed), count * 10.0)


def held(
    card: int, name: str, times: int, last: int, *, repetitions: int = 2, reviewed: int = DAY - 6
) -> HeldTally:
    return HeldTally(card, "d", "n", TITLE, name, times, last, repetitions, reviewed)


def lapsed(card: int, lapses: int, *, suspended: bool = False) -> LapsedCard:
    return LapsedCard(card, "d", "n", TITLE, "t", "value", lapses, suspended)


def test_nothing_learned_gives_a_summary_all_the_same():
    summary = summarise(Totals(), DAY)
    assert (summary.reviews, summary.streak, summary.due_today) == (0, 0, 0)
    assert (summary.accuracy.rate, summary.retention.rate) == (None, None)
    assert len(summary.forecast) == 30


def test_the_forecast_counts_each_card_on_the_day_it_comes():
    dues = (DAY - 400, DAY, DAY + 1, DAY + 2, DAY + 7, DAY + 8, DAY + 30, DAY + 31)
    summary = summarise(Totals(comes=Counter(dues)), DAY)
    assert (summary.due_today, summary.due_7, summary.due_30) == (2, 3, 5)
    assert [n for n, count in enumerate(summary.forecast, start=1) if count] == [1, 2, 7, 8, 30]


def test_retention_counts_first_answers_to_cards_that_were_not_new():
    tallies = (
        tally(DAY - 9, 10, 1, interval=0),
        tally(DAY - 9, 4, 3, interval=6),
        tally(DAY - 9, 5, 0, interval=6, repeat=True),
        tally(DAY, 4, 4, interval=95),
    )
    summary = summarise(Totals(tallies=tallies), DAY)
    assert summary.retention == Share(8, 7)
    assert summary.by_age == {
        0: Share(10, 1),
        1: Share(4, 3),
        7: Share(),
        21: Share(),
        90: Share(4, 4),
    }


def test_accuracy_counts_every_answer_of_the_days_asked_for():
    tallies = (tally(DAY - 9, 9, 0), tally(DAY, 4, 2), tally(DAY, 2, 1, repeat=True))
    summary = summarise(Totals(tallies=tallies, since=DAY - 1), DAY)
    assert (summary.accuracy, summary.reviews, summary.seconds) == (Share(6, 3), 6, 60.0)
    assert (summary.today.reviews, summary.today.seconds) == (6, 60.0)
    assert [day.day for day in summary.days] == [DAY]
    assert summarise(Totals(tallies=tallies), DAY).reviews == 15


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
    tags = {"a": Share(12, 10), "b": Share(20, 14), "c": Share(1, 1)}
    weak = [
        WeakNote("d", name, TITLE, Share(*numbers))
        for name, numbers in (("once", (4, 3)), ("often", (10, 4)), ("also", (10, 4)))
    ]
    summary = summarise(Totals(tags=tags, weakest=tuple(weak)), DAY)
    # One right answer says less than ten of twelve.
    assert list(summary.tags) == ["c", "b", "a"]
    assert [note.note for note in summary.weakest] == ["also", "often", "once"]


def test_a_misconception_is_gone_after_two_right_answers_on_their_days():
    ends = {}
    for repetitions in (1, 2):
        seen = (
            held(1, "axis", 3, DAY - 20),
            held(2, "axis", 1, DAY - 9, repetitions=repetitions),
        )
        [belief] = summarise(Totals(held=seen), DAY).misconceptions
        ends[repetitions] = belief.gone
        assert (belief.times, belief.last, belief.title) == (4, DAY - 9, TITLE)
    assert ends == {1: False, 2: True}


def test_misconceptions_still_held_come_first():
    seen = (
        held(1, "old", 9, DAY - 20),
        held(2, "often", 5, DAY, repetitions=0),
        held(2, "once", 1, DAY, repetitions=0),
    )
    found = summarise(Totals(held=seen), DAY).misconceptions
    assert [belief.id for belief in found] == ["often", "once", "old"]


def test_a_leech_comes_with_a_next_step():
    seen = (held(1, "axis", 3, DAY), held(1, "copy", 5, DAY))
    cards = (lapsed(1, 8), lapsed(3, 20, suspended=True), lapsed(4, 9))
    found = summarise(Totals(held=seen, lapsed=cards), DAY).leeches
    assert [leech.card for leech in found] == [4, 1, 3]
    steps = {leech.card: leech.next_step for leech in found}
    assert "'copy'" in steps[1]
    assert "suspended" in steps[3]
    assert "trace" in steps[4]


def test_the_summary_is_json_with_dates_and_rates():
    totals = Totals(
        tallies=(Tally(DAY, False, 6, Share(2, 1), 20.0),),
        tags={"tag": Share(3, 1)},
        weakest=(WeakNote("d", "n", TITLE, Share(3, 1)),),
        held=(held(1, "axis", 1, DAY),),
        lapsed=(lapsed(1, 8),),
    )
    data = json.loads(json.dumps(to_json(summarise(totals, DAY))))
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
    """Two decks, some weeks, right and wrong answers, new grades and answers taken back.

    A card is suspended then and one buried, and two notes leave their deck.
    """
    desk.add("d", notes=5, cards=2, stock=40)
    desk.add("e", notes=5, stock=40)
    for number in range(40):
        sitting = desk.sit()
        while isinstance(asked := sitting.next(), Asked):
            # One note is forgotten each time it was remembered.
            often = 2 if (asked.card.deck, asked.card.note) == ("d", "n1") else 4
            misses = (asked.card.id + number) % often == 0
            wrong = asked.kind != "repeat" and misses
            settled = desk.answer(sitting, belief_text(asked) if wrong else None)
            if asked.question.seed % 13 == 0:
                sitting.override(settled, 2 if asked.kind != "repeat" else 5)
            if asked.question.seed % 17 == 0 and asked.kind != "repeat":
                sitting.undo()
                desk.answer(sitting)
        desk.pass_days(1 + number % 3)
    day = desk.clock.now.toordinal()
    desk.collection.suspend(1)
    desk.collection.bury(2, until=day + 5)
    desk.collection.put_deck(deck("e", 3), at=desk.clock.now)


def by_hand(desk: Desk, *, since: int = 0, deck: str | None = None) -> Totals:
    """The collection added up in plain Python, review by review and card by card."""
    found = desk.collection.search(Search(deck=deck), day=0, limit=10_000)
    cards = {card.id: card for card in found}
    notes = {(row.deck, row.record.id): row.record for row in desk.collection.notes(deck)}
    tallies, firsts, held = {}, {}, {}
    for row in desk.collection.reviews(deck=deck):
        review = row.review
        one = Share(1, int(review.quality >= 3))
        share, seconds = tallies.get((review.day, review.repeat, row.interval), (Share(), 0.0))
        tallies[review.day, review.repeat, row.interval] = (share + one, seconds + review.seconds)
        if review.day < since or review.card_id not in cards:
            continue
        if not review.repeat:
            key = (row.deck, row.note)
            firsts[key] = firsts.get(key, Share()) + one
        for name in review.misconceptions:
            times, last = held.get((review.card_id, name), (0, 0))
            held[review.card_id, name] = (times + 1, max(last, review.day))
    tags = {}
    for key, share in firsts.items():
        for tag in notes[key].tags:
            tags[tag] = tags.get(tag, Share()) + share
    weak = [
        WeakNote(*key, notes[key].title, share)
        for key, share in firsts.items()
        if share.count >= FEWEST and share.passed < share.count
    ]
    weak.sort(key=lambda one: (one.first.cautious, one.note, one.deck))
    known = [card for card in cards.values() if not card.memory.is_new and not card.suspended]
    return Totals(
        since=since,
        tallies=tuple(Tally(*key, *numbers) for key, numbers in sorted(tallies.items())),
        cards=CardCounts(
            new=sum(card.memory.is_new and not card.suspended for card in cards.values()),
            learning=sum(card.memory.interval < 21 for card in known),
            mature=sum(card.memory.interval >= 21 for card in known),
            suspended=sum(card.suspended for card in cards.values()),
        ),
        comes=Counter(max(card.memory.due, card.buried_until) for card in known),
        tags=tags,
        weakest=tuple(weak[:WEAKEST]),
        held=tuple(
            HeldTally(
                id_,
                cards[id_].deck,
                cards[id_].note,
                notes[cards[id_].deck, cards[id_].note].title,
                name,
                *seen,
                cards[id_].memory.repetitions,
                cards[id_].memory.reviewed,
            )
            for (id_, name), seen in held.items()
        ),
        lapsed=tuple(
            LapsedCard(
                card.id,
                card.deck,
                card.note,
                notes[card.deck, card.note].title,
                card.template,
                card.facet,
                card.memory.lapses,
                card.suspended,
            )
            for card in cards.values()
            if card.memory.lapses >= 8
        ),
    )


def in_order(totals: Totals) -> Totals:
    """The same with everything in one order that has none."""
    return replace(
        totals,
        weakest=tuple(sorted(totals.weakest, key=repr)),
        held=tuple(sorted(totals.held, key=repr)),
        lapsed=tuple(sorted(totals.lapsed, key=repr)),
    )


def test_the_database_adds_up_what_a_walk_over_the_log_does(tmp_path):
    desk = Desk(tmp_path / "collection.db")
    start = desk.clock.now.toordinal()
    studied(desk)
    everything = desk.collection.totals()
    assert sum(one.share.count for one in everything.tallies) > 150
    assert everything.weakest
    assert everything.held
    assert everything.lapsed
    assert everything.cards.suspended == 1
    for since in (0, start + 10):
        for name in (None, "d", "e"):
            found = desk.collection.totals(since=since, deck=name)
            assert in_order(found) == in_order(by_hand(desk, since=since, deck=name))
    assert desk.collection.totals(deck="other") == Totals()
    desk.collection.close()


def test_a_collection_is_summed_up_from_end_to_end(tmp_path):
    desk = Desk(tmp_path / "collection.db")
    studied(desk)
    day = desk.clock.now.toordinal()
    summary = summarise(desk.collection.totals(), day)
    counts = desk.collection.counts(day)
    assert summary.due_today == sum(count.due for count in counts.values())
    assert summary.cards.new == sum(count.new for count in counts.values())
    assert summary.reviews == len(list(desk.collection.reviews()))
    assert {belief.id for belief in summary.misconceptions} == {"no-step"}
    assert set(summary.tags) == {"even", "odd"}
    # What left its deck counts as work and is not listed.
    assert summary.reviews > len(list(desk.collection.reviews(deck="d")))
    assert not any(note.deck == "e" and note.note == "n4" for note in summary.weakest)
    desk.collection.close()


def test_statistics_walk_indices_and_sort_no_line_of_the_log(tmp_path):
    desk = Desk(tmp_path / "collection.db")
    with desk.collection.reading() as connection:
        for name in ("tallies", "tallies_of_deck", "shares", "shares_of_deck", "held"):
            sql, values = COMPILED[name]
            asked = {**values, "since": 0, "deck": "d"}
            rows = connection.driver.execute(f"EXPLAIN QUERY PLAN {sql}", asked).fetchall()
            [walk] = [row[3] for row in rows if row[3].startswith("SCAN reviews")]
            assert "COVERING INDEX" in walk
            # Below the walk itself; notes are sorted, which are few.
            parent = next(row[1] for row in rows if row[3] == walk)
            beside = [row[3] for row in rows if row[1] == parent]
            assert not any("GROUP BY" in step for step in beside), name
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


def test_the_page_of_statistics_begins_with_the_first_answer_and_tells_what_it_leaves_out():
    tallies = tuple(tally(DAY - back, 10, 8) for back in range(0, 90, 9))
    beliefs = tuple(held(card, f"idea-{card}", 1, DAY) for card in range(1, 11))
    summary = summarise(Totals(tallies=tallies, held=beliefs), DAY)
    parts = {heading: str(told) for heading, told in stats_parts(summary, language="en", width=110)}
    assert len(parts["The last weeks"].split("\n")[0]) == 4 + 2 * 13
    assert (
        "7 minutes in all · most 2 minutes on one day" in parts["Minutes a day, the last 30 days"]
    )
    assert "and 2 more in `tfquiz stats --json`" in parts["Ideas that led elsewhere"]


def test_the_page_of_statistics_of_nothing_says_so():
    parts = dict(stats_parts(summarise(Totals(), DAY), language="en", width=70))
    assert list(parts) == ["Cards", "The last weeks"]
    assert "no answers yet" in str(parts["Cards"])


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(4, "under a minute"), (65, "1 minute"), (5400, "90 minutes"), (30_720, "9 hours")],
)
def test_a_time_is_told_in_whole_minutes_or_hours(seconds, told):
    assert lasting(seconds) == told
