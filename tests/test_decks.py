"""The decks that ship with tfquiz: every card gives good questions, and every answer is proven."""

import functools
from importlib.util import find_spec

import pytest
from rich.cells import cell_len

from tests.proving import mistold, unproven
from tfquiz.cards.comparing import same_answer
from tfquiz.cards.compose import Refused
from tfquiz.cards.deck import load_deck
from tfquiz.cards.models import Deck
from tfquiz.cards.question import Question
from tfquiz.cards.subject import subjects
from tfquiz.cards.variant import MAX_LINE
from tfquiz.session.checking import check_subjects
from tfquiz.session.faceting import with_facets
from tfquiz.session.making import Wanted, make_questions
from tfquiz.session.shipped import shipped_decks

DECKS = tuple(shipped_decks())
LONG_SEEDS = 16
"""With some 700 cards in all, more than 10,000 questions."""
PICTURE = 71
"""Columns that a screen of 80 has for a line of code in an explanation; more would wrap."""


@functools.cache
def deck_called(name: str) -> Deck:
    return load_deck(shipped_decks()[name])


def questions_of(runner, name: str, seeds: range) -> list[Question]:
    able = [one for one in subjects(deck_called(name)) if not runner.missing(one.libraries)]
    wanted = [
        Wanted(subject, facet, seed)
        for subject in with_facets(runner, able)
        for facet in subject.facets
        for seed in seeds
    ]
    made = list(make_questions(runner, wanted))
    refused = [
        f"{one.wanted.subject.key} {one.wanted.facet} {one.wanted.seed}: {one.result.reason}"
        for one in made
        if isinstance(one.result, Refused)
    ]
    assert refused == []
    return [one.result for one in made if isinstance(one.result, Question)]


def faults_of(question: Question) -> list[str]:
    texts = [choice.text for choice in question.choices]
    right = [choice for choice in question.choices if choice.correct]
    checks = {
        "two choices are equal": len(set(texts)) != len(texts),
        "not one choice is right": bool(question.choices) and len(right) != 1,
        "a line is too long": any(len(line) > MAX_LINE for line in question.code.splitlines()),
        "a belief gives the right answer": any(
            same_answer(question.answer, belief.answer, tolerance=question.tolerance)
            for belief in question.beliefs
        ),
    }
    found = [what for what, holds in checks.items() if holds]
    place = f"{question.note}/{question.template}/{question.facet}/{question.seed}"
    return [f"{place}: {one}" for one in found]


@pytest.mark.parametrize("name", DECKS)
def test_every_card_gives_sound_questions_whose_scripts_print_the_answer(runner, name):
    questions = questions_of(runner, name, range(900, 901 if "tensorflow" in name else 902))
    assert [fault for question in questions for fault in faults_of(question)] == []
    assert unproven(questions) == []


@pytest.mark.parametrize("name", ["python", "numpy"])
def test_a_misconception_as_shown_is_right_with_the_inputs_that_are_told(runner, name):
    wrong, told = mistold(runner, questions_of(runner, name, range(900, 902)))
    assert wrong == []
    assert told > 40


@pytest.mark.long
@pytest.mark.parametrize("name", DECKS)
def test_ten_thousand_questions_over_all_decks_are_proven_by_plain_python(runner, name):
    questions = questions_of(runner, name, range(LONG_SEEDS))
    assert [fault for question in questions for fault in faults_of(question)] == []
    assert unproven(questions) == []


def dirty_templates(runner, name: str, draws: int) -> list[str]:
    able = [one for one in subjects(deck_called(name)) if not runner.missing(one.libraries)]
    reports = check_subjects(runner, with_facets(runner, able), draws)
    return [
        f"{report.subject.key}: {finding.message}"
        for report in reports
        for finding in report.findings
        if finding.must
    ]


@pytest.mark.long
@pytest.mark.parametrize("name", DECKS)
def test_a_thousand_draws_of_each_template_leave_nothing_to_mend(runner, name):
    assert dirty_templates(runner, name, 1000) == []


def picture_lines(text: str) -> list[str]:
    """Lines of code in an explanation, in fences or indented by four."""
    parts = text.split("```")
    fenced = [line for part in parts[1::2] for line in part.splitlines()]
    prose = [line for part in parts[::2] for line in part.splitlines()]
    return fenced + [line[4:] for line in prose if line.startswith("    ")]


@pytest.mark.parametrize("name", DECKS)
def test_the_pictures_in_explanations_fit_a_screen_of_80_columns(name):
    wide = [
        f"{note.id}, {language}: {line}"
        for note in deck_called(name).notes
        for language, text in note.text.items()
        for line in picture_lines(text)
        if cell_len(line) > PICTURE
    ]
    assert wide == []


@pytest.mark.parametrize("name", DECKS)
def test_every_note_keeps_the_house_rules_for_notes(name):
    faults = []
    for note in deck_called(name).notes:
        own = {one.id for template in note.templates for one in template.misconceptions}
        facets = {facet for template in note.templates for facet in template.facets}
        checks = {
            "texts in English and Chinese": {"en", "zh"} <= set(note.title) & set(note.text),
            "40 to 150 words": 40 <= len(note.text["en"].split()) <= 150,
            "two templates": len(note.templates) >= 2,
            "two misconceptions": len(own) >= 2,
            "three facets": len(facets) >= 3,
            "tags": bool(note.tags),
            "whys in Chinese": all(
                "zh" in one.why for template in note.templates for one in template.misconceptions
            ),
        }
        faults += [f"{note.id}: {what}" for what, holds in checks.items() if not holds]
    assert faults == []


def test_pandas_is_left_out_with_a_word_where_it_is_not_installed(runner):
    missing = runner.missing(("pandas",))
    assert missing == (() if find_spec("pandas") else ("pandas",))


TOPICS = {
    "python": {
        "with ... as": ["with-as"],
        "enumerate": ["enumerate"],
        "zip": ["zip"],
    },
    "numpy": {
        "np.array / np.asarray": ["array-asarray"],
        "mean, var, std, ddof": ["mean-var-std"],
        "reshape and -1": ["reshape"],
        "np.random.shuffle": ["shuffle"],
        "np.c_ and np.r_": ["r-c"],
        "broadcasting": ["broadcasting"],
    },
    "tensorflow": {
        "tf.shape": ["shape"],
        "tf.concat, tf.stack, tf.unstack": ["concat", "stack", "unstack"],
        "tf.less, tf.greater": ["less-greater"],
        "tf.equal": ["equal-dtypes"],
        "tf.where": ["where", "where-indices"],
        "tf.argmax": ["argmax", "argmax-3d"],
        "variables and assign": ["variable-assign", "variable-alias"],
        "tf.multiply / tf.matmul": ["multiply-matmul"],
        "tf.subtract, +, -": ["subtract"],
        "reduce_sum, reduce_mean": ["reduce-axis", "mean-of-ints"],
        "softmax": ["softmax"],
        "softmax_cross_entropy_with_logits": ["cross-entropy", "softmax-twice"],
    },
    "tensorflow1": {
        "graph and session": ["graph-session"],
        "variables, initialisation, assign": ["variables-init"],
        "variable_scope and name_scope": ["variable-scope", "scope-entered-again", "name-scope"],
        "TF 1 names in TF 2": ["old-names"],
    },
}
"""The learner's notes that the decks start from, and the notes that answer them."""
FURTHER = 30
"""How many notes the decks have at least beyond those."""


@pytest.mark.parametrize("name", TOPICS)
def test_every_topic_of_the_learner_has_its_note(name):
    known = {note.id for note in deck_called(name).notes}
    missing = {topic: ids for topic, ids in TOPICS[name].items() if not set(ids) <= known}
    assert missing == {}


def test_the_decks_go_beyond_the_learners_topics():
    notes = sum(len(deck_called(name).notes) for name in TOPICS)
    told = sum(len(ids) for topics in TOPICS.values() for ids in topics.values())
    assert notes - told >= FURTHER
