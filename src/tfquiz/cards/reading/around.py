"""What stands around an answer and is no part of it: prompts, `y =`, marks of a sentence.

Learners copy from a REPL, from a notebook, from Markdown. Such pieces are blanked out, so that
every place in the text stays where it is; what is left is read elsewhere.
"""

import re

_LEAD = re.compile(
    r"\s*(?:>>>|In\s*\[\d*\]:|Out\s*\[\d+\]:|[^\W\d][\w.]*\s*(?:={1,2}(?![=>])|[-=]+>|→)"
    r"|={1,2}(?![=>])|[-=]*>|→"
    r"|(?:it|that)['’]s(?=\s)"  # noqa: RUF001
    r"|(?:(?:it|that|this)\s+)?(?:(?<=\s)is|gives|prints|returns|becomes)(?=\s))(?=\s*\S)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*[^\W\d][\w.]*\s*[:：](?=\s*\S)")
_PROMPT = re.compile(r"\s*(?:>>>|In\s*\[\d*\]:)")
_CONTINUED = re.compile(r"\.\.\.(?=\s|\Z)|\s*\.\.\.:")
"""The prompt of a statement's later lines; an array's dots stand behind blanks."""
_FENCE = re.compile(r"\s*```[\w.+-]*\s*\Z")
_OUTPUT = re.compile(r"\s*Out\s*\[\d+\]:\s?")
_TICKS = re.compile(r"\A\s*`+|(?<!`)`++\s*\Z")
"""Markdown's marks around code."""
_ENDS = ".。!！"
_CLOSERS = "])}'\"）］】｝’”_"  # noqa: RUF001


def without_lead(text: str, *, named: bool = False) -> str:
    """The text with what is no part of an answer blanked out, so that places stay.

    That is a prompt, `y =`, the marks of a sentence or of Markdown, and what was typed at prompts
    where the output follows. `named` says whether `y:` may stand in front, too.
    """
    text = _without_prompts(text)
    text = _without_end(_TICKS.sub(lambda found: " " * len(found.group()), text))
    lead = _LEAD.match(text) or (_NAMED.match(text) if named else None)
    return text if lead is None else re.sub(r"\S", " ", lead.group()) + text[lead.end() :]


def shown_output(text: str) -> str:
    """The lines of a console's text that are output: without fences, prompts and what was typed.

    Where nothing was put out, what stands at the prompts.
    """
    kept = _OUTPUT.sub("", "\n".join(line for line, kind in _lines(text) if kind == "output"))
    return kept if kept.strip() else typed_code(text)


def typed_code(text: str) -> str:
    """Code as it runs: without fences, backticks and the prompts of a console."""
    lines = [
        line[prompt.end() :].removeprefix(" ") if (prompt := _typed_prompt(line, kind)) else line
        for line, kind in _lines(text)
        if kind != "fence"
    ]
    return "\n".join(lines).strip().strip("`")


def _typed_prompt(line: str, kind: str) -> re.Match[str] | None:
    return (_PROMPT.match(line) or _CONTINUED.match(line)) if kind == "typed" else None


def _without_prompts(text: str) -> str:
    """Blank out what was typed at prompts; where nothing follows, only the prompts themselves."""
    lines = list(_lines(text))
    is_answer = any(kind == "output" and line.strip() for line, kind in lines)
    return "\n".join(_blanked(line, kind, whole=is_answer) for line, kind in lines)


def _blanked(line: str, kind: str, *, whole: bool) -> str:
    if kind == "fence" or (kind == "typed" and whole):
        return " " * len(line)
    prompt = _PROMPT.match(line) or _CONTINUED.match(line)
    return line if prompt is None else " " * prompt.end() + line[prompt.end() :]


def _without_end(text: str) -> str:
    """Blank out a sentence's end; a point behind a digit is part of the number."""
    said = text.rstrip()
    bare = said.rstrip(_ENDS)
    marks = said[len(bare) :]
    before = bare.rstrip()[-1:]
    if not marks or (set(marks) == {"."} and not (before.isalpha() or before in _CLOSERS)):
        return text
    return bare + " " * (len(text) - len(bare))


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line, and whether it is a "fence", "typed" at a prompt, or "output"."""
    found: list[tuple[str, str]] = []
    is_first = True
    for line in text.split("\n"):
        after_typed = bool(found) and found[-1][1] == "typed"
        if _FENCE.match(line):
            kind = "fence"
        elif _PROMPT.match(line) or (_CONTINUED.match(line) and (after_typed or is_first)):
            kind = "typed"
        else:
            kind = "output"
        found.append((line, kind))
        is_first = is_first and not line.strip()
    return found
