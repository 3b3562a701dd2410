"""Tokens to a value: the grammar of what people type for arrays, lists, dicts, numbers and text.

A walker of its own, over the usual notations at once: NumPy's and TensorFlow's printing, Python's
literals, rows on lines of their own. Nothing is evaluated; what a call builds is in
`calls`. Every way out is a value or `Stuck`.
"""

from tfquiz.cards.reading import containers
from tfquiz.cards.reading.arguments import (
    Argument,
    Call,
    Word,
    check_weight,
    shaped,
    sizes,
)
from tfquiz.cards.reading.cursor import OPERATORS, Row
from tfquiz.cards.reading.grid import MAX_DEPTH, kind_of
from tfquiz.cards.reading.names import CONSTANTS, VAGUE, dtype_name
from tfquiz.cards.reading.result import Parsed
from tfquiz.cards.reading.terms import Terms
from tfquiz.cards.reading.tokens import Token, number
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Atom, Mapping, Series, Value


class Parser(Terms):
    """Reads one text. `strings` are the texts that may stand without quotes; empty for none."""

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
        is_bare = not loose and (bool(self.said) or not row.commas)
        value = items[0] if is_bare else Series("list", tuple(items))
        if self.said:
            value = self._resolve(self._build(Call("Tensor", [value], self.said, 0)))
            word = self.said.get("dtype")
            if isinstance(word, Word) and word.text in VAGUE:
                self.stated = None  # only a class was named, as in `7 (int)`
        dtype = self.stated.dtype if self.stated is not None and value is self.stated else None
        unsaid = value is self.unsaid
        return Parsed(value, loose, self.commas > 0, dtype, unsaid)

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
            if not closer and self._is_said_behind(row):
                continue
            row.rows[-1].extend(self._items(closer))
            fresh = self.comma()
            row.commas += fresh
        return row

    def _items(self, closer: str) -> list[Value]:
        """One item, or those behind a star."""
        start = self.peek.start
        if closer and self.sees("*"):
            self.at += 1
            spread = containers.series(Call("list", [self._resolve(self._expression())], {}, start))
            return list(spread.items)
        return [self._resolve(self._expression())]

    def _is_said_behind(self, row: Row) -> bool:
        """Pass `shape=(3,)`, `dtype=int32`, `int32` or `(int32)`, behind everything else."""
        if not any(row.rows) or self.strings:
            return False
        in_brackets = self.sees("(")
        at = min(self.at + in_brackets, len(self.tokens) - 1)
        token = self.tokens[at]
        end = self.tokens[min(at + 1 + in_brackets, len(self.tokens) - 1)]
        key = token.text.lower()
        is_parted = self.sees("=", ahead=1) or self.sees(":", ahead=1)
        if key in ("shape", "dtype") and (is_parted or self.sees("(", ahead=1)):
            self.at += 1 + is_parted
            self.said[key] = self._expression()
        elif token.kind == "name" and dtype_name(key) and end.kind == "end":
            self.at = at + 1 + in_brackets
            self.said["dtype"] = Word(token.text, token.start)
        else:
            return False
        self.comma()
        return True

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

    def _signed(self) -> Argument:
        sign = self.take() if self.sees("-") or self.sees("+") else None
        token = self.peek
        item = self._postfix(self._primary())
        if sign is not None:
            item = containers.negated(item, token.start, negative=sign.text == "-")
        return self._complex(item)

    def _complex(self, item: Argument) -> Argument:
        """`1+2j` or `2j+1`: a real and an imaginary number, one right behind the other."""
        if not (isinstance(item, Atom) and kind_of(item.value) in ("int", "float", "complex")):
            return item
        if not (self.sees("+") or self.sees("-")) or not self.is_binary():
            return item
        token = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        part = CONSTANTS.get(token.text.lower()) if token.kind == "name" else None
        if token.kind == "number":
            part = number(token)
        if kind_of(part) not in ("int", "float", "complex"):
            return item
        if (kind_of(part) == "complex") == (kind_of(item.value) == "complex"):
            return item
        negative = self.take().text == "-"
        self.at += 1
        return containers.complex_atom(item, part, negative=negative)

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
            if (self.sees(":") or self.sees("=")) and (first or pairs):
                self.at += 1
                pairs.append((item, self._resolve(self._expression())))
            elif pairs:
                raise Stuck(self.peek.start, "missing")
            else:
                items.append(item)
            first = False
            if not self.comma() and self.sees(";"):
                self.at += 1
        self.close(opening)
        return containers.set_of(items) if items else Mapping(containers.last_of_each(pairs))
