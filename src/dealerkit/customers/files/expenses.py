"""No file, no reimbursement: entertaining, travel and gifts for a customer without a sufficient file are refused."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.files.section import Files, Purpose
from dealerkit.problems import Location, Problem, Severity, problem

_COLUMNS = ("expense", "date", "kind", "customer", "employee", "amount")


@frozen(kw_only=True, eq=False)
class Refused:
    """An expense that is not reimbursed, and why: the customer is unknown or unsettled, or its file lacks something."""

    expense: str
    on: date
    kind: str
    customer: str
    employee: str
    amount: Decimal | None
    purpose: Purpose
    unknown: bool
    unsettled: bool
    """The file suffices, but who the customer is must be settled first."""
    at: Location

    def problem(self) -> Problem:
        """DK738."""
        return problem(
            "DK738",
            self.at,
            address=self.purpose.rule.address,
            severity=Severity.WARNING,
            expense=self.expense,
            kind=self.kind,
            customer=self.customer,
            nowhere="yes" if self.unknown else "",
            unfiled="" if self.unsettled else "yes",
            unsettled="yes" if self.unsettled else "",
        )


def refused(
    files: Files,
    book: Book,
    as_of: date,
    known: Container[str],
    blocked: Mapping[str, Container[str]],
    stopped: Mapping[str, Container[str]],
) -> Iterator[Refused]:
    """The expenses by the day that are refused.

    ``blocked`` are the customers whose file does not suffice, ``stopped`` those who wait for another reason, each by
    purpose.
    """
    purposes = {kind: each for each in files.purposes.values() for kind in each.expenses}
    if not purposes:
        return
    for batch in book.batches("expenses", _COLUMNS):
        for i, cells in enumerate(zip(*(batch.columns[name] for name in _COLUMNS), strict=True)):
            expense, on, kind, customer, employee, amount = cells
            purpose = purposes.get(str(kind))
            if purpose is None or not isinstance(on, date) or on > as_of:
                continue
            name = str(customer or "")
            is_unknown = name not in known
            is_filed = not is_unknown and name not in blocked[purpose.id]
            if not is_filed or name in stopped.get(purpose.id, ()):
                yield Refused(
                    expense=str(expense),
                    on=on,
                    kind=str(kind),
                    customer=name,
                    employee=str(employee or ""),
                    amount=amount if isinstance(amount, Decimal) else None,
                    purpose=purpose,
                    unknown=is_unknown,
                    unsettled=is_filed,
                    at=batch.at(i, "customer"),
                )
