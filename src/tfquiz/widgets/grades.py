"""Under the verdict: when the card comes back, and what each other grade would do."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tfquiz.widgets.prose import flowing
from tfquiz.widgets.words import word

if TYPE_CHECKING:
    from tfquiz.session.answers import Preview, Settled

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

    def show_settled(self, settled: "Settled") -> None:
        """Show what was decided, what the other grades would decide, and what is to be noticed.

        An answer given elsewhere led to a date too, but there is no grade of it to change.
        """
        lines = [
            Content.assemble((word("next", self._language), FAINT), (settled.due_text, "bold"))
        ]
        if settled.saved:
            previews = settled.graded.previews
            lines = dates(settled.quality, settled.due_text, previews, self._language)
        notice = word("slips-away", self._language) if settled.leech else settled.notice
        if notice:
            lines.insert(0, Content.styled(notice, "$text-warning"))
        self.update(flowing(Content("\n").join(lines)))

    def show_saving(self) -> None:
        """Show that the answer is on its way to the disk."""
        self.update(Content.styled(word("saving", self._language) + "\n", FAINT))


def dates(
    quality: int, due: str, previews: "Mapping[int, Preview]", language: str
) -> list[Content]:
    """Two lines: the date, and what each grade would make of it."""
    grade = word("grade", language, grade=quality)
    first = Content.assemble((word("next", language), FAINT), (due, "bold"), (grade, FAINT))
    pieces = [Content.styled(word("yourself", language), FAINT)]
    for text, group in groupby(sorted(previews), key=lambda grade: previews[grade].due_text):
        if len(pieces) > 1:
            pieces.append(Content.styled(" · ", FAINT))
        pieces.append(_keys(list(group), quality))
        pieces.append(Content.styled(f" {text}", FAINT))
    return [first, Content("").join(pieces)]


def _keys(grades: list[int], quality: int) -> Content:
    """The grades as keys to click; the one in force is underlined."""
    keys = []
    for grade in grades:
        mark = " underline" if grade == quality else ""
        keys.append(f"[bold $text-accent{mark} @click=screen.grade({grade})]{grade}[/]")
    return Content.from_markup(" ".join(keys))
