"""From an ask to a program that runs: the short one where it gives what the full one gives."""

import ast
import re
from dataclasses import dataclass, replace

from tfquiz.cards.naming import names_in_order
from tfquiz.importing.asking import Ask, shows_error
from tfquiz.importing.code.leaves import Leaf, rendered
from tfquiz.importing.code.names import libraries_of
from tfquiz.importing.opening.trying import Lab, why_not
from tfquiz.importing.snippets import Snippet
from tfquiz.program.policy import violations
from tfquiz.program.program import Finished, Outcome, Raised
from tfquiz.session.making import Runs
from tfquiz.session.rounds import Rounds
from tfquiz.values import Array, Atom, Mapping, Opaque

MAX_DROPPED = 30
"""Lines that may be found superfluous one by one."""
_AS_LIST = {
    "zip", "map", "filter", "enumerate", "generator", "dict_keys", "dict_values", "dict_items",
    "reversed", "list_iterator", "list_reverseiterator", "chain", "islice", "deque", "accumulate",
    "permutations", "combinations", "product", "starmap", "takewhile", "dropwhile", "pairwise",
    "batched", "zip_longest", "compress", "filterfalse", "combinations_with_replacement", "poly1d",
    "array.array", "array", "range_iterator", "str_iterator", "tuple_iterator", "set_iterator",
}  # fmt: skip
_AS = {
    **dict.fromkeys(("Index", "RangeIndex", "MultiIndex", "DatetimeIndex"), ("tolist()",)),
    **dict.fromkeys(("ndarray", "MaskedArray"), ("tolist()",)),
    **dict.fromkeys(("Polynomial", "Chebyshev", "Legendre", "Laguerre", "Hermite"), ("coef",)),
    "Series": ("to_dict()", "tolist()"),
    "DataFrame": ('to_dict("list")',),
    "RaggedTensor": ("to_list()",),
}
"""What gives the contents of objects that nobody could type, by their type."""
_AS_TEXT = {"dtype", "Fraction", "Decimal", "date", "timedelta"}
EXPECTED = {
    "KeyError", "IndexError", "ValueError", "TypeError", "ZeroDivisionError", "StopIteration",
    "OverflowError", "UnboundLocalError", "InvalidArgumentError", "LinAlgError", "AxisError",
    "AssertionError", "RecursionError", "FrozenInstanceError",
}  # fmt: skip
"""Exceptions that examples are about; others tell that something is missing here."""
_SEED = re.compile(r"\b(seed|default_rng|RandomState|set_seed|set_random_seed)\((\d+)")


@dataclass(frozen=True, slots=True)
class Ready:
    """A program that runs, and what it gives."""

    code: str
    ask: str | None
    libraries: tuple[str, ...]
    outcome: Finished | Raised
    text: str

    @property
    def facet(self) -> str:
        """What is asked."""
        if isinstance(self.outcome, Raised):
            return "raises"
        return "printed" if self.ask is None else "value"


def find_ready(runs: Runs, snippet: Snippet, ask: Ask) -> Rounds[Ready | str]:
    """The program to open: the short one if it gives what the full one gives; else why not."""
    reason = _unknown(snippet, ask)
    if reason:
        return reason
    for libraries in _libraries(snippet, ask):
        if absent := runs.missing(libraries):
            return f"{', '.join(absent)} is not installed"
        found = yield from _run(ask, libraries)
        if isinstance(found, Ready):
            return (yield from _sure(found))
        reason = reason or found
    return reason


def _unknown(snippet: Snippet, ask: Ask) -> str:
    """Why an ask that needs a module which decks cannot use is left out; "" if it needs none."""
    names = dict(snippet.unknown)
    reads = {name for leaf in ask.short for name in leaf.reads}
    reads |= {name for name, _ in names_in_order(ask.ask or "")}
    if "id" in reads:
        return "shows an address, which differs each time"
    found = sorted(names[name] for name in reads & names.keys())
    return f"uses {found[0]}, which decks cannot use" if found else ""


def _libraries(snippet: Snippet, ask: Ask) -> list[tuple[str, ...]]:
    """The libraries to try, the likeliest first."""
    texts = [f"{rendered(leaves)}\n{ask.ask or ''}" for leaves in (ask.short, ask.full)]
    found = [libraries_of(text, legacy=snippet.legacy) for text in texts]
    return list(dict.fromkeys(found))


def _run(ask: Ask, libraries: tuple[str, ...]) -> Rounds[Ready | str]:
    lab = Lab(libraries, facet="printed" if ask.ask is None else "value")
    texts = {rendered(leaves): leaves for leaves in (ask.short, ask.full)}
    refused = {code: violations(code, libraries, ask=ask.ask) for code in texts}
    allowed = [code for code in texts if not refused[code]]
    if not allowed:
        message = next(iter(refused.values()))[0].message
        return f"not allowed: {message.partition('; if it only')[0]}"  # the rest is for our lists
    programs = [lab.program(code, ask.ask) for code in allowed]
    outcomes = yield programs
    for askable in next(filter(None, (_askable(ask.ask, one) for one in outcomes)), ()):
        found = yield from _run(replace(ask, ask=askable), libraries)
        if isinstance(found, str) or not _is_numbered(found.outcome):
            return found
    answers = [lab.text_of(*pair) for pair in zip(programs, outcomes, strict=True)]
    whole = answers[-1]
    for code, outcome, answer in zip(allowed, outcomes, answers, strict=True):
        if answer is None or not isinstance(outcome, Finished) or whole not in (None, answer):
            continue
        ready = Ready(code, ask.ask, libraries, outcome, answer)
        if texts[code] == ask.short:
            return ready
        return (yield from _shortened(lab, ready, list(ask.full)))
    last = outcomes[-1] if whole is None else outcomes[0]
    if isinstance(last, Raised) and is_expected(ask, last):
        code = next(code for code, one in zip(allowed, outcomes, strict=True) if one == last)
        return Ready(code, ask.ask, libraries, last, f"raises {last.error}")
    return why_not(last) or "the answer is too long to ask for"


def is_expected(ask: Ask, raised: Raised) -> bool:
    """Whether an exception is what the example is about.

    Either its source shows one, or it shows nothing there; but a prompt without an output says
    that all went well.
    """
    if raised.error not in EXPECTED:
        return False
    return shows_error(ask.shown) if ask.shown else not ask.console


def _shortened(lab: Lab, ready: Ready, leaves: list[Leaf]) -> Rounds[Ready]:
    """The full program without those lines that the answer can do without, last ones first."""
    kept = list(leaves)
    for leaf in reversed(leaves[:MAX_DROPPED] if ready.ask else leaves[:-1]):
        fewer = [one for one in kept if one is not leaf]
        code = rendered(fewer)
        outcome = yield from lab.outcome(code, ready.ask)
        if lab.text_of(lab.program(code, ready.ask), outcome) == ready.text:
            kept = fewer
    return replace(ready, code=rendered(kept))


def _askable(ask: str | None, outcome: Outcome) -> tuple[str, ...]:
    """Expressions that give as a list or a text what nobody could type, the plainest last."""
    value = outcome.value if isinstance(outcome, Finished) else None
    if ask is None or not isinstance(value, Opaque):
        return ()
    if value.type in _AS_LIST:
        return (f"list({ask})",)
    if value.type in _AS_TEXT:
        return (f"str({ask})",)
    bound = ask if _is_primary(ask) else f"({ask})"
    if value.type.endswith("Dataset"):
        return (f"list({bound}.as_numpy_iterator())",)
    return tuple(f"{bound}.{how}" for how in _AS.get(value.type, ()))


def _is_numbered(outcome: Outcome) -> bool:
    """Whether an outcome has no other labels than 0, 1, 2, which a list says more simply."""
    value = outcome.value if isinstance(outcome, Finished) else None
    if not isinstance(value, Mapping):
        return False
    return [key for key, _ in value.pairs] == [Atom(place) for place in range(len(value.pairs))]


def _is_primary(ask: str) -> bool:
    """Whether a method can be called on an expression as it stands."""
    node = ast.parse(ask, mode="eval").body
    return isinstance(node, ast.Name | ast.Attribute | ast.Call | ast.Subscript)


def _sure(ready: Ready) -> Rounds[Ready | str]:
    """Leave out what chance decides: another state or seed of it gives another answer."""
    if "random" not in ready.code and "random" not in (ready.ask or "") and "rng" not in ready.code:
        return ready
    lab = Lab(ready.libraries, facet=ready.facet)
    shaken = _SEED.sub(lambda found: f"{found[1]}({int(found[2]) + 1}", ready.code)
    first = "np.random.random(5)"
    if "tensorflow" in ready.libraries:
        first = "tf.random.uniform([5])"
    elif "tensorflow1" in ready.libraries:
        first = "tf.set_random_seed(5)"
    code = f"{first}\n{shaken}"
    [outcome] = yield [lab.program(code, ready.ask)]
    if lab.text_of(lab.program(code, ready.ask), outcome) == ready.text:
        return ready
    return (yield from _shape_only(lab, ready))


def _shape_only(lab: Lab, ready: Ready) -> Rounds[Ready | str]:
    """Of random numbers only the shape can be predicted."""
    reason = "chance decides the answer"
    value = ready.outcome.value if isinstance(ready.outcome, Finished) else None
    if not isinstance(value, Array) or not value.shape or ready.ask is None:
        return reason
    ask = f"({ready.ask}).shape" if not ready.ask.isidentifier() else f"{ready.ask}.shape"
    outcome = yield from lab.outcome(ready.code, ask)
    text = lab.text_of(lab.program(ready.code, ask), outcome)
    if text is None or not isinstance(outcome, Finished):
        return reason
    return Ready(ready.code, ask, ready.libraries, outcome, text)
