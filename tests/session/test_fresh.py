import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.cards.decks import HEADER, WRITE_THROUGH, deck_of

from tfquiz.cards.compose import Refused
from tfquiz.cards.question import Gives
from tfquiz.session.adding import DeckFile, add_deck, is_readable
from tfquiz.session.fresh import next_questions
from tfquiz.store.collection import Collection
from tfquiz.values import Atom


@pytest.fixture
def collection(tmp_path, runner):
    file = DeckFile(deck_of(WRITE_THROUGH), HEADER + WRITE_THROUGH, "shipped")
    with Collection.open(tmp_path / "collection.db") as store:
        add_deck(store, runner, file, at=datetime.now(UTC))
        yield store


def test_new_questions_follow_those_made_before(collection, runner):
    card = collection.card(1)
    before = collection.latest_question(1)
    made = next_questions(collection, runner, card, count=2)
    assert not isinstance(made, Refused)
    assert [one.seed for one in made] == [before.seed + 1, before.seed + 2]
    assert not any(one.changed for one in made)


def test_a_note_that_cannot_be_read_is_told_and_mended_by_adding_its_deck(
    collection, runner, tmp_path
):
    with sqlite3.connect(tmp_path / "collection.db") as file:
        file.execute("UPDATE notes SET source = '{\"id\": 3}'")
    file.close()
    deck = DeckFile(deck_of(WRITE_THROUGH), HEADER + WRITE_THROUGH, "shipped")
    card = collection.card(1)
    made = next_questions(collection, runner, card, count=1)
    assert made == Refused(f"the note cannot be read; add the deck {card.deck} again")
    assert not is_readable(collection, card.deck)
    add_deck(collection, runner, deck, at=datetime.now(UTC))
    assert is_readable(collection, card.deck)
    assert not isinstance(next_questions(collection, runner, card, count=1), Refused)


def test_a_truth_that_changed_with_a_library_is_told(collection, runner):
    card = collection.card(1)
    before = collection.latest_question(1)
    old = replace(
        before,
        versions={**before.versions, "numpy": "1.0.0"},
        answer=Gives(Atom(7), "7", "7\n"),
    )
    collection.drop_stale({"numpy": "0"})
    collection.stock(1, [old])
    made = next_questions(collection, runner, card, count=1)
    assert not isinstance(made, Refused)
    assert "numpy 1.0.0" in made[0].changed["en"]
    assert "what gave 7 gives" in made[0].changed["en"]


def test_an_upgrade_that_changes_nothing_is_not_spoken_of(collection, runner):
    card = collection.card(1)
    old = replace(collection.latest_question(1), versions={"python": "3.0", "numpy": "1.0.0"})
    collection.drop_stale({"numpy": "0"})
    collection.stock(1, [old])
    made = next_questions(collection, runner, card, count=1)
    assert not isinstance(made, Refused)
    assert made[0].changed == {}
