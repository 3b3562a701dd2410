"""What becomes of a mistake in tfquiz itself: a line of the account that says so, no traceback.

One odd example must not cost the others theirs. Errors that a person can mend pass through.
"""

import traceback
from pathlib import Path

from tfquiz.errors import FileError, TfquizError
from tfquiz.importing.asking import Ask
from tfquiz.importing.importing import Imported, LeftOut
from tfquiz.session.rounds import Rounds

MARK = "tfquiz itself failed here"
"""How a reason begins that is nobody's fault but ours."""


def guarded(work: Rounds[Imported | LeftOut], ask: Ask) -> Rounds[Imported | LeftOut]:
    """The same work; should it fail by our own mistake, the ask is left out and the reason told."""
    try:
        return (yield from work)
    except Exception as error:
        if isinstance(error, TfquizError) and not isinstance(error, FileError):
            raise
        return LeftOut(ask, fault_of(error), ran=True)


def fault_of(error: Exception) -> str:
    """What went wrong and where, in a line that can be reported."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}"
    return f"{MARK} ({place}): {type(error).__name__}: {error}; please report this example"
