"""Every key of every screen as a Markdown table, made from the bindings themselves."""

from collections.abc import Iterator

from textual.binding import Binding
from textual.dom import DOMNode

from tfquiz.screens.browse import BrowseScreen
from tfquiz.screens.help import HelpScreen
from tfquiz.screens.home import HomeScreen
from tfquiz.screens.preview import PreviewScreen
from tfquiz.screens.stats import StatsScreen
from tfquiz.screens.study import StudyScreen
from tfquiz.screens.summary import SummaryScreen
from tfquiz.screens.trace import TraceScreen
from tfquiz.widgets.answer import AnswerLine
from tfquiz.widgets.cardlist import CardList
from tfquiz.widgets.choices import Choices
from tfquiz.widgets.decklist import DeckList
from tfquiz.widgets.offers import OfferList

PLACES: tuple[tuple[str, tuple[type[DOMNode], ...]], ...] = (
    ("Home", (HomeScreen, DeckList, OfferList)),
    ("Study", (AnswerLine, Choices, StudyScreen)),
    ("Trace", (TraceScreen,)),
    ("Summary", (SummaryScreen,)),
    ("Browse", (CardList, BrowseScreen, PreviewScreen)),
    ("Stats", (StatsScreen,)),
    ("Help", (HelpScreen,)),
)
"""Where keys mean something, in the order in which a learner meets them."""


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
        "mean something where you are. The id is what a key is given another place by.",
    ]
    for place, owners in (("Everywhere", (everywhere,)), *PLACES):
        lines += ["", f"## {place}", "", "| key | does | id |", "| --- | --- | --- |"]
        lines += _rows(owners)
    return "\n".join(lines) + "\n"


def _rows(owners: tuple[type[DOMNode], ...]) -> Iterator[str]:
    for owner in owners:
        for binding in bindings_of(owner):
            keys = ", ".join(f"`{_shown(key)}`" for key in binding.key.split(","))
            yield f"| {keys} | {binding.tooltip} | `{binding.id}` |"


def _shown(key: str) -> str:
    return {"question_mark": "?", "slash": "/"}.get(key, key)
