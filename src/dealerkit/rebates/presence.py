"""Presence: how many days of a period count for a payee, where the programme asks (``short_period``).

A day counts on which the programme runs, a contract of the payee is in force, and the payee is a
customer: between ``contracts.start`` and ``end``, and between ``customers.opened_on`` and ``closed_on``.
What is not on record limits nothing. Both ends of a range are included.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dealerkit.book import Row
from dealerkit.measures.masters import Masters
from dealerkit.rebates.windows import ONE_DAY, Window


def counted_days(masters: Masters, payee: str, window: Window) -> tuple[int, int] | None:
    """The days of the window's period that count, and all it has; None where they are the same."""
    first, last = window.first, window.last
    for row in masters.book.versions("customers").all(payee):
        opened, closed = row.get("opened_on"), row.get("closed_on")
        first = max(first, opened) if isinstance(opened, date) else first
        last = min(last, closed) if isinstance(closed, date) else last
    contracts = masters.contracts_of.get(payee, ())
    spans = sorted(_spans(contracts)) if contracts else [(first, last)]
    counted, until = 0, first - ONE_DAY
    for start, end in spans:
        begins, ends = max(start, until + ONE_DAY), min(end, last)
        if begins <= ends:
            counted += (ends - begins).days + 1
            until = ends
    of = (window.period.end - window.period.start).days + 1
    return None if counted == of else (counted, of)


def _spans(contracts: tuple[Row, ...]) -> Iterator[tuple[date, date]]:
    for row in contracts:
        start, end = row.get("start"), row.get("end")
        yield start if isinstance(start, date) else date.min, end if isinstance(end, date) else date.max
