"""A small deck for tests, and one template of it."""

from tfquiz.cards.deck import parse_deck
from tfquiz.cards.models import Deck
from tfquiz.cards.subject import Subject, subjects

HEADER = """
[deck]
id = "small"
title = "A small deck"
libraries = ["numpy"]

[[notes]]
id = "note"
title = { en = "A note", zh = "一条笔记" }
text = "What it is about."
tags = ["tag"]

[notes.inputs]
n = { int = [3, 5] }
x = { array = ["n"], range = [0, 9], distinct = true }
i = { int = [0, "n - 1"] }
v = { int = [10, 99] }
"""

WRITE_THROUGH = '''
[[notes.templates]]
id = "write-through"
code = """
y = np.asarray(x)
y[$i] = $v
"""
ask = "x"
misconceptions = [
  { id = "asarray-copies", swap = ["np.asarray", "np.array"], why = "That would be a copy." },
]
'''

SUMS = """
[[notes.templates]]
id = "sums"
inputs.m = { array = [2, 3], distinct = true }
code = "s = m.sum(axis=0)"
ask = "s"
facets = ["which-call"]
form = "typed"
misconceptions = [
  { id = "rows", swap = ["axis=0", "axis=1"], why = "That sums the rows." },
  { id = "all", swap = ["axis=0", ""], why = "That sums all." },
]
"""


def deck_of(*templates: str) -> Deck:
    return parse_deck(HEADER + "".join(templates), "small.toml")


def subject_of(template: str) -> Subject:
    [subject] = subjects(deck_of(template))
    return subject
