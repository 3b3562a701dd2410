"""Runs programs in a child as on a kernel without Landlock, and prints the dumped outcomes.

Arguments: a library, then the programs; a program's value is that of `x`.
"""

import importlib
import json
import os
import sys

from tfquiz.program.program import Program
from tfquiz.sandbox import template
from tfquiz.sandbox.child.answer import run_all
from tfquiz.sandbox.child.bindings import Bindings, warm_up
from tfquiz.sandbox.lock.lock import NEEDED, Lock

library, *sources = sys.argv[1:]
template._load([library])
for module in template._UNREADABLE.get(library, ()):
    importlib.import_module(module)
template._prepare((library,))
lock = Lock(threads=library == "tensorflow")
lock._landlock.abi = 0
if os.fork():
    _, status = os.wait()
    os._exit(os.waitstatus_to_exitcode(status))
bindings = Bindings(checked=False)
bindings.prepare((library,))
warm_up()
layers = lock.apply(cpu_seconds=20)
programs = [Program(source, "x", (library,)) for source in sources]
outcomes = [json.loads(text) for text in run_all(programs, bindings, lambda: None)]
reply = {"confined": layers >= NEEDED, "files": "files" in layers, "outcomes": outcomes}
os.write(1, json.dumps(reply).encode())
os._exit(0)
