"""Proves questions by running their scripts in plain Python."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tfquiz.cards.answers import answer_of
from tfquiz.cards.question import Belief, Question, Raises
from tfquiz.program.program import Program
from tfquiz.sandbox.host import Runner

PLAIN = Path(__file__).with_name("plain.py")


def unproven(questions: Sequence[Question]) -> list[str]:
    """What is wrong with the answers of `questions`, by their own scripts; empty if nothing."""
    wrong = []
    groups: dict[tuple[str, ...], list[Question]] = {}
    for question in questions:
        groups.setdefault(question.libraries, []).append(question)
    for group in groups.values():
        for question, (printed, raised) in zip(group, run_plain(group), strict=True):
            answer = question.answer
            if isinstance(answer, Raises):
                right = raised == answer.error
            else:
                right = raised is None and printed == answer.printed
            if not right:
                place = f"{question.note}/{question.template}/{question.facet}/{question.seed}"
                wrong.append(f"{place}: {answer!r} but {printed!r} {raised}\n{question.script}")
    return wrong


def mistold(runner: Runner, questions: Sequence[Question]) -> tuple[list[str], int]:
    """Misconceptions that, as shown, do not give what they are said to give with other inputs.

    The lines in which the agreeing program is another than the question's are changed in the
    program of the misconception too. Left out is what cannot be changed line by line: lines that
    the misconception has otherwise, and numbers in its expression. Gives back how many were run.
    """
    told = [
        (question, belief, program)
        for question in questions
        for belief in question.beliefs
        if question.facet == "value" and (program := _with_agreeing(question, belief)) is not None
    ]
    outcomes = runner.run([program for *_, program in told])
    wrong = []
    for (question, belief, program), outcome in zip(told, outcomes, strict=True):
        answer = answer_of("value", program, outcome)
        if answer is None or belief.agrees is None or answer.text != belief.agrees.text:
            place = f"{question.note}/{question.template}/{question.seed}, {belief.id}"
            wrong.append(f"{place}: {answer} but told {belief.agrees}\n{program.source}")
    return wrong, len(told)


def _with_agreeing(question: Question, belief: Belief) -> Program | None:
    if belief.agrees is None or any(char.isdigit() for char in belief.ask or ""):
        return None
    own, other = question.code.split("\n"), belief.agrees.code.split("\n")
    lines = belief.code.split("\n")
    if len(own) != len(other):
        return None
    for before, after in zip(own, other, strict=True):
        if before != after:
            if before not in lines:
                return None
            lines[lines.index(before)] = after
    return Program("\n".join(lines), belief.ask, question.libraries)


def run_plain(questions: Sequence[Question]) -> list[tuple[str, str | None]]:
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    done = subprocess.run(
        [sys.executable, str(PLAIN)],
        input=json.dumps([question.script for question in questions]),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return [tuple(one) for one in json.loads(done.stdout)]
