"""Every key of every screen as a Markdown table, made from the bindings themselves."""

import unicodedata
from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from tfquiz.screens.answering import AnsweringScreen
from tfquiz.screens.browse import BrowseScreen
from tfquiz.screens.help import HelpScreen
from tfquiz.screens.home import HomeScreen
from tfquiz.screens.preview import PreviewScreen
from tfquiz.screens.stats import StatsScreen
from tfquiz.screens.summary import SummaryScreen
from tfquiz.screens.trace import TraceScreen
from tfquiz.widgets.answer import AnswerLine
from tfquiz.widgets.cardlist import CardList
from tfquiz.widgets.choices import Choices
from tfquiz.widgets.decklist import DeckList
from tfquiz.widgets.offers import OfferList

PLACES: tuple[tuple[str, tuple[type[DOMNode], ...]], ...] = (
    ("Home", (HomeScreen, DeckList, OfferList)),
    ("Study", (AnswerLine, Choices, AnsweringScreen)),
    ("Trace", (TraceScreen,)),
    ("Summary", (SummaryScreen,)),
    ("Browse", (CardList, BrowseScreen, PreviewScreen)),
    ("Stats", (StatsScreen,)),
    ("Help", (HelpScreen,)),
)
"""Where keys mean something, in the order in which a learner meets them."""

MODIFIERS = {"ctrl", "alt", "shift", "super", "hyper", "meta"}
NAMED = {key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values())
EXAMPLE = """\
```toml
[keys]
"study.hint" = "f7"
"study.undo" = "ctrl+b,f4"
```"""


def bindings_of(owner: type[DOMNode]) -> list[Binding]:
    """The bindings that a class declares itself."""
    declared = owner.__dict__.get("BINDINGS", [])
    return [binding for binding in declared if isinstance(binding, Binding)]


def key_table(everywhere: type[DOMNode]) -> str:
    """The page of keys.

    Args:
        everywhere: the class whose bindings hold on every screen: the App.
    """
    lines = [
        "# Keys",
        "",
        "Made from the bindings by `python tools/keys.py`; do not edit. F1 shows the keys that",
        "mean something where you are. Other keys are given by id in the configuration file, whose",
        "place `tfquiz config` tells; several keys stand between commas:",
        "",
        *EXAMPLE.split("\n"),
    ]
    for place, owners in (("Everywhere", (everywhere,)), *PLACES):
        lines += ["", f"## {place}", "", "| key | does | id |", "| --- | --- | --- |"]
        lines += _rows(owners)
    return "\n".join(lines) + "\n"


def binding_ids(everywhere: type[DOMNode]) -> list[str]:
    """The ids that keys can be given to, in the page's order.

    Args:
        everywhere: the class whose bindings hold on every screen: the App.
    """
    owners = (everywhere, *(owner for _, owners in PLACES for owner in owners))
    return [binding.id for owner in owners for binding in bindings_of(owner) if binding.id]


def is_key(text: str) -> bool:
    """Whether a text names a key, such as "f7", "ctrl+b", "?" or "question_mark"."""
    if text in NAMED or len(text) == 1:
        return True
    *modifiers, name = text.split("+")
    if modifiers:
        return MODIFIERS.issuperset(modifiers) and is_key(name)
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return True


def _rows(owners: tuple[type[DOMNode], ...]) -> Iterator[str]:
    for owner in owners:
        for binding in bindings_of(owner):
            keys = ", ".join(f"`{_shown(key)}`" for key in binding.key.split(","))
            yield f"| {keys} | {binding.tooltip} | `{binding.id}` |"


def _shown(key: str) -> str:
    return {"question_mark": "?", "slash": "/"}.get(key, key)
