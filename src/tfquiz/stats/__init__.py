"""What the log says about the learning: pure, from totals to one `Summary`.

Reads nothing and draws nothing: `store.statistics` adds the collection up, and `tfquiz stats` and
the interface show the same numbers. "First answers" are the first answer to a card on a day; only
they say what was remembered. Repeats on the same day count as work, not as memory.
"""

from tfquiz.stats.figures import Summary, to_json
from tfquiz.stats.summing import longest_streak, streak, summarise
from tfquiz.store.tallies import Share

__all__ = ["Share", "Summary", "longest_streak", "streak", "summarise", "to_json"]
