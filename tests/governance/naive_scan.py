"""A scan as the handbook reads it: every dealer on its own, every row looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

Row = Mapping[str, object]

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
BEFORE = date(2025, 10, 3)
"""The ninety days before the ninety of the first quarter."""


def _number(cell: object) -> Fraction:
    return Fraction(cast("Decimal", cell))


def amount(lines: Sequence[Row], dealer: str, first: date, last: date) -> Fraction:
    found = Fraction(0)
    for each in lines:
        if each["dealer"] == dealer and first <= each["date"] <= last:  # type: ignore[operator]
            found += _number(each["net_amount"])
    return found


def dealers(lines: Sequence[Row]) -> set[str]:
    return {str(each["dealer"]) for each in lines if BEFORE <= each["date"] <= LAST}  # type: ignore[operator]


def share(lines: Sequence[Row], dealer: str) -> Fraction | None:
    """Who gave back more than he bought holds nothing of the whole."""
    whole = sum((max(amount(lines, each, FIRST, LAST), Fraction(0)) for each in dealers(lines)), Fraction(0))
    return max(amount(lines, dealer, FIRST, LAST), Fraction(0)) / whole if whole > 0 else None


def rank(lines: Sequence[Row], dealer: str) -> int:
    mine = amount(lines, dealer, FIRST, LAST)
    return 1 + sum(amount(lines, each, FIRST, LAST) > mine for each in dealers(lines))


def largest_product(lines: Sequence[Row], dealer: str) -> Fraction | None:
    """The share of the product he bought most of; None where it cannot be told."""
    mine = [each for each in lines if each["dealer"] == dealer and FIRST <= each["date"] <= LAST]  # type: ignore[operator]
    by_product = {
        product: sum((_number(each["net_amount"]) for each in mine if each["product"] == product), Fraction(0))
        for product in {each["product"] for each in mine}
    }
    kept = [each for each in by_product.values() if each > 0]
    return max(kept) / sum(kept) if kept else None


def falling(lines: Sequence[Row], dealer: str) -> int:
    """How many others bought less than the window before by a tenth at least."""
    found = 0
    for each in dealers(lines) - {dealer}:
        before = amount(lines, each, BEFORE, date(2025, 12, 31))
        if before > 0 and before - amount(lines, each, FIRST, LAST) >= before / 10:
            found += 1
    return found


def reaches_back(lines: Sequence[Row]) -> bool:
    """Whether there is a line of October 2025 or before, in which the ninety days before begin."""
    return any(each["date"] <= date(2025, 10, 31) for each in lines)  # type: ignore[operator]


def uncounted(lines: Sequence[Row], sold: Sequence[Row], stock: Sequence[Row], dealer: str) -> bool:
    """Whether a product that he bought, sold or had is without a count of the last 45 days."""
    handled = {each["product"] for each in sold if each["dealer"] == dealer}
    for product in {each["product"] for each in lines}:
        mine = [each for each in lines if each["dealer"] == dealer and each["product"] == product]
        within = [each for each in mine if FIRST <= each["date"] <= LAST]  # type: ignore[operator]
        units = sum((_number(each["quantity"]) for each in within), Fraction(0))
        if units > 0:
            handled.add(product)
    counted = [each for each in stock if each["holder"] == dealer]
    for product in {each["product"] for each in counted}:
        last = max(each["date"] for each in counted if each["product"] == product)  # type: ignore[type-var]
        if any(each["quantity"] for each in counted if each["product"] == product and each["date"] == last):
            handled.add(product)
    fresh = {each["product"] for each in counted if each["date"] >= date(2026, 2, 14)}  # type: ignore[operator]
    return not handled <= fresh


def weeks(sold: Sequence[Row], stock: Sequence[Row], dealer: str) -> Fraction | str | None:
    """Weeks of stock from reports and the last counts; "for ever" where nothing sells, None where nothing is known."""
    months = {1: 31, 2: 28, 3: 31}
    mine = [each for each in sold if each["dealer"] == dealer]
    reported = {each["date"].month for each in mine}  # type: ignore[attr-defined]
    counts: dict[object, tuple[date, Fraction]] = {}
    for each in stock:
        day: date = each["date"]  # type: ignore[assignment]
        if each["holder"] == dealer and day >= date(2026, 2, 14):
            known = counts.get(each["product"])
            quantity = _number(each["quantity"])
            if known is None or day > known[0]:
                counts[each["product"]] = (day, quantity)
            elif day == known[0]:
                counts[each["product"]] = (day, known[1] + quantity)
    if not reported or not counts:
        return None
    whole = sum((quantity for _, quantity in counts.values()), Fraction(0))
    units = sum((_number(each["quantity"]) for each in mine), Fraction(0))
    if units <= 0:
        return "for ever" if whole > 0 else None
    days = sum(months[month] for month in reported)
    return whole * days / (units * 7)


def pushes(lines: Sequence[Row], sold: Sequence[Row], stock: Sequence[Row], dealer: str) -> tuple[int, int] | None:
    """Deliveries of the quarter after which more than 8 weeks lie there, and those of which nobody can tell.

    For books of one product in which every month has reports of several days; None where nothing was sold on.
    """
    mine = [each for each in sold if each["dealer"] == dealer]
    units = sum((_number(each["quantity"]) for each in mine), Fraction(0))
    came: dict[date, Fraction] = {}
    for each in lines:
        if each["dealer"] == dealer:
            day: date = each["date"]  # type: ignore[assignment]
            came[day] = came.get(day, Fraction(0)) + _number(each["quantity"])
    shown = unclear = 0
    for day, delivered in came.items():
        if day < FIRST or delivered <= 0:
            continue
        counted = [each for each in stock if each["holder"] == dealer and 0 < (day - each["date"]).days <= 45]  # type: ignore[operator]
        if not counted:
            unclear += 1
            continue
        last: date = max(each["date"] for each in counted)  # type: ignore[type-var,assignment]
        there = sum((_number(each["quantity"]) for each in counted if each["date"] == last), Fraction(0))
        there += sum((each for on, each in came.items() if last < on < day), Fraction(0))
        there -= sum((_number(each["quantity"]) for each in mine if last < each["date"] < day), Fraction(0))  # type: ignore[operator]
        if units <= 0 or (max(there, Fraction(0)) + delivered) * 90 > 8 * 7 * units:
            shown += 1
    return shown, unclear
