"""What stands behind a customer's debts: the table ``securities``, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.credit.limits.granted import unusable
from dealerkit.problems import Location, Problem
from dealerkit.values.numbers import ONE, Number

TABLE = "securities"


@frozen(kw_only=True)
class Security:
    """One usable row: ``cover`` is the share of a loss that is paid; an open end is None."""

    number: str
    customer: str
    kind: str
    amount: Decimal
    currency: str = ""
    cover: Number = ONE
    first: date | None = None
    last: date | None = None
    at: Location | None = field(default=None, eq=False)

    def holds(self, day: date) -> bool:
        """Whether it holds on a day; both ends are included."""
        return (self.first is None or self.first <= day) and not self.has_ended(day)

    def has_ended(self, day: date) -> bool:
        """Whether its last day lies before."""
        return self.last is not None and self.last < day


@frozen(eq=False)
class Securities:
    """All usable rows by customer, and what is wrong with the others."""

    by_customer: Mapping[str, tuple[Security, ...]]
    problems: tuple[Problem, ...] = ()

    def of(self, customer: str) -> tuple[Security, ...]:
        """What secures a customer, on whatever day, in the order of the table."""
        return self.by_customer.get(customer, ())


_NEEDED = ("security", "customer", "kind", "amount")


def read_securities(book: Book) -> Securities:
    """Read the table; DK527 a row whose amount is below zero, or that ends before it begins, and never counts."""
    found: dict[str, list[Security]] = defaultdict(list)
    problems: list[Problem] = []
    for row in book.rows(TABLE):
        if any(row.get(name) is None for name in _NEEDED):
            continue  # the table lacks a column, and the book says so
        cover = cast("Number | None", row.get("cover"))
        each = Security(
            number=str(row["security"]),
            customer=str(row["customer"]),
            kind=str(row["kind"]),
            amount=cast("Decimal", row["amount"]),
            currency=str(row.get("currency") or ""),
            cover=ONE if cover is None else cover,
            first=cast("date | None", row.get("from")),
            last=cast("date | None", row.get("to")),
            at=row.at,
        )
        if each.amount < 0:
            problems.append(unusable(row.cell_at("amount"), TABLE, amount=each.amount))
        elif each.first is not None and each.last is not None and each.last < each.first:
            problems.append(unusable(row.cell_at("to"), TABLE, first=each.first, last=each.last))
        else:
            found[each.customer].append(each)
    return Securities({customer: tuple(rows) for customer, rows in found.items()}, tuple(problems))
