from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.session.conftest import Desk, belief_text

from tfquiz.session.moments import Asked, Finished


def memories(desk: Desk):
    return {card.id: card.memory for card in desk.cards()}


def log(desk: Desk):
    return [row.review.id for row in desk.collection.reviews()]


def test_undoing_restores_log_memory_and_question(desk):
    desk.add()
    sitting = desk.sit()
    before = memories(desk)
    settled = desk.answer(sitting)
    sitting.next()
    undone = sitting.undo()
    assert (undone.review_id, undone.quality) == (settled.review_id, 4)
    assert (memories(desk), log(desk)) == (before, [])
    asked = sitting.next()
    assert (asked.card, asked.question_id) == (settled.asked.card, settled.asked.question_id)
    assert asked.kind == "new"


def test_answers_are_taken_back_one_by_one_to_the_very_first(desk):
    desk.add(notes=6)
    sitting = desk.sit()
    states = []
    for number in range(6):
        states.append((memories(desk), log(desk)))
        desk.answer(sitting, belief_text(sitting.next()) if number == 1 else None)
    for state in reversed(states):
        assert sitting.undo() is not None
        assert (memories(desk), log(desk)) == state
    assert sitting.undo() is None


def test_the_last_answer_is_taken_back_from_the_last_screen(desk):
    desk.add(notes=2)
    sitting = desk.sit()
    desk.answer(sitting)
    desk.answer(sitting)
    assert isinstance(sitting.next(), Finished)
    assert sitting.undo() is not None
    assert isinstance(sitting.next(), Asked)
    desk.answer(sitting)
    assert isinstance(sitting.next(), Finished)


def test_a_sitting_begun_anew_takes_back_what_another_one_saved(desk):
    desk.add(notes=3)
    first = desk.sit()
    ids = [desk.answer(first).review_id for _ in range(3)]
    desk.pass_days(1)
    later = desk.sit()
    assert [later.undo().review_id for _ in range(3)] == ids[::-1]
    assert later.undo() is None


def test_ones_own_answers_come_first_even_after_another_process_answered(desk):
    desk.add(notes=4)
    sitting = desk.sit()
    ours = desk.answer(sitting)
    other = Desk(desk.path, clock=desk.clock)
    theirs = other.answer(other.sit())
    other.collection.close()
    assert sitting.undo().review_id == ours.review_id
    assert sitting.undo().review_id == theirs.review_id


def test_what_another_process_took_back_is_passed_over(desk):
    desk.add(notes=4)
    sitting = desk.sit()
    first = desk.answer(sitting)
    second = desk.answer(sitting)
    desk.collection.undo(second.review_id)
    assert sitting.undo().review_id == first.review_id


def test_a_new_grade_is_taken_back_with_its_answer(desk):
    desk.add()
    sitting = desk.sit()
    before = memories(desk)
    settled = sitting.override(desk.answer(sitting), 2)
    assert sitting.undo().review_id == settled.review_id
    assert (memories(desk), log(desk)) == (before, [])


def test_undoing_a_repeat_brings_the_repeat_back(desk):
    desk.add(notes=1)
    sitting = desk.sit()
    desk.answer(sitting, belief_text(sitting.next()))
    desk.answer(sitting)
    assert isinstance(sitting.next(), Finished)
    sitting.undo()
    assert sitting.next().kind == "repeat"


def shown(moment) -> object:
    """What is asked, and how much is left, for comparing two sittings."""
    if isinstance(moment, Asked):
        return moment.card, moment.question_id, moment.kind, moment.left
    return type(moment)


ACTIONS = st.lists(
    st.sampled_from(["right", "right", "right", "wrong", "hint", "undo", "override", "day"]),
    max_size=25,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions=ACTIONS, reviews=st.sampled_from([0, 3, 100]))
def test_a_sitting_begun_anew_asks_what_the_old_one_would_have_asked(
    tmp_path_factory, actions, reviews
):
    desk = Desk(tmp_path_factory.mktemp("resume") / "collection.db")
    desk.add("d", notes=5, cards=2, stock=12, after={3: [0], 4: [3]})
    desk.add("e", notes=2, stock=12)
    limits = {"new": 6, "reviews": reviews, "gap": 2}
    sitting, settled = desk.sit(**limits), None
    for action in actions:
        settled = act(desk, sitting, action, settled)
        if action not in ("undo", "override"):
            # What was taken back, or asked before a new grade, lies on its own sitting's table.
            assert shown(sitting.next()) == shown(desk.sit(**limits).next())
        replays_to_its_memories(desk)
    desk.collection.close()


def act(desk: Desk, sitting, action: str, settled):
    """Do one thing; returns the answer that was settled by it, if any."""
    match action:
        case "undo":
            sitting.undo()
        case "day":
            desk.pass_days(1)
        case "override" if settled is not None:
            sitting.override(settled, 3)
        case "right" | "wrong" | "hint":
            asked = sitting.next()
            if isinstance(asked, Asked):
                text = belief_text(asked) if action == "wrong" else None
                return desk.answer(sitting, text, hints=int(action == "hint"))
    return None


def replays_to_its_memories(desk: Desk) -> None:
    for name in ("d", "e"):
        for card in desk.cards(name):
            assert desk.collection.replayed(card.id) == card.memory
