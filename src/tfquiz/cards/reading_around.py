"""What stands around an answer and is no part of it: prompts, `y =`, marks of a sentence.

Learners copy from a REPL, from a notebook, from Markdown. Such pieces are blanked out, so that
every place in the text stays where it is; what is left is read elsewhere.
"""

import re

_LEAD = re.compile(
    r"\s*(?:>>>|In\s*\[\d*\]:|Out\s*\[\d+\]:|[^\W\d]\w*\s*=(?!=)|=(?!=)|[-=]*>|→)(?=\s*\S)"
)
_NAMED = re.compile(r"\s*[^\W\d]\w*\s*[:：](?=\s*\S)")
_PROMPTED = re.compile(r"\s*(>>>|\.\.\.\s|In\s*\[\d*\]:)")
_AROUND = re.compile(r"\A\s*`+|(?<!`)`++\s*\Z|(?<=[\])}'\"）］】｝’”])\s*[.。]\s*\Z|。\s*\Z")  # noqa: RUF001
"""Marks that are no part of an answer: Markdown's around code, a sentence's end."""


def without_lead(text: str, *, named: bool = False) -> str:
    """The text with what is no part of an answer blanked out, so that places stay.

    That is a prompt, `y =`, the marks of a sentence or of Markdown, and what was typed at prompts
    where the output follows. `named` says whether `y:` may stand in front, too.
    """
    shown = [" " * len(line) if _PROMPTED.match(line) else line for line in text.split("\n")]
    if any(line.strip() for line in shown):
        text = "\n".join(shown)
    text = _AROUND.sub(lambda found: " " * len(found.group()), text)
    lead = _LEAD.match(text) or (_NAMED.match(text) if named else None)
    return text if lead is None else re.sub(r"\S", " ", lead.group()) + text[lead.end() :]
