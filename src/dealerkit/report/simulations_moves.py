"""What moved in a scenario, for whom and why: what dealers bought forward or passed on, what a change did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from dealerkit.decisions import Reason
from dealerkit.problems import Arg
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.tables import Column, Kind, Table
from dealerkit.report.words import PAYEE, PERIOD, PROGRAMME
from dealerkit.report.workings import figure
from dealerkit.values.numbers import ZERO, Number, absolute, simplest
from dealerkit.whatif.volumes.moves import Move

MOVES = Words("{name}: what moved, and why", "{name}：量的变动及原因")

_MEASURE = Column("measure", Words("of", "所计"))
_BEFORE = Column("before", Words("before", "变动前"), Kind.MONEY)
_AFTER = Column("after", Words("after", "变动后"), Kind.MONEY)
_MORE = Column("difference", Words("change", "增减"), Kind.MONEY)
_WHY = Column("why", Words("why", "原因"))
_CHANGE = Column("change", Words("by", "所依变动"))
_ROWS = Column("rows", Words("rows of", "所属行"))

_COLUMNS = (PAYEE, PROGRAMME, PERIOD, _MEASURE, _BEFORE, _AFTER, _MORE, _WHY)
_ALL_COLUMNS = (*_COLUMNS, _ROWS, _CHANGE)

_SHARES = frozenset({"share", "cut", "times", "elasticity"})


def in_order_of_weight(moves: Iterable[Move]) -> list[Move]:
    """What dealers do for a programme first, then changes to the book; who moves most first, each step by step."""
    found = list(moves)
    most: dict[tuple[bool, str], Number] = {}
    for each in found:
        group = (bool(each.programme), each.dealer)
        most[group] = max(most.get(group, ZERO), absolute(each.by))
    return sorted(found, key=lambda each: (not each.programme, -most[bool(each.programme), each.dealer], each.dealer))


def moves_table(title: Words, moves: Sequence[Move], lang: Language) -> Table:
    """One row a move, for a screen: figures to the cent."""
    rows = tuple(
        (
            each.dealer,
            each.programme or None,
            each.period or None,
            each.measure or None,
            *(_cents(amount) for amount in (each.before, each.after, each.by)),
            step(_readable(each.reason), lang),
        )
        for each in moves
    )
    return Table("simulation_moves", title, _COLUMNS, rows)


def exact_moves(title: Words, moves: Sequence[Move], lang: Language) -> Table:
    """One row a move, exact, for files."""
    rows = tuple(
        (
            each.dealer,
            each.programme or None,
            each.period or None,
            each.measure or None,
            each.before,
            each.after,
            each.by,
            step(_readable(each.reason), lang),
            each.stream,
            each.change or None,
        )
        for each in moves
    )
    return Table("simulation_moves", title, _ALL_COLUMNS, rows)


def _cents(amount: Number) -> str:
    return figure(_rounded(amount, 100))


def _rounded(amount: Number, parts: int) -> Number:
    return simplest(Fraction(round(Fraction(amount) * parts), parts))


def _readable(reason: Reason) -> Reason:
    """The reason with its figures to the cent, shares to a hundredth of a per cent."""
    return evolve(reason, args=tuple((name, _shown(name, value)) for name, value in reason.args))


def _shown(name: str, value: Arg) -> Arg:
    if not isinstance(value, Decimal | Fraction):
        return value
    if name in _SHARES:
        return _rounded(value, 10_000)
    return Decimal(figure(_rounded(value, 100)).replace(",", ""))
