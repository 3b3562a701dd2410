"""Killed with SIGKILL in the middle of sittings: nothing answered is lost, nothing is double."""

import random
import time

import pytest

from tests.store.samples import memories_follow_from_the_log
from tests.store.test_trouble import start
from tfquiz.store import files
from tfquiz.store.collection import Collection


def sit_and_die(path, seed):
    """What a sitting told, until it was killed after a random number of answers, in one of them."""
    chance = random.Random(seed)
    process = start("sit", path, seed)
    heard = {"begin": [], "done": [], "undone": []}
    left = chance.randrange(1, 12)
    for line in process.stdout:
        word, review = line.split()
        heard[word].append(review)
        left -= word == "begin"
        if not left:
            break
    # From the telling to well after the answer is durable.
    moment = time.perf_counter() + chance.random() * 0.001
    while time.perf_counter() < moment:
        pass
    process.kill()
    for line in process.stdout:
        if line.endswith("\n"):
            word, review = line.split()
            heard[word].append(review)
    process.wait(timeout=30)
    process.stdout.close()
    return heard


def check(path, begun, done, undone):
    with Collection.open(path) as collection:
        assert memories_follow_from_the_log(collection, range(1, 7))
        standing = [row.review.id for row in collection.reviews()]
        with collection.reading() as connection:
            saved = connection.driver.execute("SELECT id FROM reviews WHERE kind = 'answer'")
            ids = [row[0] for row in saved]
    assert files.faults(path) == []
    assert len(set(ids)) == len(ids)
    assert set(done) <= set(ids) <= set(begun)
    assert not set(undone) & set(standing)


@pytest.mark.parametrize("kills", [15, pytest.param(200, marks=pytest.mark.long)])
def test_a_killed_process_loses_no_answered_review(collection, path, kills):
    collection.close()
    begun, done, undone = [], [], []
    for seed in range(kills):
        heard = sit_and_die(path, seed)
        begun += heard["begin"]
        done += heard["done"]
        undone += heard["undone"]
        check(path, begun, done, undone)
    assert len(done) > kills
