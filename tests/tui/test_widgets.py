"""Programs, grids and small pictures, character by character."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from tests.tui.scene import ALIAS, ints
from tfquiz.cards.question import Agreement
from tfquiz.screens.query import parse_search
from tfquiz.store.search import Search
from tfquiz.values import Array, Atom, Series, show
from tfquiz.widgets.bars import bar, columns, curve, heatmap
from tfquiz.widgets.code import code_content, prose
from tfquiz.widgets.grid import CLOSES, OPENS, caption, labelled_content, value_content
from tfquiz.widgets.prose import Flowing, breaks, flowing
from tfquiz.widgets.unnoticed import unnoticed

CHINESE = Array("ndarray", "str", (2, 2), ("中文", "b", "x[mask]", "[/b]"))


def marked(text: str) -> str:
    return f"{OPENS}{text}{CLOSES}"


def test_a_program_has_line_numbers_and_its_drawn_inputs_are_underlined():
    content = code_content(ALIAS.code, marks=ALIAS.marks)
    assert content.plain.split("\n")[0] == " 1  x = np.array([3, 1, 4])"
    underlined = [content.plain[s.start : s.end] for s in content.spans if "underline" in s.style]
    assert underlined == ["3", "1", "4", "1", "42"]


@pytest.mark.parametrize(
    "code", ["x = [1, 2", "print('''a\nb''')", "f'{x}[/b]'", "", "\t# 注释", "x = ___", "'unended"]
)
def test_any_program_is_shown_to_the_letter(code):
    lines = code_content(code).plain.split("\n")
    assert [line[4:] for line in lines] == code.split("\n")


def test_a_line_of_code_that_is_too_long_goes_on_right_of_the_line_numbers():
    code = "x = 1\ntotal = first + second  # 每个元素乘以二"
    content = code_content(code, current=1, columns=22)
    assert content.plain.split("\n") == [
        " 1  x = 1",
        "▸2  total = first +",
        "    second  #",
        "    每个元素乘以二",
    ]
    assert code_content(code, columns=80).plain == code_content(code).plain


def test_code_in_a_sentence_is_set_apart_and_brackets_stay():
    content = prose("What is `x[mask]`? [nan inf]")
    assert content.plain == "What is x[mask]? [nan inf]"
    assert [content.plain[span.start : span.end] for span in content.spans] == ["x[mask]"]
    assert prose("an odd ` one").plain == "an odd ` one"
    assert prose("its **last** value, `2 ** 3` and 2 ** 3 ** 1").plain == (
        "its last value, 2 ** 3 and 2 ** 3 ** 1"
    )
    assert "**" not in prose("`pop()` 返回**最后**一项。").plain


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("[ 3  9]", "both give [ 3 9]."),
        ("", "both give the same."),
        ("x" * 60, "both give the same."),
        ("no error", "both raise nothing."),
        ("raises ValueError", "both raise ValueError."),
    ],
)
def test_what_two_programs_have_in_common_is_told_in_a_sentence(result, told):
    belief = replace(ALIAS.beliefs[0], agrees=Agreement("x = np.array([3, 9])", result))
    [sentence] = unnoticed(ALIAS, belief, "en")
    assert sentence.plain == f"With x = np.array([3, 9]) {told}"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("def f():\n    v = 4\n    return v\nx = f()", "With v = 4 both give 4."),
        ("x = f([1,\n       2],\n      3)\ny = x", "With x = f([1, 2], 3) both give 4."),
    ],
)
def test_a_broken_line_is_told_in_one_piece_and_the_lines_below_are_not(code, told):
    question = replace(ALIAS, code="def f():\n    v = 3\n    return v\nx = f()\ny = x")
    belief = replace(ALIAS.beliefs[0], agrees=Agreement(code, "4"))
    [sentence] = unnoticed(question, belief, "en")
    assert sentence.plain == told


def test_inputs_that_make_another_program_are_not_told():
    code = "x = np.array([3])\ny = x\nz = x\ny[0] = 42"
    belief = replace(ALIAS.beliefs[0], agrees=Agreement(code, "[42]"))
    assert unnoticed(ALIAS, belief, "en") == []


def broken(text: str, width: int) -> list[str]:
    places = [0, *breaks(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("数组就是一块数字，加上形状", ["数组就是一", "块数字，加", "上形状"]),
        ("一二三四五，六", ["一二三四", "五，六"]),
        ("一二三四（五六）七", ["一二三四", "（五六）七"]),
        ("用 np.sum(x) 求和。", ["用 ", "np.sum(x) ", "求和。"]),
        ("len(x)只数第0轴", ["len(x)只数", "第0轴"]),
        ("plain words here", ["plain ", "words here"]),
        ("一二三四五——六", ["一二三四", "五——六"]),
    ],
)
def test_chinese_is_broken_between_characters_and_punctuation_stays(text, lines):
    assert broken(text, 10) == lines


@given(st.text("一二，。（）“” ab[]x=1", max_size=60), st.integers(6, 20))
def test_a_broken_line_loses_nothing_and_fits(text, width):
    lines = broken(text, width)
    assert "".join(lines) == text
    assert all(cell_len(line.rstrip()) <= width or not breaks(line, 2) for line in lines)


def test_only_text_with_wide_characters_is_broken_in_a_way_of_its_own():
    assert type(flowing("plain words")) is Content
    assert isinstance(flowing("中文"), Flowing)


def test_cells_that_differ_are_marked_without_colour():
    shown = value_content(ints(3, 42, 4), differing={(1,)})
    assert shown.plain == f"[  3 {marked('42')}  4 ]"
    table = value_content(ints(1, 2, 3, 4, shape=(2, 2)), differing={(1, 0)})
    assert table.plain == f"[[ 1  2 ]\n [{marked('3')} 4 ]]"
    pair = value_content(Series("tuple", (Atom(2), Atom(3))), differing={(1,)})
    assert pair.plain == f"(2, {marked('3')})"


@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=3).flatmap(
        lambda shape: st.tuples(st.just(tuple(shape)), st.integers(-99, 99))
    )
)
def test_an_array_reads_the_same_with_and_without_marks(drawn):
    shape, first = drawn
    size = 1
    for length in shape:
        size *= length
    value = Array("ndarray", "int64", shape, tuple(range(first, first + size)))
    shown = value_content(value, differing={(0,) * len(shape)}).plain
    for mark in (OPENS, CLOSES):
        shown = shown.replace(mark, " ")
    assert shown.split() == show(value).replace("[", "[ ").replace("]", " ]").split() or (
        "".join(shown.split()) == "".join(show(value).split())
    )


def test_axes_are_labelled_and_chinese_cells_aligned():
    lines = labelled_content(CHINESE).plain.split("\n")
    assert lines[1].startswith("axis 0 ↓")
    assert "axis 1 →" in lines[0]
    assert cell_len(lines[2]) == cell_len(lines[3])
    cube = labelled_content(ints(*range(8), shape=(2, 2, 2))).plain
    assert "[1, 0] [4 5]" in cube
    assert cube.count("axis 2 →") == cube.count("axes 0, 1 ↓") == 1


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (ints(1, 2), "int64 · shape (2,)"),
        (Array("scalar", "float32", (), (1.5,)), "float32 scalar"),
        (Atom(True), "bool"),
        (Atom(None), "None"),
        (Series("list", (Atom(1),)), "list of 1"),
    ],
)
def test_a_value_is_told_in_a_few_words(value, told):
    assert caption(value) == told


def test_a_bar_is_as_long_as_it_says():
    assert bar(0, 0, 10).plain == "─" * 10
    assert bar(5, 10, 10).plain == "━" * 5 + "─" * 5
    assert bar(1, 1000, 10).plain == "━" + "─" * 9
    assert bar(10, 10, 10).plain == "━" * 10


def test_the_heatmap_ends_with_this_week_and_marks_today():
    monday = date(2026, 11, 23).toordinal()
    lines = heatmap({monday: 8, monday - 7: 1}, monday + 1, weeks=3).plain.split("\n")
    assert lines[0] == "Mon · ░ █ "
    assert lines[1].endswith("◦ ")
    assert lines[2] == "Wed · ·   "


def test_curves_and_columns_are_as_high_as_their_values():
    assert curve([0, 1, 8]).plain == " ▁█"
    assert curve([]).plain == ""
    assert columns([0, 1, 2], height=2).plain == "    █ \n  █ █ "


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("", Search()),
        ("two words", Search("two words")),
        ("axis tag:shape deck:numpy state:due", Search("axis", ("shape",), "numpy", "due")),
        ("x[mask]: why", Search("x[mask]: why")),
    ],
)
def test_a_search_line_is_read(text, search):
    assert parse_search(text) == (search, "")


def test_a_state_that_there_is_not_is_told():
    search, problem = parse_search("state:dead axis")
    assert search == Search("axis")
    assert problem.startswith("state: new, learning")
