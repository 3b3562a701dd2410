"""Coverage-guided fuzzing of the reply reader: `python tests/fuzz/fuzz_reply.py SECONDS`.

Needs `pip install atheris`. The input is a reply's body, seeded with honest ones. Whatever comes,
the reader refuses it or gives outcomes that were asked for, that no terminal acts upon, and that
can be shown, compared and made into a question without an exception.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["tfquiz.sandbox.reply", "tfquiz.program", "tfquiz.values"]
):
    from tfquiz.program.program import Finished, Lost, Program, Raised, dump_outcome
    from tfquiz.sandbox.reply import HEADER, RefusedError, Request, clean, read_reply
    from tfquiz.values import Array, Atom, Mapping, Opaque, Series, dump, load, show

NONCE = "n" * 32
REQUEST = Request(
    NONCE,
    [Program("x = 1\ny = x", "x", (), ("x", "y"), trace=True)],
    confined=True,
    seconds=2,
    strict=True,
    checked=True,
)
SEEDS = [
    Finished(Atom(1), "1", "printed\n", (("x", "y"),)),
    Finished(Array("ndarray", "float64", (1, 2), (1.5, float("nan"))), "[[1.5 nan]]", ""),
    Finished(Series("list", (Atom("a"), Mapping(((Atom(1), Opaque("f", "f")),)))), "x", ""),
    Finished(Array("tensor", "complex64", (), (1 + 2j,)), "(1+2j)", ""),
    Raised("ValueError", "no", 2, ""),
    Lost("memory", "too much"),
]
counts = {"read": 0, "refused": 0, "believed": 0}


def frame(body: bytes) -> bytes:
    """The body as a child would send it."""
    return HEADER.pack(len(body)) + body


def seed(outcome: object) -> bytes:
    """An honest body, without the head that every input gets."""
    return json.dumps([dump_outcome(outcome)]).encode()


def try_one(data: bytes) -> None:
    """Read one reply: half of them get an honest head, so that the outcomes are looked at."""
    honest = b'{"nonce":"' + NONCE.encode() + b'","layers":[],"outcomes":' + data[1:] + b"}"
    counts["read"] += 1
    try:
        outcomes = read_reply(frame(honest if data[:1] == b"+" else data), REQUEST)
    except RefusedError:
        counts["refused"] += 1
        return
    counts["believed"] += 1
    if len(outcomes) != 1:
        raise AssertionError(outcomes)
    check(outcomes[0])


def check(outcome: object) -> None:
    """What was believed is harmless and usable."""
    match outcome:
        case Finished():
            texts = [outcome.text, outcome.printed]
            if outcome.value is not None:
                show(outcome.value)
                load(json.loads(json.dumps(dump(outcome.value))))
        case Raised():
            texts = [outcome.error, outcome.message, outcome.printed]
            if not 0 <= outcome.line <= 3:
                raise AssertionError(outcome.line)
        case Lost():
            texts = [outcome.reason, outcome.detail]
        case _:
            raise AssertionError(outcome)
    for text in texts:
        if clean(text) != text:
            raise AssertionError(text)


def main() -> None:
    """Fuzz for the seconds given, and print how many inputs there were."""
    seconds = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for number, outcome in enumerate(SEEDS):
            Path(folder, f"seed{number}").write_bytes(b"+" + seed(outcome))
        began = time.monotonic()

        def timed(data: bytes) -> None:
            try_one(data)
            if time.monotonic() - began > seconds:
                os.write(1, f"{counts}\n".encode())
                # libFuzzer takes every orderly end for a crash.
                os._exit(0)

        options = ["-max_len=4096", "-rss_limit_mb=2000", "-verbosity=0", folder]
        atheris.Setup([sys.argv[0], *options], timed)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
