"""How every contract of a book is carried out on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dealerkit.book import Book
from dealerkit.contracts.execution.rule import ExecutionRule
from dealerkit.contracts.execution.schedules import Instalment, Schedules, schedules_of
from dealerkit.contracts.execution.services import services_of
from dealerkit.contracts.execution.stock import stock_of
from dealerkit.contracts.execution.summary import UNNAMED, Done, Summary
from dealerkit.contracts.judged import Judged, Judgements, names_of, text
from dealerkit.contracts.owed import Ledger, read_ledger
from dealerkit.contracts.section import contracts_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, in_order
from dealerkit.receivables.instalments import Status
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

SUMMARY, INSTALMENTS = "summary", "instalments"
"""Parts of what is told, beside services and stock."""

NO_CONTRACT = "-"
"""The subject of what names no contract."""

_FIGURES = (
    *("ordered", "cancelled", "shipped", "to_ship", "returned", "invoiced", "credited", "received", "unapplied"),
    *("open", "overdue", "services_to_bill"),
)


def execution_of(policy: Policy) -> ExecutionRule | None:
    """The policy's rules on how contracts are followed, if it has any."""
    section = contracts_of(policy)
    return None if section is None else section.execution


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Contracts with their figures, instalments, charged services, and low stock.

    Findings: DK678 an amount in a currency without a rate, DK681 low stock, DK789 a service that is not billed.
    """
    rule = execution_of(policy)
    if rule is None:
        return Judgements(policy, as_of, ())
    currency, calendar = policy.header.currency, policy.calendar()
    ledger = read_ledger(book, currency, as_of)
    summary = Summary(book, currency, rule.amounts, as_of, ledger)
    plans = schedules_of(book, ledger, currency, as_of, rule.grace)
    services: tuple[Judged, ...] = ()
    if rule.services is not None:
        services = tuple(services_of(book, ledger, rule.services, currency, as_of, calendar))
        _add_services(summary, services)
    for row in book.rows("contracts"):
        summary.of(text(row, "contract"), text(row, "customer"))
    _tell_what_has_no_rate(summary, ledger, plans)
    to_bill = _to_bill(plans)
    rows = [
        _summary(rule, contract, done, to_bill.get(contract, ZERO)) for contract, done in sorted(summary.done.items())
    ]
    rows += [_instalment(rule, each) for each in plans.instalments]
    rows += services
    if rule.low_stock is not None:
        rows += stock_of(book, rule.low_stock, as_of, calendar)
    problems = in_order((*ledger.problems, *plans.problems, *(found for each in rows for found in each.problems)))
    return Judgements(policy, as_of, tuple(rows), problems, names_of(book, as_of))


def _add_services(summary: Summary, services: tuple[Judged, ...]) -> None:
    for each in services:
        amount = each.decision.value("open")
        for fact in each.decision.missing:
            summary.of(each.contract, each.customer).lacks(fact)
        if each.decision.value("invoice") or not isinstance(amount, Decimal):
            continue
        done = summary.of(each.contract, each.customer)
        done.services_to_bill = EXACT.add(done.services_to_bill, amount)


def _tell_what_has_no_rate(summary: Summary, ledger: Ledger, plans: Schedules) -> None:
    """Note for each contract that its figures lack an amount: an instalment, an invoice or a receipt.

    What names no contract may be anybody's, so it lacks what anybody's does.
    """
    for contract, currency in plans.untold.items():
        summary.of(contract).lacks(f"rates.{currency}")
    for done in summary.done.values():
        for customer, currency in ledger.untold.items():
            if done.customer in {"", customer}:
                done.lacks(f"rates.{currency}")


def _to_bill(plans: Schedules) -> Mapping[str, Decimal]:
    """What of each contract's instalments is owed and stands on no invoice."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for each in plans.instalments:
        found[each.contract].append(each.to_bill)
    return {contract: total_of_decimals(amounts) for contract, amounts in found.items()}


def _summary(rule: ExecutionRule, contract: str, done: Done, to_bill: Decimal) -> Judged:
    values: list[tuple[str, Arg]] = [(name, getattr(done, name)) for name in _FIGURES]
    receivable = total_of_decimals([done.open, done.services_to_bill, to_bill])
    values += [("instalments_to_bill", to_bill), ("receivable", receivable), ("overdue_days", done.overdue_days)]
    outcome = Outcome.UNDETERMINED if done.missing else Outcome.GRANTED
    code = "DK003" if done.missing else ""
    reason = Reason("execution", rule.rule, tuple(values))
    decision = Decision(outcome, code, values=tuple(values), reasons=(reason,), missing=done.missing)
    return Judged(
        subject=contract or NO_CONTRACT,
        decision=decision,
        part=SUMMARY,
        contract=contract if contract != UNNAMED else "",
        customer=done.customer,
    )


def _instalment(rule: ExecutionRule, each: Instalment) -> Judged:
    values: tuple[tuple[str, Arg], ...] = (
        ("title", text(each.row, "title")),
        ("due_on", each.due_on),
        ("amount", each.amount),
        ("billed", each.billed),
        ("paid", each.paid),
        ("open", each.open),
        ("to_bill", each.to_bill),
        ("status", each.status.value),
        ("days_overdue", each.days_overdue),
    )
    late = each.status is Status.OVERDUE
    decision = Decision(
        Outcome.REFUSED if late else Outcome.GRANTED,
        amount=each.amount,
        values=values,
        reasons=(Reason("instalment", rule.rule, (("number", each.number), *values)),),
    )
    return Judged(
        subject=f"{each.contract}|{each.number}",
        decision=decision,
        part=INSTALMENTS,
        contract=each.contract,
        customer=each.customer,
        at=each.row.at,
    )
