"""`python -m tfquiz` and the console script: hands over to `cli`."""

import gc
import sys

COLLECT_EVERY = 100_000
"""New objects after which Python looks for garbage. Starting makes much and drops little: looking
at every 700th, as Python does by itself, takes a tenth of the time until the first question."""


def main() -> None:
    """Run tfquiz with the process's arguments and leave with its exit code."""
    gc.set_threshold(COLLECT_EVERY)

    from tfquiz.cli import run  # noqa: PLC0415 - nothing heavy is loaded for --version

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
