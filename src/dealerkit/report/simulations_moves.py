"""What moved in a scenario, for whom and why: what dealers bought forward or passed on, what a change did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from dealerkit.decisions import Reason
from dealerkit.problems import Arg
from dealerkit.report.durations import duration_words
from dealerkit.report.handbook.rebate_words import MEASURES
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.tables import Column, Kind, Table
from dealerkit.report.words import PAYEE, PERIOD, PROGRAMME
from dealerkit.report.workings import figure
from dealerkit.values.durations import read_duration
from dealerkit.values.numbers import ZERO, Number, absolute, simplest
from dealerkit.whatif.volumes.moves import Move

MOVES = Words("{name}: what moved, and why", "{name}：量的变动及原因")

_MEASURE = Column("measure", Words("measure", "所计"))
_BEFORE = Column("before", Words("before", "变动前"), Kind.MONEY)
_AFTER = Column("after", Words("after", "变动后"), Kind.MONEY)
_MORE = Column("difference", Words("change", "增减"), Kind.MONEY)
_WHY = Column("why", Words("why", "原因"))
_CHANGE = Column("change", Words("by change", "所依变动"))
_ROWS = Column("rows", Words("table", "所属表"))

_COLUMNS = (PAYEE, PROGRAMME, PERIOD, _MEASURE, _BEFORE, _AFTER, _MORE, _WHY)
_ALL_COLUMNS = (*_COLUMNS, _ROWS, _CHANGE)

_SHARES = frozenset({"share", "cut", "rise", "times", "elasticity"})


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
            MEASURES[each.measure].said_in(lang) if each.measure in MEASURES else each.measure or None,
            *(None if amount is None else _cents(amount) for amount in _sums(each)),
            step(_readable(each.reason, lang), lang),
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
            *_sums(each),
            step(_readable(each.reason, lang), lang),
            each.stream,
            each.change or None,
        )
        for each in moves
    )
    return Table("simulation_moves", title, _ALL_COLUMNS, rows)


def _sums(each: Move) -> tuple[Number | None, Number | None, Number | None]:
    """Before, after and by how much; none where it was no sum that moved, but days."""
    return (each.before, each.after, each.by) if each.measure else (None, None, None)


def _cents(amount: Number) -> str:
    return figure(_rounded(amount, 100))


def _rounded(amount: Number, parts: int) -> Number:
    return simplest(Fraction(round(Fraction(amount) * parts), parts))


def _readable(reason: Reason, lang: Language) -> Reason:
    """The reason with its figures to the cent, shares to a hundredth of a per cent, days in the reader's language."""
    return evolve(reason, args=tuple((name, _shown(name, value, lang)) for name, value in reason.args))


def _shown(name: str, value: Arg, lang: Language) -> Arg:
    length = read_duration(value) if name == "later" and isinstance(value, str) else None
    if length is not None:
        return duration_words(length, lang)
    if not isinstance(value, Decimal | Fraction):
        return value
    if name in _SHARES:
        return _rounded(value, 10_000)
    return Decimal(figure(_rounded(value, 100)).replace(",", ""))
