"""From a collection that is added up to the figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tfquiz.stats.figures import Day, Summary
from tfquiz.stats.trouble import leeches, misconceptions
from tfquiz.store.tallies import AGES, Share, Tally, Totals, age_of

FORECAST_DAYS = 30
HEATMAP_DAYS = 364


def summarise(totals: Totals, day: int) -> Summary:
    """Sum everything up as of study day `day`."""
    counted = [one for one in totals.tallies if one.day >= totals.since]
    days = _days(totals.tallies)
    ahead = _ahead(totals.comes, day)
    by_age = _by_age(counted)
    return Summary(
        day=day,
        since=totals.since,
        cards=totals.cards,
        due_today=sum(count for comes, count in totals.comes.items() if comes <= day),
        due_7=sum(ahead[:7]),
        due_30=sum(ahead),
        forecast=tuple(ahead),
        today=days.get(day, Day(day, 0, 0.0)),
        reviews=sum(one.share.count for one in counted),
        seconds=sum(one.seconds for one in counted),
        accuracy=sum((one.share for one in counted), Share()),
        retention=sum((share for age, share in by_age.items() if age > 0), Share()),
        by_age=by_age,
        streak=streak(days, day),
        longest_streak=longest_streak(days),
        days=tuple(
            one
            for one in days.values()
            if max(totals.since, day - HEATMAP_DAYS + 1) <= one.day <= day
        ),
        tags=dict(sorted(totals.tags.items(), key=lambda item: (item[1].cautious, item[0]))),
        weakest=tuple(
            sorted(totals.weakest, key=lambda one: (one.first.cautious, one.note, one.deck))
        ),
        misconceptions=misconceptions(totals.held),
        leeches=leeches(totals.lapsed, totals.held),
    )


def streak(days: Iterable[int], today: int) -> int:
    """Days in a row with answers, up to today; yesterday's still holds until today is over."""
    studied = set(days)
    last = today if today in studied else today - 1
    length = 0
    while last - length in studied:
        length += 1
    return length


def longest_streak(days: Iterable[int]) -> int:
    """The most days in a row that ever had answers."""
    longest = length = 0
    before = None
    for day in sorted(set(days)):
        length = length + 1 if before is not None and day == before + 1 else 1
        longest, before = max(longest, length), day
    return longest


def _days(tallies: Sequence[Tally]) -> dict[int, Day]:
    """What was done on each day, in order."""
    answers: Counter[int] = Counter()
    seconds: defaultdict[int, float] = defaultdict(float)
    for one in tallies:
        answers[one.day] += one.share.count
        seconds[one.day] += one.seconds
    return {day: Day(day, count, seconds[day]) for day, count in answers.items()}


def _ahead(comes: Mapping[int, int], day: int) -> list[int]:
    return [comes.get(day + days, 0) for days in range(1, FORECAST_DAYS + 1)]


def _by_age(tallies: Sequence[Tally]) -> dict[int, Share]:
    """First answers by the age group of the card."""
    found = dict.fromkeys(AGES, Share())
    for one in tallies:
        if not one.repeat:
            found[age_of(one.interval)] += one.share
    return found
