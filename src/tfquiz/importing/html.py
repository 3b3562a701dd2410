"""HTML: what stands in <pre> is code or output, headings are titles, the rest is prose."""

import re
from html.parser import HTMLParser

from tfquiz.importing.document import Part, Prose
from tfquiz.importing.markdown import read_markdown
from tfquiz.importing.webtext import read_webtext

_BLOCKS = {
    "p", "div", "li", "ul", "ol", "table", "tr", "section", "article", "blockquote", "dd", "dt",
    "br", "td", "th", "header", "footer", "main", "figure",
}  # fmt: skip
_SILENT = {"script", "style", "head", "nav", "noscript", "template", "svg"}


def read_html(text: str) -> tuple[Part, ...]:
    """Read an HTML page. Lines are those of the page's text."""
    page = _Page()
    page.feed(text)
    page.close()
    marked = "".join(page.pieces)
    if "\n```" not in marked:
        return read_webtext(re.sub(r"^#+ ", "", marked, flags=re.MULTILINE))
    return tuple(
        part
        for part in read_markdown(marked)
        if not isinstance(part, Prose) or len(part.text.strip()) > 1
    )


class _Page(HTMLParser):
    """Turns tags into the marks of Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a fence, a heading or a paragraph."""
        del attrs
        if tag in _SILENT:
            self.silent += 1
        elif tag == "pre":
            self.code += 1
            self.pieces.append("\n\n```\n")
        elif re.fullmatch(r"h[1-6]", tag):
            self.pieces.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in _BLOCKS:
            self.pieces.append("\n" if self.code or tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "pre":
            self.code = max(0, self.code - 1)
            self.pieces.append("\n```\n\n")
        elif re.fullmatch(r"h[1-6]", tag) or (tag in _BLOCKS and not self.code):
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep text; outside of <pre> line breaks mean nothing."""
        if self.silent:
            return
        self.pieces.append(data if self.code else re.sub(r"\s+", " ", data))
