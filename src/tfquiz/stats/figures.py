"""The figures themselves, as data, and as JSON for scripts. Nothing is computed here."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tfquiz.cards.question import Words
from tfquiz.store.tallies import CardCounts, Share, WeakNote


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on one study day."""

    day: int
    reviews: int
    """All answers, repeats included."""
    seconds: float


@dataclass(frozen=True, slots=True)
class HeldBelief:
    """A misconception that answers showed."""

    deck: str
    note: str
    title: Words
    """The note's."""
    id: str
    times: int
    last: int
    """The last study day on which it was seen."""
    gone: bool
    """Whether every card that showed it was right at least twice in a row since."""


@dataclass(frozen=True, slots=True)
class Leech:
    """A card that is forgotten again and again."""

    card: int
    deck: str
    note: str
    title: Words
    template: str
    facet: str
    lapses: int
    suspended: bool
    belief: str | None
    """The misconception that its answers showed most often."""
    next_step: str
    """What to do about it, in a sentence."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that `tfquiz stats` tells."""

    day: int
    since: int
    """The first study day that counts for what answers say; 0 for all."""
    cards: CardCounts
    due_today: int
    due_7: int
    """Cards that come due over the next 7 days, without today."""
    due_30: int
    forecast: tuple[int, ...]
    """Cards that come due tomorrow, the day after and so on, 30 days."""
    today: Day
    reviews: int
    """All answers, repeats included."""
    seconds: float
    accuracy: Share
    """Of all answers."""
    retention: Share
    """Of first answers to cards that were not new: true retention."""
    by_age: dict[int, Share]
    """First answers by the interval that the card had been scheduled for, from `tallies.AGES`."""
    streak: int
    """Days in a row with answers, up to today or yesterday."""
    longest_streak: int
    days: tuple[Day, ...]
    """The last 52 weeks' days with answers, for a heatmap."""
    tags: dict[str, Share]
    """First answers by tag, lowest rate first."""
    weakest: tuple[WeakNote, ...]
    misconceptions: tuple[HeldBelief, ...]
    """Those still held first, then most often first."""
    leeches: tuple[Leech, ...]


def to_json(summary: Summary) -> dict[str, Any]:
    """The summary as JSON data: days as 2026-11-23, shares with their rate."""
    data: dict[str, Any] = asdict(summary)
    data["day"] = _iso(summary.day)
    data["since"] = _iso(summary.since) if summary.since else None
    data["today"] = _day_json(summary.today)
    data["days"] = [_day_json(day) for day in summary.days]
    data["accuracy"] = _share_json(summary.accuracy)
    data["retention"] = _share_json(summary.retention)
    data["by_age"] = {str(age): _share_json(share) for age, share in summary.by_age.items()}
    data["tags"] = {tag: _share_json(share) for tag, share in summary.tags.items()}
    data["weakest"] = [
        {**asdict(note), "first": _share_json(note.first)} for note in summary.weakest
    ]
    data["misconceptions"] = [
        {**asdict(one), "last": _iso(one.last)} for one in summary.misconceptions
    ]
    return data


def _share_json(share: Share) -> dict[str, Any]:
    rate = share.rate
    return {**asdict(share), "rate": None if rate is None else round(rate, 4)}


def _day_json(day: Day) -> dict[str, Any]:
    return {"day": _iso(day.day), "reviews": day.reviews, "seconds": round(day.seconds, 1)}


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
