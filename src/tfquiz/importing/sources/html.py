"""HTML pages: what is laid out as code becomes code, headings titles, and the rest prose.

Code may stand in `<pre>`, in lists and tables of numbered lines, or in `<code>` of several lines.
"""

import html
import re
from collections.abc import Iterator, Sequence

from tfquiz.importing.code.python2 import parses, update_text
from tfquiz.importing.sources.document import Code, Part
from tfquiz.importing.sources.gutter import without_gutter
from tfquiz.importing.sources.htmltree import Element, Words, parsed_html
from tfquiz.importing.sources.marked import Marked, relocated
from tfquiz.importing.sources.webtext import read_webtext

_SILENT = {
    "script", "style", "head", "nav", "noscript", "template", "svg", "button", "select", "iframe",
    "footer", "math", "audio", "video", "canvas",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "table", "tr", "section", "article", "blockquote", "dd", "dt",
    "dl", "td", "th", "header", "main", "figure", "figcaption", "form", "body", "html", "aside",
    "details", "summary", "hr", "tbody", "thead", "center", "fieldset", "address",
}  # fmt: skip
_CODE = {"code", "tt", "samp", "kbd"}
_GUTTER = re.compile(r"[\d\s.:|]*\Z")
_NUMBERS = re.compile(r"line|ln|gutter|num")
"""What the classes of line numbers are called."""
_PROMPT = re.compile(r"\s*(?:In|Out)\s*\[\s*[\d*]*\s*\]:?\s*\Z")
_LISTING = re.compile(r"linenums|\bdp-|highlight|prettyprint|hljs|syntax|blob|js-file|\bcode")
_CODE_CELL = re.compile(r"blob-code|hljs-ln-code|code-line|line-content|\bcode\b")
_OUTPUT = re.compile(r"output|\bresult|script-out|highlight-none")
_LANGUAGE = re.compile(
    r"\b(?:(?:language|lang|highlight-source|highlight|sourcecode|src)[-:]|brush: ?)(\w+)"
)
_NO_LANGUAGE = {"default", "none", "text", "plaintext", "plain", "notranslate", "source"}
_MAX_CELL = 300
"""Characters of a table's cell; longer ones lay out the page."""


def read_html(text: str) -> tuple[Part, ...]:
    """Read an HTML page; lines are those of the file."""
    marked = Marked()
    _write(parsed_html(text), marked, "")
    marked.blank()
    parts = marked.read()
    if "```" in marked.text:
        return parts
    plain = re.sub(r"^#+ |`", "", marked.text, flags=re.MULTILINE)
    found = relocated(read_webtext(html.unescape(plain)), marked.numbers)
    return found if any(isinstance(part, Code) for part in found) else parts


def _write(element: Element, marked: Marked, around: str) -> None:
    """Write what is inside an element; `around` are the marks of the elements around it."""
    around = f"{around} {element.marks}"
    for child in element.children:
        if isinstance(child, Words):
            words = re.sub(r"\s+", " ", child.text).replace("¶", "")
            marked.word(html.escape(words, quote=False), child.line)
        elif not _is_silent(child):
            _write_element(child, marked, around)


def _write_element(element: Element, marked: Marked, around: str) -> None:
    tag = element.tag
    if tag in ("pre", "textarea"):
        _fence(element, _lines(element), marked, around)
    elif re.fullmatch(r"h[1-6]", tag):
        marked.blank()
        title = html.escape(_flat(element), quote=False)
        marked.word(f"{'#' * int(tag[1])} {title}", element.line)
        marked.blank()
    elif tag in ("table", "ol", "ul") and (lines := _listing(element)):
        _fence(element, lines, marked, around)
    elif tag == "table" and _is_data(element):
        _rows(element, marked)
    elif tag in _CODE or _is_code_alone(element):
        _code(element, marked, around)
    elif tag == "br":
        marked.end()
    elif tag in _BLOCKS:
        marked.blank()
        if tag == "li":
            marked.word("- ", element.line)
        _write(element, marked, around)
        marked.blank()
    else:
        _write(element, marked, around)


def _is_silent(element: Element) -> bool:
    """Whether an element is no text of the page: scripts, line numbers, prompts beside cells."""
    if element.tag in _SILENT or "headerlink" in element.marks or "MathJax" in element.marks:
        return True
    if _NUMBERS.search(element.marks) and _GUTTER.match(element.text):
        return bool(element.text.strip()) or element.tag in ("td", "th")
    return element.tag in ("div", "p") and _PROMPT.match(element.text) is not None


def _flat(element: Element) -> str:
    return " ".join(element.text.replace("¶", "").split())


def _fence(element: Element, lines: Sequence[tuple[str, int]], marked: Marked, around: str) -> None:
    inner = " ".join(one.marks for one in element.elements() if one.tag == "code")
    marks = f"{around} {element.marks} {inner}"
    language = "output" if _OUTPUT.search(marks) else _language(marks)
    marked.fence(without_gutter(lines), language)


def _language(marks: str) -> str:
    """The language that classes such as `language-python` name; "" if they name none."""
    found = [one for one in _LANGUAGE.findall(marks) if one not in _NO_LANGUAGE]
    return found[-1] if found else ""


def _code(element: Element, marked: Marked, around: str) -> None:
    """Code inside of words: several lines of it are a block, one is marked as in Markdown."""
    lines = _lines(element)
    filled = [text for text, _ in lines if text.strip()]
    text = _flat(element)
    if len(filled) > 1 or (element.tag not in _CODE and parses(update_text(text).text)):
        _fence(element, lines, marked, around)
    elif text:
        marked.word(text if "`" in text else f"`{text}`", element.line)


def _is_code_alone(element: Element) -> bool:
    """Whether a paragraph holds one `<code>` and nothing else."""
    if element.tag not in ("p", "div"):
        return False
    inside = [one for one in element.children if isinstance(one, Element) or one.text.strip()]
    return len(inside) == 1 and isinstance(inside[0], Element) and inside[0].tag in _CODE


def _lines(element: Element) -> list[tuple[str, int]]:
    """The lines of code, each with its line in the file."""
    lines: list[tuple[str, int]] = [("", element.line)]
    for text, number in _pieces(element):
        if text is None:
            if lines[-1][0].strip():
                lines.append(("", number))
            continue
        for count, piece in enumerate(text.split("\n")):
            if count:
                lines.append(("", number + count))
            last, started = lines[-1]
            lines[-1] = last + piece, started if last else number + count
    while lines and not lines[0][0].strip():
        lines.pop(0)
    while lines and not lines[-1][0].strip():
        lines.pop()
    return lines


def _pieces(element: Element) -> Iterator[tuple[str | None, int]]:
    """The texts inside of code; None where a line must have ended."""
    for child in element.children:
        if isinstance(child, Words):
            yield child.text.replace("\r", ""), child.line
        elif child.tag == "br":
            yield "\n", child.line
        elif not _is_silent(child):
            apart = child.tag in ("div", "li", "p", "tr", "ol", "ul", "table")
            if apart:
                yield None, child.line
            yield from _pieces(child)
            if apart:
                yield None, child.line


def _listing(element: Element) -> list[tuple[str, int]]:
    """The lines of a list or table of code, a line an item; [] if it is none."""
    if any(one.tag == "pre" for one in element.elements()):
        return []
    if element.tag == "table":
        return _table_listing(element)
    items = [one for one in element.children if isinstance(one, Element) and one.tag == "li"]
    alone = all(_only_code(one) for one in items)
    if len(items) < 2 or not (alone or _LISTING.search(element.marks)):
        return []
    lines = [(_line(one), one.line) for one in items]
    code = update_text("\n".join(text for text, _ in lines)).text
    binds = re.search(r"^\s*(?:import|from|def|for|with)\b|^[^(]*[^=<>!]=[^=]", code, re.MULTILINE)
    return lines if parses(code) and binds else []


def _table_listing(element: Element) -> list[tuple[str, int]]:
    lines = []
    numbers = []
    for row in (one for one in element.elements() if one.tag == "tr"):
        cells = [one for one in row.children if isinstance(one, Element)]
        if not cells:
            continue
        if not _is_silent(cells[0]):
            numbers.append(cells[0].text.strip())
        marked = [one for one in cells if _CODE_CELL.search(one.marks) and not _is_silent(one)]
        last = marked[-1] if marked else cells[-1]
        sure = bool(marked) or _is_silent(cells[0])
        if not sure and (len(cells) != 2 or numbers[-1] != str(len(numbers))):
            return []
        lines.append((_line(last), row.line))
    code = update_text("\n".join(text for text, _ in lines)).text
    return lines if lines and parses(code) else []


def _only_code(element: Element) -> bool:
    inside = [one for one in element.children if isinstance(one, Element) or one.text.strip()]
    return bool(inside) and all(
        isinstance(one, Element) and (one.tag in _CODE or _only_code(one)) for one in inside
    )


def _line(element: Element) -> str:
    """The line of code in a cell, with its indentation."""
    return re.sub(r"\s*\n\s*", " ", element.text.strip("\n\r")).rstrip()


def _is_data(table: Element) -> bool:
    """Whether a table holds short texts, and does not lay out the page."""
    cells = [one for one in table.elements() if one.tag in ("td", "th")]
    inner = {one.tag for one in table.elements()}
    return not inner & {"pre", "table", "h1", "h2", "h3", "ul", "ol"} and all(
        len(cell.text) <= _MAX_CELL for cell in cells
    )


def _rows(table: Element, marked: Marked) -> None:
    """A table as Markdown writes it."""
    marked.blank()
    for row in (one for one in table.elements() if one.tag == "tr"):
        cells = [one for one in row.children if isinstance(one, Element)]
        marked.word("| " + " | ".join(map(_cell, cells)) + " |", row.line)
        marked.end()
    marked.blank()


def _cell(element: Element) -> str:
    inside = Marked()
    _write(element, inside, "")
    inside.end()
    return " ".join(line for line in inside.lines if line).replace("|", "\\|")
