"""How often the best constant answer is right, over many questions as the search would pick them.

The same picks as `separation.best` makes, on whole numbers instead of objects: a check makes
hundreds of them.
"""

import math
from collections import Counter
from collections.abc import Sequence

from tfquiz.cards.separation import BALANCED, MAX_GROUPS, Fit, preference
from tfquiz.cards.stream import Stream

PICKS = 3_000
"""At most so many are made."""
ROUND = 500
SURE = 4.0
"""Standard errors from the limit at which no more picks are needed."""


def best_guess(
    fits: Sequence[Fit], stream: Stream, facet: str, *, window: int, limit: float
) -> tuple[str, float]:
    """The answer that is asked for most often, and its share of the questions; ("", 0) for none.

    Args:
        fits: the draws that separate.
        stream: chance.
        facet: what is asked.
        window: how many draws a question is picked from.
        limit: the share that matters; where it is far off, fewer picks tell as much.
    """
    if not fits:
        return "", 0.0
    answers = sorted({fit.ran.truth.text for fit in fits})
    answer_of = [answers.index(fit.ran.truth.text) for fit in fits]
    order = sorted({preference(fit, facet) for fit in fits})
    rank_of = [order.index(preference(fit, facet)) for fit in fits]
    size = min(window, len(fits))
    counts: Counter[int] = Counter()
    for made in range(1, PICKS + 1):
        drawn = stream.many(size, len(fits))
        groups = {answer_of[one] for one in drawn}
        if len(groups) <= MAX_GROUPS or facet in BALANCED:
            counts[sorted(groups)[stream.below(len(groups))]] += 1
        else:
            counts[answer_of[min(drawn, key=rank_of.__getitem__)]] += 1
        if made % ROUND == 0 and _is_clear(max(counts.values()), made, limit):
            break
    [(answer, count)] = counts.most_common(1)
    return answers[answer], count / made


def _is_clear(count: int, made: int, limit: float) -> bool:
    """Whether a share is far from the limit, for so many picks."""
    share = count / made
    error = math.sqrt(max(share * (1 - share), 1 / made) / made)
    return abs(share - limit) > SURE * error
