"""What was collected and sold on, worked out the long way: one yuan-cent and one unit at a time, with plain integers.

Shares nothing with the package. Amounts are in cents.
"""

from __future__ import annotations

from fractions import Fraction


def collected(
    lines: list[tuple[str, int]], gross: dict[str, int], receipts: list[tuple[int, str, int]]
) -> dict[int, Fraction]:
    """By day, what the receipts ``(day, invoice, cents)`` paid of the lines ``(invoice, net cents)``.

    The cents of each invoice are laid out in a row and paid from the left; a refund empties them from the right.
    """
    filled = dict.fromkeys(gross, 0)
    found: dict[int, Fraction] = {}
    for day, invoice, cents in sorted(receipts):
        if invoice not in gross:
            continue
        before = min(max(filled[invoice], 0), gross[invoice])
        filled[invoice] += cents
        after = min(max(filled[invoice], 0), gross[invoice])
        for of, net in lines:
            if of == invoice:
                found[day] = found.get(day, Fraction(0)) + Fraction(net * (after - before), gross[invoice])
    return found


def sold_on(counts: dict[int, int], purchases: list[tuple[int, int]]) -> dict[int, int]:
    """Units sold on by day of the closing count: day after day what comes in is added, and what is counted stays."""
    found: dict[int, int] = {}
    stock = None
    for day in range(max(counts, default=-1) + 1):
        if stock is not None:
            stock += sum(quantity for on, quantity in purchases if on == day)
        if day in counts and (stock is None or counts[day] <= stock):
            if stock is not None:
                found[day] = stock - counts[day]
            stock = counts[day]
    return found
