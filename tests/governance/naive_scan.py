"""A scan as the handbook reads it: every dealer on its own, every row looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

Row = Mapping[str, object]

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
BEFORE = date(2025, 10, 3)
"""The ninety days before the ninety of the first quarter."""


def amount(lines: Sequence[Row], dealer: str, first: date, last: date) -> Fraction:
    found = Fraction(0)
    for each in lines:
        if each["dealer"] == dealer and first <= each["date"] <= last:  # type: ignore[operator]
            found += Fraction(each["net_amount"])  # type: ignore[arg-type]
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
        product: sum((Fraction(each["net_amount"]) for each in mine if each["product"] == product), Fraction(0))  # type: ignore[arg-type]
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
        units = sum(
            Fraction(each["quantity"])  # type: ignore[arg-type]
            for each in lines
            if each["dealer"] == dealer and each["product"] == product and FIRST <= each["date"] <= LAST  # type: ignore[operator]
        )
        if units > 0:
            handled.add(product)
    mine = [each for each in stock if each["holder"] == dealer]
    for product in {each["product"] for each in mine}:
        last = max(each["date"] for each in mine if each["product"] == product)  # type: ignore[type-var]
        if any(each["quantity"] for each in mine if each["product"] == product and each["date"] == last):
            handled.add(product)
    fresh = {each["product"] for each in mine if each["date"] >= date(2026, 2, 14)}  # type: ignore[operator]
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
            quantity = Fraction(each["quantity"])  # type: ignore[arg-type]
            if known is None or day > known[0]:
                counts[each["product"]] = (day, quantity)
            elif day == known[0]:
                counts[each["product"]] = (day, known[1] + quantity)
    if not reported or not counts:
        return None
    whole = sum((quantity for _, quantity in counts.values()), Fraction(0))
    units = sum((Fraction(each["quantity"]) for each in mine), Fraction(0))  # type: ignore[arg-type]
    if units <= 0:
        return "for ever" if whole > 0 else None
    days = sum(months[month] for month in reported)
    return whole * days / (units * 7)
