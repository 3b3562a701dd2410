"""Work in rounds: what is run together, and what comes of each piece."""

from collections.abc import Sequence

from tfquiz.program.program import Finished, Outcome, Program
from tfquiz.session.making import Runs
from tfquiz.session.rounds import MAX_BATCH, Joined, Rounds, carry_out, run_once_each, together


def asked(code: str) -> Program:
    return Program("x = 1", code)


def adds(first: int, rounds: int) -> Rounds[str]:
    """Ask for a sum, one more in each round; the text of the last one."""
    text = ""
    for number in range(rounds):
        [outcome] = yield [asked(f"{first} + {number}")]
        text = text_of(outcome)
    return text


def text_of(outcome: Outcome) -> str:
    assert isinstance(outcome, Finished)
    return outcome.text


class Counted:
    """Hands batches on to a real runner, and keeps how long each was."""

    def __init__(self, runner: Runs) -> None:
        self.runner = runner
        self.sizes: list[int] = []

    def run_many(self, batches: Sequence[Sequence[Program]]) -> list[list[Outcome]]:
        self.sizes += [len(batch) for batch in batches]
        return self.runner.run_many(batches)

    def run_apart(self, batches: Sequence[Sequence[Program]], order: int) -> list[list[Outcome]]:
        return self.runner.run_apart(batches, order)

    def versions(self, libraries: tuple[str, ...]) -> dict[str, str]:
        return self.runner.versions(libraries)

    def missing(self, libraries: tuple[str, ...]) -> tuple[str, ...]:
        return self.runner.missing(libraries)


def test_pieces_share_each_round_and_keep_their_order(runner):
    counted = Counted(runner)
    ended: list[None] = []
    work = together([adds(10, 3), adds(20, 1), adds(30, 0)], done=lambda: ended.append(None))
    assert carry_out(counted, work) == ["12", "20", ""]
    assert counted.sizes == [2, 1, 1]
    assert len(ended) == 3


def test_no_more_pieces_are_under_way_than_wanted(runner):
    counted = Counted(runner)
    work = together((adds(10 * n, 1) for n in range(5)), width=2)
    assert carry_out(counted, work) == ["0", "10", "20", "30", "40"]
    assert counted.sizes == [2, 2, 1]


def test_equal_programs_are_run_once_and_long_batches_are_divided(runner):
    counted = Counted(runner)
    programs = [asked(str(number % (MAX_BATCH + 5))) for number in range(2 * MAX_BATCH)]
    outcomes = run_once_each(counted, programs)
    assert [text_of(one) for one in outcomes] == [program.ask for program in programs]
    assert counted.sizes == [MAX_BATCH, 5]


def test_a_lost_program_costs_the_others_nothing(runner):
    endless = Program("while True:\n    pass")
    first, second, third = run_once_each(runner, [asked("1"), endless, asked("3")])
    assert text_of(first) == "1"
    assert text_of(third) == "3"
    assert not isinstance(second, Finished)


def test_nothing_to_do_gives_nothing(runner):
    assert carry_out(runner, together([])) == []


def test_small_batches_are_run_as_large_ones_and_given_back_as_they_were(runner):
    counted = Counted(runner)
    batches = [[asked(f"{batch} + {one}") for one in range(120)] for batch in range(4)]
    found = Joined(counted).run_many([*batches, []])
    assert counted.sizes == [240, 240]
    assert [[text_of(one) for one in part] for part in found] == [
        *[[str(batch + one) for one in range(120)] for batch in range(4)], [],
    ]  # fmt: skip
