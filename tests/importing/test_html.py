"""The ways in which web pages lay out code."""

import pytest

from tfquiz.importing.sources.document import Code, Prose
from tfquiz.importing.sources.html import read_html

CODE = "x = [3, 1, 2]\nfor i in x:\n    print(i * 2)"


def codes(page: str) -> list[Code]:
    return [part for part in read_html(page) if isinstance(part, Code)]


@pytest.mark.parametrize(
    "page",
    [
        # a list of lines
        (
            "<ol><li><code>x = [3, 1, 2]</code></li><li><code>for i in x:</code></li>"
            "<li><code>    print(i * 2)</code></li></ol>"
        ),
        (
            '<ol class="dp-py"><li><span>x = [3, 1, 2]</span></li><li><span>for i in x:</span>'
            "<li><span>&nbsp;&nbsp;&nbsp;&nbsp;print(i * 2)</span></ol>"
        ),
        "<pre><ol><li>x = [3, 1, 2]</li><li>for i in x:</li><li>    print(i * 2)</li></ol></pre>",
        # a table with numbers beside the lines
        (
            '<table><tr><td class="blob-num" data-line-number="1"></td>'
            '<td class="blob-code">x = [3, 1, 2]</td></tr><tr><td class="blob-num"></td>'
            '<td class="blob-code">for i in x:</td></tr><tr><td class="blob-num"></td>'
            '<td class="blob-code">    print(i * 2)</td></tr></table>'
        ),
        (
            "<table><tr><td>1<td>x = [3, 1, 2]<tr><td>2<td>for i in x:"
            "<tr><td>3<td>    print(i * 2)</table>"
        ),
        # Pygments: one cell of numbers, one of code
        (
            '<table class="highlighttable"><tr><td class="linenos"><pre>1\n2\n3</pre></td>'
            '<td class="code"><pre><span></span>x = [3, <span class="m">1</span>, 2]\nfor i in x:\n'
            "    print(i * 2)\n</pre></td></tr></table>"
        ),
        # numbers inside of the code
        (
            '<pre><span class="lineno">1 </span>x = [3, 1, 2]\n<span class="lineno">2 </span>'
            'for i in x:\n<span class="lineno">3 </span>    print(i * 2)</pre>'
        ),
        "<pre>1  x = [3, 1, 2]\n2  for i in x:\n3      print(i * 2)</pre>",
        # lines that tags end
        "<pre>x = [3, 1, 2]<br>for i in x:<br/>    print(i * 2)</pre>",
        "<p><code>x = [3, 1, 2]<br>for i in x:<br>&nbsp;&nbsp;&nbsp;&nbsp;print(i * 2)</code></p>",
        (
            "<pre><code><div>x = [3, 1, 2]</div><div>for i in x:</div><div>    print(i * 2)</div>"
            "</code></pre>"
        ),
        "<textarea>x = [3, 1, 2]\nfor i in x:\n    print(i * 2)</textarea>",
    ],
)
def test_code_is_read_however_a_page_lays_it_out(page: str):
    [code] = codes(f"<h1>Doubling</h1><p>Words.</p>{page}<button>Copy</button>")
    assert code.text.replace("\xa0", " ") == CODE


def test_lines_are_those_of_the_file():
    page = "<html>\n<body>\n<h2>Sum</h2>\n<p>Adds.</p>\n<pre>\nprint(sum([1, 2]))\n</pre></body>"
    title, words, code = read_html(page)
    assert isinstance(code, Code)
    assert (title.line, words.line, code.line) == (3, 4, 6)


def test_what_a_cell_of_a_notebook_shows_is_output_and_its_prompts_are_nothing():
    parts = read_html(
        '<div class="prompt">In&nbsp;[1]:</div><div class="input_area"><pre>np.cumsum([1, 2])</pre>'
        '</div><div class="output_area"><div class="prompt">Out[1]:</div><pre>array([1, 3])</pre>'
        "</div>"
    )
    [code] = parts
    assert isinstance(code, Code)
    assert (code.text, code.output) == ("np.cumsum([1, 2])", "array([1, 3])")


@pytest.mark.parametrize(
    "block",
    [
        '<pre class="language-bash">x = 1</pre>',
        '<pre lang="ruby"><code>x = 1</code></pre>',
        '<div class="highlight-source-js"><pre>x = 1</pre></div>',
        '<pre class="brush: sql">x = 1</pre>',
        "<pre>$ pip install numpy</pre>",
    ],
)
def test_other_languages_are_left_alone(block: str):
    assert not codes(f"<p>Words.</p>{block}")


def test_a_table_of_calls_is_a_cheat_sheet():
    page = (
        "<h2>Making</h2><table><tr><th>call</th><th>gives</th></tr><tr><td><code>np.ones(3)</code>"
        "</td><td>ones &amp; nothing else</td></tr></table>"
    )
    [code] = codes(page)
    assert (code.text, code.inline) == ("np.ones(3)", "ones & nothing else")


def test_a_page_without_marks_is_read_as_plain_text():
    [code] = codes("<p>Words here.</p><p>x = [1, 2]<br>print(x[0])</p><p>1</p>")
    assert code.text == "x = [1, 2]\nprint(x[0])"


@pytest.mark.parametrize(
    "page", ["", "<", "<p", "</p></div>", "<table><tr>", "<div>" * 5_000, "<pre>", "<ol><li>x"]
)
def test_broken_pages_are_read_as_far_as_they_go(page: str):
    assert not codes(page)


def test_words_keep_their_signs():
    [title, words] = read_html("<h2>a &lt; b</h2><p>If a &lt; b &amp; c, use <b>x</b>. </p>")
    assert isinstance(title, Prose)
    assert isinstance(words, Prose)
    assert (title.text, words.text) == ("a < b", "If a < b & c, use x.")
