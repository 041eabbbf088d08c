"""Stacking and budgets, reckoned line by line with fractions: it shares nothing with the package.

A programme is its brands, the month it begins in (0 for the quarter) and a share of money; a line a payee, a month,
a brand and an amount. Every line is its own place; that lines of one kind share one fate follows from the shares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple


class Deal(NamedTuple):
    """A share of money from a base on; it takes lines of its brands from the first day of a month on."""

    id: str
    brands: str
    month: int
    bound: int
    percent: int


class Line(NamedTuple):
    """A purchase."""

    payee: str
    month: int
    brand: str
    amount: int


def takes(deal: Deal, line: Line) -> bool:
    return line.brand in deal.brands and line.month >= deal.month


def alone(deal: Deal, lines: Sequence[Line]) -> Fraction:
    """What a deal pays on one payee's lines."""
    base = sum(line.amount for line in lines if takes(deal, line))
    return Fraction(base * deal.percent, 100) if base >= deal.bound and base > 0 else Fraction(0)


def kinds(deals: Sequence[Deal], lines: Sequence[Line]) -> dict[tuple[str, ...], list[Line]]:
    """The lines by which deals take them."""
    found: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        found[tuple(deal.id for deal in deals if takes(deal, line))].append(line)
    return found


def chosen(deals: Sequence[Deal], lines: Sequence[Line], rule: str) -> dict[str, Fraction]:
    """What each deal keeps of one payee's lines, by best-of or exclusive."""
    whole = {deal.id: alone(deal, lines) for deal in deals}
    bases = {deal.id: sum(line.amount for line in lines if takes(deal, line)) for deal in deals}
    kept = dict.fromkeys(whole, Fraction(0))
    for takers, same in kinds(deals, lines).items():
        base = sum(line.amount for line in same)
        parts = [(whole[id] * base / bases[id], id) for id in takers if whole[id] and base]
        if parts:
            part, id = max(parts, key=lambda each: abs(each[0])) if rule == "best-of" else parts[0]
            kept[id] += part
    return {id: max(amount, Fraction(0)) for id, amount in kept.items()}


def in_order(deals: Sequence[Deal], lines: Sequence[Line], reduces: dict[str, set[str]]) -> dict[str, Fraction]:
    """What each deal pays in its turn."""
    found: dict[str, Fraction] = {}
    on_kind: dict[str, dict[tuple[str, ...], Fraction]] = {}
    for deal in deals:
        left = {
            takers: Fraction(sum(line.amount for line in same))
            for takers, same in kinds(deals, lines).items()
            if deal.id in takers
        }
        if alone(deal, lines):
            for earlier, parts in on_kind.items():
                if deal.id in reduces.get(earlier, ()):
                    for takers in left.keys() & parts.keys():
                        left[takers] -= parts[takers]
        base = sum(left.values(), Fraction(0))
        is_paid = alone(deal, lines) > 0 and base > 0
        on_kind[deal.id] = (
            {takers: Fraction(each * deal.percent, 100) for takers, each in left.items()} if is_paid else {}
        )
        found[deal.id] = Fraction(base * deal.percent, 100) if is_paid else Fraction(0)
    return found


def cents(amount: Fraction) -> Decimal:
    """Half up; amounts here are never below zero."""
    return (
        (Decimal(amount.numerator * 100 * 2 + amount.denominator) // (2 * amount.denominator))
        .scaleb(-2)
        .quantize(Decimal("0.01"), ROUND_HALF_UP)
    )


def shared(budget: Decimal, amounts: dict[str, Decimal]) -> dict[str, Decimal]:
    """A budget shared out cent by cent: each further cent to whom most is missing, of equals to the smaller code."""
    whole = sum(amounts.values())
    if whole <= budget:
        return amounts
    exact = {payee: Fraction(amount) / Fraction(whole) * Fraction(budget) for payee, amount in amounts.items()}
    given = {payee: Fraction(int(share * 100), 100) for payee, share in exact.items()}
    while sum(given.values()) < Fraction(budget):
        poorest = min(sorted(exact), key=lambda payee: given[payee] - exact[payee])
        given[poorest] += Fraction(1, 100)
    return {payee: cents(share) for payee, share in given.items()}
