"""Rows of straight terms and one factor: all runs of a block in whole numbers, sorted by the factor once for a dealer.

Where the terms are a few straight lines over the base, and the base is one sum times one factor, the runs in the
order of their factors are the rows of a ladder, and the ladder reckons them as it reckons dealers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.lines import Lines
from dealerkit.whatif.engine.ladders import Ladder, Rung
from dealerkit.whatif.engine.world import World
from dealerkit.whatif.sampling.draws import BLOCK
from dealerkit.whatif.sampling.factors import MILLION, Factors
from dealerkit.whatif.sampling.lone_rows import LoneRow

Steps = dict[Decimal, list[int]]
"""What each run of a block costs in whole steps, by the size of the step."""

_END = date.min
"""The one end of a period that a row's ladder has."""

_MOST_PLACES = 9


@frozen(eq=False)
class StraightRow:
    """One row: its sum in whole parts, ``unit`` of which are one when multiplied by a factor in millionths."""

    payee: str
    place: int
    period: str
    part: int
    unit: int
    lines: Lines

    def add_to(self, steps: Steps, factors: Sequence[Factors]) -> None:
        """Add the amount in every run of a block."""
        mine, part, unit = factors[self.place], self.part, self.unit
        if (
            not self.lines.lines
            or part * mine.most(self.payee, self.period) * MILLION < self.lines.lines[0].start * unit
        ):
            return
        order, sizes = mine.in_order(self.payee, self.period)
        bases = [part * size for size in sizes]
        if self.lines.counts_units:
            bases, unit = [base // unit for base in bases], 1
        ladder = Ladder(unit, whole=True, rungs={_END: Rung(order, bases)})
        column = steps.setdefault(self.lines.rounding.to, [0] * BLOCK)
        for run, amount in zip(order, ladder.amounts({_END: self.lines}), strict=True):
            column[run] += amount


def lines_by_end(world: World, programme: Programme) -> Mapping[date, Lines]:
    """The straight lines of a programme by the last day of its periods; none where its terms are no such lines."""
    found = world.straight(programme)
    return {} if found is None else found.lines


def straight_of(row: LoneRow, lines: Mapping[date, Lines]) -> StraightRow | None:
    """The row as one of straight terms and one factor; None where it is not."""
    terms = lines.get(row.last)
    if terms is None or len(row.qualifying) != 1 or row.paying is not None or row.corrected:
        return None
    ((key, part),) = row.qualifying.items()
    if len(key) != 1 or not isinstance(part, Decimal) or part < 0 or row.measured.days is not None:
        return None
    exponent = part.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    if places > _MOST_PLACES:
        return None
    upper, lower = part.as_integer_ratio()
    unit = 10**places
    ((place, period),) = key
    return StraightRow(row.payee, place, period, upper * unit // lower, unit * MILLION, terms)
