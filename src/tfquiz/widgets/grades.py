"""Under the verdict: when the card comes back, and what each other grade would do."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tfquiz.widgets.words import word

if TYPE_CHECKING:
    from tfquiz.session.answers import Preview

FAINT = "$foreground 70%"


class Grades(Static):
    """Tells the date and the keys 0 to 5; a click on a grade is the key."""

    DEFAULT_CSS = """
    Grades {
        height: auto;
        padding: 0 2;
        background: $surface;
        link-style: bold;
        link-background: transparent;
        link-color: $text-accent;
    }
    """

    def __init__(self, *, language: str = "en") -> None:
        super().__init__("", markup=False)
        self._language = language

    def show_dates(self, quality: int, due: str, previews: "Mapping[int, Preview]") -> None:
        """Show what was decided, and what the other grades would decide."""
        self.update(grades_content(quality, due, previews, self._language))

    def show_unsaved(self, due: str) -> None:
        """Show the date that an answer given elsewhere led to; there is no grade to change."""
        self.update(Content.assemble((word("next", self._language), FAINT), (due, "bold"), "\n"))

    def show_saving(self) -> None:
        """Show that the answer is on its way to the disk."""
        self.update(Content.styled(word("saving", self._language) + "\n", FAINT))


def grades_content(
    quality: int, due: str, previews: "Mapping[int, Preview]", language: str
) -> Content:
    """Two lines: the date, and what each grade would make of it."""
    grade = word("grade", language, grade=quality)
    first = Content.assemble((word("next", language), FAINT), (due, "bold"), (grade, FAINT))
    pieces = [Content.styled(word("yourself", language), FAINT)]
    for text, group in groupby(sorted(previews), key=lambda grade: previews[grade].due_text):
        if len(pieces) > 1:
            pieces.append(Content.styled(" · ", FAINT))
        pieces.append(_keys(list(group), quality))
        pieces.append(Content.styled(f" {text}", FAINT))
    return Content("\n").join([first, Content("").join(pieces)])


def _keys(grades: list[int], quality: int) -> Content:
    """The grades as keys to click; the one in force is underlined."""
    keys = []
    for grade in grades:
        mark = " underline" if grade == quality else ""
        keys.append(f"[bold $text-accent{mark} @click=screen.grade({grade})]{grade}[/]")
    return Content.from_markup(" ".join(keys))
