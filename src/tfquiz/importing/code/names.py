"""Imports and the names of libraries: what a note calls them, and what decks call them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from tfquiz.importing.code.editing import Edit, Source, applied
from tfquiz.program.allowed.lists import bare, read
from tfquiz.program.libraries import LIBRARIES

USUAL = {
    "numpy": "np",
    "np": "np",
    "tensorflow": "tf",
    "tf": "tf",
    "pandas": "pd",
    "pd": "pd",
    "keras": "tf.keras",
    **{name: name for name in LIBRARIES if LIBRARIES[name].distribution is None},
}
"""What names mean that a note uses without importing them."""
_ROOTS = {"numpy": "np", "tensorflow": "tf", "pandas": "pd", "keras": "tf.keras"}
_PLOTTING = ("matplotlib", "pylab", "seaborn")
_MOVED = {
    "np": {
        "NaN": "nan", "Inf": "inf", "infty": "inf", "float_": "float64", "complex_": "complex128",
        "product": "prod", "cumproduct": "cumprod", "alltrue": "all", "sometrue": "any",
        "row_stack": "vstack", "trapz": "trapezoid", "in1d": "isin", "round_": "round",
        "unicode_": "str_", "string_": "bytes_", "asfarray": "asarray", "msort": "sort",
    },
    "tf": {
        "sub": "subtract", "mul": "multiply", "neg": "negative", "pack": "stack",
        "unpack": "unstack", "batch_matmul": "matmul", "concat_v2": "concat",
        "initialize_all_variables": "global_variables_initializer",
        "initialize_local_variables": "local_variables_initializer",
        "arg_max": "argmax", "arg_min": "argmin",
    },
}  # fmt: skip
_BARE = {name: name for name in ("int", "float", "object", "str")}
_OLD_WORDS = {"keep_dims", "reduction_indices"}


@dataclass(slots=True)
class Bindings:
    """What the imports of a document, read so far, bind: name to dotted name in decks' words."""

    known: dict[str, str] = field(default_factory=dict)
    plotting: set[str] = field(default_factory=lambda: {"plt", "pylab", "sns"})
    legacy: bool = False
    """Whether TensorFlow was imported as version 1."""
    unknown: dict[str, str] = field(default_factory=dict)
    """Names that come from modules which decks cannot use, each with its module."""

    def bind(self, statement: ast.Import | ast.ImportFrom) -> None:
        """Take in one import."""
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                bound = alias.asname or alias.name.partition(".")[0]
                self._bind(bound, alias.name if alias.asname else bound)
                self.legacy = self.legacy or "compat.v1" in alias.name
            return
        module = statement.module or ""
        self.legacy = self.legacy or "compat.v1" in f"{module}.{statement.names[0].name}"
        for alias in statement.names:
            if alias.name != "*" and module != "__future__":
                self._bind(alias.asname or alias.name, f"{module}.{alias.name}")

    def _bind(self, name: str, dotted: str) -> None:
        root, _, rest = dotted.replace("tensorflow.compat.v1", "tensorflow").partition(".")
        if root in _PLOTTING:
            self.plotting.add(name)
        elif root in _ROOTS or root in LIBRARIES:
            self.known[name] = ".".join(filter(None, (_ROOTS.get(root, root), rest)))
        elif root != "__future__":
            self.unknown[name] = root


@dataclass(frozen=True, slots=True)
class Plain:
    """Code without imports that calls libraries by the names that decks use."""

    text: str
    changes: tuple[str, ...]


def plain_names(text: str, bindings: Bindings, own: set[str]) -> Plain:
    """Take the imports out of code and write the libraries' names as decks do.

    Args:
        text: code that parses.
        bindings: what earlier imports bound; takes in those of `text`.
        own: names that the document binds itself, which are no library's.
    """
    source = Source(text)
    edits: list[Edit] = []
    changes: dict[str, None] = {}
    for node in _walk(source):
        if isinstance(node, ast.Import | ast.ImportFrom):
            bindings.bind(node)
    for statement in _dropped(source, bindings):
        start, end = source.span(statement)
        edits.append(Edit(start, end, "pass"))
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            changes["plotting was left out"] = None
    for edit, change in _renamed(source, bindings, own):
        edits.append(edit)
        if change:
            changes[change] = None
    return Plain(without_pass(applied(text, edits)), tuple(changes))


def _walk(source: Source) -> Iterator[ast.AST]:
    """All nodes, level by level, so that `a.b.c` comes before its parts."""
    return ast.walk(ast.Module(source.body, []))


def _dropped(source: Source, bindings: Bindings) -> Iterator[ast.stmt]:
    for node in _walk(source):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.Expr | ast.Assign):
            value = node.value
            if isinstance(value, ast.Call) and _root(value.func) in bindings.plotting:
                yield node
        # other statements stay; what they need of plotting is then a name that is missing


def _renamed(source: Source, bindings: Bindings, own: set[str]) -> Iterator[tuple[Edit, str]]:
    """The edits that write each library name as decks do, with the change in words or ""."""
    inside: set[ast.AST] = set()
    for node in _walk(source):
        if node in inside or not isinstance(node, ast.Name | ast.Attribute):
            continue
        old = dotted(node)
        root = old.partition(".")[0]
        if not root or root in own:
            continue
        inside.update(ast.walk(node))
        canonical = bindings.known.get(root) or USUAL.get(root)
        if canonical is None or (root not in bindings.known and "." not in old):
            continue
        new = _today(canonical + old[len(root) :])
        if new != old:
            start, end = source.span(node)
            yield Edit(start, end, new), f"`{old}` is written `{new}`"


def _today(name: str) -> str:
    """A dotted name as today's library has it."""
    root, _, rest = name.partition(".")
    rest = rest.replace("compat.v1.", "")
    if root == "np" and rest in _BARE:
        return _BARE[rest]
    first, dot, more = rest.partition(".")
    moved = _MOVED.get(root, {}).get(first, first) if not dot else first
    return ".".join(filter(None, (root, moved + dot + more)))


def dotted(node: ast.AST) -> str:
    """`a.b.c` as a text; "" where it is not plain names all the way down."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def without_pass(text: str) -> str:
    """Code without the `pass` that stands in the place of statements that were taken out."""
    tree = ast.parse(text)
    rows: set[int] = set()
    for node in ast.walk(tree):
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if not isinstance(body, list):
                continue
            empty = [one for one in body if isinstance(one, ast.Pass)]
            if len(empty) < len(body) or node is tree:
                rows.update(one.lineno for one in empty)
    kept = []
    for row, line in enumerate(text.splitlines(), start=1):
        if row not in rows:
            kept.append(line)
        elif line.strip() not in ("pass", "pass;"):
            kept.append(line.replace("pass", "", 1).lstrip("; "))
    return "\n".join(kept)


def libraries_of(text: str, *, legacy: bool) -> tuple[str, ...]:
    """The libraries that code uses, in decks' words; text that does not parse uses none."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return ()
    roots = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found = [
        name
        for name, library in LIBRARIES.items()
        if library.binds in roots and name not in ("tensorflow", "tensorflow1")
    ]
    if "tf" in roots:
        found.append("tensorflow1" if legacy or needs_legacy(tree) else "tensorflow")
    return tuple(found)


def needs_legacy(tree: ast.AST) -> bool:
    """Whether a program is written for TensorFlow 1."""
    today = {bare(name) for name in read("tensorflow")["names"]}
    old = {bare(name) for name in read("tensorflow1")["names"]}
    old = (old | set(read("tensorflow").get("gone", []))) - today
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name.startswith("tf.") and name.removeprefix("tf.") in old:
                return True
        elif isinstance(node, ast.keyword) and node.arg in _OLD_WORDS:
            return True
    return False
