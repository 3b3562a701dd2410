"""Reads and judges what a learner answered, and grades it by his own pace. Saves nothing.

The examiner remembers how long right answers took, by facet, because a shape is typed quicker than
an array; the times come from the log, and those of this sitting are added as they are saved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tfquiz.cards.judging.code import judge_code, program_for
from tfquiz.cards.judging.judge import (
    GivenUp,
    Judgement,
    Misconceived,
    Right,
    Slip,
    judge,
    judge_choice,
)
from tfquiz.cards.question import Question
from tfquiz.cards.reading.reader import read
from tfquiz.cards.reading.result import Reading, Unreadable
from tfquiz.program.program import Lost, Outcome, Program
from tfquiz.scheduler import PASSED
from tfquiz.session.answers import Graded
from tfquiz.session.grading import Effort, pace, quality_of, verdict_of
from tfquiz.session.moments import Asked
from tfquiz.session.saving import previews

LONGEST = 600.0
"""Seconds that an answer can have taken; whoever needs more was not there."""


Run = Callable[[Program], Outcome]
"""Runs one program, locked down; may take seconds."""


def run_nothing(_: Program) -> Outcome:
    """What stands for a runner where there is none: typed code is never counted then."""
    return Lost("unavailable", "nothing here runs programs")


def examine(
    question: Question, text: str, run: Run, language: str
) -> Unreadable | tuple[Reading, Judgement]:
    """Read and judge a typed answer; code is run for it.

    Args:
        question: the question.
        text: what was typed.
        run: runs a program; called only where the question has a target.
        language: of what is said.
    """
    reading = read(text, question, language=language)
    if isinstance(reading, Unreadable):
        return reading
    if question.target is None:
        return reading, judge(question, reading, language=language)
    program = program_for(question, text, language)
    if isinstance(program, Unreadable):
        return program
    judgement = judge_code(question, program, run(program), language)
    return judgement if isinstance(judgement, Unreadable) else (reading, judgement)


class Examiner:
    """Grades answers for one learner."""

    def __init__(
        self, language: str, times: Mapping[str, Sequence[float]], run: Run = run_nothing
    ) -> None:
        """Begin.

        Args:
            language: of what is said about answers.
            times: seconds of earlier right answers without hints, oldest first, by facet.
            run: runs code that was typed as an answer.
        """
        self._language = language
        self._run = run
        self._times = {facet: list(seconds) for facet, seconds in times.items()}

    def typed(
        self,
        asked: Asked,
        text: str,
        day: int,
        *,
        mending: Graded | None,
        seconds: float,
        hints: int,
    ) -> Unreadable | Graded:
        """Read a typed answer and judge it; what cannot be read costs nothing.

        Args:
            asked: the question.
            text: what was typed.
            day: today's study day, for the previews.
            mending: the slip that this answer is to mend, if there was one.
            seconds: how long it took.
            hints: how many were looked at.
        """
        examined = examine(asked.question, text, self._run, self._language)
        if isinstance(examined, Unreadable):
            return examined
        reading, judgement = examined
        effort = Effort("typed", seconds, hints, repaired=mending is not None)
        return self._grade(asked, judgement, text, effort, day, reading)

    def chosen(self, asked: Asked, index: int, day: int, *, seconds: float, hints: int) -> Graded:
        """Judge a choice by its index."""
        judgement = judge_choice(asked.question, index, language=self._language)
        text = asked.question.choices[index].text
        return self._grade(asked, judgement, text, Effort("choices", seconds, hints), day)

    def given_up(self, asked: Asked, day: int, *, seconds: float, hints: int) -> Graded:
        """Grade "I don't know"."""
        effort = Effort(asked.question.form, seconds, hints)
        return self._grade(asked, GivenUp(), "", effort, day)

    def final(self, asked: Asked, graded: Graded, effort: Effort, quality: int | None) -> Graded:
        """The grade with all that is known when the answer is saved.

        Args:
            asked: the question.
            graded: as it was judged.
            effort: how the answer came about.
            quality: the learner's own choice, if he made one.
        """
        effort = replace(effort, seconds=min(max(effort.seconds, 0.0), LONGEST))
        if quality is None:
            quality = self._quality(asked, graded.judgement, effort)
        return replace(graded, effort=effort, quality=quality, repairable=False)

    def saved(self, asked: Asked, graded: Graded) -> None:
        """Let a saved answer count for what is usual."""
        effort = graded.effort
        if graded.verdict == "right" and effort.seconds > 0 and not effort.hints:
            self._times.setdefault(asked.question.facet, []).append(effort.seconds)

    def _grade(
        self,
        asked: Asked,
        judgement: Judgement,
        text: str,
        effort: Effort,
        day: int,
        reading: Reading | None = None,
    ) -> Graded:
        return Graded(
            judgement=judgement,
            verdict=verdict_of(judgement, effort),
            quality=self._quality(asked, judgement, effort),
            text=text,
            previews=previews(asked, day, self._language),
            reading=reading,
            misconceptions=judgement.beliefs if isinstance(judgement, Misconceived) else (),
            repairable=isinstance(judgement, Slip) and not effort.repaired,
            effort=effort,
        )

    def _quality(self, asked: Asked, judgement: Judgement, effort: Effort) -> int:
        usual = pace(self._times.get(asked.question.facet, ()))
        quality = quality_of(judgement, asked.card.memory, effort, usual)
        # What was learned was right when it was learned: forgetting it is no lapse.
        return max(quality, PASSED) if asked.question.changed else quality


def is_right(graded: Graded) -> bool:
    """Whether an answer was right at the first go."""
    return isinstance(graded.judgement, Right) and not graded.effort.repaired
