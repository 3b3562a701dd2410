"""The environment of every process that the sandbox starts: written from nothing, never inherited.

What a deck prints must not depend on whose machine it runs on, and no secret of the parent's
environment may be in the memory of a process that runs a stranger's code.
"""

import os
import sys
from pathlib import Path

import tfquiz

NOWHERE = "/nonexistent"
"""A home for libraries that look for one: it is not there, so that nothing is read or written."""

_FIXED = {
    "PATH": "/usr/bin:/bin",
    "HOME": NOWHERE,
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    # Sets print in hash order: the same seed, the same answer.
    "PYTHONHASHSEED": "0",
    # One thread: results that repeat, and a process that can be forked safely.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_HOME": NOWHERE,
    "KERAS_BACKEND": "tensorflow",
}

_NEEDED_BY_THE_SYSTEM = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Kept when set: without these an interpreter may not start (Windows, Nix, Conda)."""


def environment(order: int = 0) -> dict[str, str]:
    """The whole environment of a process of the sandbox.

    Args:
        order: which order sets have. All but 0 also fill fresh memory with what gives away whoever
            reads it before writing.
    """
    kept = {name: os.environ[name] for name in _NEEDED_BY_THE_SYSTEM if name in os.environ}
    other = {"PYTHONHASHSEED": str(order), "MALLOC_PERTURB_": str(order)} if order else {}
    return kept | _FIXED | other


def interpreter(module: str, *arguments: str) -> list[str]:
    """The command that runs `main(arguments)` of a module of tfquiz in a fresh interpreter.

    `-I` would ignore PYTHONHASHSEED; `-P -s` leaves out the working directory and the user's
    packages and keeps it. tfquiz's own folder goes last on the path, for a tfquiz that is run
    from its sources.
    """
    source = Path(tfquiz.__file__).resolve().parent.parent
    start = (
        f"import sys; sys.path.append({str(source)!r}); from {module} import main; "
        "main(sys.argv[1:])"
    )
    return [sys.executable, "-P", "-s", "-c", start, *arguments]
