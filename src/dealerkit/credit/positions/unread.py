"""Customers of whom a row cannot be counted: from its day on nobody knows what they owe.

A row that is rejected is in the list of rejects, but a list holds no order. So the customer it names is remembered,
with the column that does not say enough, and what counts against his limit is unknown until the row is mended.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

EVERYBODY = ""
"""Stands for all customers, where a table cannot be read at all."""

Unread = Mapping[str, Mapping[str, date]]
"""By customer the columns that do not say enough, each with the first day of which it is so."""


def unread_on(unread: Unread, customer: str, day: date) -> tuple[str, ...]:
    """The columns that leave unknown what a customer owes on a day; none for nearly everybody."""
    known = (unread.get(each) for each in (EVERYBODY, customer))
    return tuple(column for each in known if each is not None for column, first in each.items() if first <= day)
