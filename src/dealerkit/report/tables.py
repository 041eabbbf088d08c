"""Result tables: one value for all of them, and what a cell says to people and to programs.

People read ``1,234.50`` and ``1.5%``; programs read ``1234.50`` and ``0.015``. Nothing is rounded on
the way, with one exception: a fraction that never ends (1/3) is written to programs with twelve
decimals and to people with two, since no cell can hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent

Cell = str | int | Decimal | Fraction | date | None
"""What a cell may hold; None is a cell with nothing in it."""


class Kind(Enum):
    """What a column holds; it decides alignment and how figures are written."""

    TEXT = "text"
    INTEGER = "integer"
    MONEY = "money"
    RATE = "rate"
    DATE = "date"

    @property
    def is_figure(self) -> bool:
        """Whether cells stand to the right, as figures do."""
        return self in (Kind.INTEGER, Kind.MONEY, Kind.RATE)


@frozen
class Column:
    """One column: its name for programs, its heading for people, what it holds."""

    name: str
    heading: Words
    kind: Kind = Kind.TEXT


@frozen
class Table:
    """A named table. Every row has a cell per column, in the order of the columns."""

    name: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default=())

    def headings(self, lang: Language) -> list[str]:
        """The headings for people."""
        return [column.heading.said_in(lang) for column in self.columns]


def cell_for_people(cell: Cell, kind: Kind) -> str:
    """What a person reads in a cell."""
    return _FOR_PEOPLE[kind](cell) if isinstance(cell, (int, Decimal, Fraction)) else _as_text(cell)


def cell_for_programs(cell: Cell) -> str:
    """What a program reads in a cell: plain digits, ISO dates."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, Fraction):
        return f"{ended(cell):f}"
    return _as_text(cell)


def ended(number: Fraction) -> Decimal:
    """A fraction as a decimal: exact if it has at most twelve decimals, else rounded half to even."""
    return _WIDE.normalize(_WIDE.scaleb(Decimal(round(number * 10**12)), -12))


def digits(number: Decimal) -> int:
    """How many digits it takes to write ``number``, zeros at its end left out."""
    return len(_WIDE.normalize(number).as_tuple().digits)


_WIDE = Context(prec=1_000, rounding=ROUND_HALF_EVEN)


def _as_text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _grouped(number: int | Decimal | Fraction) -> str:
    if isinstance(number, Fraction):
        cents = round(number * 100)
        return f"{_WIDE.scaleb(Decimal(cents), -2):,f}"
    return f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"


def _number(number: int | Decimal | Fraction) -> str:
    return str(number) if isinstance(number, int) else cell_for_programs(number)


_FOR_PEOPLE: Mapping[Kind, Callable[[int | Decimal | Fraction], str]] = {
    Kind.TEXT: _number,
    Kind.INTEGER: _grouped,
    Kind.MONEY: _grouped,
    Kind.RATE: percent,
    Kind.DATE: _number,
}
