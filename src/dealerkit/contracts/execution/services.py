"""Charged service orders: each is a receivable from the day it is done, on an invoice or still to be billed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.days import after
from dealerkit.contracts.execution.rule import ServiceRule
from dealerkit.contracts.judged import Judged, day_of, text
from dealerkit.contracts.owed import Ledger, Owed
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.values.exact import ZERO
from dealerkit.values.workdays import WorkCalendar

SERVICES = "services"


def services_of(
    book: Book, ledger: Ledger, rule: ServiceRule, currency: str, as_of: date, calendar: WorkCalendar | None
) -> Iterator[Judged]:
    """Every charged service order by the day. DK789 it is not billed in time; DK678 its currency has no rate."""
    invoices = {each.invoice: each for each in ledger.invoices}
    for row in book.rows("service_orders"):
        day, amount = day_of(row, "date"), row.get("amount")
        if day is None or day > as_of or not isinstance(amount, Decimal) or not amount:
            continue
        if row.get("charged") is False:
            continue
        ours = converted(book, amount, text(row, "currency"), currency, day)
        problems: tuple[Problem, ...] = ()
        if ours is None:
            at, number = row.cell_at("currency"), text(row, "service")
            problems = (no_rate(at, "service_orders", number, text(row, "currency"), currency, day),)
        yield _service(row, day, ours, invoices.get(text(row, "invoice")), rule, as_of, calendar, problems)


def _service(
    row: Row,
    day: date,
    ours: Decimal | None,
    invoice: Owed | None,
    rule: ServiceRule,
    as_of: date,
    calendar: WorkCalendar | None,
    rates: tuple[Problem, ...],
) -> Judged:
    number = text(row, "service")
    due_on = invoice.due_on if invoice is not None and invoice.due_on else after(rule.due, day, calendar)
    bill_by = after(rule.bill_within, day, calendar)
    values: list[tuple[str, Arg]] = [*((("amount", ours),) if ours is not None else ()), ("due_on", due_on)]
    problems: list[Problem] = [*rates]
    outcome, code = Outcome.GRANTED, ""
    missing: tuple[str, ...] = ()
    if ours is None:
        outcome, code, missing = Outcome.UNDETERMINED, "DK678", (f"rates.{text(row, 'currency')}",)
    if invoice is None:
        values += [("bill_by", bill_by), ("open", ours if ours is not None else ZERO)]
        step = "service-to-bill"
        if as_of > bill_by and ours is not None:
            outcome, code, step = Outcome.REFUSED, "DK789", "service-late"
            problems.append(
                problem(
                    "DK789",
                    row.at,
                    address=rule.rule.address,
                    severity=Severity.WARNING,
                    service=number,
                    amount=ours,
                    bill_by=bill_by,
                    days=(as_of - bill_by).days,
                )
            )
    else:
        values += [("invoice", invoice.invoice), ("open", invoice.open)]
        step = "service-billed"
    late = (as_of - due_on).days
    owed = ours if invoice is None else invoice.open
    if late > 0 and owed:
        values.append(("days_overdue", late))
    decision = Decision(
        outcome, code, ours, values=tuple(values), reasons=(Reason(step, rule.rule, tuple(values)),), missing=missing
    )
    return Judged(
        subject=number,
        decision=decision,
        part=SERVICES,
        contract=text(row, "contract"),
        customer=text(row, "customer"),
        at=row.at,
        problems=tuple(problems),
    )
