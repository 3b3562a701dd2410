"""The keys of a sitting, and in which phase each one means something.

The footer and the help show exactly what is allowed now; a key that does nothing is not shown.
"""

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from tfquiz.screens.turn import Turn
from tfquiz.widgets.studypage import Phase

EVERYWHERE: frozenset[Phase] = frozenset(
    ("opening", "waiting", "showing", "asking", "running", "verdict", "going-on", "stuck")
)

ALLOWED: Mapping[str, frozenset[Phase]] = {
    "go_on": frozenset(("verdict",)),
    "hint": frozenset(("asking",)),
    "give_up": frozenset(("asking",)),
    "trace": frozenset(("verdict",)),
    "grade": frozenset(("verdict",)),
    "suspend": frozenset(("verdict",)),
    "undo": frozenset(("waiting", "asking", "verdict")),
    "copy_script": frozenset(("asking", "running", "verdict")),
    "try_again": frozenset(("stuck",)),
    "leave": EVERYWHERE,
}
"""Phases in which an action is possible; an action that is not named always is."""


def means_something(action: str, phase: Phase, turn: Turn | None, *, undoable: bool) -> bool:
    """Whether an action leads anywhere now.

    Args:
        action: the action's name.
        phase: what the screen is at.
        turn: the question on the screen, if there is one.
        undoable: whether there was an answer to take back when it was dealt.
    """
    if phase not in ALLOWED.get(action, EVERYWHERE):
        return False
    if action == "undo":
        return undoable or (turn is not None and turn.settled is not None)
    if turn is None:
        return True
    match action:
        case "grade":
            return turn.settled is not None and turn.settled.saved
        case "suspend":
            return turn.settled is not None and turn.settled.leech
        case "trace":
            return bool(turn.asked.question.steps)
        case "hint":
            return turn.hinted < len(turn.hints)
        case _:
            return True


def _key(
    keys: str, action: str, label: str, ident: str, tooltip: str, *, show: bool = True
) -> Binding:
    return Binding(keys, action, label, show=show, id=f"study.{ident}", tooltip=tooltip)


STUDY_KEYS: list[BindingType] = [
    _key("enter,space", "go_on", "Next", "next", "Go on to the next question"),
    _key("r", "try_again", "Try again", "try-again", "Try once more what did not work"),
    _key("question_mark,f3", "hint", "Hint", "hint", "Show a little more of the answer's form"),
    Binding(
        "ctrl+d",
        "give_up",
        "Don't know",
        id="study.give-up",
        tooltip="See the answer; the card comes again today",
        priority=True,
    ),
    _key("t", "trace", "Trace", "trace", "See what each line of the program does"),
    _key("s", "suspend", "Suspend", "suspend", "Put this card away until you take it up again"),
    _key("u,f4", "undo", "Undo", "undo", "Take the last answer back and ask it again"),
    _key("f2", "copy_script", "Copy", "copy", "Copy the program as a script that you can run"),
    _key("escape", "leave", "Leave", "leave", "Leave; you go on later at the same question"),
    *(
        _key(
            str(grade),
            f"grade({grade})",
            f"Grade {grade}",
            f"grade-{grade}",
            f"Grade the answer {grade} yourself",
            show=False,
        )
        for grade in range(6)
    ),
    _key("down,j", "scroll(1)", "Down", "down", "Scroll down a line", show=False),
    _key("up,k", "scroll(-1)", "Up", "up", "Scroll up a line", show=False),
    Binding(
        "pagedown",
        "scroll(10)",
        "Page down",
        show=False,
        priority=True,
        id="study.page-down",
        tooltip="Scroll down, while typing too",
    ),
    Binding(
        "pageup",
        "scroll(-10)",
        "Page up",
        show=False,
        priority=True,
        id="study.page-up",
        tooltip="Scroll up, while typing too",
    ),
]
