"""A place in typed text: what stands here, what comes next, and which brackets close.

Only moves over tokens; what they mean is the parser's business.
"""

from dataclasses import dataclass

from tfquiz.cards.reading.tokens import Token, tokens
from tfquiz.cards.reading.words import Stuck
from tfquiz.values import Series, Value

CLOSERS = {"[": "]", "(": ")", "{": "}"}
OPERATORS = ("*", "/", "%", "@", "^", "&", "|", "-", "+", "~", "!")


@dataclass(slots=True)
class Row:
    """What stands between brackets: items by rows, and whether commas were seen."""

    rows: list[list[Value]]
    commas: int = 0

    @property
    def items(self) -> list[Value]:
        """All items, or one list for each row where rows hold several."""
        rows = [row for row in self.rows if row]
        if len(rows) > 1 and any(len(row) > 1 for row in rows):
            return [Series("list", tuple(row)) for row in rows]
        return [item for row in rows for item in row]


class Cursor:
    """Moves over the tokens of one text; the last one, its end, is never passed."""

    def __init__(self, text: str) -> None:
        self.tokens = tokens(text)
        self.at = 0
        self.commas = 0
        """How many commas were passed between items."""

    @property
    def peek(self) -> Token:
        """The token here."""
        return self.tokens[self.at]

    def sees(self, text: str, *, ahead: int = 0) -> bool:
        """Whether that mark stands here, or so many tokens ahead."""
        token = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return token.kind == "mark" and token.text == text

    def take(self) -> Token:
        """The token here, and pass it."""
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def close(self, opening: Token) -> None:
        """Pass the bracket that closes `opening`, or be stuck."""
        token = self.take()
        closer = CLOSERS.get(opening.text, ">")
        if token.kind == "end":
            raise Stuck(opening.start, "unclosed", text=opening.text)
        if token.text != closer:
            problem = "mismatch" if token.text in (*CLOSERS.values(), ">") else "character"
            raise Stuck(token.start, problem, text=token.text, open=opening.text)

    def comma(self) -> bool:
        """Pass a comma, if one stands here."""
        if self.sees(","):
            self.at += 1
            self.commas += 1
            return True
        return False

    def at_end(self, closer: str) -> bool:
        """Whether a bracket closes here, or the text ends; `closer` is empty outside brackets."""
        token = self.peek
        if token.kind == "end":
            return True
        if token.kind != "mark" or token.text not in (*CLOSERS.values(), ">"):
            return False
        if not closer:
            raise Stuck(token.start, "unopened", text=token.text)
        return True

    def check_gap(self, token: Token) -> None:
        """Two items may only touch where a bracket parts them."""
        before = self.tokens[self.at - 1] if self.at else None
        if before is None or token.gap or before.text in (*"[({,;:=<", ""):
            return
        if before.text in "])}>" or token.text in tuple("[({<"):
            return
        if token.text in OPERATORS or before.kind == "mark":
            raise Stuck(token.start, "arithmetic")
        problem = "number" if before.kind == "number" else "character"
        raise Stuck(before.start, problem, text=before.text + token.text)

    def is_binary(self) -> bool:
        """Whether the mark here stands between two numbers, and is no sign in front of one."""
        if self.peek.text not in ("-", "+"):
            return True
        after = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        return bool(after.gap) or not self.peek.gap
