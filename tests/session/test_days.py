from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfquiz.session.days import ahead, iso, moment, study_day

BERLIN, NEW_YORK, SYDNEY = "Europe/Berlin", "America/New_York", "Australia/Sydney"


def day_of(zone: str, *wall: int, fold: int = 0) -> str:
    return iso(study_day(datetime(*wall, tzinfo=ZoneInfo(zone), fold=fold)))


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ((2026, 11, 23, 3, 59, 59), "2026-11-22"),
        ((2026, 11, 23, 4, 0, 0), "2026-11-23"),
        ((2026, 11, 24, 0, 30), "2026-11-23"),
        ((2027, 1, 1, 2, 0), "2026-12-31"),
        ((2028, 2, 29, 4, 0), "2028-02-29"),
        ((2028, 3, 1, 3, 0), "2028-02-29"),
        ((2027, 3, 1, 3, 0), "2027-02-28"),
    ],
)
def test_a_study_day_starts_at_four_in_the_morning(wall, expected):
    assert day_of(BERLIN, *wall) == expected


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        # Clocks go forward: the night has an hour less, the day still starts at four.
        (BERLIN, (2026, 3, 29, 3, 59), (2026, 3, 29, 4, 0)),
        (NEW_YORK, (2026, 3, 8, 3, 59), (2026, 3, 8, 4, 0)),
        (SYDNEY, (2026, 10, 4, 3, 59), (2026, 10, 4, 4, 0)),
        # Clocks go back: the night has an hour more.
        (BERLIN, (2026, 10, 25, 3, 59), (2026, 10, 25, 4, 0)),
        (NEW_YORK, (2026, 11, 1, 3, 59), (2026, 11, 1, 4, 0)),
        (SYDNEY, (2026, 4, 5, 3, 59), (2026, 4, 5, 4, 0)),
    ],
)
def test_the_day_turns_at_four_on_the_nights_on_which_clocks_change(zone, before, after):
    night, morning = day_of(zone, *before), day_of(zone, *after)
    assert morning == date(*after[:3]).isoformat()
    assert night == (date(*after[:3]) - timedelta(days=1)).isoformat()


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize(
    ("zone", "wall"), [(BERLIN, (2026, 10, 25, 2, 30)), (NEW_YORK, (2026, 11, 1, 1, 30))]
)
def test_both_passes_through_the_doubled_hour_belong_to_one_day(zone, wall, fold):
    assert day_of(zone, *wall, fold=fold) == (date(*wall[:3]) - timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("zone", "fold", "offset"),
    [(BERLIN, 0, 120), (BERLIN, 1, 60), ("Asia/Kolkata", 0, 330), (NEW_YORK, 0, -240)],
)
def test_a_moment_keeps_its_offset_in_minutes(zone, fold, offset):
    now = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo(zone), fold=fold)
    kept = moment(now)
    assert kept.offset == offset
    assert kept.at == now.astimezone(UTC)
    assert kept.at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("leaves", "arrives", "days"),
    [
        # Auckland to Honolulu: the same calendar day twice.
        (("Pacific/Auckland", 2026, 7, 10, 20), ("Pacific/Honolulu", 2026, 7, 9, 23), -1),
        # Honolulu to Auckland: a calendar day is missing.
        (("Pacific/Honolulu", 2026, 7, 9, 20), ("Pacific/Auckland", 2026, 7, 11, 5), 2),
        # New York to Berlin and back within a day.
        ((NEW_YORK, 2026, 7, 9, 18), (BERLIN, 2026, 7, 10, 8), 1),
        ((BERLIN, 2026, 7, 9, 10), (NEW_YORK, 2026, 7, 9, 13), 0),
    ],
)
def test_travel_moves_the_day_by_the_calendar_on_the_wall(leaves, arrives, days):
    zones = [datetime(*rest, tzinfo=ZoneInfo(zone)) for zone, *rest in (leaves, arrives)]
    assert zones[0] < zones[1]
    assert study_day(zones[1]) - study_day(zones[0]) == days


def test_the_start_of_the_day_can_be_moved():
    now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    assert [iso(study_day(now, day_start=hour)) for hour in (0, 1, 2)] == [
        "2026-11-23",
        "2026-11-23",
        "2026-11-22",
    ]


def test_a_moment_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="needs its offset"):
        moment(datetime(2026, 11, 23, 9))  # noqa: DTZ001 - that is what is tested


@given(
    st.datetimes(datetime(1990, 1, 2), datetime(2200, 1, 1)),  # noqa: DTZ001 - Hypothesis adds it
    st.integers(-14 * 60, 14 * 60),
    st.integers(0, 23),
)
def test_a_day_has_every_moment_from_its_hour_to_the_next(wall, offset, hour):
    now = wall.replace(tzinfo=timezone(timedelta(minutes=offset)))
    day = date.fromordinal(study_day(now, day_start=hour))
    start = datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 - on the wall
    assert start <= wall < start + timedelta(days=1)


def test_days_ahead_read_well_beside_a_key():
    assert [ahead(days) for days in (-3, 0, 1, 2, 140)] == [
        "today",
        "today",
        "tomorrow",
        "in 2 d",
        "in 140 d",
    ]
