"""A small collection to study: a real SQLite file with questions made by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tfquiz.cards.question import Belief, Choice, Gives, Question, Raises
from tfquiz.program.program import Step
from tfquiz.screens.desk import Desk, NotAddedError, Offer, Progress
from tfquiz.session.examining import run_nothing
from tfquiz.session.moments import Limits
from tfquiz.session.sitting import Maker, Sitting
from tfquiz.store.collection import Collection
from tfquiz.store.deckrecords import DeckRecord
from tfquiz.store.records import CardKey, NoteRecord
from tfquiz.values import Array, Atom, Value, shape_value, show

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def ints(*items: int, shape: tuple[int, ...] | None = None) -> Array:
    return Array("ndarray", "int64", shape or (len(items),), items)


def gives(value: Value) -> Gives:
    text = show(value)
    return Gives(value, text, f"{text}\n")


ALIAS = Question(
    deck="numpy",
    note="asarray-shares",
    template="write-through",
    facet="value",
    seed=1,
    prompt={"en": "What is `x`?", "zh": "`x` 的值是什么？"},
    code="x = np.array([3, 1, 4])\ny = np.asarray(x)\ny[1] = 42",
    ask="x",
    form="typed",
    answer=gives(ints(3, 42, 4)),
    script="import numpy as np\nx = np.array([3, 1, 4])\ny = np.asarray(x)\ny[1] = 42\nprint(x)\n",
    libraries=("numpy",),
    versions={"numpy": "2.4.6"},
    beliefs=(
        Belief(
            id="asarray-copies",
            why={"en": "That is `x` if `asarray` had made a copy."},
            code="x = np.array([3, 1, 4])\ny = np.array(x)\ny[1] = 42",
            ask="x",
            answer=gives(ints(3, 1, 4)),
            steps=(
                Step(1, -1, "x", ints(3, 1, 4)),
                Step(2, -1, "y", ints(3, 1, 4)),
                Step(3, -1, "y", ints(3, 42, 4)),
                Step(0, 0, "x", ints(3, 1, 4)),
            ),
        ),
    ),
    marks=((0, 14, 15), (0, 17, 18), (0, 20, 21), (2, 2, 3), (2, 7, 9)),
    steps=(
        Step(1, -1, "x", ints(3, 1, 4)),
        Step(2, -1, "y", ints(3, 1, 4)),
        Step(3, -1, "x", ints(3, 42, 4)),
        Step(3, -1, "y", ints(3, 42, 4)),
        Step(0, 0, "x", ints(3, 42, 4)),
    ),
)

MASK = Question(
    deck="numpy",
    note="mask",
    template="compare",
    facet="value",
    seed=1,
    prompt={"en": "What is `m`?"},
    code="x = np.array([[1, 5], [7, 2]])\nm = x > 3",
    ask="m",
    form="choices",
    answer=gives(Array("ndarray", "bool", (2, 2), (False, True, True, False))),
    script="import numpy as np\nprint(np.array([[1, 5], [7, 2]]) > 3)\n",
    libraries=("numpy",),
    versions={"numpy": "2.4.6"},
    choices=(
        Choice("[[ True False]\n [False  True]]", correct=False, misconception="less"),
        Choice("[[False  True]\n [ True False]]", correct=True),
        Choice("[5 7]", correct=False, misconception="picks"),
        Choice("raises [/b] x[mask] [nan inf]", correct=False),
    ),
    beliefs=(
        Belief(
            id="less",
            why={"en": "That is `x < 3`."},
            code="x = np.array([[1, 5], [7, 2]])\nm = x < 3",
            ask="m",
            answer=gives(Array("ndarray", "bool", (2, 2), (True, False, False, True))),
        ),
        Belief(
            id="picks",
            why={"en": "That is `x[mask]`, the elements themselves."},
            code="x = np.array([[1, 5], [7, 2]])\nm = x[x > 3]",
            ask="m",
            answer=gives(ints(5, 7)),
        ),
    ),
)

TABLE = replace(
    ALIAS,
    note="table",
    template="times",
    prompt={"en": "What is `t`?", "zh": "`t` 的值是什么？"},
    code="a = np.arange(6).reshape(2, 3)\nt = a * 2  # 每个元素乘以二",
    ask="t",
    answer=gives(ints(0, 2, 4, 6, 8, 10, shape=(2, 3))),
    script="import numpy as np\nprint(np.arange(6).reshape(2, 3) * 2)\n",
    beliefs=(),
    marks=(),
    steps=(
        Step(1, -1, "a", ints(0, 1, 2, 3, 4, 5, shape=(2, 3))),
        Step(2, -1, "t", ints(0, 2, 4, 6, 8, 10, shape=(2, 3))),
        Step(0, 0, "t", ints(0, 2, 4, 6, 8, 10, shape=(2, 3))),
    ),
)

SHAPE = replace(
    TABLE,
    note="shape",
    template="tail",
    facet="shape",
    prompt={"en": "What is the shape of `a[1:] @ b`?"},
    code="a = np.ones((3, 2))\nb = np.ones((2, 4))",
    ask="a[1:] @ b",
    answer=gives(shape_value((2, 4))),
    script="import numpy as np\nprint((np.ones((3, 2))[1:] @ np.ones((2, 4))).shape)\n",
    steps=(
        Step(0, 0, "a[1:] @ b", Array("ndarray", "float64", (2, 4), (2.0,) * 8)),
        Step(0, 0, "a[1:]", Array("ndarray", "float64", (2, 2), (1.0,) * 4), 0),
        Step(0, 8, "b", Array("ndarray", "float64", (2, 4), (1.0,) * 8), 0),
    ),
)

PRINTED = replace(
    TABLE,
    note="enumerate",
    template="lines",
    facet="printed",
    prompt={"en": "What does this print?"},
    code='for i, word in enumerate(["一", "[/b]"], start=1):\n    print(i, word)',
    ask=None,
    answer=Gives(Atom("1 一\n2 [/b]\n"), "1 一\n2 [/b]", "1 一\n2 [/b]\n"),
    script='for i, word in enumerate(["一", "[/b]"], start=1):\n    print(i, word)\n',
    libraries=(),
    steps=(),
)

REFUSES = replace(
    TABLE,
    note="refuses",
    template="add",
    facet="raises",
    prompt={"en": "Does `a + b` raise an exception here, and which one?"},
    code="a = np.ones(3)\nb = np.ones(4)",
    ask="a + b",
    answer=Raises("ValueError", "operands could not be broadcast together"),
    script="import numpy as np\nprint(np.ones(3) + np.ones(4))\n",
    steps=(),
)

QUESTIONS = (ALIAS, MASK, TABLE, SHAPE, PRINTED, REFUSES)
ADDABLE = {"numpy": (ALIAS, MASK), "tf": (SHAPE, TABLE)}
"""What decks that can be added are made of."""

TEXT = """\
`np.asarray(x)` hands back **x itself** when it is already an array of the right dtype.

* `np.array(x)` copies;
* `np.asarray(x)` shares: `y[0] = 1` writes into `x` too.

```python
assert np.asarray(x) is x
```
"""


def note_of(question: Question) -> NoteRecord:
    return NoteRecord(
        id=question.note,
        title={"en": f"About {question.note}: x[mask]", "zh": f"关于 {question.note}"},
        text={"en": TEXT, "zh": "`np.asarray(x)` 返回 **x 本身**。"},
        source="{}",
        cards=(CardKey(question.template, question.facet),),
        tags=("copy-or-view",),
    )


def fill(collection: Collection, *questions: Question, each: int = 3, deck: str = "numpy") -> None:
    """Put a deck of these questions into the collection, with stock."""
    changes = collection.put_deck(
        DeckRecord(
            id=deck,
            title={"en": f"{deck}, the parts that bite", "zh": f"{deck} 易错之处"},
            hash="1",
            origin="shipped",
            libraries=("numpy",),
            notes=tuple(note_of(question) for question in questions),
        ),
        at=MORNING,
    )
    by_note = {question.note: question for question in questions}
    for card_id in changes.cards:
        card = collection.card(card_id)
        made = [replace(by_note[card.note], seed=seed) for seed in range(1, each + 1)]
        collection.stock(card_id, made)


class Clock:
    """Tells the time that it was set to."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def sleep_a_night(self) -> None:
        self.now += timedelta(days=1)


def desk_on(
    collection: Collection,
    *,
    clock: Clock | None = None,
    offers: tuple[Offer, ...] = (),
    maker: Maker | None = None,
    limits: Limits | None = None,
    language: str = "en",
) -> Desk:
    """A desk over a collection."""
    now = clock or Clock()

    def add(name: str, told: Progress) -> str:
        told(0, 2)
        told(2, 2)
        fill(collection, *ADDABLE[name], deck=name)
        return f"{name} is added."

    def sitting(decks: tuple[str, ...] | None) -> Sitting:
        known = {row.id for row in collection.decks()}
        for deck in decks or ():
            if deck not in known:
                raise NotAddedError(deck)
        return Sitting(
            collection,
            clock=now,
            decks=decks,
            maker=maker,
            limits=limits,
            language=language,
        )

    return Desk(
        collection=collection,
        clock=now,
        sitting=sitting,
        offers=lambda: list(offers),
        add=add,
        fresh=lambda card: next(q for q in QUESTIONS if q.note == card.note),
        run=run_nothing,
        limits=limits or Limits(),
    )
