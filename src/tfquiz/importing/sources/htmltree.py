"""An HTML page as a tree of elements; what browsers forgive is forgiven here too."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

MAX_DEPTH = 200
"""Elements inside each other; deeper ones count as their parent's text."""
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
_CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "p": ({"p"}, {"td", "th", "li", "div", "blockquote", "section", "article", "body"}),
}
"""Elements that end by themselves where another of their kind begins, and inside of what."""


@dataclass(slots=True)
class Element:
    """An element with what is inside it."""

    tag: str
    marks: str
    """Its class, id and language, as `language-python`, in lower case."""
    line: int
    children: "list[Element | Words]" = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """All elements inside, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()

    @property
    def text(self) -> str:
        """All words inside."""
        return "".join(
            child.text if isinstance(child, Words) else "\n" if child.tag == "br" else child.text
            for child in self.children
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Text between tags."""

    text: str
    line: int


def parsed_html(text: str) -> Element:
    """The root of a page; its own tag is empty."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.root


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", "", 1)
        self.path = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element inside the one that is open."""
        if tag in _CLOSES:
            self._close_before(*_CLOSES[tag])
        element = Element(tag, _marks(tag, dict(attrs)), self.getpos()[0])
        self.path[-1].children.append(element)
        if tag not in _VOID and len(self.path) < MAX_DEPTH:
            self.path.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<br/>` as `<br>`; any other stays empty."""
        self.handle_starttag(tag, attrs)
        if self.path[-1].tag == tag and tag not in _VOID:
            self.path.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of this name, with what is open inside it."""
        for place in range(len(self.path) - 1, 0, -1):
            if self.path[place].tag == tag:
                del self.path[place:]
                return

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.path[-1].children.append(Words(data, self.getpos()[0]))

    def _close_before(self, kinds: set[str], around: set[str]) -> None:
        for place in range(len(self.path) - 1, 0, -1):
            if self.path[place].tag in around:
                return
            if self.path[place].tag in kinds:
                del self.path[place:]
                return


def _marks(tag: str, attributes: dict[str, str | None]) -> str:
    found = [attributes.get("class"), attributes.get("id")]
    if tag in ("pre", "code"):
        languages = (attributes.get(key) for key in ("lang", "data-lang", "data-language"))
        found += [f"language-{one}" for one in languages if one]
    return " ".join(" ".join(filter(None, found)).lower().split())
