"""Payment schedules and repayment plans as the book records them, in the policy's currency.

What is agreed for later has no rate of its own day yet: an amount in another currency is converted at the
rate of the day of the question, and one without a rate is left out and said so (DK595).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.credit.amounts import in_currency_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity, problem

INSTALMENTS, REPAYMENTS = "instalments", "repayments"

_Refused = tuple[str, Problem]
"""Whose row could not be counted, and why."""


@frozen(kw_only=True)
class Instalment:
    """One payment that was agreed on: of a contract's schedule, or of a repayment plan (``of`` names either)."""

    of: str
    number: str
    customer: str
    due_on: date
    amount: Decimal
    title: str = ""
    at: Location | None = field(default=None, eq=False)


@frozen(kw_only=True)
class AgreedPlan:
    """A repayment plan: who repays what, by when, the earliest first."""

    plan: str
    customer: str
    agreed_on: date
    instalments: tuple[Instalment, ...]
    order: str = ""
    agreed_by: str = ""


@frozen(eq=False)
class Agreed:
    """What a book records as agreed by a day.

    ``values`` is what each contract is worth, where it is written; ``left_out`` are the customers in whose
    repayment plans an instalment could not be counted, ``""`` for one of nobody.
    """

    schedules: Mapping[str, tuple[Instalment, ...]]
    plans: tuple[AgreedPlan, ...]
    values: Mapping[str, Decimal]
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[str] = frozenset()


def read_agreed(policy: Policy, book: Book, as_of: date) -> Agreed:
    """The schedules of all contracts, and the repayment plans agreed by the day.

    Findings: DK595 an amount has no rate into the policy's currency, or nobody is named who owes it.
    """
    refused: list[_Refused] = []
    contracts = book.versions("contracts")
    schedules: dict[str, list[Instalment]] = {}
    values: dict[str, Decimal] = {}
    for row in book.rows(INSTALMENTS):
        contract = _text(row, "contract")
        signed = contracts.at(as_of, contract) or next(iter(contracts.all(contract)), None)
        owner = _text(row, "customer") or ("" if signed is None else _text(signed, "customer"))
        found = _instalment(row, contract, owner, policy, book, as_of, refused)
        if found is not None:
            schedules.setdefault(contract, []).append(found)
        worth = None if signed is None else signed.get("value")
        if isinstance(worth, Decimal):
            values[contract] = worth
    before = len(refused)
    plans = tuple(_plans(policy, book, as_of, refused))
    ordered = {contract: in_order_due(found) for contract, found in sorted(schedules.items())}
    problems = tuple(why for _, why in refused)
    return Agreed(ordered, plans, values, problems, frozenset(customer for customer, _ in refused[before:]))


def in_order_due(instalments: list[Instalment]) -> tuple[Instalment, ...]:
    """The instalments by the day they are due, then by number."""
    return tuple(sorted(instalments, key=lambda each: (each.due_on, each.number)))


def _plans(policy: Policy, book: Book, as_of: date, refused: list[_Refused]) -> Iterator[AgreedPlan]:
    rows: dict[str, list[Row]] = {}
    for row in book.rows(REPAYMENTS):
        agreed = row.get("agreed_on")
        if isinstance(agreed, date) and agreed <= as_of:
            rows.setdefault(_text(row, "plan"), []).append(row)
    for plan, written in sorted(rows.items()):
        first, customer = written[0], _text(written[0], "customer")
        found = [_instalment(row, plan, customer, policy, book, as_of, refused) for row in written]
        kept = [each for each in found if each is not None]
        if kept:
            yield AgreedPlan(
                plan=plan,
                customer=customer,
                agreed_on=min(cast("date", row["agreed_on"]) for row in written),
                instalments=in_order_due(kept),
                order=_text(first, "order"),
                agreed_by=_text(first, "agreed_by"),
            )


def _instalment(
    row: Row, of: str, customer: str, policy: Policy, book: Book, as_of: date, refused: list[_Refused]
) -> Instalment | None:
    due, amount = row.get("due_on"), row.get("amount")
    # A row without them was rejected by the book.
    if not isinstance(due, date) or not isinstance(amount, Decimal):
        return None
    number, currency = _text(row, "instalment"), _text(row, "currency")
    converted = in_currency_of(book, amount, currency, policy.header.currency, as_of)
    if converted is None or not customer:
        why = problem(
            "DK595",
            row.at,
            severity=Severity.ERROR,
            of=of,
            instalment=number,
            amount=amount,
            currency=currency if converted is None else "",
            wanted=policy.header.currency if converted is None else "",
            on=as_of,
            payer="" if customer else "nobody",
        )
        refused.append((customer, why))
        return None
    return Instalment(
        of=of,
        number=number,
        customer=customer,
        due_on=due,
        amount=converted,
        title=_text(row, "title"),
        at=row.at,
    )


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "")
