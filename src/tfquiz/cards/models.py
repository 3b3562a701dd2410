"""The shape of a deck's file, checked by pydantic. Reading a file and its lines is `cards.deck`.

This module is the one home of the deck format: `docs/decks.md` and the JSON Schema are made from
it, so every field says what it means.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from tfquiz.program.libraries import LIBRARIES

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
NAME_PATTERN = r"^[A-Za-z][A-Za-z0-9_]*$"

FACETS = ("value", "shape", "dtype", "printed", "raises", "shares-memory", "which-call")
Facet = Literal["value", "shape", "dtype", "printed", "raises", "shares-memory", "which-call"]
Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=60)]
DTYPES = (
    "int", "float", "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
    "uint64", "float16", "float32", "float64",
)  # fmt: skip
WRITTEN = ("np.array", "tf.constant", "tf.Variable", "list", "tuple")
"""How an array may be assigned."""
Library = Annotated[str, Field(json_schema_extra={"enum": list(LIBRARIES)})]
"""Names are checked by `cards.lint`, which says what else there is; editors learn them here."""
Size = int | str
Scalar = bool | int | float | str | None


def _mechanical_names(schema: dict[str, Any]) -> None:
    # the table of rewrites is not needed to read a deck
    from tfquiz.cards.mechanical.table import BY_NAME  # noqa: PLC0415

    schema["enum"] = list(BY_NAME)


MechanicalName = Annotated[str, Field(json_schema_extra=_mechanical_names)]


def _words(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


Words = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z]{2}$")], str],
    BeforeValidator(_words, json_schema_input_type=str | dict[str, str]),
]
"""A text in one or more languages: a plain string is English, a table has a key a language."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Int(_Part):
    """A whole number."""

    bounds: tuple[Size, Size] = Field(
        alias="int",
        description="Lowest and highest value, both included; numbers, or expressions in inputs "
        'above, such as "n - 1".',
    )


class Float(_Part):
    """A decimal number on a grid, so that it stays short."""

    bounds: tuple[float | str, float | str] = Field(
        alias="float", description="Lowest and highest value, both included."
    )
    step: float = Field(0.5, gt=0, description="Distance between neighbouring values.")


class Choice(_Part):
    """One of some values: numbers, strings, booleans."""

    values: list[Scalar] = Field(
        alias="choice", min_length=1, description="The values; strings are written with quotes."
    )


class Code(_Part):
    """One of some pieces of code, for use as `$name`: a function's name, an operator, a line."""

    pieces: list[str] = Field(
        alias="code", min_length=1, description="The pieces, written in place as they are."
    )


class ArrayInput(_Part):
    """An array, tensor, or nested list of numbers or booleans."""

    shape: list[Size] = Field(
        alias="array",
        max_length=4,
        description="The shape: numbers or expressions, outermost first.",
    )
    dtype: str = Field(
        "int",
        json_schema_extra={"enum": list(DTYPES)},
        description="int or float (the library's own default size), bool, or one such as int8, "
        "uint8, int32, int64, float32, float64.",
    )
    range: tuple[Size | float, Size | float] = Field(
        (0, 9), description="Lowest and highest element, both included."
    )
    step: float | None = Field(
        None, gt=0, description="Distance between neighbouring values; 1 unless said otherwise."
    )
    of: list[int | float | bool | str] | None = Field(
        None, description="Draw the elements from this list instead of `range`."
    )
    distinct: bool = Field(False, description="Whether all elements differ.")
    sorted: bool = Field(False, description="Whether the elements ascend in C order.")
    one_hot: bool = Field(
        False, description="Whether each row along the last axis is 1 in one place and 0 elsewhere."
    )
    written: Annotated[str, Field(json_schema_extra={"enum": list(WRITTEN)})] | None = Field(
        None,
        description="How a bare name is assigned: np.array, tf.constant, tf.Variable, list or "
        "tuple. Default: by the first library that has arrays, else list.",
    )


class ShapeInput(_Part):
    """A shape: a tuple of sizes."""

    rank: Size = Field(alias="shape", description="The rank: how many axes.")
    sizes: tuple[Size, Size] = Field((1, 4), description="Smallest and largest size of an axis.")
    elements: tuple[Size, Size] = Field(
        (1, 12), description="Smallest and largest number of elements in all."
    )


class Sample(_Part):
    """Some items of a list, each once, in any order."""

    items: list[int | float | str] = Field(alias="sample", min_length=1, description="The items.")
    size: Size = Field(description="How many to take.")
    written: Literal["list", "tuple"] = Field("list", description="The kind of sequence.")


class Computed(_Part):
    """A number or list that follows from inputs above."""

    expression: str = Field(
        alias="expr", description='An expression in inputs above, such as "n * m".'
    )


InputKind = Int | Float | Choice | Code | ArrayInput | ShapeInput | Sample | Computed
INPUT_KINDS: dict[str, type[_Part]] = {
    "int": Int,
    "float": Float,
    "choice": Choice,
    "code": Code,
    "array": ArrayInput,
    "shape": ShapeInput,
    "sample": Sample,
    "expr": Computed,
}
Inputs = dict[Annotated[str, Field(pattern=NAME_PATTERN)], InputKind]


class Misconception(_Part):
    """A wrong belief, written as the program that it would make you run."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [key]} for key in ("swap", "code", "ask", "raises")]
        }
    )

    id: Id = Field(description="Its name in statistics; unique in the template.")
    swap: list[str] | list[list[str]] | None = Field(
        None,
        description='["old", "new"], or a list of such pairs: what to replace in the code and the '
        "asked expression. Every `old` must occur.",
    )
    code: str | None = Field(None, description="A wholly different program.")
    ask: str | None = Field(None, description="Another expression than the template's `ask`.")
    raises: str | None = Field(
        None, description="The name of the exception that the belief expects, instead of a program."
    )
    why: Words = Field(description="One or two sentences that name the belief and mend it.")

    @model_validator(mode="after")
    def _says_what_differs(self) -> "Misconception":
        if not (self.swap or self.code or self.ask or self.raises):
            raise ValueError("needs one of `swap`, `code`, `ask` or `raises`")
        if self.raises and (self.swap or self.code or self.ask):
            raise ValueError("`raises` stands alone, without `swap`, `code` or `ask`")
        if self.swap and self.code:
            raise ValueError("has both `swap` and `code`: keep one")
        for pair in self.swaps:
            if len(pair) != 2 or pair[0] == pair[1]:
                raise ValueError(f"`swap` takes [old, new] with two different texts, not {pair}")
        return self

    @property
    def swaps(self) -> list[list[str]]:
        """All replacements, each [old, new]."""
        if not self.swap:
            return []
        if isinstance(self.swap[0], str):
            return [[str(text) for text in self.swap]]
        return [list(pair) for pair in self.swap]


class Template(_Part):
    """Code with inputs left open, and what to ask about it."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": [key]} for key in ("ask", "printed")]}
    )

    id: Id = Field(description="Unique in the note; schedules hang on it.")
    code: str = Field(
        "",
        max_length=4_000,
        description="The program. `$name` writes an input's drawn value in place; an input used "
        "by its bare name is assigned on a line above.",
    )
    ask: str | None = Field(None, description="The expression asked about.")
    printed: bool = Field(False, description="Ask for what the code prints, instead of `ask`.")
    prompt: Words | None = Field(
        None,
        description="The question in words, for value, printed, or a template's only facet. "
        "Default: by the facet.",
    )
    facets: list[Facet] = Field([], description="What to ask for; chosen sensibly when left out.")
    form: Literal["typed", "choices"] | None = Field(
        None,
        description="Whether to type or to choose, for value, printed and which-call; default: by "
        "what is asked, and which-call is chosen.",
    )
    names: list[str] = Field(
        [], description="For shares-memory: the variable, then those it might share memory with."
    )
    libraries: list[Library] | None = Field(None, description="Instead of the note's.")
    inputs: Inputs = Field({}, description="More inputs, or others of the same name.")
    where: list[str] = Field([], description="Conditions that a draw must meet.")
    misconceptions: list[Misconception] = Field([], description="Wrong beliefs, commonest first.")
    mechanical: bool | list[MechanicalName] = Field(
        True,
        description="Whether distractors may also be made by rewriting the code; or the names of "
        "those that every question has to tell from the truth, others being welcome.",
    )
    few: str | None = Field(
        None, description="Why fewer than 50 distinct questions exist, where that is so."
    )
    was: list[Id] = Field([], description="Earlier ids of this template; keeps its schedules.")

    @model_validator(mode="after")
    def _asks_one_thing(self) -> "Template":
        if self.printed and self.ask:
            raise ValueError("has both `ask` and `printed`: keep one")
        if not self.printed and not self.ask:
            raise ValueError('needs `ask = "an expression"` or `printed = true`')
        return self


class Note(_Part):
    """One idea: what it is called, how it is explained, and the templates that ask about it."""

    id: Id = Field(description="Unique in the deck; schedules hang on it.")
    title: Words = Field(description="The idea in one line.")
    text: Words = Field(description="The explanation, in Markdown; 40 to 150 words.")
    tags: list[Id] = Field([], description="Topics, for search and statistics.")
    after: list[Id] = Field([], description="Notes of this deck to know before this one.")
    libraries: list[Library] | None = Field(None, description="Instead of the deck's.")
    inputs: Inputs = Field({}, description="Inputs that all templates of the note share.")
    where: list[str] = Field([], description="Conditions that every draw must meet.")
    templates: list[Template] = Field(min_length=1, description="What asks about the idea.")
    source: str | None = Field(None, description="Where the note comes from.")
    was: list[Id] = Field([], description="Earlier ids of this note; keeps its schedules.")


class Header(_Part):
    """What a deck is."""

    id: Id = Field(description="Identity: re-adding an edited deck keeps every schedule.")
    title: Words = Field(description="The deck's name.")
    text: Words = Field({}, description="What the deck is about, in a sentence or two.")
    libraries: list[Library] = Field(
        [], description="Libraries that the code uses: numpy, tensorflow, tensorflow1, pandas ..."
    )


class Deck(_Part):
    """A deck's file."""

    deck: Header
    notes: list[Note] = Field(min_length=1)

    @property
    def id(self) -> str:
        """The deck's identity."""
        return self.deck.id
