"""Every kind of source becomes prose and code, with the output that belongs to it."""

import codecs
import json

import pytest

from tests.importing.samples import MARKDOWN, WEB_TEXT
from tfquiz.errors import TfquizError
from tfquiz.importing.sources.document import Code, Part, Prose
from tfquiz.importing.sources.html import read_html
from tfquiz.importing.sources.markdown import read_markdown
from tfquiz.importing.sources.notebook import read_notebook
from tfquiz.importing.sources.pyfile import read_python
from tfquiz.importing.sources.reading import decoded, is_dotted_name, read_parts
from tfquiz.importing.sources.webtext import read_webtext


def codes(parts: tuple[Part, ...]) -> list[Code]:
    return [part for part in parts if isinstance(part, Code)]


def test_plain_text_is_divided_into_words_code_and_output():
    first, second, third, fourth, *rest = codes(read_webtext(WEB_TEXT))
    assert first.text.splitlines()[-1] == "print np.repeat(a, 2)"
    assert first.output == "[4 4 7 7 9 9]"
    assert second.text.startswith("import tensorflow as tf")
    assert " ".join(second.output.split()) == "[[ True False] [ True False]]"
    assert third.output.splitlines() == ["1 a", "2 b", "3 c"]
    assert fourth.text.splitlines() == ['rows = open("data.csv").readlines()', "np.cumsum(a)"]
    assert fourth.output == "array([ 4, 11, 20])"
    assert not rest


def test_headings_that_look_like_calls_are_headings():
    headings = [part.text for part in read_webtext(WEB_TEXT) if isinstance(part, Prose)]
    assert "np.repeat()" in headings
    assert "tf.less()" in headings
    assert "enumerate(x, start)" in headings


def test_a_prompt_and_its_answer_on_one_line_are_told_apart():
    [code] = codes(read_webtext(">>> import numpy as np\n>>> np.ones(2)  array([1., 1.])\n"))
    assert code.entries[-1].text.endswith("np.ones(2)")
    assert code.output == "array([1., 1.])"


def test_ipythons_prompts_are_read_in_plain_text():
    [code] = codes(
        read_webtext(
            "In [1]: x = [3, 1]\n\nIn [2]: for i in x:\n   ...:     print(i)\n"
            "3\n1\n\nIn [3]: len(x)\nOut[3]: 2\n"
        )
    )
    assert [(entry.text, entry.output) for entry in code.entries] == [
        ("x = [3, 1]\nfor i in x:\n    print(i)", "3\n1"), ("len(x)", "2"),
    ]  # fmt: skip


def test_code_at_a_prompt_needs_no_name_that_is_known():
    [code] = codes(read_webtext(">>> helper(2) + 1\n5\n>>> print helper(3)\n7\n"))
    assert [(entry.text, entry.output) for entry in code.entries] == [
        ("helper(2) + 1", "5"), ("print helper(3)", "7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "the result is 4 and not 5",
        "方差为:8.25",
        "in this case x is y",
        "see also: numpy, tensorflow",
        "[[1, 2], [3, 4]]",
        "tf.matmul(a, b, transpose_a=False, name=None)",
        "import is what you do first, of course",
    ],
)
def test_words_and_output_are_no_code(line: str):
    assert not codes(read_webtext(line))


def test_markdown_gives_an_output_block_to_the_code_before_it():
    first, second = codes(read_markdown(MARKDOWN))
    assert first.output == "array([5, 7, 9])"
    assert second.console
    assert [entry.text for entry in second.entries][-1] == "np.stack([a, b])"


def test_other_languages_in_fences_are_left_alone():
    assert not codes(read_markdown("```sh\nls -l\n```\n\n```cpp\nint x = 1;\n```\n"))


def test_a_notebook_gives_cells_with_their_outputs():
    cells = [
        {"cell_type": "markdown", "source": ["## Title\n", "words"]},
        {
            "cell_type": "code",
            "source": ["import numpy as np\n", "np.ones(2)"],
            "outputs": [
                {"output_type": "execute_result", "data": {"text/plain": ["array([1., 1.])"]}}
            ],
        },
    ]
    parts = read_notebook(json.dumps({"cells": cells, "nbformat": 4}), "n.ipynb")
    [code] = codes(parts)
    assert code.text == "import numpy as np\nnp.ones(2)"
    assert code.output == "array([1., 1.])"


def test_a_notebooks_odd_cells_and_other_languages_are_passed_over():
    cells = [
        "odd",
        {"cell_type": "heading", "source": "Sums"},
        {"cell_type": "code", "source": "%%bash\nls", "outputs": []},
        {"cell_type": "code", "source": ">>> sum([1, 2])\n3", "outputs": ["odd"]},
    ]
    text = json.dumps({"cells": cells})
    heading, code = read_parts(text, "", "pasted")
    assert isinstance(heading, Prose)
    assert heading.text == "Sums"
    assert isinstance(code, Code)
    assert [(entry.text, entry.output) for entry in code.entries] == [("sum([1, 2])", "3")]


@pytest.mark.parametrize(
    "text", ["x = [1]  # 把每个元素重复", "naïve café", "日本語のメモ", "plain"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_the_encoding_that_it_says(text, encoding):
    assert decoded(text.encode(encoding)) == text


def test_chinese_and_western_text_of_old_is_read_too():
    assert decoded("# 把每个元素重复若干次".encode("gbk")) == "# 把每个元素重复若干次"
    assert decoded("naïve “café”".encode("cp1252")) == "naïve “café”"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", codecs.BOM_UTF16_LE + b"\x00", bytes(range(256))],
)
def test_what_is_no_text_is_not_read(data):
    assert decoded(data) is None


def test_a_line_that_was_meant_as_code_is_not_lost_among_the_words():
    parts = read_webtext("Some words here.\n\nx = (1,\n\nMore words.\n")
    assert [code.text for code in codes(parts)] == ["x = (1,"]


def test_something_else_than_a_notebook_is_told():
    with pytest.raises(TfquizError, match="not a Jupyter notebook"):
        read_notebook("[1, 2]", "n.ipynb")


def test_a_notebooks_outputs_stand_apart_and_its_displays_are_none():
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["1\n", "2"]},
        {"output_type": "stream", "name": "stderr", "text": "warning"},
        {"output_type": "display_data", "data": {"text/plain": "<Figure>"}},
        {"output_type": "execute_result", "data": {"text/plain": "3"}},
        {"output_type": "stream", "name": "stdout", "text": "Wall time: 4 s\n"},
    ]
    cells = [
        {"cell_type": "markdown", "source": "# Sums\n\nThey add\nup."},
        {"cell_type": "code", "source": "%%time\nsum([1, 2])", "outputs": outputs},
    ]
    *_, words, code = read_notebook(json.dumps({"cells": cells}), "n.ipynb")
    assert isinstance(code, Code)
    assert code.output == "1\n2\n3"
    assert (words.line, code.line) == (1, 2)


def test_numbers_beside_the_lines_of_code_are_dropped_and_those_of_an_output_are_not():
    code, loop = codes(
        read_webtext(
            "1 x = [3, 1]\n2\n3 for i in x:\n4     print(i)\n\nWords.\n\n"
            "for i, name in enumerate(['a', 'b'], 1):\n    print(i, name)\n1 a\n2 b\n"
        )
    )
    assert code.text == "x = [3, 1]\nfor i in x:\n    print(i)"
    assert loop.output == "1 a\n2 b"


def test_buttons_of_web_pages_are_no_words_and_chinese_chapters_are_titles():
    parts = read_webtext(
        "二、列表\n切片返回新的列表：\n复制代码\nprint([1, 2][0])\n运行结果如下：1\n"
    )
    assert [part.text for part in parts if isinstance(part, Prose)] == [
        "二、列表", "切片返回新的列表：",
    ]  # fmt: skip
    assert codes(parts)[0].output == "1"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("np.repeat()", True),
        ("Sum over an axis", True),
        ("列表的切片", True),
        ("其等价语句是", False),
        ("and then the array is sorted", False),
        ("This is a line that says a good deal more than any title would", False),
    ],
)
def test_a_piece_of_a_sentence_is_no_title(line: str, title: bool):
    [part] = [part for part in read_webtext(f"{line}\n\nx = [1]\n") if isinstance(part, Prose)]
    assert (part.level > 0) is title


def test_html_keeps_the_lines_of_pre_and_drops_scripts():
    page = (
        "<html><head><script>x = 1</script></head><body><h2>Sum</h2><p>Adds &lt;all&gt;.</p>"
        "<pre><code>x = [1, 2]\nprint(sum(x) &gt; 2)</code></pre><pre>True</pre></body></html>"
    )
    parts = read_html(page)
    [code] = codes(parts)
    assert code.text == "x = [1, 2]\nprint(sum(x) > 2)"
    assert code.output == "True"
    assert [part.text for part in parts if isinstance(part, Prose)] == ["Sum", "Adds <all>."]


def test_a_program_is_divided_at_comments_and_gives_its_examples():
    text = (
        "# first idea\nx = [3, 1]\nx.sort()\n\n# second idea\ndef f(x):\n"
        '    """Double.\n\n    >>> f(2)\n    4\n    """\n    return 2 * x\n'
    )
    parts = read_python(text)
    assert [code.text.splitlines()[0] for code in codes(parts)] == [
        "# first idea", "# second idea", "f(2)",
    ]  # fmt: skip


def test_the_titles_of_a_programs_cells_are_headings():
    title, words, _ = read_python("# %% Sums\n# They add up.\nprint(sum([1, 2]))\n")
    assert isinstance(title, Prose)
    assert isinstance(words, Prose)
    assert (title.text, title.level, words.text, words.level) == ("Sums", 2, "They add up.", 0)


def test_a_markdown_file_without_fences_is_read_as_plain_text():
    [code] = codes(read_parts("Words.\n\nx = [1, 2]\nprint(len(x))\n", ".md", "n.md"))
    assert code.text == "x = [1, 2]\nprint(len(x))"


def test_dotted_names_are_told_from_files():
    assert is_dotted_name("numpy.concatenate")
    assert is_dotted_name("tf")
    assert not is_dotted_name("notes/a.md")
    assert not is_dotted_name("my notes.txt")


def test_a_definition_after_something_that_prints_is_a_snippet_of_its_own():
    text = "# Sums\nprint(sum([1]))\n\nclass Bag:\n    pass\n\n\nprint(Bag)\n"
    titles = [part.text for part in read_python(text) if isinstance(part, Prose)]
    assert titles == ["Sums", "Bag"]
