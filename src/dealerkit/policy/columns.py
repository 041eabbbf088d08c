"""Columns of decision tables: what kind of value stands there, within which limits, and its cells.

A column is declared under ``columns:`` or follows from its cells. Numbers start at 0, and shares end
at 100 %, unless a declared limit or a cell reaches beyond; words are those declared, or those that
the cells mention.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.policy.facts import Fact
from dealerkit.policy.intervals import (
    HIGHEST,
    LOWEST,
    Cut,
    Span,
    before,
    behind,
    in_whole_steps,
    joined,
    smallest,
    smallest_whole,
)
from dealerkit.policy.types import BOOLEAN, COUNT, DATE, MONEY, NUMBER, SHARE, TEXT, Type, Value, number
from dealerkit.problems import Arg, DealerkitError, Location
from dealerkit.values.numbers import ONE, ZERO, canonical, multiply

_HUNDRED = Decimal(100)
_SOME_DAY = date(2000, 1, 1)
_BASIS_POINT = Decimal("0.0001")


@frozen
class Kind:
    """A kind of column: how its values lie on a line, and how they are said.

    ``least`` and ``most`` are the limits where nothing is declared and no cell reaches beyond.
    ``whole`` says that nothing lies between one value and the next.
    """

    name: str
    type: Type
    whole: bool = False
    least: Cut = LOWEST
    most: Cut = HIGHEST

    @property
    def ordered(self) -> bool:
        """Whether limits such as ``at`` and ``below`` make sense."""
        return self.name not in {"word", "condition"}


AMOUNT = Kind("amount", MONEY, least=before(ZERO))
QUANTITY = Kind("quantity", NUMBER, least=before(ZERO))
PLAIN = Kind("number", NUMBER)
SHARES = Kind("share", SHARE, least=before(ZERO), most=behind(ONE))
COUNTS = Kind("count", COUNT, whole=True, least=before(0))
DATES = Kind("date", DATE, whole=True)
WORDS = Kind("word", TEXT, whole=True)
CONDITION = Kind("condition", BOOLEAN, whole=True)

KINDS = {each.name: each for each in (AMOUNT, QUANTITY, PLAIN, SHARES, COUNTS, DATES, WORDS, CONDITION)}
FLAGS = ("false", "true")
"""The words of a condition, in the order in which a witness tries them."""


@frozen
class Cell:
    """What one row asks of one column: the values it takes, and how that was written."""

    spans: tuple[Span, ...]
    text: str
    at: Location

    def holds(self, place: Cut) -> bool:
        """Whether the value at this place of the column is one that the cell takes."""
        return any(low <= place < high for low, high in self.spans)


@frozen
class Column:
    """One column: its kind, its unit, its words, and the limits within which rows must cover it."""

    name: str
    kind: Kind
    at: Location
    unit: str = ""
    words: tuple[str, ...] = ()
    limits: Span = (LOWEST, HIGHEST)
    declared: bool = False
    _places: dict[str, Cut] = field(init=False, eq=False, repr=False)

    @_places.default
    def _numbered(self) -> dict[str, Cut]:
        return {word: before(position) for position, word in enumerate(self.words)}

    def place(self, value: Value) -> Cut | None:
        """Where a value of a fact lies among the cells; None for a word that the column does not have."""
        if not self.kind.ordered:
            word = value if isinstance(value, str) else FLAGS[value] if isinstance(value, bool) else None
            if word is None:
                raise DealerkitError(f"the column {self.name} takes values of the kind {self.kind.name}, not {value!r}")
            return self._places.get(word)
        if isinstance(value, date) and self.kind is DATES:
            return before(value.toordinal())
        if isinstance(value, bool | str | date | tuple | frozenset) or self.kind is DATES:
            raise DealerkitError(f"the column {self.name} takes values of the kind {self.kind.name}, not {value!r}")
        return before(value)

    def said(self, value: Value) -> Arg:
        """A fact's value as a message mentions it."""
        if isinstance(value, bool):
            return FLAGS[value]
        return tuple(sorted(value)) if isinstance(value, tuple | frozenset) else value

    def covering(self, cells: Iterable[Cell]) -> Column:
        """The column with its usual limits moved out to where a declared limit or a cell reaches beyond."""
        least, most = self.kind.least, self.kind.most
        for cell in cells:
            for low, high in cell.spans:
                if high <= least or LOWEST < low < least:
                    least = LOWEST
                if low >= most or HIGHEST > high > most:
                    most = HIGHEST
        low, high = self.limits
        return evolve(self, limits=(least if low == LOWEST else low, most if high == HIGHEST else high))

    def stepped(self, span: Span) -> Span:
        """A span as the search for gaps takes it: in whole steps where nothing lies between."""
        return in_whole_steps(span) if self.kind.whole else span

    def searched(self, cell: Cell) -> tuple[Span, ...]:
        """A cell as the search for gaps takes it."""
        return joined(map(in_whole_steps, cell.spans)) if self.kind.whole else cell.spans

    def witness(self, span: Span) -> Value:
        """The first value in a span of the search that people would name."""
        if not self.kind.whole:
            return smallest(span, _BASIS_POINT) if self.kind is SHARES else smallest(span)
        if self.kind is DATES:
            return _smallest_day(span)
        found = smallest_whole(span)
        if self.kind is CONDITION:
            return bool(found)
        return self.words[found] if self.words else Decimal(found)

    def shown(self, value: Value) -> str:
        """A value with the column's name and unit: ``capacity 10.01 kW``."""
        if isinstance(value, bool):
            text = FLAGS[value]
        elif isinstance(value, Decimal | Fraction):
            text = f"{canonical(multiply(value, _HUNDRED))}%" if self.kind is SHARES else canonical(value)
        else:
            text = str(value)
        return " ".join(part for part in (self.name, text, self.unit) if part)

    def fact(self) -> Fact:
        """The fact that the column asks for."""
        of = number(self.unit) if self.unit and self.kind in {QUANTITY, PLAIN, COUNTS} else self.kind.type
        closed = self.words if self.kind is WORDS and self.declared else ()
        return Fact(self.name, of, unit=self.unit or of.unit, values=closed)


def _smallest_day(span: Span) -> date:
    """The first day of a span; its last where it has no first."""
    low, high = span
    if low != LOWEST:
        return date.fromordinal(int(low[0]))
    return date.fromordinal(int(high[0]) - 1) if high != HIGHEST else _SOME_DAY
