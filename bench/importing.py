"""How far the importer reaches: examples of the libraries' documentation, and notes given by name.

    python bench/importing.py                          NumPy and TensorFlow
    python bench/importing.py numpy.linalg notes.md    these sources instead
    python bench/importing.py --every 8 --skip 3       the fourth name and each eighth after it

An example counts where it runs, gives the same each time, and its answer depends on data that
stand in it. It is reached when it becomes a template with 20 different questions or more. What is
left out is ranked by its reason.
"""

import argparse
import re
import time
from collections import Counter, defaultdict
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from tfquiz.importing.faults import MARK
from tfquiz.importing.importer import import_documents
from tfquiz.importing.importing import LeftOut, Result
from tfquiz.importing.sources.docstrings import read_documentation
from tfquiz.importing.sources.document import Document
from tfquiz.importing.sources.reading import is_dotted_name, read_file
from tfquiz.sandbox.host import Runner

LIBRARIES = {
    "NumPy": ("numpy", "numpy.linalg", "numpy.fft"),
    "TensorFlow": ("tf", "tf.math", "tf.nn", "tf.linalg"),
}
NO_DATA = (
    "has no data to leave open",
    "no other data that runs changes the answer",
    "only shows the data that stand above it",
    "chance decides the answer",
)
"""Reasons that say that the answer does not depend on data, or on chance."""
SHOWN = 3


def main() -> None:
    """Import everything and print the figures."""
    parser = argparse.ArgumentParser(description="How far the importer reaches.")
    parser.add_argument("sources", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--skip", type=int, default=0)
    options = parser.parse_args()
    groups = {one: (one,) for one in options.sources} or LIBRARIES
    for title, sources in groups.items():
        measure(title, _documents(sources)[options.skip :: options.every])


def measure(title: str, documents: list[Document]) -> None:
    """Import some documents together and print what came of them."""
    started, own, below = time.perf_counter(), _cpu(RUSAGE_SELF), _cpu(RUSAGE_CHILDREN)
    with Runner() as runner:
        found = import_documents(runner, documents, deck="bench")
    seconds = time.perf_counter() - started
    own, below = _cpu(RUSAGE_SELF) - own, _cpu(RUSAGE_CHILDREN) - below
    reached = sum(len(result.imported) for result in found.results)
    left = [one for result in found.results for one in result.left_out]
    reached += sum(one.repeat for one in left)
    missed = [one for one in left if one.ran and one.reason not in NO_DATA]
    total = reached + len(left) - sum(one.repeat for one in left)
    snippets = [result for result in found.results if result.snippet.leaves]
    print(f"\n{title}: {len(documents)} documents, {total} examples, {seconds:.0f} s")
    print(f"  processor: {own:.0f} s in this process, {below:.0f} s in those that run the examples")
    rate = total / (own + below)
    print(f"  {2 * rate:.1f} examples a second with validation, if two processors do nothing else")
    share = reached / max(1, reached + len(missed))
    print(f"  {reached} of {reached + len(missed)} that depend on data are reached: {share:.0%}")
    some = sum(bool(result.imported) or _repeats(result) for result in snippets)
    able = sum(bool(result.imported) or any(one.ran or one.repeat for one in result.left_out)
               for result in snippets)  # fmt: skip
    print(f"  {some} of {able} snippets that run gave templates")
    _print_reasons(found.results)
    faults = [one.reason for one in left if one.reason.startswith(MARK)]
    if faults:
        raise SystemExit("\n".join(["mistakes of the importer's own:", *faults]))


def _cpu(who: int) -> float:
    """Seconds that processors worked for this process, or for those it started that have ended."""
    used = getrusage(who)
    return used.ru_utime + used.ru_stime


def _repeats(result: Result) -> bool:
    return any(one.repeat for one in result.left_out)


def _documents(sources: tuple[str, ...]) -> list[Document]:
    """The documents of all sources; what several modules share is counted once."""
    found: dict[str, Document] = {}
    for source in sources:
        if not is_dotted_name(source):
            found[source] = read_file(Path(source))
            continue
        for document in read_documentation(source):
            words = "\n".join(part.text for part in document.parts)
            found.setdefault(words, document)
    return list(found.values())


def _print_reasons(results: tuple[Result, ...]) -> None:
    counts: Counter[tuple[bool, str]] = Counter()
    examples: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for result in results:
        for one in result.left_out:
            if not one.repeat:
                key = one.ran and one.reason not in NO_DATA, _kind(one)
                counts[key] += 1
                examples[key].append(
                    f"{result.snippet.title}: {one.ask.label.splitlines()[0][:60]}"
                )
    for (missed, reason), count in counts.most_common():
        print(f"  {count:>5} {'missed' if missed else '      '} {reason}")
        for example in examples[missed, reason][:SHOWN]:
            print(f"{'':>15}{example}")


def _kind(one: LeftOut) -> str:
    """A reason without what is particular to the example."""
    reason = re.sub(r"'[^']*'|\"[^\"]*\"", "...", one.reason)
    reason = re.sub(r"\d+%?", "N", reason)
    refused = re.match(r"not allowed: (\S+) is not", one.reason)
    if refused:
        return f"not allowed: {refused[1]}"
    return reason.partition(":")[0] if reason.startswith("raises") else reason[:70]


if __name__ == "__main__":
    main()
