"""`tfquiz stats`: the numbers of `tfquiz.stats` as plain text, or as JSON.

Plain text without control codes, so that it reads the same on a terminal, in a pipe and without
colour. Loads neither Textual nor any array library.
"""

import argparse
import os
import unicodedata
from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from tfquiz.cards.question import Words, pick
from tfquiz.cli.home import find_places, is_begun, language_of, local_now, open_collection
from tfquiz.cli.settings import read_settings
from tfquiz.cli.terminal import as_json, clean
from tfquiz.errors import TfquizError
from tfquiz.session.days import study_day
from tfquiz.stats import Share, Summary, summarise, to_json

WEEKS = 12
SHADES = " ·▪◼█"
"""No answers, then four steps up to the busiest day."""
AGES = {0: "new", 1: "1-6 days", 7: "7-20 days", 21: "21-89 days", 90: "90 days and more"}
TITLE = 44
MOST = 12
"""Lines of a list; `--json` has them all."""
RECENT = 14
"""Days that are told one by one."""
WIDTH = 80


def stats(options: argparse.Namespace) -> int:
    """Show how the learning goes."""
    since = _since(options.since)
    places = find_places(options)
    chosen = read_settings(places, language=options.lang)
    language = language_of(chosen.language, os.environ)
    day = study_day(local_now(), day_start=chosen.day_start)
    if not is_begun(places) and not options.json:
        print("Nothing is learned yet. `tfquiz study` begins.")
        return 0
    with open_collection(options) as collection:
        known = [row.id for row in collection.decks()]
        if options.deck is not None and options.deck not in known:
            there = ", ".join(known) or "none"
            raise TfquizError(f"No deck called {options.deck} was added; there are: {there}.")
        totals = collection.totals(since=since, deck=options.deck)
    summary = summarise(totals, day)
    if options.json:
        print(as_json(to_json(summary), indent=2))
    else:
        print(clean("\n".join(as_lines(summary, language))))
    return 0


def _since(text: str | None) -> int:
    if text is None:
        return 0
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        raise TfquizError(f"--since takes a day such as 2026-11-23, not {text}.") from None


def as_lines(summary: Summary, language: str) -> Iterator[str]:
    """The summary as lines of at most 80 columns."""
    yield from _cards(summary)
    yield from _answers(summary)
    yield from _heatmap(summary)
    yield from _days(summary)
    yield from _forecast(summary)
    yield from _ages(summary)
    yield from _tags(summary)
    yield from _weakest(summary, language)
    yield from _beliefs(summary, language)
    yield from _leeches(summary, language)


def _cards(summary: Summary) -> Iterator[str]:
    cards = summary.cards
    yield f"Cards      {cards.new} new, {cards.learning} learning, {cards.mature} mature" + (
        f", {cards.suspended} suspended" if cards.suspended else ""
    )
    yield (
        f"Due        {summary.due_today} today, {summary.due_7} in the next 7 days, "
        f"{summary.due_30} in 30"
    )


def _answers(summary: Summary) -> Iterator[str]:
    since = f" since {date.fromordinal(summary.since)}" if summary.since else ""
    yield f"Reviews    {summary.reviews}{since}, {summary.today.reviews} today"
    yield f"Accuracy   {_share(summary.accuracy)} of all answers"
    yield f"Retention  {_share(summary.retention)} of first answers a day, to cards known before"
    today = _duration(summary.today.seconds)
    yield f"Time       {_duration(summary.seconds)} in all, {today} today"
    days = "day" if summary.streak == 1 else "days"
    yield f"Streak     {summary.streak} {days}, longest {summary.longest_streak}"


def _share(share: Share) -> str:
    rate = share.rate
    return "none yet" if rate is None else f"{rate:4.0%}  ({share.passed} of {share.count})"


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds > 0 and not minutes:
        return "<1 min"
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"


def _heatmap(summary: Summary) -> Iterator[str]:
    """The last weeks, a column each and a line a weekday; the darker, the more answers."""
    counts = {day.day: day.reviews for day in summary.days}
    monday = summary.day - date.fromordinal(summary.day).weekday() - 7 * (WEEKS - 1)
    if not any(day >= monday for day in counts):
        return
    busiest = max(counts.values())
    yield ""
    yield f"The last {WEEKS} weeks, busiest day {busiest}"
    for weekday, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
        cells = []
        for week in range(WEEKS):
            day = monday + 7 * week + weekday
            count = counts.get(day, 0)
            step = -(-count * (len(SHADES) - 1) // busiest)
            cells.append(" " if day > summary.day else SHADES[step] if count else "-")
        yield f"  {name} {' '.join(cells)}".rstrip()


def _days(summary: Summary) -> Iterator[str]:
    """Answers and time of each of the last days that had any."""
    days = [day for day in summary.days if day.day > summary.day - RECENT]
    if not days:
        return
    yield ""
    yield f"The last {RECENT} days"
    highest = max(day.reviews for day in days)
    for day in days:
        when = date.fromordinal(day.day)
        drawn = "█" * max(1, round(30 * day.reviews / highest))
        yield f"  {when:%a %d %b} {day.reviews:>5} answers {_duration(day.seconds):>10} {drawn}"


def _forecast(summary: Summary) -> Iterator[str]:
    if not summary.due_30:
        return
    yield ""
    yield "Coming up"
    highest = max(summary.forecast)
    for ahead, count in enumerate(summary.forecast, start=1):
        if count:
            day = date.fromordinal(summary.day + ahead)
            yield f"  {day:%a %d %b} {count:>5} {'█' * max(1, round(40 * count / highest))}"


def _ages(summary: Summary) -> Iterator[str]:
    ages = [(AGES[age], share) for age, share in summary.by_age.items() if share.count]
    if ages:
        yield ""
        yield "Remembered, by how long the card had rested"
        for name, share in ages:
            yield f"  {name:<18} {_share(share)}"


def _tags(summary: Summary) -> Iterator[str]:
    if summary.tags:
        yield ""
        yield "Remembered, by tag"
        for tag, share in list(summary.tags.items())[:MOST]:
            yield f"  {tag:<18} {_share(share)}"
        yield from _rest(len(summary.tags))


def _weakest(summary: Summary, language: str) -> Iterator[str]:
    if summary.weakest:
        yield ""
        yield "Weakest notes"
        for note in summary.weakest:
            yield f"  {_title(note.title, language)} {_share(note.first)}"


def _beliefs(summary: Summary, language: str) -> Iterator[str]:
    if not summary.misconceptions:
        return
    yield ""
    yield "Misconceptions                                  seen   last seen"
    for one in summary.misconceptions[:MOST]:
        state = "gone" if one.gone else "still held"
        yield f"  {_title(one.title, language)} {one.times:>5}   {date.fromordinal(one.last)}"
        yield f"    {one.id}: {state}"
    yield from _rest(len(summary.misconceptions))


def _leeches(summary: Summary, language: str) -> Iterator[str]:
    if not summary.leeches:
        return
    yield ""
    yield "Leeches: cards that do not stick"
    for leech in summary.leeches[:MOST]:
        yield f"  {_title(leech.title, language)} {leech.lapses:>3} lapses"
        yield from wrap(leech.next_step, WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield from _rest(len(summary.leeches))


def _rest(count: int) -> Iterator[str]:
    """Says how much of a list is left out."""
    if count > MOST:
        yield f"  ... and {count - MOST} more; --json lists all"


def _title(words: Words, language: str) -> str:
    """A title cut or filled to a fixed number of columns; Chinese characters take two."""
    width = 0
    kept = ""
    for character in pick(words, language):
        columns = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if width + columns > TITLE:
            break
        kept += character
        width += columns
    return kept + " " * (TITLE - width)
