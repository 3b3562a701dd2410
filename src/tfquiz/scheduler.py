"""SM-2, as P. Wozniak published it (1990): one pure function from memory to memory.

No clock and no chance: the study day is an argument, a proleptic ordinal (`date.toordinal()`).
Where the text of the publication is explicit the text rules; where it is silent the author's
published source decides, so an interval uses the easiness factor as it stood before the review.
The easiness factor is kept in hundredths, because 140 * 3.0000000000000004 rounds up to 421.

Whoever wants cards not to stay in step gives a `spread`: it moves the day, never the interval, and
it is an argument too, so that the log can be replayed.
"""

import zlib
from dataclasses import dataclass, replace

FIRST_EASINESS = 250
LOWEST_EASINESS = 130
FIRST_INTERVAL = 1
SECOND_INTERVAL = 6
LONGEST_INTERVAL = 36_500
"""Days; a century, so that no date overflows."""
PASSED = 3
"""The lowest quality that counts as remembered."""
SETTLED = 4
"""The lowest quality that ends the repetitions of a day."""
FARTHEST = 100
"""The greatest `spread`, and the least one with a minus: as far as an interval allows."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the scheduler knows about a card."""

    easiness: int = FIRST_EASINESS
    """SM-2's EF in hundredths, never below 130."""
    repetitions: int = 0
    """Successful reviews in a row; 0 for a new or forgotten card."""
    interval: int = 0
    """Days between the last scheduled review and `due`; 0 for a new card."""
    due: int = 0
    """Study day of the next review, `interval` days after the last one but for the spread; 0 for a
    new card."""
    reviewed: int = 0
    """Study day of the last scheduled review; 0 for a new card."""
    lapses: int = 0
    """How often the card was forgotten after it had been remembered."""
    repeating: bool = False
    """Whether today's answer scored below 4, so that the card comes again in the same sitting."""

    @property
    def is_new(self) -> bool:
        """Whether the card was never reviewed."""
        return self.reviewed == 0


def review(memory: Memory, quality: int, day: int, *, spread: int = 0) -> Memory:
    """The memory after a review of `quality` (0-5) on study day `day`.

    A repetition within the same day only decides whether the card comes again today; it never
    moves the schedule. A clock that went backwards counts as the day of the last review. A right
    answer before the card is due shows less than the schedule asks for and moves nothing; a wrong
    one counts, whenever it comes. Lateness earns nothing.

    Args:
        memory: what was known of the card.
        quality: SM-2's grade.
        day: the study day.
        spread: how far from its day the card comes back, from -100 (as early as the interval
            allows) to 100; 0 is exactly on it. See `spread_of`.

    Raises:
        ValueError: if there is no such quality or spread.
    """
    if not 0 <= quality <= 5:
        raise ValueError(f"quality is 0 to 5, not {quality}")
    if abs(spread) > FARTHEST:
        raise ValueError(f"spread is -{FARTHEST} to {FARTHEST}, not {spread}")
    repeating = quality < SETTLED
    if not memory.is_new and day < memory.due and _changes_nothing(memory, quality, day):
        return replace(memory, repeating=repeating)
    interval, repetitions = _next_interval(memory, quality)
    return Memory(
        easiness=memory.easiness if quality < PASSED else _next_easiness(memory.easiness, quality),
        repetitions=repetitions,
        interval=interval,
        due=day + interval + _shift(interval, spread),
        reviewed=day,
        lapses=memory.lapses + (quality < PASSED and memory.repetitions > 0),
        repeating=repeating,
    )


def spread_of(card: str, day: int) -> int:
    """The spread of a card's review on a day: any from -100 to 100, always the same for both.

    Args:
        card: the card's names, the same on every machine.
        day: the study day.
    """
    return zlib.crc32(f"{day}/{card}".encode()) % (2 * FARTHEST + 1) - FARTHEST


def _shift(interval: int, spread: int) -> int:
    """By how many days the due day moves: none below 3 days, one up to 39, then one in twenty."""
    widest = 0 if interval < 3 else max(1, interval // 20)
    shift = (2 * widest * spread + FARTHEST) // (2 * FARTHEST)
    return min(shift, LONGEST_INTERVAL - interval)


def _changes_nothing(memory: Memory, quality: int, day: int) -> bool:
    """Whether an answer before the card is due leaves its schedule as it is."""
    return memory.repeating or day <= memory.reviewed or quality >= PASSED


def _next_interval(memory: Memory, quality: int) -> tuple[int, int]:
    """Days until the next review, and the repetitions that it stands on."""
    if quality < PASSED:
        return FIRST_INTERVAL, 0
    repetitions = memory.repetitions + 1
    if repetitions == 1:
        return FIRST_INTERVAL, repetitions
    if repetitions == 2:
        return SECOND_INTERVAL, repetitions
    grown = -(-memory.interval * memory.easiness // 100)
    return min(grown, LONGEST_INTERVAL), repetitions


def _next_easiness(easiness: int, quality: int) -> int:
    """EF' = EF + (0.1 - (5 - q) * (0.08 + (5 - q) * 0.02)), in hundredths, at least 130."""
    missing = 5 - quality
    return max(LOWEST_EASINESS, easiness + 10 - missing * (8 + missing * 2))
