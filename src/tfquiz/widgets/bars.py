"""Small pictures made of characters: bars, heatmaps and curves. Readable without colour."""

from collections.abc import Mapping, Sequence
from datetime import date

from textual.content import Content

SHADES = "░▒▓█"
"""From little to much; the shapes differ, so that no colour is needed."""
EIGHTHS = " ▁▂▃▄▅▆▇█"
DAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def bar(part: int, whole: int, width: int, *, style: str = "$text-accent") -> Content:
    """A bar of `width` columns filled by `part` of `whole`."""
    filled = 0 if whole <= 0 else min(width, round(width * part / whole))
    if part > 0:
        filled = max(1, filled)
    rest = Content.styled("─" * (width - filled), "$foreground 30%")
    return Content.styled("━" * filled, style) + rest


def heatmap(counts: Mapping[int, int], today: int, *, weeks: int = 12) -> Content:
    """Reviews per day as a calendar: a column a week, Monday at the top, today in the last one.

    Args:
        counts: how many reviews on each study day.
        today: the study day it is.
        weeks: how many columns.
    """
    monday = today - date.fromordinal(today).weekday() - 7 * (weeks - 1)
    most = max((counts.get(day, 0) for day in range(monday, today + 1)), default=0)
    lines = []
    for weekday, name in enumerate(DAYS):
        cells = [Content.styled(f"{name:3} ", "$foreground 60%")]
        for week in range(weeks):
            day = monday + 7 * week + weekday
            cells.append(_cell(counts.get(day, 0), most, future=day > today, today=day == today))
        lines.append(Content("").join(cells))
    return Content("\n").join(lines)


def curve(values: Sequence[float], *, width: int = 60, style: str = "$text-accent") -> Content:
    """Values from left to right as columns of one line, the last ones if there are too many."""
    shown = list(values)[-width:]
    top = max(shown, default=0.0)
    if top <= 0:
        return Content(" " * len(shown))
    places = [min(8, max(1 if value > 0 else 0, round(8 * value / top))) for value in shown]
    return Content.styled("".join(EIGHTHS[place] for place in places), style)


def columns(values: Sequence[float], *, height: int = 4) -> Content:
    """Values from left to right as columns of `height` lines, two columns wide each."""
    top = max(values, default=0.0)
    lines = []
    for line in range(height, 0, -1):
        cells = []
        for value in values:
            filled = 0 if top <= 0 else max(1 if value > 0 else 0, round(8 * height * value / top))
            cells.append(EIGHTHS[min(8, max(0, filled - 8 * (line - 1)))] + " ")
        lines.append(Content.styled("".join(cells), "$text-accent"))
    return Content("\n").join(lines)


def _cell(count: int, most: int, *, future: bool, today: bool) -> Content:
    if future:
        return Content("  ")
    if not count:
        return Content.styled("◦ " if today else "· ", "$foreground 40%")
    shape = SHADES[-(-4 * count // most) - 1]
    return Content.styled(shape + ("◂" if today else " "), "$text-accent")
