"""Programs that the store's tests run in processes of their own, to be killed or starved."""

import os
import resource
import sys
import tempfile
import urllib.parse  # noqa: F401 - pathlib loads it late, when nothing may be read any more
from pathlib import Path

from tests.store.samples import NOON, TODAY, Learner, make_deck, make_question
from tfquiz.store import backup
from tfquiz.store.collection import Collection
from tfquiz.store.errors import StoreError


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def sit(path, seed):
    """Answer without end, telling before and after each answer; also undo, stock and regrade."""
    with Collection.open(Path(path)) as collection:
        learner = Learner(collection, seed=int(seed))
        learner.at = NOON.replace(year=2027 + int(seed))
        day = TODAY + 400 * int(seed)
        while True:
            day += learner.chance.randrange(2)
            card = collection.card(learner.chance.randrange(1, 7))
            if learner.chance.random() < 0.2:
                collection.stock(card.id, [make_question(card, learner.chance.randrange(10**9))])
            taken = collection.take(card.id)
            quality = learner.chance.randrange(6)
            review = _tell(learner, card.id, quality, day, taken.id if taken else "")
            if learner.chance.random() < 0.1:
                collection.undo(review)
                say("undone", review)


def _tell(learner, card_id, quality, day, question):
    # The id is said before it is saved, so that a review that was saved but not told is known too.
    card = learner.collection.card(card_id)
    review = learner.review(card, quality, day, question_id=question)
    after = learner.collection.review(card.memory, quality, day)
    say("begin", review.id)
    learner.collection.record(review, card.memory, after)
    say("done", review.id)
    return review.id


def answer_many(path, seed, count):
    """Answer one card of six over and over, then say how often."""
    with Collection.open(Path(path)) as collection:
        learner = Learner(collection, seed=int(seed))
        for turn in range(int(count)):
            learner.answer(int(seed), 4, TODAY + turn)
    say("answered", count)


def add_many(path, count):
    """Add changing decks over and over, then say how often."""
    with Collection.open(Path(path)) as collection:
        for turn in range(int(count)):
            collection.put_deck(make_deck(f"note-{turn}", "kept", name="other"), at=NOON)
    say("added", count)


def starve(path):
    """Answer until no byte more may be written to any file, then again when there is room."""
    with Collection.open(Path(path)) as collection:
        learner = Learner(collection)
        learner.answer(1, 5)
        size = Path(f"{path}-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 9_000, resource.RLIM_INFINITY))
        saved = 0
        try:
            for turn in range(1, 1_000):
                before = collection.card(1)
                learner.answer(1, 5, TODAY + turn)
                saved += 1
        except StoreError as error:
            say("refused", saved, type(error).__name__, collection.card(1) == before)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        learner.answer(1, 4, TODAY + 1_000)
        say("saved", len(list(collection.reviews())) - saved)


def read_only(path, file_mode, folder_mode):
    """Open a file with these permissions as a user who is not root, then copy it elsewhere."""
    file = Path(path)
    if os.geteuid() == 0:
        os.chown(file.parent, 65_534, 65_534)
        os.chown(file, 65_534, 65_534)
        os.setuid(65_534)
    file.chmod(int(file_mode, 8))
    file.parent.chmod(int(folder_mode, 8))
    try:
        Collection.open(file).close()
    except StoreError as error:
        say(type(error).__name__)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "copy.db"
        try:
            backup.make(file, NOON, target=target)
            with Collection.open(target) as copy:
                say(*copy.deck_ids())
        except StoreError as error:
            say(type(error).__name__)
    say(*sorted(name.name for name in file.parent.iterdir()))


def read_only_meanwhile(path):
    """Write to a file that became read-only after it was opened."""
    with Collection.open(Path(path)) as collection:
        with collection.reading() as connection:
            connection.driver.execute("PRAGMA query_only=ON")
        try:
            Learner(collection).answer(1)
        except StoreError as error:
            say(type(error).__name__, collection.card(1).state)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
