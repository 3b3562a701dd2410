"""Makes what the docs must not say twice: the deck's format and the mechanical misconceptions.

`python tools/reference.py` writes it into docs/decks.md; with `--check` it only tells whether the
file is up to date, and ends with 1 when it is not.
"""

import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tfquiz.cards import models
from tfquiz.cards.mechanical.table import RULES

DOCS = Path(__file__).parent.parent / "docs" / "decks.md"
MARK = "<!-- reference: made by tools/reference.py from the models; edit those -->\n"
PARTS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("`[deck]`", models.Header),
    ("`[[notes]]`", models.Note),
    ("`[[notes.templates]]`", models.Template),
    ("`[[notes.templates.misconceptions]]`", models.Misconception),
)

MECHANICAL = """The commonest first. `{old}` and `{new}` stand for the code before and after."""


def reference() -> str:
    """The whole reference, as Markdown."""
    lines: list[str] = []
    for title, model in PARTS:
        lines += [f"### {title}", "", _first_line(model), "", *_table(model), ""]
    lines += ["### Kinds of inputs", ""]
    for name, model in models.INPUT_KINDS.items():
        lines += [f"**`{name}`**: {_first_line(model)}", "", *_table(model), ""]
    lines += ["### Mechanical misconceptions", "", MECHANICAL, "", *_mechanical(), ""]
    return "\n".join(lines)


def _mechanical() -> Iterator[str]:
    yield "| name | what its holder is told |"
    yield "| --- | --- |"
    for rule in RULES:
        yield f"| `{rule.id}` | {rule.why['en']} |"


def _first_line(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield "| key | takes | means |"
    yield "| --- | --- | --- |"
    for name, field in model.model_fields.items():
        key = field.alias or name
        yield f"| `{key}` | {_takes(field)} | {_means(field)} |"


def _takes(field: FieldInfo) -> str:
    kind = _kind(field.annotation)
    if field.is_required():
        return f"{kind}, needed"
    return kind


def _kind(annotation: Any) -> str:
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if annotation is type(None):
        return ""
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in arguments)
    if origin is types.UnionType or "Union" in str(origin):
        return " or ".join(dict.fromkeys(kind for one in arguments if (kind := _kind(one))))
    if origin is list:
        return f"list of {_kind(arguments[0])}"
    if origin is tuple:
        return f"[{', '.join(_kind(one) for one in arguments)}]"
    if origin is dict:
        return "table" if "Int" in str(arguments) else "text"
    names = {str: "text", int: "number", float: "number", bool: "true or false"}
    if annotation in names:
        return names[annotation]
    if hasattr(annotation, "__metadata__") or "Annotated" in str(annotation):
        return _kind(arguments[0]) if arguments else "text"
    return f"[[{annotation.__name__.lower()}s]]"


def _means(field: FieldInfo) -> str:
    text = (field.description or "").replace("|", "\\|")
    default = field.get_default()
    if field.is_required() or default in (None, [], {}, "", False):
        return text
    shown = str(list(default) if isinstance(default, tuple) else default)
    return f"{text} Default: `{shown.lower() if isinstance(default, bool) else shown}`."


def main() -> int:
    """Write or check the docs."""
    text = DOCS.read_text(encoding="utf-8")
    head = text.partition(MARK)[0]
    made = re.sub(r"\n{3,}", "\n\n", f"{head}{MARK}\n{reference()}").rstrip() + "\n"
    if "--check" in sys.argv:
        return int(made != text)
    DOCS.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
