"""Whether templates give the same answers each time: found by running them again, elsewhere too.

A program that may draw by chance runs several times, each with chance of its own; one that may
show hashes or addresses also runs in processes where these are others. Answers that then differ
are told with their reason; no question about them would be true tomorrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tfquiz.cards.question import Answer, Gives
from tfquiz.cards.search import split
from tfquiz.cards.separation import belief_outcome
from tfquiz.cards.subject import Subject
from tfquiz.cards.variant import Variant, draw, program
from tfquiz.program.chance import differs_by_process, draws_by_chance
from tfquiz.program.libraries import LIBRARIES
from tfquiz.program.program import Lost, Outcome, Program
from tfquiz.session.making import Runs

DRAWS = 8
"""Draws of each template that are run again."""
AGAIN = 6
"""Runs of what may draw by chance: a coin falls the same way so often once in 32 times a draw."""
ORDERS = (1, 2, 3, 4)
"""Other processes for what may show hashes: two words keep their order in all once in 16 times."""
ORDERS_OF_SLOW_LIBRARIES = (1,)

CHANCE = (
    "the answer is left to chance: seed it, as in np.random.default_rng(7), np.random.seed(7) "
    "or tf.random.set_seed(7)"
)
PROCESS = (
    "the answer is another one in each process: it hangs on the order of a set, on hash() or on "
    "id(); sort the set, or ask for something else"
)
UNSTEADY = "the program does not give the same answer each time it is run"


@dataclass(frozen=True)
class _Trial:
    """The draws of one template, all of whose programs make one batch."""

    subject: Subject
    variants: Sequence[Variant]

    @property
    def batch(self) -> list[Program]:
        return [program(one, idea) for one in self.variants for idea in one.ideas]

    def texts(self) -> list[str]:
        ideas = self.variants[0].ideas if self.variants else ()
        return [f"{idea.code}\n{idea.ask or ''}" for idea in ideas]

    def answers(self, outcomes: Sequence[Outcome]) -> list[object]:
        """What a learner could be asked, in the order of the batch, facet by facet."""
        return [
            _essence(outcome, belief_outcome(idea, asked, outcome, facet))
            for facet in self.subject.facets
            for variant, part in zip(self.variants, split(self.variants, outcomes), strict=True)
            for idea, asked, outcome in zip(variant.ideas, variant.programs, part, strict=True)
        ]


def may_vary(subject: Subject) -> bool:
    """Whether the template's words leave it open that its answers are not always the same."""
    variant = draw(subject, "steady/0")
    texts = _Trial(subject, [variant] if variant else []).texts()
    return any(draws_by_chance(text) or differs_by_process(text) for text in texts)


def unsteady(runs: Runs, subjects: Sequence[Subject]) -> dict[str, str]:
    """The templates, by their key, whose answers are not always the same, each with the reason."""
    trials = [_Trial(one, _variants(one)) for one in subjects]
    first = runs.run_many([one.batch for one in trials])
    expected = [trial.answers(part) for trial, part in zip(trials, first, strict=True)]
    found: dict[str, str] = {}
    for number, trial in enumerate(trials):
        if any(map(draws_by_chance, trial.texts())):
            again = runs.run_many([trial.batch] * AGAIN)
            if any(_differ(trial.answers(outcomes), expected[number]) for outcomes in again):
                found[trial.subject.key] = CHANCE
    _repeat(runs, trials, expected, found)
    _elsewhere(runs, trials, expected, found)
    return found


def _repeat(
    runs: Runs, trials: list[_Trial], expected: list[list[object]], found: dict[str, str]
) -> None:
    """Once more and backwards, so that none sees what it saw the first time of the others."""
    again = runs.run_many([one.batch[::-1] for one in trials])
    for trial, answers, outcomes in zip(trials, expected, again, strict=True):
        if _differ(trial.answers(outcomes[::-1]), answers):
            by_process = any(map(differs_by_process, trial.texts()))
            found.setdefault(trial.subject.key, PROCESS if by_process else UNSTEADY)


def _elsewhere(
    runs: Runs, trials: list[_Trial], expected: list[list[object]], found: dict[str, str]
) -> None:
    """In other processes, those that may show what differs between processes."""
    doubtful = {
        number: trial
        for number, trial in enumerate(trials)
        if trial.subject.key not in found and any(map(differs_by_process, trial.texts()))
    }
    for order in ORDERS:
        chosen = {
            number: trial for number, trial in doubtful.items() if order in _orders(trial.subject)
        }
        if not chosen:
            continue
        results = runs.run_apart([trial.batch for trial in chosen.values()], order)
        for (number, trial), outcomes in zip(chosen.items(), results, strict=True):
            if _differ(trial.answers(outcomes), expected[number]):
                found.setdefault(trial.subject.key, PROCESS)


def _variants(subject: Subject) -> list[Variant]:
    drawn = (draw(subject, f"steady/{number}") for number in range(DRAWS))
    return [one for one in drawn if one is not None]


def _orders(subject: Subject) -> tuple[int, ...]:
    """TensorFlow takes seconds and half a gigabyte to load: one other process has to do."""
    slow = any(LIBRARIES[name].distribution == "tensorflow" for name in subject.libraries)
    return ORDERS_OF_SLOW_LIBRARIES if slow else ORDERS


def _essence(outcome: Outcome, answer: Answer | None) -> object:
    """What must not change; the text of an exception may hold an address."""
    if isinstance(outcome, Lost):
        return outcome
    if isinstance(answer, Gives):
        return answer.value, answer.printed
    return None if answer is None else answer.error


def _differ(some: list[object], others: list[object]) -> bool:
    """Whether answers differ; a program that was lost, for want of time say, tells nothing."""
    return any(
        one != other and not isinstance(one, Lost) and not isinstance(other, Lost)
        for one, other in zip(some, others, strict=True)
    )
