"""Ids of reviews: each greater than all before it, whatever the clock does."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tfquiz.session.days import Moment
from tfquiz.store.records import review_id

CLOCK_SLACK = timedelta(days=2)
"""How far the log may lie ahead of the clock without a word: travel across the date line."""
RANDOM_BITS = 74
"""As many as a UUID of version 7 has room for."""


@dataclass(slots=True)
class Ids:
    """Hands out ids for reviews, each greater than every id in the log.

    So the latest review is the one with the greatest id, also after the clock was set back.
    """

    newest: str | None
    """The greatest id in the log so far."""
    chance: Callable[[int], int] = random.SystemRandom().getrandbits
    """Gives that many random bits."""

    def next(self, at: datetime) -> str:
        """An id for a review that happens `at`."""
        instant = at
        if self.newest is not None:
            instant = max(at, moment_of(self.newest) + timedelta(milliseconds=1))
        self.newest = review_id(instant, self.chance(RANDOM_BITS))
        return self.newest


def moment_of(id_: str) -> datetime:
    """The instant that is written into an id, to the millisecond."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(id_[:12], 16))


def clock_warning(newest: str | None, now: Moment) -> str:
    """A sentence where the log lies further ahead of the clock than travel explains, or nothing."""
    if newest is None or moment_of(newest) < now.at + CLOCK_SLACK:
        return ""
    today, last = now.at.date().isoformat(), moment_of(newest).date().isoformat()
    return (
        f"This computer's clock says {today}, but the last answer is of {last}. "
        "Nothing is lost; check the clock before you go on."
    )
