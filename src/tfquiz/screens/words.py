"""Sentences that screens say, in one place. They teach and never judge."""

from tfquiz.session.moments import Counts

KINDS = {"new": "new", "review": "review", "repeat": "once more"}


def stuck_sentence(error: Exception) -> str:
    """What went wrong, and what can be done."""
    return f"{error}\n\nPress r to try again, or Esc to leave."


def left_words(left: Counts) -> str:
    """What is left of a sitting: "2 again · 5 due · 3 new"."""
    parts = [(left.repeat, "again"), (left.due, "due"), (left.new, "new")]
    return " · ".join(f"{count} {word}" for count, word in parts if count)


def lasting(seconds: float) -> str:
    """A time in whole minutes or hours, as in "under a minute" and "9 hours"."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "under a minute"
    return counted(minutes, "minute") if minutes < 100 else counted(round(minutes / 60), "hour")


def often(times: int) -> str:
    """How often, as in "once" and "2 times"."""
    return "once" if times == 1 else f"{times} times"


def counted(count: int, thing: str) -> str:
    """How many there are, as in "1 answer" and "2 answers"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
