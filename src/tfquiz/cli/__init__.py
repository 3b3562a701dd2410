"""The command line: reads arguments, wires the rooms together, and prints errors in one place.

Each command is a module of its own, imported only when it is called, so that `tfquiz --help` and
`tfquiz stats` load nothing that they do not need.
"""

import importlib
import os
import sys
from collections.abc import Sequence

from tfquiz.cli.arguments import parser
from tfquiz.cli.terminal import clean
from tfquiz.errors import TfquizError

USAGE_ERROR = 2
INTERRUPTED = 130
BROKEN_PIPE = 141


def run(arguments: Sequence[str]) -> int:
    """Carry out one command.

    Returns:
        The exit code: 0 when done, 1 when `check` found something to mend, 2 for anything that the
        person at the keyboard can mend, 130 when interrupted.
    """
    options = parser().parse_args(arguments)
    if options.command is None:
        parser().print_help()
        return 0
    module, _, function = options.command.partition(":")
    try:
        command = getattr(importlib.import_module(f"tfquiz.cli.{module}"), function)
        code: int = command(options)
        sys.stdout.flush()
    except TfquizError as error:
        sys.stdout.flush()
        print(f"tfquiz: {clean(str(error))}", file=sys.stderr)
        return USAGE_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read the output has seen enough; keep the interpreter from complaining again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code
