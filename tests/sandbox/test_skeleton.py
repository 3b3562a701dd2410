"""A program and its skeleton get the same verdict, so that one verdict serves many programs."""

import pytest
from tests.sandbox.attacks import LIBRARIES, load
from tests.sandbox.test_policy import HONEST

from tfquiz.program.policy import violations
from tfquiz.program.program import Program
from tfquiz.program.skeleton import skeleton

ATTACKS = [one for name in ("escapes.jsonl", "more_escapes.jsonl") for one in load(name)]
NUMPY = ("numpy",)
ALIKE = {
    "numbers": ("x = np.zeros(12) + 1.5", "x = np.zeros(3) + 2.25"),
    "rows": ("x = np.array([[3, -1], [4, 1]])", "x = np.array([[0, 2, 7]])"),
}
UNLIKE = {
    "large numbers": ("x = 1000", "x = 10"),
    "escaped": (r"x = '\x41'", r"x = '\x42'"),
    "attributes": ("getattr(x, 'size')", "getattr(x, 'base')"),
    "keywords": ("f(x,\naggfunc = 'sum'\n)", "f(x,\naggfunc = 'pipe'\n)"),
    "modes": ("np.pad(x, 1,\nmode = 'wrap'\n)", "np.pad(x, 1,\nmode = 'empty'\n)"),
    "widths": ("'{:1000}'.format(x)", "'{:100}'.format(x)"),
    "texts that look like words": ("f = 'a['']'", "f = 'a['and eval or']'"),
    "texts that look printed": ("f = 'print('')'", "f = 'print('and eval or')'"),
    "ends of lines": (
        "x = [\n# [1, 2]; open('''\n]\n''')\n# '''",
        "x = [\n# [1,\n2]; open('''\n]\n''')\n# '''",
    ),
    "arguments": ("np.full(3, 7)", "np.full(3)"),
}


@pytest.mark.parametrize("one", ATTACKS, ids=lambda one: one.id)
def test_an_attack_is_no_better_than_its_skeleton(one) -> None:
    _same_verdict(one.code, LIBRARIES[one.needs])


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_program_is_no_worse_than_its_skeleton(name) -> None:
    libraries, source = HONEST[name]
    _same_verdict(source, libraries)


def _same_verdict(source: str, libraries: tuple[str, ...]) -> None:
    alike, _ = skeleton(Program(source, None, libraries))
    assert bool(violations(source, libraries)) == bool(violations(alike, libraries)), alike


@pytest.mark.parametrize("name", ALIKE)
def test_draws_of_one_template_share_a_skeleton(name) -> None:
    one, other = (skeleton(Program(source, None, NUMPY)) for source in ALIKE[name])
    assert one == other


@pytest.mark.parametrize("name", UNLIKE)
def test_what_the_policy_looks_at_is_kept(name) -> None:
    one, other = (skeleton(Program(source, None, NUMPY)) for source in UNLIKE[name])
    assert one != other
