"""Fuzzing of the language's check, and of what it lets through: `fuzz_policy.py SECONDS [SEED]`.

Programs are made by crossing the syntax trees of shipped decks, of honest programs and of attacks,
and by damaging their text. The check must answer to each of them. What it allows runs in a locked
child, once for real and once under the interpreter's audit hook: there it may not open, import,
execute, connect or look into frames, which tells of a hole before it does harm.
"""

import ast
import json
import os
import random
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import FrameType

from tfquiz.sandbox.environment import environment

# Before NumPy is loaded, which starts threads unless it is told not to.
os.environ.update(environment())
sys.path.insert(0, str(Path(__file__).parents[1] / "sandbox"))

from attacks import Scene, load, scene
from test_policy import HONEST, REFUSED

from tfquiz.program.allowed.lists import allowed
from tfquiz.program.policy import violations
from tfquiz.program.program import Lost, Program
from tfquiz.sandbox import template
from tfquiz.sandbox.child.answer import run_all
from tfquiz.sandbox.child.bindings import Bindings
from tfquiz.sandbox.host import Runner
from tfquiz.sandbox.lock.lock import Lock

ROOT = Path(__file__).parents[2]
STANDARD = (
    "collections", "contextlib", "copy", "functools", "io", "itertools", "math", "operator",
    "statistics", "string",
)  # fmt: skip
GROUPS = [
    ("numpy", *STANDARD), STANDARD, ("pandas", "numpy", *STANDARD), ("tensorflow", "numpy"),
    ("tensorflow1", "numpy"),
]  # fmt: skip
BATCH = 24
ODD = "\\\x00\u202e\uff45\u0301\ud800{}[]()'\"%:;.,@=*#\n\t 09_azAZ"
PLAIN = (
    "[3, 1, 2]", "{'a': 1}", "'text'", "3", "-2.5", "(1, (2, 3))", "lambda *given: given",
    "print", "str", "[[1], [2]]", "b'ab'", "{1, 2}", "None", "True", "iter([1, 2])", "range(4)",
    "ValueError('v')",
)  # fmt: skip
ARRAYS = (
    "np.arange(6)", "np.ones((2, 3))", "np.array(['a', 'bc'])", "np.array([1, 'x', None], 'O')",
    "np.float32(2)", "np.dtype('i4')", "np.add", "np.array([(1, 2.0)], 'i4,f8')",
    "np.ma.masked_array([1, 2], [0, 1])", "np.poly1d([1, 2])", "np.datetime64('2020-01-01')",
)  # fmt: skip
OWN = """
class Own:
    def __init__(self, value=None): self.value = value
    def __call__(self, *given): return given
    def __iter__(self): return iter([1, 2])
    def __enter__(self): return self
    def __exit__(self, *error): return True
    def __contains__(self, item): return True
    def __repr__(self): return "own"
    def sum(self, *given): return self.value
    def write(self, text): print(text)
own = Own([1])
"""
WATCHED = (
    "open", "os.", "socket.", "subprocess.", "ctypes.", "shutil.", "tempfile.", "signal.", "fcntl.",
    "mmap.", "sys._getframe", "sys.settrace", "gc.", "pty.", "code.__new__", "object.__getattr__",
    "pickle.", "marshal.load", "urllib.", "glob.", "sys.addaudithook", "cpython.",
    "object.__setattr__", "object.__delattr__", "function.__new__", "builtins.input",
)  # fmt: skip


def corpus() -> list[str]:
    """Sources to start from."""
    found = [source for _, source in HONEST.values()] + list(REFUSED)
    for name in ("escapes.jsonl", "more_escapes.jsonl"):
        found += [attack.code for attack in load(name)]
    for path in sorted((ROOT / "decks").glob("*.toml")):
        for note in tomllib.loads(path.read_text())["notes"]:
            for one in note["templates"]:
                code = f"{one.get('code', '')}\n{one.get('ask', '')}"
                found.append(code.replace("$", "v_").replace("v_", "v"))
    return found


class Mutants:
    """Programs made of parts of others."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.texts = corpus()
        self.statements: list[ast.stmt] = []
        self.expressions: list[ast.expr] = []
        for text in self.texts:
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            self.statements += [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
            self.expressions += [node for node in ast.walk(tree) if isinstance(node, ast.expr)]

    def names(self, libraries: tuple[str, ...]) -> list[str]:
        """What may stand for an expression besides parts of others."""
        lists = allowed(libraries)
        return sorted(lists.names | lists.types | lists.builtins)

    def make(self, libraries: tuple[str, ...]) -> str:
        """One program."""
        if self.chance.random() < 0.2:
            return self.damaged(self.chance.choice(self.texts))
        body = [self.chance.choice(self.statements) for _ in range(self.chance.randint(1, 4))]
        try:
            tree = ast.parse("\n".join(ast.unparse(one) for one in body))
            for _ in range(self.chance.randint(1, 5)):
                tree = ast.fix_missing_locations(self.crossed(tree, libraries))
            return f"{self.given(tree, libraries)}{ast.unparse(tree)}"
        except (SyntaxError, ValueError, RecursionError, AttributeError, TypeError, KeyError):
            return self.damaged(self.chance.choice(self.texts))

    def given(self, tree: ast.Module, libraries: tuple[str, ...]) -> str:
        """Lines that give a meaning to the names which a program reads and does not make."""
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        made = {name.id for name in names if not isinstance(name.ctx, ast.Load)}
        lists = allowed(libraries)
        free = {name.id for name in names} - made - lists.roots.keys() - lists.builtins
        values = [*PLAIN, *(ARRAYS if "np" in lists.roots else ())]
        lines = [f"{name} = {self.chance.choice(values)}" for name in sorted(free)]
        return (
            "\n".join([OWN, *lines, ""]) if self.chance.random() < 0.5 else "\n".join([*lines, ""])
        )

    def crossed(self, tree: ast.Module, libraries: tuple[str, ...]) -> ast.Module:
        """The tree with one expression or one word replaced."""
        nodes = [node for node in ast.walk(tree) if isinstance(node, ast.expr | ast.keyword)]
        if not nodes:
            return tree
        target = self.chance.choice(nodes)
        lists = allowed(libraries)
        match target:
            case ast.Attribute():
                target.attr = self.chance.choice(sorted(lists.attributes))
            case ast.keyword():
                target.arg = self.chance.choice(("where", "out", "axis", "key", "dtype", "file"))
            case ast.Name(ctx=ast.Load()):
                return self.put(tree, target, ast.parse(
                    self.chance.choice(self.names(libraries)), mode="eval").body)  # fmt: skip
            case _ if not isinstance(getattr(target, "ctx", ast.Load()), ast.Load):
                return tree
            case _:
                return self.put(tree, target, self.chance.choice(self.expressions))
        return tree

    @staticmethod
    def put(tree: ast.Module, target: ast.expr, other: ast.expr) -> ast.Module:
        """The tree with `other` in the place of `target`."""

        class Put(ast.NodeTransformer):
            def visit(self, node: ast.AST) -> ast.AST:
                return other if node is target else super().generic_visit(node)

        made: ast.Module = Put().visit(tree)
        return ast.parse(ast.unparse(made))

    def damaged(self, text: str) -> str:
        """The text with a few characters lost, doubled or replaced."""
        letters = list(text)
        for _ in range(self.chance.randint(1, 6)):
            place = self.chance.randrange(len(letters) + 1)
            match self.chance.randrange(3):
                case 0:
                    letters[place : place + self.chance.randint(1, 9)] = []
                case 1:
                    letters.insert(place, self.chance.choice(ODD))
                case _:
                    letters[place:place] = letters[place : place + self.chance.randint(1, 20)]
        return "".join(letters)[:20_000]


def filled(source: str, words: dict[str, str]) -> str:
    """The source with the scene's paths written in."""
    for word, meaning in words.items():
        source = source.replace(word, meaning)
    return source


def audited(sources: list[str], libraries: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Run programs in a locked child under an audit hook: event, arguments and program of each."""
    lock = Lock(threads=False)
    incoming, outgoing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _be_audited(sources, libraries, lock, outgoing)
        finally:
            os._exit(0)
    os.close(outgoing)
    data = b""
    while chunk := os.read(incoming, 65_536):
        data += chunk
    os.close(incoming)
    os.waitpid(pid, 0)
    return [json.loads(line) for line in data.splitlines() if line.endswith(b"]")]


def _be_audited(sources: list[str], libraries: tuple[str, ...], lock: Lock, outgoing: int) -> None:
    bindings = Bindings(checked=True)
    bindings.prepare(libraries)
    lock.apply(cpu_seconds=3)
    now = [""]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        source, now[0] = now[0], ""  # what the hook itself does is not looked at
        if source and event.startswith(WATCHED) and not _is_ours(sys._getframe(1)):
            if event.startswith("object."):
                arguments = (type(arguments[0]).__name__, arguments[1])
            line = json.dumps([event, repr(arguments)[:200], source])
            os.write(outgoing, line.encode() + b"\n")
        now[0] = source

    sys.addaudithook(hook)
    for source in sources:
        now[0] = source
        run_all([Program(source, None, libraries)], bindings, lambda: None)
        now[0] = ""


def _is_ours(frame: FrameType) -> bool:
    """Whether tfquiz itself does it, such as looking for an exception's line."""
    return frame.f_code.co_filename.endswith(("sandbox/child/execute.py", "child/answer.py"))


class Fuzzing:
    """Batches of programs made, checked and run, and what came of them."""

    def __init__(self, chance: random.Random, place: Scene, runner: Runner) -> None:
        self.chance = chance
        self.place = place
        self.runner = runner
        self.words = place.prepare()
        self.mutants = Mutants(chance)
        self.counts: Counter[str] = Counter()
        self.events: dict[str, tuple[str, str]] = {}

    def turn(self) -> None:
        """Make programs until a batch of them is allowed; run it twice."""
        libraries = self.chance.choices(GROUPS, (8, 4, 2, 1, 1))[0]
        batch = list(islice(self.allowed(libraries), BATCH))
        for outcome in self.runner.run([Program(source, None, libraries) for source in batch]):
            reason = f": {outcome.reason}" if isinstance(outcome, Lost) else ""
            self.counts[f"{type(outcome).__name__.lower()}{reason}"] += 1
            if self.words["@CANARY_TOKEN@"] in getattr(outcome, "printed", ""):
                self.counts["HARM: the canary was read"] += 1
        if not any(name.startswith("tensorflow") for name in libraries):
            self.counts["audited"] += len(batch)
            for event, arguments, source in audited(batch, libraries):
                self.events.setdefault(_key(event, arguments), (arguments, source))

    def allowed(self, libraries: tuple[str, ...]) -> Iterator[str]:
        """Programs that the language lets through, of many that are made."""
        for _ in range(40 * BATCH):
            source = filled(self.mutants.make(libraries), self.words)
            self.counts["programs"] += 1
            if not violations(source, libraries):
                self.counts["allowed"] += 1
                yield source


def _key(event: str, arguments: str) -> str:
    """What is told once: modules that are loaded when they are first needed are all alike."""
    if event == "marshal.loads" or "-packages/" in arguments or "/lib/python" in arguments:
        return f"{event} of a module"
    return f"{event} {arguments[:60]}"


def main() -> None:
    """Fuzz for the seconds given and print what was found."""
    end = time.monotonic() + float(sys.argv[1])
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns())
    template._load(["numpy", "pandas"])
    template._prepare(STANDARD)
    with (
        tempfile.TemporaryDirectory() as folder,
        scene(Path(folder)) as place,
        Runner(strict=True, deadline=0.4) as runner,
    ):
        fuzzing = Fuzzing(chance, place, runner)
        found = ""
        while time.monotonic() < end and not found:
            fuzzing.turn()
            found = harm(place, fuzzing.words)
    for event, (arguments, source) in sorted(fuzzing.events.items()):
        sys.stdout.write(f"{event} {arguments}\n    {source!r}\n")
    sys.stdout.write(f"{dict(fuzzing.counts)} {found or 'no harm'}\n")


def harm(place: Scene, words: dict[str, str]) -> str:
    """What happened outside the sandbox; empty where nothing did."""
    if Path(words["@MARK@"]).exists():
        return "a file was made"
    if place.victim.read_text() != "precious":
        return "a file was changed"
    return "somebody connected" if place.was_connected_to() else ""


if __name__ == "__main__":
    main()
