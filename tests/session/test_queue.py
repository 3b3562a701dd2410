from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tfquiz.scheduler import Memory
from tfquiz.session.queue import Standing, Step, blocked, by_urgency, introduced, order
from tfquiz.store.records import CardState

DAY = 739_000


def card(number: int, note: str, *, deck: str = "d", memory: Memory | None = None) -> CardState:
    memory = memory or Memory()
    return CardState(
        number,
        deck,
        note,
        "t",
        "value",
        memory,
        False,
        0,
        "new" if memory.is_new else "review",
        False,
    )


def due(number: int, note: str, *, late: int = 0, interval: int = 6) -> CardState:
    day = DAY - late
    memory = Memory(repetitions=2, interval=interval, due=day, reviewed=day - interval)
    return card(number, note, memory=memory)


def missed(number: int, note: str) -> CardState:
    memory = Memory(interval=1, due=DAY + 1, reviewed=DAY, repeating=True)
    return card(number, note, memory=memory)


def ids(cards) -> list[int]:
    return [one.id for one in cards]


def trail(*numbers: int) -> tuple[Step, ...]:
    return tuple(Step(number, ("d", f"n{number}")) for number in numbers)


def test_due_cards_come_before_new_ones():
    standing = Standing(due=(due(1, "a"), due(2, "b")), new=(card(3, "c"),))
    assert ids(order(standing, gap=4)) == [1, 2, 3]


def test_a_missed_card_waits_for_some_others():
    waiting = Standing(due=(due(1, "a"),), repeats=(missed(9, "n9"),), trail=trail(9, 2, 3))
    assert ids(order(waiting, gap=4)) == [1, 9]
    ready = replace(waiting, trail=trail(9, 2, 3, 4, 5))
    assert ids(order(ready, gap=4)) == [9, 1]


def test_a_missed_card_comes_at_once_when_nothing_else_is_left():
    standing = Standing(repeats=(missed(9, "n9"),), trail=trail(9))
    assert ids(order(standing, gap=4)) == [9]


def test_of_several_missed_cards_the_one_that_waits_longest_comes_first():
    standing = Standing(repeats=(missed(3, "n3"), missed(2, "n2")), trail=trail(2, 3, 7))
    assert ids(order(standing, gap=4)) == [2, 3]


def test_cards_of_one_note_do_not_follow_each_other():
    standing = Standing(due=(due(1, "n5"), due(2, "b")), trail=trail(5))
    assert ids(order(standing, gap=4)) == [2, 1]


def test_a_new_note_goes_before_a_sibling_that_is_due():
    standing = Standing(due=(due(1, "n5"),), new=(card(2, "b"),), trail=trail(5))
    assert ids(order(standing, gap=4)) == [2, 1]


def test_notes_of_the_same_name_in_two_decks_are_no_siblings():
    other = replace(due(1, "n5"), deck="e")
    standing = Standing(due=(other, due(2, "b")), trail=trail(5))
    assert ids(order(standing, gap=4)) == [1, 2]


def test_the_longest_wait_for_its_interval_comes_first():
    cards = [due(1, "a"), due(2, "b", late=3, interval=1), due(3, "c", late=3, interval=100)]
    assert ids(by_urgency(cards, DAY)) == [2, 3, 1]


def test_cards_that_are_equally_late_are_mixed_the_same_way_all_day():
    cards = [due(number, f"n{number}") for number in range(20)]
    mixed = ids(by_urgency(cards, DAY))
    assert mixed == ids(by_urgency(cards[::-1], DAY))
    assert mixed != sorted(mixed)
    assert mixed != ids(by_urgency(cards, DAY + 1))


def test_a_day_brings_one_new_card_of_a_note():
    cards = [card(1, "a"), card(2, "a"), card(3, "b")]
    assert ids(introduced(cards, met=set(), blocked=set(), limit=10)) == [1, 3]
    assert ids(introduced(cards, met={("d", "a")}, blocked=set(), limit=10)) == [3]


def test_decks_take_turns_with_new_cards():
    cards = [card(n, f"n{n}", deck="d") for n in (1, 2, 3)] + [card(4, "n4", deck="e")]
    assert ids(introduced(cards, met=set(), blocked=set(), limit=10)) == [1, 4, 2, 3]
    assert ids(introduced(cards, met=set(), blocked=set(), limit=2)) == [1, 4]
    # one that has had its turn today waits for the others, however often this is asked anew
    [second] = introduced(cards, met={("d", "a")}, blocked=set(), limit=1)
    assert second.id == 4
    assert introduced(cards, met=set(), blocked=set(), limit=-3) == ()


def test_a_note_waits_for_those_that_it_builds_on():
    after = {("d", "b"): ["a"], ("d", "c"): ["a", "b"], ("d", "x"): ["gone"]}
    remembered = {("d", "a"): True, ("d", "b"): False}
    assert blocked(after, remembered) == {("d", "c")}
    assert blocked(after, {("d", "a"): False, ("d", "b"): False}) == {("d", "b"), ("d", "c")}


CARDS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from(["due", "new", "missed"])), max_size=15
)


@given(CARDS, st.lists(st.integers(0, 4), max_size=8), st.integers(0, 6))
def test_every_card_is_asked_once_and_siblings_only_when_nothing_else_is_left(kinds, answers, gap):
    makers = {"due": due, "new": card, "missed": missed}
    made = [(kind, makers[kind](n, f"n{note}")) for n, (note, kind) in enumerate(kinds)]
    standing = Standing(
        due=tuple(one for kind, one in made if kind == "due"),
        new=tuple(one for kind, one in made if kind == "new"),
        repeats=tuple(one for kind, one in made if kind == "missed"),
        trail=tuple(Step(100 + note, ("d", f"n{note}")) for note in answers),
    )
    found = list(order(standing, gap=gap))
    assert sorted(ids(found)) == list(range(len(kinds)))
    if found and answers and found[0].note == f"n{answers[-1]}":
        assert all(one.note == found[0].note for one in found)
