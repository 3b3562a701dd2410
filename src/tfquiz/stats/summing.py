"""From a log that is added up, and the cards as they stand, to the figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tfquiz.stats.figures import CardCounts, Day, Share, Summary, WeakNote
from tfquiz.stats.trouble import leeches, misconceptions
from tfquiz.store.tallies import AGES, CardLine, DayTally, Log, NoteLine

MATURE = 21
"""Days of interval from which a card is mature."""
FORECAST_DAYS = 30
HEATMAP_DAYS = 364
WEAKEST = 10
FEWEST = 3
"""First answers below which a note's share says nothing."""

NoteKey = tuple[str, str]


def summarise(log: Log, cards: Sequence[CardLine], notes: Sequence[NoteLine], day: int) -> Summary:
    """Sum everything up as of study day `day`."""
    known = {card.id: card for card in cards}
    titles = {(note.deck, note.id): note for note in notes}
    counted = [one for one in log.days if one.day >= log.since]
    forecast = _forecast(cards, day)
    by_age, by_note = _shares(log, known)
    return Summary(
        day=day,
        since=log.since,
        cards=_card_counts(cards),
        due_today=_due(cards, day),
        due_7=sum(forecast[:7]),
        due_30=sum(forecast),
        forecast=forecast,
        today=next((_day(one) for one in log.days if one.day == day), Day(day, 0, 0.0)),
        reviews=sum(one.first + one.repeats for one in counted),
        seconds=sum(one.seconds for one in counted),
        accuracy=sum((_all(one) for one in counted), Share()),
        retention=sum((share for age, share in by_age.items() if age > 0), Share()),
        by_age=by_age,
        streak=streak((one.day for one in log.days), day),
        longest_streak=longest_streak(one.day for one in log.days),
        days=tuple(_day(one) for one in counted if day - HEATMAP_DAYS < one.day <= day),
        tags=_tags(by_note, notes),
        weakest=_weakest(by_note, titles),
        misconceptions=misconceptions(log.held, known, titles),
        leeches=leeches(cards, log.held, titles),
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


def _card_counts(cards: Sequence[CardLine]) -> CardCounts:
    counts: Counter[str] = Counter(_standing(card) for card in cards)
    return CardCounts(**counts)


def _standing(card: CardLine) -> str:
    if card.suspended:
        return "suspended"
    if card.is_new:
        return "new"
    return "mature" if card.interval >= MATURE else "learning"


def _due(cards: Sequence[CardLine], day: int) -> int:
    return sum(_comes(card) <= day for card in cards if not card.is_new and not card.suspended)


def _comes(card: CardLine) -> int:
    return max(card.due, card.buried)


def _forecast(cards: Sequence[CardLine], day: int) -> tuple[int, ...]:
    ahead = Counter(_comes(card) - day for card in cards if not card.is_new and not card.suspended)
    return tuple(ahead[days] for days in range(1, FORECAST_DAYS + 1))


def _day(tally: DayTally) -> Day:
    return Day(tally.day, tally.first + tally.repeats, tally.seconds)


def _all(tally: DayTally) -> Share:
    return Share(tally.first + tally.repeats, tally.first_passed + tally.repeats_passed)


def _shares(
    log: Log, cards: Mapping[int, CardLine]
) -> tuple[dict[int, Share], dict[NoteKey, Share]]:
    """First answers by age and by note. Numbers are added first: there may be 100,000 lines."""
    ages: dict[int, list[int]] = {age: [0, 0] for age in AGES}
    notes: defaultdict[NoteKey, list[int]] = defaultdict(lambda: [0, 0])
    for tally in log.cards:
        age = ages[tally.age]
        age[0] += tally.count
        age[1] += tally.passed
        card = cards.get(tally.card)
        if card is not None:
            note = notes[card.deck, card.note]
            note[0] += tally.count
            note[1] += tally.passed
    return (
        {age: Share(*numbers) for age, numbers in ages.items()},
        {key: Share(*numbers) for key, numbers in notes.items()},
    )


def _tags(by_note: Mapping[NoteKey, Share], notes: Sequence[NoteLine]) -> dict[str, Share]:
    tags: defaultdict[str, Share] = defaultdict(Share)
    for note in notes:
        share = by_note.get((note.deck, note.id))
        for tag in note.tags if share else ():
            tags[tag] += share or Share()
    return dict(sorted(tags.items(), key=lambda item: (_cautious(item[1]), item[0])))


def _weakest(
    by_note: Mapping[NoteKey, Share], notes: Mapping[NoteKey, NoteLine]
) -> tuple[WeakNote, ...]:
    weak = [
        WeakNote(*key, notes[key].title, share)
        for key, share in by_note.items()
        if key in notes and share.count >= FEWEST and share.passed < share.count
    ]
    return tuple(sorted(weak, key=lambda one: (_cautious(one.first), one.note))[:WEAKEST])


def _cautious(share: Share) -> float:
    """A rate that few answers move less (Laplace's rule of succession), to sort by."""
    return (share.passed + 1) / (share.count + 2)
