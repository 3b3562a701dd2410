"""Repeatable chance: a stream of whole numbers that a key decides, on any machine.

Every draw asks its stream for numbers below a bound and the stream remembers what it gave, so that
a draw can be replayed with smaller numbers: that is how questions are made smaller.
"""

import random
from collections.abc import Sequence


class Stream:
    """Numbers that follow from `key`; the first ones may be prescribed by `choices`."""

    def __init__(self, key: str, *, choices: Sequence[int] = ()) -> None:
        # `random()` of a seeded generator is the one method that Python promises to keep.
        self._random = random.Random(key).random  # noqa: S311 - repeatable on purpose
        self._prescribed = choices
        self.choices: list[int] = []
        """What was given so far."""

    def below(self, bound: int) -> int:
        """A number from 0 to `bound` - 1; `bound` is at least 1."""
        position = len(self.choices)
        if position < len(self._prescribed):
            number = min(self._prescribed[position], bound - 1)
        else:
            number = int(self._random() * bound)
        self.choices.append(number)
        return number

    def many(self, count: int, bound: int) -> list[int]:
        """`count` numbers below `bound`, which may repeat: the same that `below` would give."""
        if len(self.choices) < len(self._prescribed):
            return [self.below(bound) for _ in range(count)]
        chance = self._random
        numbers = [int(chance() * bound) for _ in range(count)]
        self.choices += numbers
        return numbers

    def pick(self, count: int, bound: int) -> list[int]:
        """`count` different numbers below `bound`, in any order; `count` is at most `bound`."""
        moved: dict[int, int] = {}
        picked = []
        for position in range(count):
            other = position + self.below(bound - position)
            picked.append(moved.get(other, other))
            moved[other] = moved.get(position, position)
        return picked
