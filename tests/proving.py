"""Proves questions by running their scripts in plain Python."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tfquiz.cards.question import Question, Raises

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
