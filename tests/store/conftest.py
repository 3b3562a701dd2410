import pytest

from tests.store.samples import Learner, open_with

NOTES = ("sum-axis", "asarray-shares", "broadcast")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "collection.db"


@pytest.fixture
def collection(path):
    opened, _ = open_with(path, *NOTES)
    with opened:
        yield opened


@pytest.fixture
def learner(collection):
    return Learner(collection)
