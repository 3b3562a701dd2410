"""What one program does to its process, no program of another batch meets, in either order.

The language's lock is off: with it on, most of this cannot even be written.
"""

from collections.abc import Iterator

import pytest

from tfquiz.program.program import Finished, Program
from tfquiz.sandbox.host import Runner

STATE = {
    "print options": ("np.set_printoptions(precision=2)", "str(np.arange(3) / 7)"),
    "error handling": ("np.seterr(all='raise')", "str(np.geterr())"),
    "buffer size": ("np.setbufsize(1024)", "np.getbufsize()"),
    "warnings": ("import warnings\nwarnings.simplefilter('error')", "str(np.ones(1) / 0)"),
    "recursion": (
        "import sys\nsys.setrecursionlimit(200)",
        "__import__('sys').getrecursionlimit()",
    ),
    "digits": ("import sys\nsys.set_int_max_str_digits(0)", "len(str(10**4000))"),
    "attributes": ("np.pi = 3\nnp.mine = 4", "(np.pi, hasattr(np, 'mine'))"),
    "defaults": (
        "np.linalg.norm.__wrapped__.__defaults__ = (1, None, 0)",
        "np.linalg.norm([3, 4])",
    ),
    "modules": ("import sys\nsys.modules['mine'] = 1", "'mine' in __import__('sys').modules"),
    "collector": ("import gc\ngc.disable()", "__import__('gc').isenabled()"),
    "decimal": (
        "import decimal\ndecimal.getcontext().prec = 3",
        "__import__('decimal').getcontext().prec",
    ),
    "locale": ("import locale\nlocale.setlocale(0, 'C')", "__import__('locale').setlocale(0)"),
    "builtins": ("import builtins\nbuiltins.mine = 1", "'mine' in dir(__import__('builtins'))"),
    "environment": ("import os\nos.environ['MINE'] = '1'", "'MINE' in __import__('os').environ"),
    "classes": (
        "import collections\ncollections.Counter.mine = 1",
        "'mine' in dir(__import__('collections').Counter)",
    ),
    "output": ("import sys\nsys.stdout = None", "__import__('sys').stdout is None"),
}
"""What changes the process, and an expression that would show it."""


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    with Runner(strict=True, checked=False, deadline=5.0) as started:
        yield started


@pytest.mark.parametrize(("change", "ask"), STATE.values(), ids=STATE.keys())
def test_no_state_passes_from_one_batch_to_another(runner, change, ask):
    looks = Program("", ask, ("numpy",))
    (before,) = runner.run([looks])
    together = runner.run([looks, Program(change, "1", ("numpy",))])
    (after,) = runner.run([looks])
    assert isinstance(before, Finished), before
    assert isinstance(together[1], Finished), together[1]
    assert before.text == together[0].text == after.text
