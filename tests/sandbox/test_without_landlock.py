"""On an older kernel the filter of system calls stands alone: then no file is opened at all."""

import json
import subprocess
from pathlib import Path

import pytest

from tfquiz.sandbox.environment import environment, interpreter

SCRIPT = str(Path(__file__).with_name("without_landlock.py"))
PLAIN = [
    "x = np.linalg.inv(np.eye(2))[0, 0]",
    "x = np.random.default_rng(0).integers(1)",
    "x = np.ma.masked_array([1]).sum()",
]
FLOW = [
    "x = tf.matmul(tf.eye(2), tf.eye(2))[0, 0]",
    "x = tf.function(lambda y: y + 1)(1)",
    "x = sum(int(v) for v in tf.data.Dataset.range(3))",
]
FORBIDDEN = [
    "x = open('/etc/passwd').read()",
    "x = open('/proc/self/environ').read()",
    "import os\nx = os.open('.', os.O_RDONLY)",
    "import os\nx = os.fork()",
    "import _socket\nx = _socket.socket()",
]


@pytest.mark.parametrize(
    ("library", "lessons"),
    [
        ("numpy", PLAIN),
        pytest.param("tensorflow", FLOW, marks=pytest.mark.tensorflow),
    ],
)
def test_lessons_run_and_nothing_is_opened(library, lessons):
    base = interpreter("tfquiz", "")[:3]
    done = subprocess.run(
        [*base, SCRIPT, library, *lessons, *FORBIDDEN],
        env=environment() | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        check=True,
    )
    reply = json.loads(done.stdout)
    assert reply["confined"]
    assert not reply["files"]
    ends = [outcome["end"] for outcome in reply["outcomes"]]
    assert ends == ["finished"] * len(lessons) + ["raised"] * len(FORBIDDEN)
