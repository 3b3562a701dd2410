"""One recorded run: the program with a pointer, and what the line that it points at has done."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from tfquiz.cards.question import Belief, Question
from tfquiz.program.steps import Step
from tfquiz.widgets.code import CodeView, expression_content
from tfquiz.widgets.grid import caption, labelled_content
from tfquiz.widgets.stages import Stage, depth


class TracePane(Vertical):
    """Walks through one run; which stage is shown is set from outside."""

    DEFAULT_CSS = """
    TracePane {
        width: 1fr;
        height: 1fr;
        padding: 0 0 0 2;
        VerticalScroll { padding: 0 2 0 0; scrollbar-size-vertical: 1; }
        .heading { color: $text-accent; text-style: bold; height: auto; margin: 0 0 1 0; }
        .program { height: auto; max-height: 50%; margin: 0 0 1 0; }
        .tree, .values, .end { height: auto; margin: 0 0 1 0; }
    }
    """

    def __init__(
        self,
        heading: str,
        run: Question | Belief,
        walk: Sequence[Stage],
        *,
        end: Content,
        language: str = "en",
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._heading = heading
        self._code = run.code
        self._steps = run.steps
        self._walk = walk
        self._language = language
        self._end = end
        """How the run ended, shown at the last stage; empty where the values say it."""

    def compose(self) -> ComposeResult:
        """The program, the parts of the expression, the values."""
        if self._heading:
            yield Static(self._heading, classes="heading", markup=False)
        with VerticalScroll(classes="program", can_focus=False):
            yield CodeView(self._code)
        with VerticalScroll(classes="looked-at", can_focus=False):
            yield Static("", classes="tree", markup=False)
            yield Static("", classes="values", markup=False)
            yield Static(self._end, classes="end", markup=False)

    def show_stage(self, index: int) -> None:
        """Point at a stage; past the end, the last one stays."""
        if not self._walk:
            return
        at = min(index, len(self._walk) - 1)
        self.query_one(".end").display = at == len(self._walk) - 1 and bool(self._end)
        stage = self._walk[at]
        self.query_one(CodeView).show_code(self._code, current=stage.line)
        self.call_after_refresh(self._bring_in_sight)
        tree = self.query_one(".tree", Static)
        line = [one.is_part and one.line == stage.line for one in self._walk]
        parts = [one.shown[0] for one, found in zip(self._walk, line, strict=True) if found]
        tree.display = stage.is_part and len(parts) > 1
        tree.update(tree_content(self._steps, parts, sum(line[: at + 1]), self._language))
        values = [value_with_label(step, self._language) for step in stage.shown]
        self.query_one(".values", Static).update(Content("\n\n").join(values))
        self.query_one(".looked-at").scroll_home(animate=False)

    @property
    def overflows(self) -> bool:
        """Whether what is looked at is longer than the room there is for it."""
        return self.query_one(".looked-at").max_scroll_y > 0

    def scroll_lines(self, lines: int) -> None:
        """Scroll what is looked at down, or up if `lines` is negative."""
        self.query_one(".looked-at").scroll_relative(y=lines, animate=False)

    def _bring_in_sight(self) -> None:
        """Scroll a long program to the line that is pointed at."""
        row = self.query_one(CodeView).current_row
        if row >= 0:
            line = Region(0, row, 1, 1)
            self.query_one(".program").scroll_to_region(line, animate=False, center=True)


def value_with_label(step: Step, language: str) -> Content:
    """A value under its name, with dtype and shape, axes labelled."""
    heading = Content.assemble(
        expression_content(step.text), (f"   {caption(step.value, language)}", "$foreground 65%")
    )
    indented = [Content("  ") + line for line in labelled_content(step.value).split("\n")]
    return Content("\n").join([heading, *indented])


def tree_content(steps: Sequence[Step], parts: Sequence[Step], done: int, language: str) -> Content:
    """An expression taken apart, what is evaluated so far with its kind.

    Args:
        steps: the whole run, which `parent` counts in.
        parts: the expression's parts, in the order in which they were evaluated.
        done: how many of them are evaluated.
        language: of what kind each is.
    """
    lines: list[tuple[Content, str]] = []
    for number in _top_down(steps, parts):
        step = parts[number]
        deep = depth(steps, step)
        pointer = "▸ " if number == done - 1 else "  "
        branch = "  " * (deep - 1) + "└ " if deep else ""
        label = Content.styled(pointer + branch, "$text-accent") + expression_content(step.text)
        lines.append((label, caption(step.value, language) if number < done else "…"))
    width = max((cell_len(label.plain) for label, _ in lines), default=0)
    return Content("\n").join(
        label + Content.styled(" " * (width + 2 - cell_len(label.plain)) + kind, "$foreground 65%")
        for label, kind in lines
    )


def _top_down(steps: Sequence[Step], parts: Sequence[Step]) -> list[int]:
    """The parts' numbers, each whole before its parts, parts from left to right."""
    children: dict[int, list[int]] = {}
    place = {id(step): number for number, step in enumerate(parts)}
    for number, step in enumerate(parts):
        parent = place.get(id(steps[step.parent]), -1) if step.parent >= 0 else -1
        children.setdefault(parent, []).append(number)
    order: list[int] = []
    waiting = children.get(-1, [])[::-1]
    while waiting:
        number = waiting.pop()
        order.append(number)
        waiting.extend(reversed(children.get(number, [])))
    return order
