import sqlite3
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.samples import NOON, TODAY, Learner, all_cards, make_deck, make_question
from tfquiz.store import backup, dump, files, recovery, transfer
from tfquiz.store.collection import Collection
from tfquiz.store.errors import DamagedError, MissingError, StoreError

NOW = datetime(2026, 3, 2, 13, 30)  # noqa: DTZ001 - local time, for a name


def spoil(path):
    """Overwrite every page but the first one."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)


def names(path):
    return [copy.path.name for copy in backup.listing(path)]


def test_the_first_answer_of_a_day_is_preceded_by_a_copy(collection, learner, path):
    learner.answer(1, day=TODAY)
    learner.answer(2, day=TODAY)
    learner.answer(1, day=TODAY + 1)
    assert names(path) == ["daily-2026-03-03.db", "daily-2026-03-02.db"]
    newest, oldest = backup.listing(path)
    for copy, reviews in [(oldest, 0), (newest, 2)]:
        assert files.faults(copy.path) == []
        with Collection.open(copy.path) as opened:
            assert len(list(opened.reviews())) == reviews


def test_an_empty_collection_is_not_copied(path):
    with Collection.open(path) as opened:
        opened.put_deck(make_deck("a"), at=NOON)
    assert backup.listing(path) == []


def test_a_second_process_does_not_copy_again(collection, learner, path):
    learner.answer(1, day=TODAY)
    stamp = backup.listing(path)[0].path.stat().st_mtime_ns
    with Collection.open(path) as other:
        Learner(other, seed=1).answer(2, day=TODAY)
    assert backup.listing(path)[0].path.stat().st_mtime_ns == stamp


def test_seven_daily_and_four_weekly_copies_are_kept(collection, learner, path):
    for day in range(60):
        learner.answer(1, day=TODAY + day)
    found = [copy.day.toordinal() - TODAY for copy in backup.listing(path)]
    assert found[:7] == [59, 58, 57, 56, 55, 54, 53]
    assert len(found) == 11
    weeks = {date.fromordinal(TODAY + day).isocalendar()[:2] for day in found[7:]}
    assert len(weeks) == 4


DATES = st.dates(date(2024, 1, 1), date(2027, 1, 1))


@given(st.sets(DATES, max_size=60), DATES)
def test_the_days_that_are_kept_are_few_and_hold_the_newest_whatever_the_clock_said(days, today):
    kept = backup.kept_days(days, today)
    past = {day for day in days if day <= today}
    assert kept <= days
    assert len(kept & past) <= 11
    assert len(kept - past) <= 11
    assert set(sorted(past)[-7:]) | set(sorted(days - past)[-7:]) <= kept


def test_a_clock_that_was_ahead_for_months_costs_no_copy_of_today(collection, learner, path):
    for day in range(90):
        learner.answer(1, day=TODAY + 1_000 + day)
    for day in range(10):
        learner.answer(1, day=TODAY + day)
        assert backup.daily_name(TODAY + day) in names(path)
    assert len(names(path)) <= 22


def test_the_copy_with_the_longest_log_is_the_newest_whatever_its_name_says(
    collection, learner, path
):
    learner.answer(1, day=TODAY + 1_000)
    learner.answer(2, day=TODAY)
    learner.answer(3, day=TODAY + 1)
    assert names(path)[0] == backup.daily_name(TODAY + 1_000)
    assert backup.newest_whole(path).path.name == backup.daily_name(TODAY + 1)


WRITES = {
    "a deck": lambda opened, review: opened.put_deck(make_deck("new"), at=NOON),
    "a question": lambda opened, review: opened.stock(1, [make_question(opened.card(1), 5)]),
    "an answer": lambda opened, review: Learner(opened, seed=9).answer(2, day=TODAY + 1),
    "an undo": lambda opened, review: opened.undo(review.id),
    "a grade": lambda opened, review: opened.set_quality(review.id, 5, new_id="f" * 32),
    "a reset": lambda opened, review: opened.reset(1, line_id="f" * 32, at=NOON, day=TODAY),
    "a card set aside": lambda opened, review: opened.suspend(1),
    "a card buried": lambda opened, review: opened.bury(1, until=TODAY + 9),
    "an upgrade": lambda opened, review: opened.drop_stale({"numpy": "9"}),
    "a merge": lambda opened, review: transfer.import_lines(
        opened, list(dump.export(opened.path)), name="export"
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_whatever_is_written_first_on_a_day_is_preceded_by_a_copy(collection, learner, path, write):
    collection.stock(1, [make_question(collection.card(1), 1)])
    review = learner.answer(1, day=TODAY)
    before = list(dump.export(path))
    collection.today = lambda: TODAY + 1
    write(collection, review)
    assert names(path) == [backup.daily_name(TODAY + 1), backup.daily_name(TODAY)]
    assert list(dump.export(backup.listing(path)[0].path)) == before


def test_a_copy_that_cannot_be_made_does_not_keep_anybody_from_studying(collection, learner, path):
    path.with_name("collection-backups").write_text("in the way")
    learner.answer(1)
    assert "backup could not be made" in collection.backup_problem
    assert len(list(collection.reviews())) == 1


def test_a_damaged_collection_is_not_written_to_and_not_copied(collection, learner, path):
    for _ in range(40):
        learner.answer(1, day=TODAY, typed="x" * 900)
    collection.close()
    size = path.stat().st_size
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="tfquiz restore"), Collection.open(path) as opened:
        Learner(opened, seed=1).answer(1, day=TODAY + 1)
    assert path.stat().st_size == size
    assert path.read_bytes() == before
    assert names(path) == ["daily-2026-03-02.db"]


def test_a_copy_on_request_can_have_any_place(collection, learner, path, tmp_path):
    learner.answer(1)
    assert backup.make(path, NOW).name == "manual-2026-03-02T133000.db"
    target = backup.make(path, NOW, target=tmp_path / "usb" / "mine.db")
    with Collection.open(target) as opened:
        assert len(list(opened.reviews())) == 1
    with pytest.raises(StoreError, match="the collection itself"):
        backup.make(path, NOW, target=path)
    with pytest.raises(MissingError):
        backup.make(tmp_path / "none.db", NOW)


def test_restoring_backs_up_first_and_is_seen_by_who_has_it_open(collection, learner, path):
    learner.answer(1, 5)
    copy = backup.make(path, NOW)
    learner.answer(1, 5, TODAY + 1)
    before = recovery.restore(path, copy, NOW + timedelta(minutes=1))
    assert len(list(collection.reviews())) == 1
    learner.answer(2, 5)
    assert len(list(collection.reviews())) == 2
    with Collection.open(before) as opened:
        assert len(list(opened.reviews())) == 2
    assert files.faults(path) == []


def test_restoring_over_a_damaged_file_sets_it_aside(collection, learner, path):
    learner.answer(1, 5)
    collection.close()
    copy = backup.make(path, NOW)
    spoil(path)
    broken = path.read_bytes()
    assert recovery.check(path)
    aside = recovery.restore(path, copy, NOW)
    assert aside.read_bytes() == broken
    with Collection.open(path) as opened:
        assert len(list(opened.reviews())) == 1


def test_restoring_where_nothing_is_left_works(collection, learner, path):
    learner.answer(1, 5)
    collection.close()
    copy = backup.make(path, NOW)
    path.unlink()
    path.with_name("collection.db-wal").write_bytes(b"of a file that is gone")
    assert recovery.restore(path, copy, NOW) is None
    assert not path.with_name("collection.db-wal").exists()
    assert recovery.check(path) == []
    with Collection.open(path) as opened:
        assert len(list(opened.reviews())) == 1


def test_a_damaged_foreign_or_newer_copy_is_not_restored(collection, path, tmp_path):
    damaged, foreign, newer = (tmp_path / name for name in ("damaged.db", "foreign.db", "newer.db"))
    for target in (damaged, newer):
        backup.make(path, NOW, target=target)
    spoil(damaged)
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with sqlite3.connect(newer) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()
    for source in (damaged, foreign, newer, tmp_path / "none.db"):
        with pytest.raises(StoreError):
            recovery.restore(path, source, NOW)
    assert len(all_cards(collection, 6)) == 6
    assert names(path) == []


def test_the_newest_whole_copy_is_offered(collection, learner, path):
    assert backup.newest_whole(path) is None
    learner.answer(1, day=TODAY)
    learner.answer(1, day=TODAY + 1)
    newest, oldest = backup.listing(path)
    assert backup.newest_whole(path) == newest
    spoil(newest.path)
    assert backup.newest_whole(path) == oldest
