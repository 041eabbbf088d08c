"""Which cells a change is about, which rows each kind of change moves, and how what they add up follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from dealerkit.book.kinds import Column
from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.takes import LINES
from dealerkit.policy.expressions import Expression
from dealerkit.problems import DealerkitError
from dealerkit.rebates.standing import Standing
from dealerkit.values.exact import ONE, ZERO, Number, add, multiply, subtract
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.volumes.arithmetic import Selection
from dealerkit.whatif.volumes.asking import bits_of, can_ask, perhaps, root_of, surely, whenever
from dealerkit.whatif.volumes.change import Change
from dealerkit.whatif.volumes.degrees import Degree, degree_of

_TRADE = frozenset({"line", "sale", "sold"})
_EVERYTHING = _TRADE | {"incident"}
MOVED: Mapping[str, frozenset[str]] = {
    "grow": _TRADE,
    "shift": _TRADE,
    "price": frozenset({"line"}),
    "lose": _EVERYTHING,
    "add": _TRADE,
}
"""Which rows each kind of change moves, by the first part of the names of their facts.

Who sells more buys more and sells more on. Our price is paid on what we invoice, and not what a dealer asks of his
customers. Nothing is left of a lost dealer; what was held against another is not held against a new one.
"""


def selection(
    cells: Cells,
    stream: str,
    change: Change,
    conditions: Sequence[Expression | None],
    compared: DateRange,
    payees: frozenset[str] | None = None,
) -> Selection:
    """The cells that meet all conditions on the change's days."""
    asked = [each for each in conditions if each is not None]
    days = change.days(compared)
    sure = bits_of(cells, (surely(each, stream, days) for each in asked))
    maybe = bits_of(cells, (perhaps(each, stream, days) for each in asked))
    if sure is None or maybe is None:
        raise DealerkitError(f"the pass was not asked for what change {change.id!r} is about")
    return Selection(sure, maybe, days.start or date.min, days.end or date.max, payees, len(cells.takes))


def measures_of_cells(cells: Cells) -> tuple[str | Expression, ...]:
    """What each position of a cell's sums adds up."""
    found: dict[int, str | Expression] = {}
    for take, position in zip(cells.takes, cells.measures, strict=True):
        found[position] = take.measure
    return tuple(found[position] for position in range(len(found)))


def degrees_of_cells(standing: Standing, stream: str, cells: Cells) -> tuple[Degree, ...]:
    """How each position of a cell's sums follows."""
    columns = columns_of_stream(standing, stream)
    return tuple(degree_of(each, columns, root_of(stream)) for each in measures_of_cells(cells))


Priced = Callable[[CellKey], Number]
"""What our price of a cell's lines did: by which share it changed, or how many times today's it is."""


def priced_by(standing: Standing, changes: Iterable[Change], compared: DateRange) -> Priced:
    """By how much the changes made the invoice lines of each cell dearer, all of them together."""
    lines = standing.cells.lines
    dearer = [each for each in changes if each.price is not None]
    if lines is None or not dearer:
        return lambda key: ZERO
    chosen = [
        (selection(lines, LINES, each, (each.where, each.dealers), compared), add(ONE, each.price or ZERO))
        for each in dearer
        if all(can_ask(condition, LINES) for condition in each.conditions)
    ]

    def priced(key: CellKey) -> Number:
        times: Number = ONE
        for selected, price in chosen:
            if selected.takes(key):
                times = multiply(times, price)
        return subtract(times, ONE)

    return priced


def times_as_dear(cells: Cells, changes: Iterable[Change], compared: DateRange) -> Priced:
    """How many times as dear as today the changes made the invoice lines of each cell, all of them together.

    By the takes that counted the lines on the days of the change, and not by the day on which they count now: what is
    bought forward was priced where it was.
    """
    chosen: list[tuple[int, Number]] = []
    for change in changes:
        if change.price is None or not all(can_ask(each, LINES) for each in change.conditions):
            continue
        days = change.days(compared)
        asked = [surely(each, LINES, days) for each in change.conditions]
        bits = bits_of(cells, asked or (whenever(LINES, days),))
        if bits is None:
            raise DealerkitError(f"the pass was not asked for what change {change.id!r} is about")
        chosen.append((bits, add(ONE, change.price)))

    def times(key: CellKey) -> Number:
        found: Number = ONE
        for bits, price in chosen:
            if key.takes & bits == bits:
                found = multiply(found, price)
        return found

    return times


def columns_of_stream(standing: Standing, stream: str) -> Mapping[str, Column]:
    """The columns of a stream's rows as the book describes them."""
    table = "sell_through" if root_of(stream) == "sale" else "lines"
    return {each.name: each for each in standing.book.columns(table)}
