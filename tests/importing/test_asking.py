"""What a snippet is asked, and which of its lines an answer needs."""

from tfquiz.importing.asking import Ask, asks_of
from tfquiz.importing.snippets import snippets_of
from tfquiz.importing.sources.document import Document
from tfquiz.importing.sources.markdown import read_markdown


def asks(text: str, shown: str = "") -> list[Ask]:
    output = f"\n```\n{shown}\n```\n" if shown else ""
    parts = read_markdown(f"```python\n{text}\n```\n{output}")
    return [ask for snippet in snippets_of(Document("n", parts)) for ask in asks_of(snippet)]


def test_each_printed_value_is_asked_without_its_label():
    found = asks('x = [1, 2]\nprint("sum:", sum(x))\nprint("%d items" % len(x))')
    assert [(ask.code, ask.ask) for ask in found] == [
        ("x = [1, 2]", "sum(x)"), ("x = [1, 2]", "len(x)"),
    ]  # fmt: skip


def test_each_of_several_prints_has_its_line_of_the_output():
    found = asks("x = [[1], [2]]\nprint(x)\nprint(len(x))", "[[1],\n [2]]\n2")
    assert [ask.shown for ask in found] == ["[[1],\n [2]]", "2"]


def test_an_output_with_other_lines_than_there_are_prints_checks_none_of_them():
    found = asks("x = [1, 2]\nprint(x)\nprint(len(x))", "[1, 2]\n2\ndone")
    assert [ask.shown for ask in found] == ["", ""]


def test_defining_a_function_changes_nothing_yet():
    found = asks("x = [1]\ndef f():\n    x.append(2)\nprint(x)\nf()\nprint(len(x))")
    assert found[0].code == "x = [1]"


def test_a_loop_that_prints_is_asked_for_its_text():
    [ask] = asks("x = [1, 2]\nfor i in x:\n    print(i, i * i)")
    assert ask.ask is None
    assert ask.code == "x = [1, 2]\nfor i in x:\n    print(i, i * i)"


def test_a_printed_call_that_changes_something_runs_for_the_later_ones_too():
    found = asks("g = iter([3, 1])\nprint(next(g))\nprint(next(g))")
    assert [leaf.text for leaf in found[1].full] == ["g = iter([3, 1])", "next(g)"]


def test_a_names_own_loop_variable_is_not_looked_for_outside():
    found = asks("i = 5\nx = [1, 2]\nprint([i * i for i in x])")
    assert found[0].code == "x = [1, 2]"


def test_what_runs_only_as_a_program_is_asked_like_the_rest():
    [ask] = asks('x = [2, 1]\nif __name__ == "__main__":\n    print(sorted(x))')
    assert (ask.code, ask.ask) == ("x = [2, 1]", "sorted(x)")


def test_results_that_nothing_shows_are_asked():
    found = asks("a = [1, 2]\nb = a + [3]\nc = b * 2\nd = len(a)")
    assert [ask.ask for ask in found] == ["c", "d"]


def test_a_line_keeps_what_it_needs_and_no_more():
    found = asks("a = [1]\nb = [2]\nprint(a)\nprint(b)")
    assert [ask.code for ask in found] == ["a = [1]", "b = [2]"]


def test_a_write_through_another_name_is_kept():
    found = asks("x = np.ones(3)\ny = np.asarray(x)\nx[0] = 5\nprint(y)")
    assert found[0].code == "x = np.ones(3)\ny = np.asarray(x)\nx[0] = 5"


def test_a_session_is_kept_around_the_value_that_needs_it():
    found = asks("t = tf.shape([1])\nu = tf.size([1])\nwith tf.Session() as sess:\n"
                 "    print(sess.run(t))\n    print(sess.run(u))")  # fmt: skip
    assert found[1].code == (
        "u = tf.size([1])\nwith tf.Session() as sess:\n    result = sess.run(u)"
    )
    assert found[1].ask == "result"


def test_a_value_that_finds_its_session_by_itself_stays_in_it():
    found = asks("x = tf.constant([1, 2])\nsess = tf.InteractiveSession()\nprint(x.eval())")
    assert (found[0].ask, found[0].code.splitlines()[1:]) == (
        "result", ["with tf.Session() as sess:", "    result = x.eval()"],
    )  # fmt: skip


def test_a_function_that_makes_a_new_array_changes_nothing():
    found = asks("a = np.zeros(3)\nb = np.insert(a, 1, 5)\nprint(a)\nprint(b)")
    assert found[0].code == "a = np.zeros(3)"


def test_names_are_found_in_earlier_snippets():
    parts = read_markdown("```python\nz = [1, 2]\n```\n\nwords\n\n```python\nprint(z[0])\n```\n")
    _, second = snippets_of(Document("n", parts))
    assert asks_of(second)[0].code == "z = [1, 2]"


def explained(text: str) -> list[tuple[str, str]]:
    document = Document("n.md", read_markdown(text))
    return [(snippet.original, snippet.words) for snippet in snippets_of(document)]


def test_words_explain_the_code_below_them_and_what_goes_on_with_it():
    text = (
        "# Sums\n\nAdds.\n\n```python\nx = [1, 2]\nsum(x)\n```\n\n```python\nlen(x)\n```\n\n"
        "```python\nmax([3])\n```\n\nOutput:\n\n```python\nmin([3])\n```\n\n"
        "# Other\n\n```python\nx[0]\n```\n"
    )
    assert explained(text) == [
        ("x = [1, 2]\nsum(x)", "Adds."), ("len(x)", "Adds."), ("max([3])", ""), ("min([3])", ""),
        ("x[0]", ""),
    ]  # fmt: skip


def test_imports_alone_do_not_use_up_the_words():
    text = "Adds.\n\n```python\nimport numpy as np\n```\n\n```python\nsum([1, 2])\n```\n"
    assert explained(text)[1] == ("sum([1, 2])", "Adds.")


def test_code_inside_of_words_is_explained_by_these_and_leaves_the_others_theirs():
    text = "Use `len([1, 2])` first.\n\n```python\nsum([1, 2])\n```\n"
    assert explained(text) == [
        ("len([1, 2])", "Use `len([1, 2])` first."), ("sum([1, 2])", "Use `len([1, 2])` first."),
    ]  # fmt: skip


def test_a_copy_that_is_changed_is_kept_where_the_original_is_shown():
    [ask, _] = asks("x = np.arange(9)\nz = x[[2, 3]]\nz[0] = 100\nprint(x)")
    assert ask.code == "x = np.arange(9)\nz = x[[2, 3]]\nz[0] = 100"


def test_a_copy_of_an_earlier_object_of_that_name_is_not():
    found = asks("x = np.arange(9)\nz = x[[2, 3]]\nz[0] = 100\nx = np.arange(5)\nprint(x)")
    assert found[0].code == "x = np.arange(5)"


def test_an_expression_finds_what_it_needs_in_earlier_snippets():
    parts = read_markdown("```python\na = [1, 2]\n```\n\nThen:\n\n```python\nb = 1\na[b + 5]\n```")
    found = [one for s in snippets_of(Document("n", parts)) for one in asks_of(s)]
    assert [leaf.text for leaf in found[-1].full] == ["a = [1, 2]", "b = 1"]
