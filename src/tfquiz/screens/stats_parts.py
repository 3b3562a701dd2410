"""The parts of the statistics screen, from a `stats.Summary`. Pure; readable without colour.

The numbers are those of `tfquiz stats`; here they are pictures where looking beats reading.
"""

from collections.abc import Sequence
from textwrap import wrap

from textual.content import Content

from tfquiz.cards.question import pick
from tfquiz.screens.words import counted
from tfquiz.session.days import iso
from tfquiz.stats import Share, Summary
from tfquiz.store.tallies import AGES
from tfquiz.widgets.bars import bar, columns, heatmap

Part = tuple[str, Content]
"""A heading and what stands under it."""

FAINT = "$foreground 65%"
SHOWN = 8
"""Lines of a list; the rest is in `tfquiz stats --json`."""
DAYS = 30


def stats_parts(summary: Summary, *, language: str, width: int) -> list[Part]:
    """All parts that have something to say, for a page of `width` columns."""
    parts = [
        ("Cards", _cards(summary)),
        ("The last weeks", _weeks(summary, width)),
        (f"Answers a day, the last {DAYS} days", _per_day(summary)),
        ("Due in the next 30 days", _forecast(summary)),
        ("Remembered, by how long a card had waited", _retention(summary, width)),
        ("Remembered, by tag", _shares(list(summary.tags.items())[:SHOWN], width)),
        ("Ideas that led elsewhere", _misconceptions(summary, language)),
        ("Cards that keep slipping away", _leeches(summary, language, width)),
    ]
    return [(heading, content) for heading, content in parts if content.plain.strip()]


def _cards(summary: Summary) -> Content:
    cards = summary.cards
    lines = [
        [f"{cards.new} new", f"{cards.learning} learning", f"{cards.mature} mature"],
        [f"due today {summary.due_today}", f"in the next 7 days {summary.due_7}"],
        [f"{counted(summary.reviews, 'answer')} in {_time(summary.seconds)}"],
        [
            f"{counted(summary.streak, 'day')} in a row",
            f"the longest was {counted(summary.longest_streak, 'day')}",
        ],
    ]
    if cards.suspended:
        lines[0].append(f"{cards.suspended} suspended")
    if summary.reviews:
        lines[2].append(f"{_rate(summary.accuracy)} right")
    if summary.retention.count:
        lines[2].append(f"{_rate(summary.retention)} remembered")
    return Content("\n".join(" · ".join(line) for line in lines))


def _weeks(summary: Summary, width: int) -> Content:
    weeks = max(8, min(52, (width - 6) // 2))
    return heatmap({day.day: day.reviews for day in summary.days}, summary.day, weeks=weeks)


def _per_day(summary: Summary) -> Content:
    done = {day.day: day for day in summary.days}
    days = range(summary.day - DAYS + 1, summary.day + 1)
    answers = [done[day].reviews if day in done else 0 for day in days]
    if not any(answers):
        return Content("")
    minutes = sum(done[day].seconds for day in days if day in done) / 60 / DAYS
    usual = f"about {minutes:.1f} minutes" if minutes >= 1 else "under a minute"
    told = f"most {max(answers)} · {usual} a day"
    return Content("\n").join([columns(answers), Content.styled(told, FAINT)])


def _forecast(summary: Summary) -> Content:
    if not any(summary.forecast):
        return Content("")
    told = f"tomorrow {summary.forecast[0]} · most {max(summary.forecast)} on one day"
    return Content("\n").join([columns(summary.forecast), Content.styled(told, FAINT)])


def _retention(summary: Summary, width: int) -> Content:
    shares = [(_span(age), share) for age, share in summary.by_age.items() if age and share.count]
    return _shares(shares, width)


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
        times = "once" if one.times == 1 else f"{one.times} times"
        lines.append(
            Content(f"{mark} {pick(one.title, language)}\n")
            + Content.styled(f"        {one.id}, {times}, last {iso(one.last)}", FAINT)
        )
    return Content("\n").join(lines)


def _leeches(summary: Summary, language: str, width: int) -> Content:
    lines = []
    for one in summary.leeches[:SHOWN]:
        lines.append(Content(f"{pick(one.title, language)} · {one.facet}"))
        lines.append(Content.styled(f"  forgotten {counted(one.lapses, 'time')}", FAINT))
        step = wrap(one.next_step, max(30, width - 4))
        lines += [Content(f"  {line}") for line in step]
    return Content("\n").join(lines)


def _rate(share: Share) -> str:
    return "" if share.rate is None else f"{share.rate:.0%}"


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes / 60:.0f} h"
