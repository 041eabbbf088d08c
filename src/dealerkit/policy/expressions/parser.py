"""Reading tokens into a tree by precedence.

``or`` binds least, then ``and``, ``not``, a comparison (only one: ``a < b < c`` is refused), ``+ -``,
``* /``, and a sign most. The first token that cannot be read ends the reading with one finding:
what follows it would only be guessed at.
"""

from __future__ import annotations

from dealerkit.policy.expressions.findings import Finding, finding
from dealerkit.policy.expressions.lexer import DAY, END, NAME, NUMERAL, PERCENTAGE, QUOTED, Token
from dealerkit.policy.expressions.syntax import (
    Call,
    Chain,
    Comparison,
    Listing,
    Literal,
    Logic,
    Name,
    Negative,
    Node,
    Not,
)
from dealerkit.policy.types import BOOLEAN, DATE, NUMBER, SHARE, TEXT, Type
from dealerkit.values.numbers import Number, negate

DEEPEST = 50
"""Levels of operators and brackets within each other; people lose track far earlier."""

_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN = range(1, 8)
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
_POWERS = dict.fromkeys(_COMPARISONS, _COMPARE) | {
    "or": _OR,
    "and": _AND,
    "not": _COMPARE,  # as the beginning of `not in`
    "+": _SUM,
    "-": _SUM,
    "*": _PRODUCT,
    "/": _PRODUCT,
}
_LITERALS: dict[str, Type] = {NUMERAL: NUMBER, PERCENTAGE: SHARE, DAY: DATE, QUOTED: TEXT}
_NUMBERS = frozenset({NUMERAL, PERCENTAGE})
_CLOSING = {"(": ")", "[": "]"}

_BROKEN = Name(0, 0, "")


def parse(text: str, tokens: list[Token], findings: list[Finding]) -> Node | None:
    """The tree, or nothing with one more finding."""
    reading = _Reading(text, tokens, findings)
    tree = reading.expression(0)
    if reading.kind != END:
        reading.leftover()
    return None if reading.failed else tree


class _Reading:
    """Where the reading stands. After a failure it stands at the end, and nothing more is found."""

    def __init__(self, text: str, tokens: list[Token], findings: list[Finding]) -> None:
        self._text = text
        self._tokens = tokens
        self._findings = findings
        self._index = 0
        self._depth = 0
        self._last = 0
        self.kind = tokens[0][0]
        self.failed = False

    def expression(self, least: int) -> Node:
        """What stands here, up to the first operator that binds no stronger than ``least``."""
        start = self._tokens[self._index][2]
        self._depth += 1
        if self._depth > DEEPEST:
            return self._fail("DK228", start, start + 1, most=DEEPEST)
        node = self._operand(start)
        while True:
            power = _POWERS.get(self.kind, 0)
            if power <= least:
                break
            if power >= _SUM:
                node = self._chain(start, node, power)
            elif power == _COMPARE:
                if self.kind == "not" and self._tokens[self._index + 1][0] != "in":
                    break
                node = self._comparison(start, node)
            else:
                node = self._logic(start, node, power)
        self._depth -= 1
        return node

    def leftover(self) -> None:
        """Say what is wrong with a token after a complete expression."""
        kind, _, start, end = self._tokens[self._index]
        before, after = self._tokens[self._index - 1], self._tokens[min(self._index + 1, len(self._tokens) - 1)]
        if kind in {")", "]"}:
            self._fail("DK203", start, end, bracket=kind)
        elif kind == "," and before[0] in _NUMBERS and after[0] in _NUMBERS and self._depth == 0:
            found = self._text[before[2] : after[3]]
            self._fail("DK213", before[2], after[3], found=found, mend=found.replace(",", "_").replace(" ", ""))
        else:
            self._fail("DK204", start, end, found=self._text[start:end], before=self._text[before[2] : before[3]])

    def _fail(self, code: str, start: int, end: int, **args: str | int) -> Node:
        if not self.failed:
            self.failed = True
            self._findings.append(finding(code, start, end, **args))
            self._index = len(self._tokens) - 1
            self.kind = END
        return _BROKEN

    def _advance(self) -> Token:
        token = self._tokens[self._index]
        if token[0] != END:
            self._index += 1
            self._last = token[3]
            self.kind = self._tokens[self._index][0]
        return token

    def _operand(self, start: int) -> Node:
        kind = self.kind
        if kind == NAME:
            name = str(self._advance()[1])
            return self._call(start, name) if self.kind == "(" else Name(start, self._last, name)
        written = _LITERALS.get(kind)
        if written is not None:
            return Literal(start, self._tokens[self._index][3], self._advance()[1], written)
        if kind == "(":
            opening = self._advance()
            inner = self.expression(0)
            self._close(opening)
            return inner
        if kind == "not":
            self._advance()
            denied = self.expression(_NOT)
            return Not(start, self._last, denied)
        if kind == "-":
            self._advance()
            return self._negative(start, self.expression(_SIGN))
        if kind in {"true", "false"}:
            self._advance()
            return Literal(start, self._last, kind == "true", BOOLEAN)
        if kind == "[":
            return self._listing(start)
        return self._no_operand()

    def _no_operand(self) -> Node:
        kind, _, start, end = self._tokens[self._index]
        found = self._text[start:end]
        if not self._index and kind in {")", "]"}:
            return self._fail("DK203", start, end, bracket=found)
        if not self._index:
            return self._fail("DK202", start, end, found=found, after="")
        before = self._tokens[self._index - 1]
        after = self._text[before[2] : before[3]]
        if kind == END:
            return self._fail("DK202", before[2], before[3], found="", after=after)
        return self._fail("DK202", start, end, found=found, after=after)

    def _negative(self, start: int, operand: Node) -> Node:
        if isinstance(operand, Literal) and operand.type.kind == "number":
            value: Number = operand.value  # type: ignore[assignment]  # the value of a number
            return Literal(start, self._last, negate(value), operand.type)
        return Negative(start, self._last, operand)

    def _logic(self, start: int, first: Node, power: int) -> Node:
        operator = self.kind
        parts = [first]
        while self.kind == operator:
            self._advance()
            parts.append(self.expression(power))
        flat: list[Node] = []
        for part in parts:
            if isinstance(part, Logic) and part.operator == operator:
                flat += part.parts
            else:
                flat.append(part)
        return Logic(start, self._last, operator, tuple(flat))

    def _comparison(self, start: int, left: Node) -> Node:
        operator = self._comparing()
        middle = self._tokens[self._index][2]
        right = self.expression(_COMPARE)
        node = Comparison(start, self._last, operator, left, right)
        while self.kind in _COMPARISONS or (self.kind == "not" and self._tokens[self._index + 1][0] == "in"):
            # `a < b < c`: the finding says how two comparisons are written, and the reading goes on behind them.
            second, again = self._tokens[self._index], self._text[middle : self._last]
            first = self._text[start : self._last]
            self._comparing()
            middle = self._tokens[self._index][2]
            self.expression(_COMPARE)
            if not self.failed:
                mend = f"{first} and {again} {self._text[second[2] : self._last]}"
                self._findings.append(finding("DK211", second[2], second[3], mend=mend))
        return node

    def _comparing(self) -> str:
        if self._advance()[0] != "not":
            return self._tokens[self._index - 1][0]
        self._advance()
        return "not in"

    def _chain(self, start: int, first: Node, power: int) -> Node:
        rest: list[tuple[str, Node, int]] = []
        while _POWERS.get(self.kind) == power:
            operator = self._advance()[0]
            operand = self.expression(power)
            rest.append((operator, operand, self._last))
        return Chain(start, self._last, first, tuple(rest))

    def _call(self, start: int, function: str) -> Node:
        arguments = self._items()
        return Call(start, self._last, function, arguments)

    def _listing(self, start: int) -> Node:
        items = self._items()
        return Listing(start, self._last, items)

    def _items(self) -> tuple[Node, ...]:
        """What stands between the bracket here and its partner, separated by commas."""
        opening = self._advance()
        items: list[Node] = []
        if self.kind != _CLOSING[opening[0]]:
            items.append(self.expression(0))
            while self.kind == ",":
                self._advance()
                items.append(self.expression(0))
        self._close(opening)
        return tuple(items)

    def _close(self, opening: Token) -> None:
        if self.kind == _CLOSING[opening[0]]:
            self._advance()
        elif self.kind == END:
            self._fail("DK203", opening[2], opening[3], bracket=opening[0])
        else:
            self.leftover()
