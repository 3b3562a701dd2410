"""`tfquiz check`, `questions`, `preview` and `schema`: what an author of decks needs."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from tfquiz.cards.check import TemplateReport, report_json
from tfquiz.cards.compose import Refused
from tfquiz.cards.deck import Draft, parse_deck, parse_draft, read_text, template_lines
from tfquiz.cards.models import Deck
from tfquiz.cards.question import Question, Raises, pick
from tfquiz.cards.subject import Subject, subjects
from tfquiz.cli.consent import trial_runner
from tfquiz.cli.terminal import as_json, clean, progress
from tfquiz.errors import FileError, Problem, TfquizError
from tfquiz.paths import HOME_VARIABLE, places
from tfquiz.sandbox.host import Runner
from tfquiz.session.checking import check_subjects
from tfquiz.session.faceting import with_facets
from tfquiz.session.making import Wanted, make_questions
from tfquiz.session.shipped import find_deck

SEEDS = 1_000_000
"""Questions that one `--seed` leaves room for."""
LANGUAGES = ("en", "zh")


def check(options: argparse.Namespace) -> int:
    """Test decks; 1 if something has to be mended."""
    if options.draws < 1:
        raise TfquizError("--draws takes a number of at least 1.")
    reports = []
    clean_all = True
    for name in options.files:
        report = _check_file(name, options)
        reports.append(report)
        clean_all = clean_all and bool(report["clean"])
    if options.json:
        print(as_json({"decks": reports}, indent=2))
    return 0 if clean_all else 1


def _check_file(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """Test one deck and tell what is found; as data too, for `--json`."""
    path, origin = find_deck(name)
    text = read_text(path)
    try:
        draft = parse_draft(text, name)
    except FileError as error:
        return _only_problems(name, error.problems, options)
    wanted = _sound(draft, options.note)
    if not wanted:
        return _only_problems(name, draft.problems, options)
    with _trial(origin, text, options) as runner, progress(f"checking {name}") as told:
        missing = [runner.missing(one.libraries) for one in wanted]
        able = [one for one, absent in zip(wanted, missing, strict=True) if not absent]
        able = with_facets(runner, able)
        reports: list[TemplateReport] = []
        for report in check_subjects(runner, able, options.draws):
            reports.append(report)
            told(len(reports), len(able))
    _print_problems(draft.problems, options)
    if not options.json:
        _print_reports(name, text, draft, reports)
        for subject, absent in zip(wanted, missing, strict=True):
            if absent:
                what = ", ".join(absent)
                print(clean(f"{name}: {subject.key} was left out: {what} is not installed"))
    return {
        "file": name,
        "deck": draft.deck.id,
        "clean": not draft.problems and all(report.clean for report in reports),
        "problems": _problems_json(draft.problems),
        "templates": [
            {"line": line, **report_json(report)}
            for line, report in zip(_lines(text, draft.deck, reports), reports, strict=True)
        ],
    }


def _sound(draft: Draft, note: str | None) -> list[Subject]:
    """The templates to run: those of the note, or all, without those that cannot be run."""
    sound = {one.key for one in draft.sound}
    return [one for one in _of_note(draft.deck, note) if one.key in sound]


def _only_problems(
    name: str, problems: Sequence[Problem], options: argparse.Namespace
) -> dict[str, Any]:
    """What is found where nothing can be run."""
    _print_problems(problems, options)
    return {"file": name, "clean": False, "problems": _problems_json(problems)}


def _print_problems(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    if not options.json:
        for problem in problems:
            print(clean(str(problem)))


def _problems_json(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [{"line": one.line, "message": one.message} for one in problems]


def _trial(origin: str, text: str, options: argparse.Namespace) -> Runner:
    here = places(os.environ.get(HOME_VARIABLE), database=None)
    return trial_runner(origin, text, here, yes=options.yes)


def _of_note(deck: Deck, note: str | None) -> list[Subject]:
    found = [one for one in subjects(deck) if note in (None, one.note.id)]
    if not found:
        raise TfquizError(f"The deck {deck.id} has no note called {note}.")
    return found


def _print_reports(name: str, text: str, draft: Draft, reports: Sequence[TemplateReport]) -> None:
    for line, report in zip(_lines(text, draft.deck, reports), reports, strict=True):
        where = f"note {report.subject.note.id!r}, template {report.subject.template.id!r}: "
        for finding in report.findings:
            mark = "" if finding.must else "(only a hint) "
            print(clean(str(Problem(name, line, f"{where}{mark}{finding.message}"))))
    print("\n".join(_table(reports)))
    dirty = sum(not report.clean for report in reports)
    verdict = f"{dirty} of {len(reports)} templates need mending" if dirty else "clean"
    if draft.problems:
        verdict = "the file needs mending" + (f", and {verdict}" if dirty else "")
    print(clean(f"{name}: {verdict}"))


def _lines(text: str, deck: Deck, reports: Sequence[TemplateReport]) -> list[int]:
    """The lines in which the reports' templates begin."""
    found = template_lines(text, deck)
    return [found[one.subject.note.id, one.subject.template.id] for one in reports]


def _table(reports: Sequence[TemplateReport]) -> Iterator[str]:
    yield f"{'note/template facet':<44} {'apart':>5} {'distinct':>8} {'guess':>5} {'p95 ms':>7}"
    for report in reports:
        for facet in report.facets:
            label = f"{report.subject.note.id}/{report.subject.template.id} {facet.facet}"
            if len(label) > 44:
                label = "…" + label[-43:]
            yield (
                f"{label:<44} {facet.separating:>5.0%} {facet.distinct:>8} {facet.guess:>5.0%} "
                f"{report.p95 * 1000:>7.2f}"
            )


def questions(options: argparse.Namespace) -> int:
    """Write questions, one JSON object a line."""
    if options.count < 1:
        raise TfquizError("--count takes a number of at least 1.")
    path, origin = find_deck(options.file)
    text = read_text(path)
    deck = parse_deck(text, options.file)
    with _trial(origin, text, options) as runner:
        for question in _made(runner, _of_note(deck, options.note), options.count, options.seed):
            if options.json:
                print(as_json(question_json(question)))
            else:
                print(clean(as_text(question, "en")), end="\n\n")
    return 0


def _made(runner: Runner, wanted: Sequence[Subject], count: int, seed: int) -> Iterator[Question]:
    """Questions over all cards in turn; a seed that gives none is passed over."""
    able = with_facets(runner, [one for one in wanted if not runner.missing(one.libraries)])
    cards = [(subject, facet) for subject in able for facet in subject.facets]
    if not cards:
        raise TfquizError("None of the deck's libraries is installed.")
    first = 0
    while count > 0:
        turns = -(-count // len(cards))
        asked = [
            Wanted(subject, facet, seed * SEEDS + first + turn)
            for subject, facet in cards
            for turn in range(turns)
        ]
        results = [made.result for made in make_questions(runner, asked)]
        found = [one for one in results if isinstance(one, Question)]
        if not found:
            reasons = {one.reason for one in results if isinstance(one, Refused)}
            raise TfquizError("No question could be made: " + "; ".join(sorted(reasons)))
        yield from found[:count]
        count -= len(found)
        first += turns


def question_json(question: Question) -> dict[str, Any]:
    """A question by the contract that scripts rely on."""
    answer: dict[str, str] = {"text": question.answer.text}
    if isinstance(question.answer, Raises):
        answer["raises"] = question.answer.error
    else:
        answer["printed"] = question.answer.printed
    return {
        "deck": question.deck,
        "note": question.note,
        "template": question.template,
        "facet": question.facet,
        "seed": question.seed,
        "prompt": pick(question.prompt, "en"),
        "code": question.code,
        "script": question.script,
        "answer": answer,
        "choices": [_choice_json(question, place) for place in range(len(question.choices))],
        "misconceptions": [
            {"misconception": one.id, "why": pick(one.why, "en"), "text": one.answer.text}
            for one in question.beliefs
        ],
        "versions": question.versions,
    }


def _choice_json(question: Question, place: int) -> dict[str, Any]:
    choice = question.choices[place]
    data: dict[str, Any] = {"text": choice.text, "correct": choice.correct}
    if choice.misconception:
        data["misconception"] = choice.misconception
        data["why"] = pick(question.belief(choice.misconception).why, "en")
    return data


def preview(options: argparse.Namespace) -> int:
    """Show each note with its questions, as a learner will see them."""
    if options.lang not in LANGUAGES:
        raise TfquizError(f"--lang is one of {', '.join(LANGUAGES)}.")
    path, origin = find_deck(options.file)
    text = read_text(path)
    deck = parse_deck(text, options.file)
    note = ""
    with _trial(origin, text, options) as runner:
        found = _of_note(deck, options.note)
        able = with_facets(runner, [one for one in found if not runner.missing(one.libraries)])
        wanted = [Wanted(one, facet, options.seed) for one in able for facet in one.facets]
        for made in make_questions(runner, wanted):
            subject = made.wanted.subject
            if subject.note.id != note:
                note = subject.note.id
                title = pick(subject.note.title, options.lang)
                text = pick(subject.note.text, options.lang)
                print(clean(f"{'=' * 79}\n{title}\n{'=' * 79}\n{text.strip()}\n"))
            print(f"--- {subject.template.id}, {made.wanted.facet}")
            if isinstance(made.result, Refused):
                print(clean(f"no question: {made.result.reason}\n"))
            else:
                print(clean(as_text(made.result, options.lang)), end="\n\n")
    return 0


def as_text(question: Question, language: str) -> str:
    """A question with its answer, as plain text."""
    lines = [question.code, "", pick(question.prompt, language)]
    for number, choice in enumerate(question.choices, start=1):
        mark = "*" if choice.correct else " "
        indented = choice.text.replace("\n", "\n       ")
        lines.append(f" {mark} {number}. {indented}")
    lines += ["", f"answer: {_indented(question.answer.text)}"]
    for belief in question.beliefs:
        lines.append(f"if {belief.id}: {_indented(belief.answer.text)}")
        lines.append(f"   {pick(belief.why, language)}")
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n" + text if "\n" in text else text


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schema of a deck's file."""
    del options
    json.dump(Deck.model_json_schema(by_alias=True), sys.stdout, indent=2, ensure_ascii=False)
    print()
    return 0
