"""What NumPy's own documentation shows runs unchanged behind the operating system's lock."""

import doctest
from collections.abc import Iterator

import numpy as np
import pytest

from tfquiz.program.program import Finished, Outcome, Program
from tfquiz.sandbox.host import Runner

COUNT = 600
BATCH = 40
PARTS = (np, np.linalg, np.fft, np.char, np.random, np.ma)


def examples() -> Iterator[Program]:
    """Each expression of a docstring, after the lines above it."""
    texts = [getattr(part, name).__doc__ for part in PARTS for name in sorted(dir(part))]
    for text in texts:
        above: list[str] = []
        for example in _examples(text):
            source = example.source.rstrip()
            if source.startswith(("import numpy", "from numpy")):
                continue
            if example.want and _is_expression(source):
                yield Program("\n".join(above), f"str({source})", ("numpy",))
            above.append(source)


def _examples(text: object) -> list[doctest.Example]:
    try:
        return doctest.DocTestParser().get_examples(str(text))
    except ValueError:
        return []


def _is_expression(source: str) -> bool:
    try:
        compile(source, "example", "eval")
    except SyntaxError:
        return False
    return True


def outcomes(runner: Runner, programs: list[Program]) -> list[Outcome]:
    batches = range(0, len(programs), BATCH)
    with runner:
        return [one for at in batches for one in runner.run(programs[at : at + BATCH])]


@pytest.mark.long
def test_examples_give_the_same_behind_the_lock():
    programs = [program for program, _ in zip(examples(), range(COUNT), strict=False)]
    plain = outcomes(Runner(confined=False, checked=False, deadline=5.0), programs)
    works = [number for number, one in enumerate(plain) if isinstance(one, Finished)]
    assert len(works) >= 500
    locked = outcomes(Runner(strict=True, checked=False, deadline=5.0), programs)
    other = [programs[number] for number in works if plain[number] != locked[number]]
    # Time zones are read from the system's files, where no deck may look.
    assert all("timezone" in f"{one.source}{one.ask}" for one in other), other
    checked = outcomes(Runner(strict=True, deadline=5.0), programs)
    same = sum(plain[number] == checked[number] for number in works)
    assert same >= 0.95 * len(works), f"{same} of {len(works)}"
