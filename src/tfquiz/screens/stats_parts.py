"""The parts of the statistics screen, from a `stats.Summary`. Pure; readable without colour.

The numbers are those of `tfquiz stats`; here they are pictures where looking beats reading.
"""

from collections.abc import Sequence
from textwrap import wrap

from textual.content import Content

from tfquiz.cards.question import pick
from tfquiz.screens.words import counted, lasting, often
from tfquiz.session.days import iso
from tfquiz.stats import Share, Summary
from tfquiz.stats.figures import Day
from tfquiz.store.tallies import AGES
from tfquiz.widgets.bars import bar, columns, heatmap

Part = tuple[str, Content]
"""A heading and what stands under it."""

FAINT = "$foreground 65%"
SHOWN = 8
"""Lines of a list; the rest is in `tfquiz stats --json`."""
DAYS = 30
LEAST_WEEKS, MOST_WEEKS = 12, 52
"""Columns of the calendar: back to the first answer, within these."""


def stats_parts(summary: Summary, *, language: str, width: int) -> list[Part]:
    """All parts that have something to say, for a page of `width` columns."""
    parts = [
        ("Cards", _cards(summary)),
        ("The last weeks", _weeks(summary, width)),
        (f"Answers a day, the last {DAYS} days", _per_day(summary)),
        (f"Minutes a day, the last {DAYS} days", _minutes(summary)),
        ("Due in the next 30 days", _forecast(summary)),
        ("Remembered, by how long a card had waited", _retention(summary, width)),
        ("Remembered, by tag", _tags(summary, width)),
        ("Ideas that led elsewhere", _misconceptions(summary, language)),
        ("Cards that keep slipping away", _leeches(summary, language, width)),
    ]
    return [(heading, content) for heading, content in parts if content.plain.strip()]


def _cards(summary: Summary) -> Content:
    cards = summary.cards
    lines = [
        [f"{cards.new} new", f"{cards.learning} learning", f"{cards.mature} mature"],
        [f"due today {summary.due_today}", f"in the next 7 days {summary.due_7}"],
        ["no answers yet"],
        [
            f"{counted(summary.streak, 'day')} in a row",
            f"the longest was {counted(summary.longest_streak, 'day')}",
        ],
    ]
    if cards.suspended:
        lines[0].append(f"{cards.suspended} suspended")
    if summary.reviews:
        took = f"{counted(summary.reviews, 'answer')} in {lasting(summary.seconds)}"
        lines[2] = [took, f"{_rate(summary.accuracy)} right"]
    if summary.retention.count:
        lines[2].append(f"{_rate(summary.retention)} remembered")
    return Content("\n".join(" · ".join(line) for line in lines))


def _weeks(summary: Summary, width: int) -> Content:
    first = min((day.day for day in summary.days), default=summary.day)
    wanted = max(LEAST_WEEKS, (summary.day - first) // 7 + 2)
    weeks = min(wanted, max(LEAST_WEEKS, (width - 6) // 2), MOST_WEEKS)
    return heatmap({day.day: day.reviews for day in summary.days}, summary.day, weeks=weeks)


def _per_day(summary: Summary) -> Content:
    answers = [day.reviews if day else 0 for day in _last(summary)]
    return _columns(answers, f"{sum(answers)} in all · most {max(answers)} on one day")


def _minutes(summary: Summary) -> Content:
    minutes = [day.seconds / 60 if day else 0.0 for day in _last(summary)]
    whole, most = lasting(60 * sum(minutes)), lasting(60 * max(minutes))
    return _columns(minutes, f"{whole} in all · most {most} on one day")


def _last(summary: Summary) -> list[Day | None]:
    """The last days, oldest first; None for one without an answer."""
    done = {day.day: day for day in summary.days}
    return [done.get(day) for day in range(summary.day - DAYS + 1, summary.day + 1)]


def _columns(values: Sequence[float], told: str) -> Content:
    """A picture and what to read off it; nothing where there is nothing to see."""
    if not any(values):
        return Content("")
    return Content("\n").join([columns(values), Content.styled(told, FAINT)])


def _forecast(summary: Summary) -> Content:
    most = max(summary.forecast, default=0)
    return _columns(
        summary.forecast, f"tomorrow {sum(summary.forecast[:1])} · most {most} on one day"
    )


def _retention(summary: Summary, width: int) -> Content:
    shares = [(_span(age), share) for age, share in summary.by_age.items() if age and share.count]
    return _shares(shares, width)


def _tags(summary: Summary, width: int) -> Content:
    shares = _shares(list(summary.tags.items())[:SHOWN], width)
    return _with_rest([shares], len(summary.tags))


def _span(age: int) -> str:
    """An age group in words, by its lowest interval."""
    later = [other for other in AGES if other > age]
    return f"{age} to {later[0] - 1} days" if later else f"{age} days or more"


def _shares(shares: Sequence[tuple[str, Share]], width: int) -> Content:
    room = max(10, min(30, width - 48))
    lines = [
        Content(f"{name[:22]:<22}  ")
        + bar(share.passed, share.count, room)
        + Content(f"  {_rate(share):>5}  {share.passed} of {share.count}")
        for name, share in shares
    ]
    return Content("\n").join(lines)


def _misconceptions(summary: Summary, language: str) -> Content:
    lines = []
    for one in summary.misconceptions[:SHOWN]:
        mark = "✓ gone " if one.gone else "→ held "
        lines.append(
            Content(f"{mark} {pick(one.title, language)}\n")
            + Content.styled(f"        {one.id}, {often(one.times)}, last {iso(one.last)}", FAINT)
        )
    return _with_rest(lines, len(summary.misconceptions))


def _leeches(summary: Summary, language: str, width: int) -> Content:
    lines = []
    for one in summary.leeches[:SHOWN]:
        lines.append(Content(f"{pick(one.title, language)} · {one.facet}"))
        lines.append(Content.styled(f"  forgotten {often(one.lapses)}", FAINT))
        step = wrap(one.next_step, max(30, width - 4))
        lines += [Content(f"  {line}") for line in step]
    return _with_rest(lines, len(summary.leeches))


def _with_rest(lines: list[Content], count: int) -> Content:
    """The lines of a list, and how many of its `count` entries stay untold."""
    rest = count - SHOWN
    told = [Content.styled(f"and {rest} more in `tfquiz stats --json`", FAINT)] if rest > 0 else []
    return Content("\n").join([*lines, *told])


def _rate(share: Share) -> str:
    return "" if share.rate is None else f"{share.rate:.0%}"
