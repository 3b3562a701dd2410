"""Study days: which day a moment belongs to, and what a day is called.

A study day starts at four in the morning on the learner's own clock on the wall, so that an
evening that goes past midnight is one day. Days are calendar days, counted by
`date.toordinal()`: never a number of seconds, because a day at a change to or from daylight
saving has 23 or 25 hours. Nothing here reads a clock.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from tfquiz.cards.question import Words, pick

DAY_START = 4
"""The hour on the wall clock at which a study day begins."""
_AHEAD: tuple[Words, ...] = (
    {"en": "today", "zh": "今天"},
    {"en": "tomorrow", "zh": "明天"},
    {"en": "in {days} d", "zh": "{days} 天后"},
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant as the log keeps it: never to be worked out again in another time zone."""

    at: datetime
    """The instant in UTC."""
    day: int
    """The study day, a proleptic ordinal."""
    offset: int
    """How far the wall clock stood ahead of UTC, in minutes; negative in the west."""


def moment(now: datetime, *, day_start: int = DAY_START) -> Moment:
    """The study day and offset of an aware moment in the learner's own time zone.

    Raises:
        ValueError: if `now` carries no offset.
    """
    day = study_day(now, day_start=day_start)
    return Moment(now.astimezone(UTC), day, round(_offset(now).total_seconds() / 60))


def study_day(now: datetime, *, day_start: int = DAY_START) -> int:
    """The study day of an aware moment in the learner's own time zone.

    Raises:
        ValueError: if `now` carries no offset.
    """
    _offset(now)
    wall = now.replace(tzinfo=None, fold=0)
    return (wall - timedelta(hours=day_start)).toordinal()


def iso(day: int) -> str:
    """A study day as 2026-11-23."""
    return date.fromordinal(day).isoformat()


def ahead(days: int, language: str = "en") -> str:
    """How far a day lies ahead, in words that fit beside a key: "today", "in 4 d"."""
    return pick(_AHEAD[min(max(0, days), 2)], language).format(days=days)


def _offset(now: datetime) -> timedelta:
    offset = now.utcoffset()
    if offset is None:
        raise ValueError("a moment needs its offset from UTC: use datetime.now().astimezone()")
    return offset
