"""Rooms: batch after batch of one template in one child, and nobody else in it."""

import time
from collections.abc import Iterator
from dataclasses import replace

import psutil
import pytest
from tests.sandbox.test_misdeeds import MISDEEDS, program

from tfquiz.program.program import Lost
from tfquiz.sandbox.forked import MANY
from tfquiz.sandbox.host import Runner

MARKS = program("np.mine = 1", "1")
LOOKS = program("", "hasattr(np, 'mine')")


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    # The language's lock is off: with it on, no program could mark its process.
    with Runner(strict=True, checked=False, deadline=1.0) as started:
        yield started


def is_marked(runner: Runner, room: object | None) -> bool:
    (outcome,) = runner.run([LOOKS], room=room)
    return outcome.text == "True"


def children(runner: Runner) -> int:
    (engine,) = runner._engines.values()
    return len(psutil.Process(engine.template.pid).children())


def become_none(runner: Runner) -> bool:
    limit = time.monotonic() + 10
    while children(runner) and time.monotonic() < limit:
        time.sleep(0.01)
    return not children(runner)


def test_a_room_is_served_by_one_child_and_nobody_else_is(runner):
    room, other = object(), object()
    runner.run([MARKS], room=room)
    assert is_marked(runner, room)
    assert not is_marked(runner, other)
    assert not is_marked(runner, None)
    assert is_marked(runner, room)
    for one in (room, other):
        runner.leave(one)


def test_a_room_that_is_left_keeps_no_child():
    room, other = object(), object()
    with Runner() as runner:
        runner.run([program("x = 1")])
        assert become_none(runner)
        for one in (room, room, other):
            runner.run([program("x = 1")], room=one)
        assert children(runner) == 2
        for one in (room, other, other):
            runner.leave(one)
        assert become_none(runner)


@pytest.mark.parametrize("stranger", [{"libraries": ("numpy", "math")}, {"deck": "another"}])
def test_a_room_does_not_join_decks_or_libraries(runner, stranger):
    room = object()
    runner.run([MARKS], room=room)
    (outcome,) = runner.run([replace(LOOKS, **stranger)], room=room)
    assert outcome.text == "False"
    runner.leave(room)


@pytest.mark.parametrize(("source", "reason"), MISDEEDS.values(), ids=MISDEEDS.keys())
def test_a_misdeed_in_a_room_costs_itself_alone(runner, source, reason):
    room = object()
    (before,) = runner.run([program("x = 1")], room=room)
    first, lost, last = runner.run([program("x = 2"), program(source), program("x = 3")], room=room)
    (after,) = runner.run([program("x = 4")], room=room)
    assert [one.text for one in (before, first, last, after)] == ["1", "2", "3", "4"]
    if reason is not None:
        assert isinstance(lost, Lost)
        assert lost.reason in reason.split(" or "), lost
    runner.leave(room)


def test_a_reply_prepared_for_the_next_batch_is_not_heard(runner):
    prepares = (
        "import tfquiz.sandbox.child.serve as served\n"
        "write = served._write_frame\n"
        "served._write_frame = lambda *reply: (write(*reply), write(*reply))\n"
        "np.mine = x = 1"
    )
    room = object()
    (outcome,) = runner.run([program(prepares)], room=room)
    assert isinstance(outcome, Lost) or outcome.text == "1"
    assert not is_marked(runner, room)
    runner.leave(room)


def test_a_child_runs_no_more_programs_than_its_limit_of_processor_time_is_for(runner):
    room = object()
    runner.run([MARKS, *[program("x = 1")] * (MANY - 2)], room=room)
    assert is_marked(runner, room)
    assert not is_marked(runner, room)
    runner.leave(room)
