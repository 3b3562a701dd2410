"""What a snippet can be asked: its printed values, last values and changed variables."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tfquiz.cards.copied import literal_asked
from tfquiz.importing.code.editing import Source
from tfquiz.importing.code.leaves import Leaf, leaves_of, read_first, rendered, sliced
from tfquiz.importing.code.names import dotted
from tfquiz.importing.snippets import Snippet

MAX_ASKS = 40
MAX_SHOWN = 4
"""Values that are asked for as one text."""
_MAKERS = ("np.array", "tf.constant", "tf.Variable", "np.asarray")
_RESULTS = ("result", "out", "answer", "shown")

_DEFAULT_SESSION = re.compile(r"\.(?:eval|run)\(")
"""What finds the session around it by itself: `x.eval()`."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask about a snippet, and two programs that lead to it."""

    short: tuple[Leaf, ...]
    """Only what decides the answer."""
    full: tuple[Leaf, ...]
    """Everything before it, for where the short program gives another answer."""
    ask: str | None
    """The expression; None asks for what the code prints."""
    shown: str
    """What the source shows as its value; "" if it shows nothing."""
    label: str
    """What is asked, as the source writes it."""
    console: bool = False
    """Whether it was typed at a prompt."""
    printed: bool = False
    """Whether its source prints it."""

    @property
    def code(self) -> str:
        """The short program."""
        return rendered(self.short)


def asks_of(snippet: Snippet) -> list[Ask]:
    """All asks, in the order of the source."""
    found: dict[tuple[str, str | None], Ask] = {}
    for ask in _candidates(snippet):
        found.setdefault((rendered(ask.full), ask.ask), replace(ask, console=snippet.console))
    return list(found.values())[:MAX_ASKS]


def whole_ask(snippet: Snippet) -> Ask | None:
    """Everything that a snippet shows, asked as one text; None for one value, or for many."""
    shows = any(leaf.output or leaf.is_print for leaf in snippet.leaves)
    found: list[Leaf] = []
    count = 0
    for leaf in snippet.leaves:
        if leaf.is_bare and (leaf.output or not (leaf.mutates or (snippet.console and shows))):
            [printed] = leaves_of(f"print({leaf.text})")
            found.append(replace(printed, headers=leaf.headers, entry=leaf.entry))
            count += 1
        else:
            found.append(leaf)
            count += leaf.is_print
    if not 2 <= count <= MAX_SHOWN:
        return None
    before = _before(snippet, found)
    label = next(leaf.text for leaf in reversed(found) if leaf.is_print)
    return Ask((), (*before, *found), None, "", label, snippet.console)


def _candidates(snippet: Snippet) -> Iterator[Ask]:
    leaves = snippet.leaves
    shows = any(leaf.output or leaf.is_print for leaf in leaves)
    for place, leaf in enumerate(leaves):
        before = [*snippet.before, *leaves[:place]]
        if leaf.is_print:
            yield from _printed(snippet, before, place)
        elif leaf.is_bare:
            if leaf.output or not (snippet.console and shows) or not leaf.mutates:
                yield from _expression(snippet, before, leaf, leaf.node.value, leaf.output)  # type: ignore[attr-defined]
        elif _prints(leaf.node) or shows_error(leaf.output):
            yield _by_print(snippet, before, [leaf], leaf.output)
    if not (snippet.console and shows):
        yield from _results(snippet)


def shows_error(output: str) -> bool:
    """Whether an output tells of an exception."""
    return re.search(r"[a-z]Error\b|\bTraceback\b|\bStopIteration\b", output) is not None


def _printed(snippet: Snippet, before: list[Leaf], place: int) -> Iterator[Ask]:
    """What a call of `print` shows: the one value in it, or the text where there are several."""
    leaf = snippet.leaves[place]
    call = leaf.node.value  # type: ignore[attr-defined]
    values = _values(call)
    prints = [one for one in snippet.leaves if one.is_print and one.entry == leaf.entry]
    shown = leaf.output if len(prints) == 1 or all(one.output for one in prints) else ""
    if len(values) == 1:
        for ask in _expression(snippet, before, leaf, values[0], shown):
            yield replace(ask, printed=True)
    elif values:
        yield _by_print(snippet, before, [leaf], shown)


def _values(call: ast.Call) -> list[ast.expr]:
    """The expressions that a `print` shows, without labels; `"%d" % x` shows x."""
    found: list[ast.expr] = []
    for argument in call.args:
        match argument:
            case ast.Constant(value=str()):
                continue
            case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod(), right=right):
                found += right.elts if isinstance(right, ast.Tuple) else [right]
            case _:
                found.append(argument)
    return found


def _expression(
    snippet: Snippet, before: list[Leaf], leaf: Leaf, value: ast.expr, shown: str
) -> Iterator[Ask]:
    if isinstance(value, ast.Constant):
        return
    text = Source(leaf.text).of(value)
    names = read_first(text)
    inside = frozenset(name for header in leaf.headers for name in header.binds)
    if not names & inside and not (leaf.headers and _DEFAULT_SESSION.search(text)):
        short = sliced(before, names, text=text)
        if text.isidentifier() or literal_asked(rendered(short), text) is not None:
            short = sliced(before, names | _changed_copies(before, names), text=text)
        full = _full(snippet, before, names)
        yield Ask(tuple(short), tuple(full), text, shown, text)
        return
    taken = {name for one in (*before, *snippet.leaves) for name in one.reads | one.binds}
    result = next(name for name in (*_RESULTS, "result_") if name not in taken)
    node = ast.parse(f"{result} = 0").body[0]
    last = Leaf(f"{result} = {text}", node, leaf.headers, names, frozenset([result]), frozenset())
    needed = names | frozenset(name for header in leaf.headers for name in header.reads)
    short = [*sliced(before, needed - inside | _changed(before, leaf), text=text), last]
    full = [*_full(snippet, before, needed - inside), last]
    yield Ask(tuple(short), tuple(full), result, shown, text)


def _changed_copies(before: Sequence[Leaf], names: frozenset[str]) -> frozenset[str]:
    """What was made of some names and then changed: that they stay as they were may be the point.

    Such as `b` in `b = a[:]` and `b[0] = 9`, when `a` is shown.
    """
    made: set[str] = set()
    changed: set[str] = set()
    for leaf in before:
        if leaf.binds & names and not leaf.mutates & names:
            made.clear()  # that was another object of the same name
            changed.clear()
        if leaf.reads & names and isinstance(leaf.node, ast.Assign):
            made |= leaf.binds - names
        changed |= leaf.mutates & made
    return frozenset(changed)


def _changed(before: Sequence[Leaf], leaf: Leaf) -> frozenset[str]:
    """What statements in the same `with` have run for its effect, as in `sess.run(init)`."""
    return frozenset(
        name
        for one in before
        if one.headers and one.headers == leaf.headers and one.is_bare
        for name in one.mutates
    )


def _full(
    snippet: Snippet, before: Sequence[Leaf], names: frozenset[str] = frozenset()
) -> list[Leaf]:  # fmt: skip
    """Everything that the snippet itself ran before, and what it and `names` need from earlier."""
    own = [kept for one in before[len(snippet.before) :] for kept in _silenced(one)]
    return [*_before(snippet, own, names), *own]


def _before(
    snippet: Snippet, own: Sequence[Leaf], names: frozenset[str] = frozenset()
) -> list[Leaf]:  # fmt: skip
    """What a snippet needs from earlier ones."""
    bound: set[str] = set()
    needed: set[str] = set()
    for leaf in own:
        bound = bound.union(*(header.binds for header in leaf.headers))
        reads = leaf.reads.union(*(header.reads for header in leaf.headers))
        needed |= (reads | leaf.mutates) - bound
        bound |= leaf.binds
    needed |= names - bound
    return sliced(snippet.before, frozenset(needed), text=" ".join(one.text for one in own))


def _silenced(leaf: Leaf) -> list[Leaf]:
    """A statement without its printing; calls stay, which may have an effect: `print(next(g))`."""
    if leaf.is_print:
        call = leaf.node.value  # type: ignore[attr-defined]
        shown = [one for value in _values(call) for one in leaves_of(ast.unparse(value))]
        found = [replace(one, headers=leaf.headers, entry=leaf.entry) for one in shown]
    else:
        found = [leaf]
    return [one for one in found if not one.is_bare or one.mutates or _calls(one.node)]


def _calls(node: ast.stmt) -> bool:
    return any(isinstance(one, ast.Call) for one in ast.walk(node))


def _by_print(snippet: Snippet, before: list[Leaf], last: list[Leaf], shown: str) -> Ask:
    names = frozenset(name for leaf in last for name in leaf.reads | leaf.mutates)
    short = [*sliced(before, names, text=last[-1].text), *last]
    full = _full(snippet, before, names)
    label = last[-1].text.splitlines()[0]
    return Ask(tuple(short), (*full, *last), None, shown, label)


def _prints(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return False
    return any(isinstance(one, ast.Call) and dotted(one.func) == "print" for one in ast.walk(node))


def _results(snippet: Snippet) -> Iterator[Ask]:
    """Variables that the snippet binds or changes and then neither uses nor shows."""
    leaves = snippet.leaves
    for place, leaf in enumerate(leaves):
        later = frozenset(name for one in leaves[place + 1 :] for name in one.reads | one.binds)
        before = [*snippet.before, *leaves[: place + 1]]
        if leaf.is_print or isinstance(leaf.node, ast.FunctionDef | ast.ClassDef | ast.Import):
            continue
        if (leaf.is_bare and not leaf.mutates) or _prints(leaf.node):
            continue
        for name in sorted(leaf.touches - later - _loop_names(leaf.node)):
            if _is_result(leaf, name):
                short = sliced(before, frozenset([name]), text=leaf.text)
                full = _full(snippet, before)
                yield Ask(tuple(short), tuple(full), name, "", name)


def _loop_names(node: ast.stmt) -> frozenset[str]:
    """The variables of loops, which nobody asks for afterwards."""
    return frozenset(
        one.id
        for loop in ast.walk(node)
        if isinstance(loop, ast.For | ast.comprehension)
        for one in ast.walk(loop.target)
        if isinstance(one, ast.Name)
    )


def _is_result(leaf: Leaf, name: str) -> bool:
    """Whether a variable holds something that had to be worked out."""
    if name in leaf.mutates:
        return name.isidentifier() and name not in ("np", "tf", "pd", "sess")
    value = getattr(leaf.node, "value", None)
    if isinstance(value, ast.Call) and dotted(value.func) in _MAKERS and len(value.args) == 1:
        value = value.args[0]
    if value is None:
        return isinstance(leaf.node, ast.For | ast.While | ast.If)
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError):
        return True
    return False
