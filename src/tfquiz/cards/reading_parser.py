"""Tokens to a value: the grammar of what people type for arrays, lists, dicts, numbers and text.

A walker of its own, over the usual notations at once: NumPy's and TensorFlow's printing, Python's
literals, rows on lines of their own. Nothing is evaluated; what a call builds is in
`reading_calls`. Every way out is a value or `Stuck`.
"""

from tfquiz.cards import reading_containers as containers
from tfquiz.cards.reading_arguments import (
    Argument,
    Call,
    Word,
    check_weight,
    resolved,
    shaped,
    sizes,
    weight,
)
from tfquiz.cards.reading_calls import attribute, build
from tfquiz.cards.reading_cursor import OPERATORS, Cursor, Row
from tfquiz.cards.reading_grid import MAX_DEPTH, MAX_ELEMENTS, kind_of
from tfquiz.cards.reading_names import CONSTANTS, LITERALS, bare
from tfquiz.cards.reading_result import Parsed
from tfquiz.cards.reading_tokens import Token, number, string
from tfquiz.cards.reading_words import Stuck
from tfquiz.values import Array, Atom, Mapping, Series, Value

MAX_BUILT = 3 * MAX_ELEMENTS
"""Elements that the calls of one text may build, one after the other."""


class Parser(Cursor):
    """Reads one text. `strings` are the texts that may stand without quotes; empty for none."""

    def __init__(self, text: str, strings: frozenset[str] = frozenset()) -> None:
        super().__init__(text)
        self.strings = strings
        self.depth = 0
        self.stated: Array | None = None
        self.unsaid: Array | None = None
        self.built = 0

    def parse(self) -> Parsed:
        """The value of the whole text.

        Raises:
            Stuck: where it cannot be read.
        """
        row = self._sequence("")
        items = row.items
        if not items:
            raise Stuck(0, "empty")
        loose = len(items) > 1
        value = items[0] if not loose and not row.commas else Series("list", tuple(items))
        dtype = self.stated.dtype if self.stated is not None and value is self.stated else None
        unsaid = value is self.unsaid
        return Parsed(value, loose, self.commas > 0, dtype, unsaid)

    def _resolve(self, item: Argument) -> Value:
        return resolved(item, self.strings)

    def _sequence(self, closer: str) -> Row:
        """Items up to `closer` ("" for the end), separated by commas, blanks or lines."""
        row = Row([[]])
        fresh = True
        while not self.at_end(closer):
            token = self.peek
            if self.sees(";") or (not closer and token.gap == "\n" and not fresh and row.rows[-1]):
                row.rows.append([])
                fresh = True
                self.at += self.sees(";")
                continue
            if self.sees(","):
                raise Stuck(token.start, "missing")
            self.check_gap(token)
            item = self._expression()
            row.rows[-1].append(self._resolve(item))
            fresh = self.comma()
            row.commas += fresh
        return row

    def _expression(self) -> Argument:
        start = self.peek.start
        left = self._signed()
        while True:
            if self.sees("*") and not self.sees("*", ahead=1):
                self.at += 1
                left = self._spend(
                    containers.repeated(self._resolve(left), self._resolve(self._signed()), start),
                    start,
                )
            elif self.sees("+") and isinstance(left, Series):
                self.at += 1
                joined = containers.joined(left, self._resolve(self._signed()), start)
                left = self._spend(joined, start)
            elif self.peek.text in OPERATORS and self.is_binary():
                raise Stuck(self.peek.start, "arithmetic")
            else:
                return left

    def _spend(self, made: Value, start: int) -> Value:
        """Count what was built on the way: no text may keep the reader busy."""
        self.built += weight(made)
        if self.built > MAX_BUILT:
            raise Stuck(start, "too-big", limit=MAX_ELEMENTS)
        return made

    def _signed(self) -> Argument:
        sign = self.take() if self.sees("-") or self.sees("+") else None
        token = self.peek
        item = self._postfix(self._primary())
        if sign is not None:
            item = containers.negated(item, token.start, negative=sign.text == "-")
        return self._complex(item)

    def _complex(self, item: Argument) -> Argument:
        """`1+2j`: a number with an imaginary one right behind it."""
        if not (isinstance(item, Atom) and kind_of(item.value) in ("int", "float")):
            return item
        if not (self.sees("+") or self.sees("-")):
            return item
        token = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        is_number = token.kind == "number" and token.text[-1] in "jJ"
        if not (is_number or token.text.lower() in ("infj", "nanj")) or not self.is_binary():
            return item
        negative = self.take().text == "-"
        self.at += 1
        part = number(token) if token.kind == "number" else CONSTANTS[token.text.lower()]
        return containers.complex_atom(item, part, negative=negative)

    def _primary(self) -> Argument:
        token = self.take()
        if token.kind == "number":
            return Atom(number(token))
        if token.kind == "string":
            return Atom(string(token))
        if token.kind == "name":
            return self._name(token)
        if token.kind == "dots":
            raise Stuck(token.start, "ellipsis")
        if token.kind == "end":
            raise Stuck(token.start, "missing")
        return self._bracket(token)

    def _bracket(self, token: Token) -> Argument:
        if token.text not in ("[", "(", "{", "<"):
            problem = "arithmetic" if token.text in OPERATORS else "character"
            raise Stuck(token.start, problem, text=token.text)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Stuck(token.start, "too-deep")
        read = {"[": self._list, "(": self._paren, "{": self._brace, "<": self._angle}
        value = read[token.text](token)
        self.depth -= 1
        return value

    def _list(self, opening: Token) -> Value:
        items = self._sequence("]").items
        self.close(opening)
        check_weight(items, opening.start)
        if not items and self.peek.text == "with":
            return self._with_shape()
        return Series("list", tuple(items))

    def _with_shape(self) -> Value:
        """`[] with shape (2, 0)`, as tfquiz shows an array without elements."""
        self.take()
        word = self.take()
        if word.text != "shape":
            raise Stuck(word.start, "character", text=word.text or "with")
        shape = sizes(self._primary(), word.start)
        return shaped((), shape, word.start)

    def _paren(self, opening: Token) -> Argument:
        row = self._sequence(")")
        self.close(opening)
        items = row.items
        if len(items) == 1 and not row.commas:
            return items[0]
        return Series("tuple", tuple(items))

    def _brace(self, opening: Token) -> Value:
        first = True
        items: list[Value] = []
        pairs: list[tuple[Value, Value]] = []
        while not self.at_end("}"):
            if self.sees(","):
                raise Stuck(self.peek.start, "missing")
            start = self.peek.start
            item = self._resolve(self._expression())
            containers.check_hashable(item, start)
            if self.sees(":") and (first or pairs):
                self.at += 1
                pairs.append((item, self._resolve(self._expression())))
            elif pairs:
                raise Stuck(self.peek.start, "missing")
            else:
                items.append(item)
            first = False
            self.comma()
        self.close(opening)
        return containers.set_of(items) if items else Mapping(containers.last_of_each(pairs))

    def _angle(self, opening: Token) -> Argument:
        """`<tf.Tensor: shape=(2,), dtype=int32, numpy=array(...)>` and `<dtype: 'int32'>`.

        Also `<tf.RaggedTensor [[1], [2, 3]]>`.
        """
        found: dict[str, Argument] = {}
        while self.peek.kind != "end" and not self.sees(">"):
            token = self.take()
            if self.sees("=") and token.kind == "name":
                self.at += 1
                found[token.text] = self._expression()
            elif token.text == "tf.RaggedTensor":
                found["value"] = self._expression()
            elif token.text in ("dtype", "class"):
                self.at += self.sees(":")
                found["name"] = Word(str(self.take().text), token.start)
        self.close(opening)
        if "name" in found:
            return found["name"]
        shown = found.get("numpy", found.get("value"))
        if shown is None:
            raise Stuck(opening.start, "character", text="<")
        given = {key: item for key, item in found.items() if key in ("shape", "dtype")}
        if isinstance(shown, Series) and not given:
            return shown
        return self._build(Call("Tensor", [shown], given, opening.start))

    def _name(self, token: Token) -> Argument:
        if self.sees("(") and not self.peek.gap:
            name = "arange" if token.text == "tf.range" else bare(token.text)
            return self._call(name, None, token)
        if token.text in self.strings and token.text not in LITERALS:
            return Atom(token.text)
        plain = bare(token.text).lower()
        if plain in CONSTANTS and (len(plain) > 1 or len(token.text) == 1):
            return Atom(CONSTANTS[plain])
        return Word(token.text, token.start)

    def _postfix(self, item: Argument) -> Argument:
        while self.sees(".") and not self.peek.gap and self.tokens[self.at + 1].kind == "name":
            self.at += 1
            token = self.take()
            for name in token.text.split("."):
                if self.sees("(") and name == token.text.rpartition(".")[2]:
                    item = self._call(name, item, token)
                else:
                    made = attribute(self._resolve(item), name, token.start)
                    item = self._spend(made, token.start)
        return item

    def _call(self, name: str, subject: Argument | None, token: Token) -> Argument:
        opening = self.take()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Stuck(token.start, "too-deep")
        given: list[Argument] = [] if subject is None else [self._resolve(subject)]
        named: dict[str, Argument] = {}
        while not self.at_end(")"):
            if self.sees(","):
                raise Stuck(self.peek.start, "missing")
            if self.peek.kind == "name" and self.sees("=", ahead=1):
                key = self.take().text
                self.at += 1
                named[key] = self._expression()
            else:
                given.append(self._expression())
            if not self.comma() and not self.at_end(")"):
                raise Stuck(self.peek.start, "character", text=self.peek.text)
        self.close(opening)
        self.depth -= 1
        return self._build(Call(name, given, named, token.start, method=subject is not None))

    def _build(self, call: Call) -> Argument:
        """Build, and remember an array whose dtype was written out."""
        made = build(call)
        if not isinstance(made, Word):
            self._spend(made, call.start)
        kept = self.stated is not None and any(item is self.stated for item in call.given)
        says = "dtype" in call.named or any(isinstance(item, Word) for item in call.given)
        if isinstance(made, Array) and (kept or made.kind == "scalar" or says):
            self.stated = made
        elif isinstance(made, Array) and (
            call.name in ("zeros", "ones", "eye", "identity")
            or (self.unsaid is not None and any(item is self.unsaid for item in call.given))
        ):
            self.unsaid = made
        return made
