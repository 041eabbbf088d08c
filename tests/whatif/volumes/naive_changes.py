"""Changes to a book as one would make them by hand: the lines themselves are changed, then everything is added up.

It shares nothing with the library: no cells, no takes. Three programmes are known: a rebate of 1 % from 1,000 and
2 % from 5,000 on a quarter's net sales, the same from 500 and 2,000 on a month's net sales of kind `a`, and two
a unit from the tenth unit of a quarter on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor

PROGRAMMES = """
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 5_000, rate: 2%}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
  monthly:
    period: month
    qualifying: {where: line.kind == "a", measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 500, rate: 1%}, {at: 2_000, rate: 2%}]
    settle: {every: month, payout: credit-note, negative: carry-forward}
  units:
    period: quarter
    qualifying: {measure: quantity}
    method: retrospective
    kind: per-unit
    bands: [{at: 10, pay: 2}]
    settle: {every: quarter, payout: credit-note, negative: carry-forward}
"""


@dataclass(frozen=True)
class Line:
    day: date
    dealer: str
    kind: str
    units: Fraction
    amount: Fraction

    def larger(self, times: Fraction) -> Line:
        return replace(self, units=self.units * times, amount=self.amount * times)


def quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def month(day: date) -> str:
    return f"{day.year}-{day.month:02}"


def grow(lines: Iterable[Line], takes: Callable[[Line], bool], share: Fraction) -> list[Line]:
    return [each.larger(1 + share) if takes(each) else each for each in lines]


def price(lines: Iterable[Line], takes: Callable[[Line], bool], share: Fraction) -> list[Line]:
    return [replace(each, amount=each.amount * (1 + share)) if takes(each) else each for each in lines]


def lose(lines: Iterable[Line], takes: Callable[[Line], bool]) -> list[Line]:
    return [each for each in lines if not takes(each)]


def add(lines: Sequence[Line], takes: Callable[[Line], bool], code: str, times: Fraction) -> list[Line]:
    return [*lines, *(replace(each, dealer=code).larger(times) for each in lines if takes(each))]


def shift(lines: Sequence[Line], share: Fraction) -> list[Line]:
    """A share of the amount of kind `a` is bought of kind `b` instead, dealer by dealer and month by month."""
    found: list[Line] = []
    for dealer, label in sorted({(each.dealer, month(each.day)) for each in lines}):
        mine = [each for each in lines if (each.dealer, month(each.day)) == (dealer, label)]
        moved = share * sum((each.amount for each in mine if each.kind == "a"), Fraction(0))
        base = sum((each.amount for each in mine if each.kind == "b"), Fraction(0))
        if base <= 0:
            found += mine
            continue
        sizes = {"a": 1 - share, "b": 1 + moved / base}
        found += [each.larger(sizes[each.kind]) for each in mine]
    return found


def rounded(amount: Fraction) -> Fraction:
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def tiered(base: Fraction, first: int, second: int) -> Fraction:
    rate = Fraction(2, 100) if base >= second else Fraction(1, 100) if base >= first else Fraction(0)
    return rounded(base * rate)


def settled(lines: Iterable[Line]) -> dict[tuple[str, str, str], Fraction]:
    """What every dealer earns in every period in which he bought anything that counts."""
    net: dict[tuple[str, str], Fraction] = {}
    units: dict[tuple[str, str], Fraction] = {}
    of_a: dict[tuple[str, str], Fraction] = {}
    for each in lines:
        key = (each.dealer, quarter(each.day))
        net[key] = net.get(key, Fraction(0)) + each.amount
        units[key] = units.get(key, Fraction(0)) + each.units
        if each.kind == "a":
            key = (each.dealer, month(each.day))
            of_a[key] = of_a.get(key, Fraction(0)) + each.amount
    return {
        **{("volume", *key): tiered(base, 1_000, 5_000) for key, base in net.items()},
        **{("monthly", *key): tiered(base, 500, 2_000) for key, base in of_a.items()},
        **{("units", *key): rounded(base * 2) if base >= 10 else Fraction(0) for key, base in units.items()},
    }
