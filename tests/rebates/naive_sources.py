"""The sums of bases over several tables, the slow way: each row asked one by one, nothing shared with the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

Rows = Sequence[Mapping[str, object]]


def lines(rows: Rows, dealer: str, days: tuple[date, date]) -> Decimal:
    """Net amounts of the dealer's phones."""
    mine = (row for row in rows if row["dealer"] == dealer and _within(row, days) and row["product"] == "H")
    return _sum(mine, "net_amount")


def sold(rows: Rows, dealer: str, days: tuple[date, date]) -> Decimal:
    """Units the dealer reported in shop S1."""
    mine = (row for row in rows if row["dealer"] == dealer and _within(row, days) and row["outlet"] == "S1")
    return _sum(mine, "quantity")


def points(rows: Rows, cards: Mapping[str, str], buyer: str, days: tuple[date, date]) -> Decimal:
    """Ten points a phone and two a case, for the one whose card or code the row says."""
    found = Decimal(0)
    for row in rows:
        card, code = row.get("card"), row.get("buyer")
        if card is not None and (card not in cards or code not in {None, cards[str(card)]}):
            continue
        who = cards[str(card)] if card is not None else code
        if who == buyer and _within(row, days):
            found += Decimal(str(row["quantity"])) * (10 if row["product"] == "H" else 2)
    return found


def incidents(rows: Rows, dealer: str, days: tuple[date, date]) -> Decimal:
    """Confirmed cases held against the dealer."""
    return Decimal(
        len([r for r in rows if r["customer"] == dealer and _within(r, days) and r["status"] == "confirmed"])
    )


def _within(row: Mapping[str, object], days: tuple[date, date]) -> bool:
    return days[0] <= date.fromisoformat(str(row["date"])) <= days[1]


def _sum(rows: Iterable[Mapping[str, object]], column: str) -> Decimal:
    return sum((Decimal(str(row[column])) for row in rows), Decimal(0))
