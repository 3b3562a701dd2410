"""A picture of a screen as text that can be compared and read in a diff.

Made from `App.export_screenshot`: what stands where, and which runs are bold, italic or underlined.
Colours are left out, because they are the theme's; that they can be read is tested by contrast.
"""

import html
import re

from rich.cells import cell_len

_RULE = re.compile(r"\.terminal-\d+-(r\d+) \{([^}]*)\}")
_TEXT = re.compile(
    r'<text class="terminal-\d+-(r\d+)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>'
)
_STYLES = {"bold": "font-weight: bold", "italic": "font-style: italic", "line": "underline"}
_CELL = 12.2
"""Width of a column in the picture, in its own units."""


def looks(svg: str) -> str:
    """The picture, a line a row; under it the runs that stand out."""
    rules = dict(_RULE.findall(svg))
    rows: dict[float, list[tuple[float, str, str]]] = {}
    for kind, x, y, text in _TEXT.findall(svg):
        shown = html.unescape(text).replace("\xa0", " ")
        rows.setdefault(float(y), []).append((float(x), shown, rules.get(kind, "")))
    lines: list[str] = []
    for _, runs in sorted(rows.items()):
        lines += _row(sorted(runs))
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _row(runs: list[tuple[float, str, str]]) -> list[str]:
    line = ""
    notes = []
    for x, text, rule in runs:
        line += " " * (round(x / _CELL) - cell_len(line)) + text
        styles = [name for name, mark in _STYLES.items() if mark in rule]
        if styles and text.strip():
            notes.append(f"{'+'.join(styles)} {text.strip()!r}")
    return [line, *([f"    ~ {', '.join(notes)}"] if notes else [])]
