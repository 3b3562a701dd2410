"""A note's explanation: Markdown whose paragraphs are broken between Chinese characters too."""

from textual.content import Content
from textual.widgets import Markdown
from textual.widgets._markdown import MarkdownParagraph  # Textual names it nowhere else

from tfquiz.widgets.prose import flowing


class Paragraph(MarkdownParagraph):
    """A paragraph of an explanation."""

    def set_content(self, content: Content) -> None:
        """Show a text."""
        super().set_content(flowing(content))


class Explanation(Markdown):
    """Markdown to read."""

    BLOCKS = {**Markdown.BLOCKS, "paragraph_open": Paragraph}  # noqa: RUF012 - as Textual types it

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, open_links=False)
