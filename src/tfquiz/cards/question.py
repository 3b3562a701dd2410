"""A question: a variant that has been run, with its answer, choices, beliefs and trace.

Data only, and the last form before a screen: nothing is left to execute, no library is needed to
ask it, and it needs no pydantic to be read back from the store. How one is made is
`cards.compose`; how an answer is judged is `cards.judging`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from tfquiz import values
from tfquiz.program.steps import Step, dump_step, load_step
from tfquiz.values import Value

Words = dict[str, str]
Form = Literal["typed", "choices"]


@dataclass(frozen=True, slots=True)
class Gives:
    """An answer that is a value, or printed text."""

    value: Value
    """What is asked for, by facet: the value itself; for shape a tuple; for dtype a string; for
    printed the printed text as a string; for shares-memory a tuple of names."""
    text: str
    """As tfquiz shows it."""
    printed: str
    """Exactly what the question's script writes to standard output."""


@dataclass(frozen=True, slots=True)
class Raises:
    """An answer that is an exception."""

    error: str
    """The exception's type name."""
    message: str = ""

    @property
    def text(self) -> str:
        """As tfquiz shows it."""
        return f"raises {self.error}"


Answer = Gives | Raises


@dataclass(frozen=True, slots=True)
class Agreement:
    """Inputs on which a belief gives the right answer."""

    code: str
    """The truth's program with these inputs."""
    text: str = ""
    """What both give, as tfquiz shows it; empty where an earlier release did not keep it."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A misconception's program, run on the same inputs as the truth."""

    id: str
    """The author's id; mechanical ones start with "mechanical:"."""
    why: Words
    code: str
    """The program that the belief would make you run, as shown."""
    ask: str | None
    answer: Answer
    steps: tuple[Step, ...] = ()
    agrees: Agreement | None = None
    """Other inputs on which the belief gives the right answer; None if none are known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose from."""

    text: str
    correct: bool
    misconception: str | None = None
    """The id of the belief that it comes from."""


@dataclass(frozen=True, slots=True)
class Target:
    """What typed code has to give, where the question is which code gives it."""

    ask: str | None
    """What holds the result after the typed code has run; None for its last expression."""
    answer: Gives
    """What is right, as a value."""
    beliefs: dict[str, Answer]
    """What the programs of the beliefs give, by id."""
    tolerance: float
    """How far a float may be off; below half the distance to the nearest belief."""
    names: tuple[str, ...]
    """Variables of the question's code; typed code reads one of them at least."""


@dataclass(frozen=True, slots=True)
class Question:
    """Everything needed to ask, judge and explain, once."""

    deck: str
    note: str
    template: str
    facet: str
    """One of `cards.models.FACETS`."""
    seed: int
    prompt: Words
    code: str
    """What the learner sees: the inputs' assignments and the template's code."""
    ask: str | None
    form: Form
    answer: Answer
    script: str
    """A plain Python program that prints the answer, or ends in the exception."""
    libraries: tuple[str, ...]
    versions: dict[str, str]
    choices: tuple[Choice, ...] = ()
    """Empty when the answer is typed."""
    beliefs: tuple[Belief, ...] = ()
    decimals: int | None = None
    """Digits after the point that are asked for; None when numbers are exact."""
    tolerance: float = 0.0
    """How far a typed float may be off; below half the distance to the nearest wrong answer."""
    marks: tuple[tuple[int, int, int], ...] = ()
    """Where drawn inputs stand in `code`: (0-based line, start column, end column)."""
    steps: tuple[Step, ...] = ()
    cost: float = field(default=0.0)
    """How much arithmetic it takes; smaller is better."""
    target: Target | None = None
    """What typed code has to give; None unless code is to be typed."""
    changed: Words = field(default_factory=dict)
    """What an older library gave where this one differs, for a learner who learned the old answer;
    empty as a rule. A wrong answer to such a question is no lapse."""

    def belief(self, name: str) -> Belief:
        """The belief called `name`; KeyError if there is none."""
        for belief in self.beliefs:
            if belief.id == name:
                return belief
        raise KeyError(name)

    def known(self, names: Iterable[str]) -> list[Belief]:
        """Those of the named beliefs that this question has, in the order of the names."""
        beliefs = {belief.id: belief for belief in self.beliefs}
        return [beliefs[name] for name in names if name in beliefs]


def dump_answer(answer: Answer) -> dict[str, Any]:
    """Write an answer as JSON data."""
    match answer:
        case Gives():
            value = values.dump(answer.value)
            return {"value": value, "text": answer.text, "printed": answer.printed}
        case Raises():
            return {"raises": answer.error, "message": answer.message}


def load_answer(data: dict[str, Any]) -> Answer:
    """Read what `dump_answer` wrote."""
    if "raises" in data:
        return Raises(data["raises"], data["message"])
    return Gives(values.load(data["value"]), data["text"], data["printed"])


def dump_question(question: Question) -> dict[str, Any]:
    """Write a question as JSON data, for the store. Inverse of `load_question`."""
    return {
        "deck": question.deck,
        "note": question.note,
        "template": question.template,
        "facet": question.facet,
        "seed": question.seed,
        "prompt": question.prompt,
        "code": question.code,
        "ask": question.ask,
        "form": question.form,
        "answer": dump_answer(question.answer),
        "script": question.script,
        "libraries": list(question.libraries),
        "versions": question.versions,
        "choices": [[c.text, c.correct, c.misconception] for c in question.choices],
        "beliefs": [_dump_belief(belief) for belief in question.beliefs],
        "decimals": question.decimals,
        "tolerance": question.tolerance,
        "marks": [list(mark) for mark in question.marks],
        "steps": [dump_step(step) for step in question.steps],
        "cost": question.cost,
        "changed": question.changed,
        "target": None if question.target is None else _dump_target(question.target),
    }


def load_question(data: dict[str, Any]) -> Question:
    """Read what `dump_question` wrote."""
    return Question(
        deck=data["deck"],
        note=data["note"],
        template=data["template"],
        facet=data["facet"],
        seed=data["seed"],
        prompt=data["prompt"],
        code=data["code"],
        ask=data["ask"],
        form=data["form"],
        answer=load_answer(data["answer"]),
        script=data["script"],
        libraries=tuple(data["libraries"]),
        versions=data["versions"],
        choices=tuple(Choice(*choice) for choice in data["choices"]),
        beliefs=tuple(_load_belief(belief) for belief in data["beliefs"]),
        decimals=data["decimals"],
        tolerance=data["tolerance"],
        marks=tuple((line, start, end) for line, start, end in data["marks"]),
        steps=tuple(load_step(step) for step in data["steps"]),
        cost=data["cost"],
        changed=data.get("changed", {}),
        target=_load_target(target) if (target := data.get("target")) else None,
    )


def _dump_target(target: Target) -> dict[str, Any]:
    return {
        "ask": target.ask,
        "answer": dump_answer(target.answer),
        "beliefs": {name: dump_answer(answer) for name, answer in target.beliefs.items()},
        "tolerance": target.tolerance,
        "names": list(target.names),
    }


def _load_target(data: dict[str, Any]) -> Target:
    answer = load_answer(data["answer"])
    if not isinstance(answer, Gives):
        raise TypeError("a target is a value")
    beliefs = {name: load_answer(one) for name, one in data["beliefs"].items()}
    return Target(data["ask"], answer, beliefs, data["tolerance"], tuple(data["names"]))


def _dump_belief(belief: Belief) -> dict[str, Any]:
    return {
        "id": belief.id,
        "why": belief.why,
        "code": belief.code,
        "ask": belief.ask,
        "answer": dump_answer(belief.answer),
        "steps": [dump_step(step) for step in belief.steps],
        "agrees": [belief.agrees.code, belief.agrees.text] if belief.agrees else [],
    }


def _load_belief(data: dict[str, Any]) -> Belief:
    agrees = data["agrees"]
    return Belief(
        id=data["id"],
        why=data["why"],
        code=data["code"],
        ask=data["ask"],
        answer=load_answer(data["answer"]),
        steps=tuple(load_step(step) for step in data["steps"]),
        # An earlier release kept the code alone.
        agrees=Agreement(*([agrees] if isinstance(agrees, str) else agrees)) if agrees else None,
    )


def pick(words: Words, language: str) -> str:
    """The text in `language`, else in English, else in any language there is."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
