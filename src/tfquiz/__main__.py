"""`python -m tfquiz` and the console script: hands over to `cli`."""

import sys


def main() -> None:
    """Run tfquiz with the process's arguments and leave with its exit code."""
    from tfquiz.cli import run  # noqa: PLC0415 - nothing heavy is loaded for --version

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
