"""Groups and overrides as one would reckon them on paper: line by line, day by day, with fractions.

Bands 1,000 → 1 % and 5,000 → 2 % on everything, the first quarter of 2026.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


class Sale(NamedTuple):
    day: date
    dealer: str
    amount: Decimal


class Stay(NamedTuple):
    """From a day on a dealer is in a group, or in none."""

    since: date
    group: str | None


def cents(amount: Fraction) -> Decimal:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def earned(base: Decimal) -> Decimal:
    rate = Decimal("0.02") if base >= 5000 else Decimal("0.01") if base >= 1000 else Decimal(0)
    return (base * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)


def group_on(stays: Sequence[Stay], day: date) -> str | None:
    found: str | None = None
    for stay in stays:
        if stay.since <= day:
            found = stay.group
    return found


def shares(amount: Decimal, bases: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Cents by largest remainder; of equal ones the smaller code comes first."""
    weights = {dealer: max(base, Decimal(0)) for dealer, base in bases.items()}
    whole = sum(weights.values())
    if not whole:
        weights, whole = dict.fromkeys(bases, Decimal(1)), Decimal(len(bases))
    count = int(amount * 100)
    exact = {dealer: Fraction(count) * Fraction(weight) / Fraction(whole) for dealer, weight in weights.items()}
    found = {dealer: floor(each) for dealer, each in exact.items()}
    for dealer in sorted(exact, key=lambda each: (found[each] - exact[each], each)):
        if sum(found.values()) < count:
            found[dealer] += 1
    return {dealer: Decimal(each) / 100 for dealer, each in found.items()}


def by_dealer(sales: Sequence[Sale], stays: Mapping[str, Sequence[Stay]]) -> dict[str, Decimal]:
    """What each dealer is paid for the quarter, over all groups it was in."""
    bases: dict[tuple[bool, str], dict[str, Decimal]] = {}
    for sale in sales:
        group = group_on(stays[sale.dealer], sale.day)
        mine = bases.setdefault((group is not None, group or sale.dealer), {})
        mine[sale.dealer] = mine.get(sale.dealer, Decimal(0)) + sale.amount
    paid: dict[str, Decimal] = {}
    for mine in bases.values():
        for dealer, amount in shares(earned(sum(mine.values(), Decimal(0))), mine).items():
            paid[dealer] = paid.get(dealer, Decimal(0)) + amount
    return paid


def override(sales: Sequence[Sale], opened: Mapping[str, date], cession: date, weights: Sequence[Decimal]) -> Decimal:
    """What the former dealer is paid: of each successor's amount the weight of the days it was bought on."""
    total = Fraction(0)
    for dealer, day in opened.items():
        mine = [sale for sale in sales if sale.dealer == dealer]
        amount = earned(sum((sale.amount for sale in mine), Decimal(0)))
        if day >= cession and amount:
            weighted = sum(Fraction(sale.amount) * Fraction(weight_on(sale.day, cession, weights)) for sale in mine)
            total += Fraction(amount) * weighted / sum(Fraction(sale.amount) for sale in mine)
    return cents(total)


def weight_on(day: date, cession: date, weights: Sequence[Decimal]) -> Decimal:
    if day < cession:
        return Decimal(0)
    years = day.year - cession.year - ((day.month, day.day) < (cession.month, cession.day))
    return weights[years] if years < len(weights) else Decimal(0)
