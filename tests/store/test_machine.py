"""The store against a plain model: whatever is done, in whatever order, by two handles."""

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.store.samples import NOON, TODAY, Learner, make_deck, make_note, make_question
from tfquiz import scheduler
from tfquiz.scheduler import Memory
from tfquiz.store import dump, files, transfer
from tfquiz.store.collection import Collection
from tfquiz.store.errors import Conflict, MissingError
from tfquiz.store.records import review_id

NAMES = ("a", "b", "c")
# In memory where the system offers it: what is waited for otherwise is the disk.
MEMORY = Path("/dev/shm")
SIDES = st.integers(0, 1)
PICK = st.integers(0, 10**6)


@dataclass
class Line:
    """A line of the model's log: a quality, or None for a reset."""

    id: str
    quality: int | None
    day: int
    spread: int = 0


@dataclass
class Card:
    """What the model knows of a card."""

    lines: list[Line] = field(default_factory=list)
    ready: list[int] = field(default_factory=list)
    """Seeds of the questions in stock, the next one first."""
    suspended: bool = False
    buried: int = 0

    def memory(self):
        memory = Memory()
        for line in self.lines:
            if line.quality is None:
                memory = Memory()
            else:
                memory = scheduler.review(memory, line.quality, line.day, spread=line.spread)
        return memory


class StoreMachine(RuleBasedStateMachine):
    """Two handles on one file; a handle may be killed, leaving the file as it is."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.path = self.folder / "collection.db"
        self.handles = [Collection.open(self.path) for _ in range(2)]
        self.learner = Learner(self.handles[0])
        self.day = TODAY
        self.cards = {}
        self.sources = {}
        self.here = []
        self.edition = 0
        self.asked = {}
        self.put(0, ["a", "b"], edit=False)

    def teardown(self):
        if hasattr(self, "handles"):
            for handle in self.handles:
                handle.close()
            assert files.faults(self.path) == []
            shutil.rmtree(self.folder)

    @rule(side=SIDES, names=st.lists(st.sampled_from(NAMES), unique=True), edit=st.booleans())
    def put(self, side, names, edit):
        self.edition += 1
        notes = []
        for name in names:
            if edit or name not in self.sources:
                changed = f'{{"edition":{self.edition}}}'
                for card in self.cards_of(name):
                    card.ready.clear()
                self.sources[name] = changed
            notes.append(make_note(name, source=self.sources[name]))
        at = NOON + timedelta(seconds=self.edition)
        changes = self.handles[side].put_deck(make_deck(*notes), at=at)
        assert set(changes.retired) == set(self.here) - set(names)
        assert set(changes.added) == {n for n in names if (n, "value") not in self.cards}
        for name in names:
            for facet in ("value", "shape"):
                self.cards.setdefault((name, facet), Card())
        self.here = names

    @rule(side=SIDES, pick=PICK, seeds=st.lists(st.integers(0, 5), max_size=3))
    def stock(self, side, pick, seeds):
        state, card = self.choose(side, pick)
        new = [seed for seed in dict.fromkeys(seeds) if seed not in card.ready]
        made = [make_question(state, seed) for seed in seeds]
        assert self.handles[side].stock(state.id, made) == len(new)
        card.ready += new

    @rule(
        side=SIDES,
        pick=PICK,
        quality=st.integers(0, 5),
        days=st.integers(0, 8),
        seeds=st.lists(st.integers(0, 5), max_size=2),
        spread=st.sampled_from([0, -100, 63]),
    )
    def answer(self, side, pick, quality, days, seeds, spread):
        self.day += days
        self.stock(side, pick, seeds)
        state, card = self.choose(side, pick)
        taken = self.handles[side].take(state.id)
        assert (taken is None) == (not card.ready)
        if taken is not None:
            assert taken.question.seed in card.ready
            card.ready.remove(taken.question.seed)
        self.learner.collection = self.handles[side]
        question = "" if taken is None else taken.id
        review = self.learner.answer(
            state.id, quality, self.day, question_id=question, spread=spread
        )
        card.lines.append(Line(review.id, quality, self.day, spread))
        self.asked[review.id] = None if taken is None else taken.question.seed

    @rule(pick=PICK, quality=st.integers(0, 5))
    def answer_what_was_answered_elsewhere(self, pick, quality):
        stale, card = self.choose(0, pick)
        self.learner.collection = self.handles[1]
        first = self.learner.answer(stale.id, 5, self.day)
        card.lines.append(Line(first.id, 5, self.day))
        self.asked[first.id] = None
        after = scheduler.review(stale.memory, quality, self.day)
        late = self.learner.review(stale, quality, self.day)
        if self.handles[0].card(stale.id).memory == stale.memory:
            return
        with pytest.raises(Conflict):
            self.handles[0].record(late, stale.memory, after)

    @rule(side=SIDES, pick=PICK)
    def undo(self, side, pick):
        lines = [(card, line) for card in self.cards.values() for line in card.lines]
        if not lines:
            return
        card, line = lines[pick % len(lines)]
        self.handles[side].undo(line.id)
        card.lines.remove(line)
        with pytest.raises(MissingError):
            self.handles[1 - side].undo(line.id)
        seed = self.asked.get(line.id)
        if seed is not None and seed not in card.ready:
            card.ready.append(seed)

    @rule(side=SIDES, pick=PICK, quality=st.integers(0, 5))
    def regrade(self, side, pick, quality):
        lines = [
            line for card in self.cards.values() for line in card.lines if line.quality is not None
        ]
        if not lines:
            return
        line = lines[pick % len(lines)]
        old, line.quality = line.id, quality
        # A new line keeps the place of the old one, whatever its id.
        line.id = review_id(NOON, self.learner.chance.getrandbits(74))
        self.asked[line.id] = self.asked.pop(old, None)
        self.handles[side].set_quality(old, quality, new_id=line.id)

    @rule(side=SIDES, pick=PICK)
    def reset(self, side, pick):
        state, card = self.choose(side, pick)
        self.learner.at += timedelta(seconds=1)
        line = Line(review_id(self.learner.at, self.learner.chance.getrandbits(74)), None, self.day)
        at = self.learner.at
        assert (
            self.handles[side].reset(state.id, line_id=line.id, at=at, day=self.day).state == "new"
        )
        card.lines.append(line)

    @rule(side=SIDES, pick=PICK, suspended=st.booleans(), days=st.integers(0, 3))
    def set_aside(self, side, pick, suspended, days):
        state, card = self.choose(side, pick)
        card.suspended, card.buried = suspended, self.day + days if days else 0
        self.handles[side].suspend(state.id, suspended=suspended)
        self.handles[side].bury(state.id, until=card.buried)

    @rule(side=SIDES)
    def kill_and_reopen(self, side):
        # What a killed process leaves: the file and its log, as they are at that moment.
        left = Path(tempfile.mkdtemp(dir=self.folder)) / self.path.name
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{self.path}{suffix}", f"{left}{suffix}")
        for handle in self.handles:
            handle.close()
        self.path = left
        self.handles = [Collection.open(left) for _ in range(2)]

    @rule()
    @precondition(lambda self: self.edition % 3 == 0)
    def move_to_another_machine(self):
        lines = list(dump.export(self.path))
        self.path = Path(tempfile.mkdtemp(dir=self.folder)) / "moved.db"
        for handle in self.handles:
            handle.close()
        self.handles = [Collection.open(self.path) for _ in range(2)]
        transfer.import_lines(self.handles[0], lines, name="export")
        assert list(dump.export(self.path)) == lines

    @invariant()
    def memories_and_queues_are_those_of_the_model(self):
        for handle in self.handles:
            found = {(state.note, state.facet): state for state in self.states(handle)}
            assert found.keys() == self.cards.keys()
            for key, card in self.cards.items():
                state = found[key]
                assert state.memory == card.memory() == handle.replayed(state.id)
                assert (state.suspended, state.buried_until) == (card.suspended, card.buried)
                assert state.retired == (key[0] not in self.here)
            levels = handle.stock_levels([state.id for state in found.values()])
            assert levels == {found[key].id: len(card.ready) for key, card in self.cards.items()}
            due, new = self.expected()
            assert {(s.note, s.facet) for s in handle.due(self.day)} == due
            assert {(s.note, s.facet) for s in handle.new(self.day)} == new
            assert handle.counts(self.day)["numpy"].due == len(due)

    @invariant()
    def the_log_is_that_of_the_model(self):
        lines = [line for card in self.cards.values() for line in card.lines]
        ours = {line.id: line.quality for line in lines if line.quality is not None}
        for handle in self.handles:
            rows = list(handle.reviews())
            assert {row.review.id: row.review.quality for row in rows} == ours
            by_day = Counter((row.review.day, row.review.repeat, row.interval) for row in rows)
            passed = sum(quality >= 3 for quality in ours.values())
            tallies = handle.tallies()
            assert {(t.day, t.repeat, t.interval): t.share.count for t in tallies} == by_day
            assert sum(tally.share.passed for tally in tallies) == passed
            held = Counter(
                row.review.card_id for row in rows if row.review.misconceptions == ("copies",)
            )
            assert {tally.card: tally.times for tally in handle.totals().held} == {
                card: held[card] for card in held if not handle.card(card).retired
            }

    def expected(self):
        awake = {
            key: card.memory()
            for key, card in self.cards.items()
            if key[0] in self.here and not card.suspended and card.buried <= self.day
        }
        new = {key for key, memory in awake.items() if memory.is_new}
        return {key for key in awake.keys() - new if awake[key].due <= self.day}, new

    def choose(self, side, pick):
        states = self.states(self.handles[side])
        state = states[pick % len(states)]
        return state, self.cards[state.note, state.facet]

    def states(self, handle):
        return [handle.card(number + 1) for number in range(len(self.cards))]

    def cards_of(self, name):
        return [card for (note, _), card in self.cards.items() if note == name]


@pytest.mark.parametrize("examples", [25, pytest.param(400, marks=pytest.mark.long)])
def test_the_store_does_what_a_plain_model_does(examples):
    health = [HealthCheck.too_slow, HealthCheck.data_too_large]
    limits = settings(
        max_examples=examples, stateful_step_count=20, deadline=None, suppress_health_check=health
    )
    run_state_machine_as_test(StoreMachine, settings=limits)
