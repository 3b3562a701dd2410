"""A short sitting in a process of its own, to see what it loads: python -m tests.sittings FILE."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from tfquiz.session.moments import Asked
from tfquiz.session.sitting import Sitting
from tfquiz.store.collection import Collection


def main(path: Path) -> None:
    with Collection.open(path) as collection:
        sitting = Sitting(collection, clock=lambda: datetime.now(UTC))
        asked = sitting.next()
        assert isinstance(asked, Asked)
        sitting.explain(asked)
        sitting.settle(asked, sitting.answer(asked, str(asked.question.answer.text)))
        assert sitting.undo() is not None
        assert sitting.next().question_id == asked.question_id
        sitting.suspend(asked.card.id)
        sitting.bury(asked.card.id)
        sitting.summary()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    sys.stdout.write("\n".join(sys.modules))
