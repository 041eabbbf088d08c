"""The monthly table, counted as one would by hand: case by case, minute by minute where need be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from dealerkit.workflow.statistics import Matter, Untold


def counted(matters: Sequence[Matter], start: datetime, end: datetime) -> dict[str, object]:
    """Received, closed, open; the shares as fractions; the median in minutes; what was paid."""
    received = [m for m in matters if start <= m.opened and m.opened < end]
    begun = [m for m in matters if m.opened < end]
    is_open = [m for m in begun if not ended(m, end)]
    closed = [m for m in begun if ended(m, end) and last_end(m, end) >= start]
    verdicts = [v for m in begun for v in m.verdicts if start <= v.at and v.at < end]
    minutes = sorted(Fraction(int((last_end(m, end) - m.opened).total_seconds()), 60) for m in closed)
    payments = [p for m in begun for p in m.paid if start <= p.at and p.at < end]
    return {
        "received": len(received),
        "closed": len(closed),
        "open": len(is_open),
        "founded": ratio([m.founded for m in received]),
        "repeated": ratio([m.repeated for m in received]),
        "accepted": ratio([m.accepted for m in closed]),
        "in_time": ratio([v.in_time for v in verdicts]),
        "median": middle(minutes),
        "paid": sum((p.amount for p in payments if p.amount is not None), Decimal(0)),
        "unstated": len([p for p in payments if p.amount is None and p.currency == ""]),
        "unconverted": len([p for p in payments if p.amount is None and p.currency != ""]),
        "untold": len([u for m in begun for u in m.untold if touches(u, start, end)]),
    }


def touches(run: Untold, start: datetime, end: datetime) -> bool:
    """Whether there was a moment of the month at which it ran."""
    return max(run.started, start) <= min(run.stopped or end, end) and run.started != end


def ended(matter: Matter, moment: datetime) -> bool:
    told = [is_end for at, is_end in matter.ends if at < moment]
    return bool(told) and told[-1]


def last_end(matter: Matter, moment: datetime) -> datetime:
    return [at for at, is_end in matter.ends if at < moment and is_end][-1]


def ratio(said: Sequence[bool | None]) -> Fraction | None:
    yes, no = said.count(True), said.count(False)
    return Fraction(yes, yes + no) if yes + no else None


def middle(numbers: Sequence[Fraction]) -> Fraction | None:
    if not numbers:
        return None
    while len(numbers) > 2:
        numbers = numbers[1:-1]
    return sum(numbers, Fraction(0)) / len(numbers)
