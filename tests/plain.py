"""Runs scripts by plain Python, outside tfquiz, and tells what each printed or raised.

Reads a JSON list of scripts from standard input and writes a JSON list of [printed, raised]. The
libraries are imported once; each script then runs in a process forked from there, so that none
sees what another did.
"""

import contextlib
import io
import json
import os
import sys


def outcome(script: str) -> tuple[str, str | None]:
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(script, "<script>", "exec"), {"__name__": "__main__"})
    except Exception as error:  # noqa: BLE001 - whatever a script raises is its outcome
        return out.getvalue(), type(error).__name__
    return out.getvalue(), None


def forked(script: str) -> tuple[str, str | None]:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(write, "w") as pipe:
            json.dump(outcome(script), pipe)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    printed, raised = json.loads(text)
    return printed, raised


def main() -> None:
    scripts = json.load(sys.stdin)
    names = {}
    for script in scripts:
        for line in script.partition("\n\n")[0].splitlines():
            if line.startswith(("import ", "os.environ")):
                exec(line, names)
    json.dump([forked(script) for script in scripts], sys.stdout)


if __name__ == "__main__":
    main()
