"""Makes the file of today's schema for tests/databases: python -m tests.store.make_database.

Run once for each released schema; the file is kept for ever, and never made again.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from tests.store.samples import TODAY, Learner, make_note, make_question, open_with
from tfquiz.store import backup, dump, migrate
from tfquiz.store.records import review_id

FOLDER = Path(__file__).parents[1] / "databases"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.db"
        collection, _ = open_with(
            path, make_note("sum-axis", tags=("axis", "sum")), "asarray-shares"
        )
        with collection:
            study(collection)
        target = FOLDER / f"{migrate.VERSION}.db"
        backup.make(path, Learner(collection).at, target=target)
        lines = "".join(line + "\n" for line in dump.export(path))
        target.with_suffix(".jsonl").write_text(lines, encoding="utf-8")
    shutil.rmtree(target.with_name(f"{target.stem}-backups"), ignore_errors=True)
    sys.stdout.write(f"{target}\n")


def study(collection):
    learner = Learner(collection)
    for day in range(3):
        for card in (1, 2, 3):
            collection.stock(
                card, [make_question(collection.card(card), seed) for seed in (day, 9)]
            )
            question = collection.take(card).id
            review = learner.answer(
                card, 5 - card, TODAY + day, question_id=question, spread=40 * (card - 2)
            )
    collection.undo(review.id)
    first = collection.reviews_of(1)[0].review
    collection.set_quality(first.id, 5, new_id=review_id(first.at, 3))
    collection.reset(2, line_id=review_id(learner.at, 4), at=learner.at, day=TODAY + 2)
    collection.suspend(4)


if __name__ == "__main__":
    main()
