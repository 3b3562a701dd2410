"""Which programs could give something else the next time, by the words that they are written in.

Chance without a seed, the order of sets, hashes and addresses are never asked about. Here it is
only said whether a program is worth running again; what it then gives decides. Nothing is run.
"""

import ast
import re

_CHANCE = re.compile(
    "random|seed|shuffle|sampl|dropout|initializ|get_variable|truncated_normal|multinomial"
    "|nce_loss|layers|fractional|elastic"
)
"""Every way to a library's own chance goes by one of these words."""

_PROCESS = re.compile(
    r"\b(set|frozenset|hash|id|object|keys|items|union|intersection|class|lambda)\b"
)
"""Ways to sets, hashes and addresses."""


def draws_by_chance(text: str) -> bool:
    """Whether code may draw by chance, seeded or not."""
    return _CHANCE.search(text) is not None


def differs_by_process(code: str) -> bool:
    """Whether what code gives may depend on hashes or addresses, which each process has anew."""
    if _PROCESS.search(code):
        return True
    if "{" not in code:
        return False
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(node, ast.Set | ast.SetComp) for node in ast.walk(tree))
