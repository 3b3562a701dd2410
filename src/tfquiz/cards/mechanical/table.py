"""The table of mechanical misconceptions: what they are called and what they do to a program.

To add one, add a row here: an id, and a function that finds the places (`axes`,
`calls`, `python`, `sharing` and `syntax` hold them) or pairs of names that are taken for each
other. Its sentences stand in `words`. The order is that of plausibility: what more people
believe stands further up.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tfquiz.cards.mechanical import axes, calls, python, sharing, syntax
from tfquiz.cards.mechanical.source import Change, Source
from tfquiz.cards.mechanical.words import WHY
from tfquiz.cards.question import Answer, Gives, Raises, Words
from tfquiz.cards.reading.grid import grid


def _a_value(_: Answer, answer: Answer) -> bool:
    """Who holds this belief does not expect an exception from it."""
    return not isinstance(answer, Raises)


def _anything(_: Answer, __: Answer) -> bool:
    return True


def _of_one_shape(truth: Answer, answer: Answer) -> bool:
    """The belief is about which element goes where."""
    if not isinstance(truth, Gives) or not isinstance(answer, Gives):
        return False
    mine, theirs = grid(answer.value), grid(truth.value)
    return mine is not None and theirs is not None and mine.shape == theirs.shape


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of wrong belief that follows from the code alone."""

    id: str
    """Without "mechanical:"."""
    find: Callable[[Source], Iterator[Change]]
    fits: Callable[[Answer, Answer], bool] = _a_value
    """Whether people who get this answer, beside the true one, may hold the belief."""

    @property
    def why(self) -> Words:
        """The sentences; they may name `{old}` and `{new}`, the code before and after."""
        return WHY[self.id]


def _taken_for(*pairs: tuple[str, str]) -> Callable[[Source], Iterator[Change]]:
    """Functions that are taken for each other, either way round; the first match counts."""
    table: dict[str, list[str]] = {}
    for one, other in pairs:
        table.setdefault(one, []).append(other)
        table.setdefault(other, []).append(one)
    return lambda source: calls.renamed(source, table)


_COMPARED = (("less", "less_equal"), ("greater", "greater_equal"))
_MIRRORED = (("less", "greater"), ("less_equal", "greater_equal"))

RULES: tuple[Rule, ...] = (
    Rule("axis-moved", axes.axis_moved, _anything),
    Rule("joined-otherwise", calls.joined_otherwise, _anything),
    Rule("stacked-otherwise", _taken_for(("hstack", "vstack")), _anything),
    Rule("flipped-otherwise", _taken_for(("flipud", "fliplr"))),
    Rule("elementwise-product", calls.product_swapped, _anything),
    Rule("copy-or-alias", calls.array_or_asarray),
    Rule("copy-for-view", sharing.copied),
    Rule("view-for-copy", sharing.shared),
    Rule("inplace-for-new", sharing.augmented),
    Rule("rows-of-their-own", sharing.separate_rows),
    Rule("fresh-default", python.fresh_default),
    Rule("bound-early", python.bound_early),
    Rule("restarts", python.restarted),
    Rule("gives-it-back", python.given_back),
    Rule("changes-in-place", python.kept_result),
    Rule("whole-array", axes.axis_dropped),
    Rule("axis-assumed", axes.axis_added, _anything),
    Rule("keepdims", axes.keepdims),
    Rule(
        "value-or-index",
        _taken_for(
            ("max", "argmax"),
            ("min", "argmin"),
            ("reduce_max", "argmax"),
            ("reduce_min", "argmin"),
            ("sort", "argsort"),
        ),
    ),
    Rule("or-equal", calls.both(_taken_for(*_COMPARED), syntax.compared_or_equal)),
    Rule("comparison-mirrored", calls.both(_taken_for(*_MIRRORED), syntax.compared_mirrored)),
    Rule("branches-swapped", calls.branches_swapped),
    Rule("ddof", axes.ddof),
    Rule("order", axes.column_order),
    Rule("row-order", axes.row_order),
    Rule("reshape-transposes", axes.reshape_transposed, _of_one_shape),
    Rule("not-transposed", axes.untransposed, _anything),
    Rule("operand-transposed", axes.transpose_flag, _anything),
    Rule("operands-swapped", syntax.operands_swapped, _anything),
    Rule("end-included", syntax.end_included, _anything),
    Rule(
        "division",
        calls.both(_taken_for(("divide", "floor_divide"), ("divide", "floordiv")), syntax.division),
    ),
    Rule("mean-or-sum", _taken_for(("mean", "sum"), ("reduce_mean", "reduce_sum"))),
    Rule("deviation-or-variance", _taken_for(("std", "var"), ("reduce_std", "reduce_variance"))),
    Rule("rows-or-columns", syntax.rows_or_columns),
    Rule("tile-or-repeat", _taken_for(("tile", "repeat"))),
    Rule("new-axis-moved", syntax.new_axis_moved),
    Rule("not-squeezed", calls.unsqueezed, _anything),
    Rule("start", calls.counting_start),
    Rule("index-second", syntax.unpacked_backwards),
    Rule("arguments-swapped", calls.arguments_swapped, _anything),
    Rule(
        "and-or",
        calls.both(
            _taken_for(("logical_and", "logical_or"), ("all", "any"), ("reduce_all", "reduce_any")),
            syntax.and_or,
        ),
    ),
    Rule(
        "smallest-or-largest",
        _taken_for(
            ("argmax", "argmin"),
            ("maximum", "minimum"),
        ),
    ),
    Rule("floor-or-ceil", _taken_for(("floor", "ceil"))),
    Rule("append-or-extend", _taken_for(("append", "extend"))),
    Rule("assign-or-add", _taken_for(("assign", "assign_add"))),
    Rule("wider", syntax.wider),
    Rule("rounded", calls.rounded),
    Rule("half-up", python.half_up),
    Rule("cuts-off", python.truncated),
    Rule("equal-or-same", python.equal_or_same),
    Rule("left-to-right", python.left_to_right),
    Rule("minus-first", python.minus_first),
    Rule("truth-value", python.truth_value),
    Rule("list-as-array", python.list_arithmetic),
    Rule("squared-or-doubled", syntax.power),
    Rule("negation-lost", syntax.negation_lost),
    Rule("array-as-list", python.array_arithmetic),
    Rule("unchanged", calls.unchanged),
)
BY_NAME: dict[str, Rule] = {rule.id: rule for rule in RULES}
