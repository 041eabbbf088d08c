"""Keep or end, reckoned as one would by hand: every figure from all rows, with fractions, nothing kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

Row = Mapping[str, object]
Ends = tuple[Fraction, Fraction]


def bought(lines: Sequence[Row], dealer: str, first: date, last: date, product: str = "") -> tuple[Fraction, Fraction]:
    """Units and money of a dealer's lines from a day through another."""
    mine = [
        each
        for each in lines
        if each["dealer"] == dealer
        and first <= each["date"] <= last  # type: ignore[operator]
        and product in {"", each["product"]}
    ]
    units = sum((Fraction(str(each["quantity"])) for each in mine), Fraction(0))
    return units, sum((Fraction(str(each["net_amount"])) for each in mine), Fraction(0))


def short(lines: Sequence[Row], neighbours: Sequence[str], growth: Fraction, spans: Sequence[date]) -> list[Fraction]:
    """By how much each neighbour stays below what he bought before, times a growth."""
    before, first, last = spans
    found = []
    for each in neighbours:
        earlier = bought(lines, each, before, date.fromordinal(first.toordinal() - 1))[1]
        found.append(earlier * growth - bought(lines, each, first, last)[1])
    return found


def ends(gaps: Sequence[Fraction]) -> Ends:
    """Net and gross of gaps, both at least nothing."""
    return max(sum(gaps, Fraction(0)), Fraction(0)), sum((max(each, Fraction(0)) for each in gaps), Fraction(0))


def trend(lines: Sequence[Row], neighbours: Sequence[str], others: Sequence[str], spans: Sequence[date]) -> Ends | None:
    """The neighbours against the trend of the others together."""
    before, first, last = spans
    day_before = date.fromordinal(first.toordinal() - 1)
    then = sum((bought(lines, each, before, day_before)[1] for each in others), Fraction(0))
    now = sum((bought(lines, each, first, last)[1] for each in others), Fraction(0))
    return None if then <= 0 else ends(short(lines, neighbours, now / then, spans))


def prices(
    lines: Sequence[Row], neighbours: Sequence[str], others: Sequence[str], spans: Sequence[date]
) -> Ends | None:
    """What fell on prices, beyond what they changed at the others."""
    before, first, last = spans
    day_before = date.fromordinal(first.toordinal() - 1)
    falls = []
    for neighbour in neighbours:
        for product in sorted({str(each["product"]) for each in lines}):
            units, money = bought(lines, neighbour, first, last, product)
            units_then, money_then = bought(lines, neighbour, before, day_before, product)
            if not (units > 0 and units_then > 0 and money_then > 0):
                continue
            there = [bought(lines, each, first, last, product) for each in others]
            then = [bought(lines, each, before, day_before, product) for each in others]
            u, m = (sum((each[k] for each in there), Fraction(0)) for k in (0, 1))
            ut, mt = (sum((each[k] for each in then), Fraction(0)) for k in (0, 1))
            index = (m / u) / (mt / ut) if u > 0 and ut > 0 and mt > 0 else Fraction(1)
            falls.append(money_then / units_then * index * units - money)
    return ends(falls) if falls else None


def loss(shortfall: Ends, fallen: Ends, rate: Ends, attributed: Ends) -> Ends:
    """The least and most loss of margin over every corner of the inputs."""
    found = [a * (s * m + p * (1 - m)) for s in shortfall for p in fallen for m in rate for a in attributed]
    return min(found), max(found)
