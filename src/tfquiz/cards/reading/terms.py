"""The single terms of typed answers: numbers, texts, names, calls and what `<...>` shows.

What calls build is in `calls`; how terms stand together is the parser's business.
"""

from abc import ABC, abstractmethod

from tfquiz.cards.reading.arguments import Argument, Call, Word, resolved, weight
from tfquiz.cards.reading.calls import build, is_known
from tfquiz.cards.reading.cursor import Cursor
from tfquiz.cards.reading.grid import MAX_DEPTH, MAX_ELEMENTS
from tfquiz.cards.reading.methods import attribute
from tfquiz.cards.reading.names import CONSTANTS, LITERALS, bare, dtype_name
from tfquiz.cards.reading.tokens import Token, number, string
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Array, Atom, Series, Value

MAX_BUILT = 3 * MAX_ELEMENTS
"""Elements that the calls of one text may build, one after the other."""


class Terms(Cursor, ABC):
    """Reads one term at a time. `strings` are the texts that may stand without quotes."""

    def __init__(self, text: str, strings: frozenset[str] = frozenset()) -> None:
        super().__init__(text)
        self.strings = strings
        self.depth = 0
        self.stated: Array | None = None
        self.unsaid: Array | None = None
        self.built = 0
        self.said: dict[str, Argument] = {}
        """What was said of the whole behind it: `shape=(3,)`, `dtype=int32`."""

    @abstractmethod
    def _expression(self) -> Argument:
        """What stands between two commas."""

    @abstractmethod
    def _bracket(self, token: Token) -> Argument:
        """What an opening bracket begins."""

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
        if self.sees("(") and (not self.peek.gap or is_known(bare(token.text))):
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
        is_word = any(isinstance(item, Word) for item in call.given)
        says = "dtype" in call.named or is_word or dtype_name(call.name) is not None
        if isinstance(made, Array) and (kept or made.kind == "scalar" or says):
            self.stated = made
        elif isinstance(made, Array) and (
            call.name in ("zeros", "ones", "eye", "identity")
            or (self.unsaid is not None and any(item is self.unsaid for item in call.given))
        ):
            self.unsaid = made
        return made

    def _resolve(self, item: Argument) -> Value:
        return resolved(item, self.strings)

    def _spend(self, made: Value, start: int) -> Value:
        """Count what was built on the way: no text may keep the reader busy."""
        self.built += weight(made)
        if self.built > MAX_BUILT:
            raise Stuck(start, "too-big", limit=MAX_ELEMENTS)
        return made
