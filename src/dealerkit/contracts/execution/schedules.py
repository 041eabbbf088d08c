"""The payment plan of a contract: each instalment as a receivable, billed or not, paid or not, late or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted, no_rate
from dealerkit.contracts.judged import day_of, text
from dealerkit.contracts.kinds.deposits import DEPOSIT
from dealerkit.contracts.owed import Ledger, Money
from dealerkit.problems import Problem
from dealerkit.receivables.instalments import KIND, Bill, Status, billed, paid, status_of
from dealerkit.values.exact import EXACT, ZERO


@frozen(kw_only=True)
class Instalment:
    """One instalment on a day. ``to_bill`` is what of it is open and stands on no invoice."""

    row: Row
    contract: str
    number: str
    customer: str
    due_on: date
    amount: Decimal
    billed: Decimal
    paid: Decimal
    to_bill: Decimal
    status: Status
    days_overdue: int

    @property
    def open(self) -> Decimal:
        """What is not paid of it."""
        return EXACT.subtract(self.amount, self.paid)


@frozen(eq=False)
class Schedules:
    """Every instalment of a book, by contract and day; those without a rate are left out, and said so."""

    instalments: tuple[Instalment, ...]
    problems: tuple[Problem, ...] = ()
    untold: Mapping[str, str] = field(factory=dict)
    """Contracts of which an instalment has no rate, with its currency."""


def schedules_of(book: Book, ledger: Ledger, currency: str, as_of: date, grace: int) -> Schedules:
    """The payment plans of all contracts as they stand at the end of a day. DK678 an amount has no rate."""
    problems: list[Problem] = []
    untold: dict[str, str] = {}
    plans: dict[str, list[tuple[Row, date, Decimal]]] = {}
    for row in book.rows("instalments"):
        due, amount, written = day_of(row, "due_on"), row.get("amount"), text(row, "currency")
        if due is None or not isinstance(amount, Decimal):
            continue
        found = converted(book, amount, written, currency, as_of)
        if found is None:
            key = f"{text(row, 'contract')} {text(row, 'instalment')}"
            problems.append(no_rate(row.cell_at("currency"), "instalments", key, written, currency, as_of))
            untold[text(row, "contract")] = written
            continue
        plans.setdefault(text(row, "contract"), []).append((row, due, found))
    contracts = book.versions("contracts")
    standing: list[Instalment] = []
    for contract, plan in sorted(plans.items()):
        plan.sort(key=lambda each: (each[1], text(each[0], "instalment")))
        signed = contracts.at(as_of, contract) or contracts.at(None, contract)
        standing += _standing(contract, text(signed, "customer"), plan, ledger, as_of, grace)
    return Schedules(tuple(standing), tuple(problems), untold)


def _standing(
    contract: str, customer: str, plan: Sequence[tuple[Row, date, Decimal]], ledger: Ledger, as_of: date, grace: int
) -> Iterator[Instalment]:
    amounts = [amount for _, _, amount in plan]
    places = {text(row, "instalment"): place for place, (row, _, _) in enumerate(plan)}
    bills = [
        Bill(each.invoice, each.instalment, each.gross, each.paid)
        for each in ledger.billed_under(contract)
        if each.kind == KIND and each.gross > 0
    ]
    on_invoices, through, _ = billed(amounts, places, bills)
    named, loose = _money(places, ledger.money_for(contract), len(plan))
    room = [EXACT.subtract(amount, part) for amount, part in zip(amounts, through, strict=True)]
    direct, _ = paid(room, named, loose)
    for place, (row, due, amount) in enumerate(plan):
        part = EXACT.add(through[place], direct[place])
        left = EXACT.subtract(EXACT.subtract(amount, on_invoices[place]), direct[place])
        late, is_paid = (as_of - due).days, part >= amount
        yield Instalment(
            row=row,
            contract=contract,
            number=text(row, "instalment"),
            customer=text(row, "customer") or customer,
            due_on=due,
            amount=amount,
            billed=on_invoices[place],
            paid=part,
            to_bill=max(left, ZERO),
            status=status_of(part, late, grace, is_paid=is_paid),
            days_overdue=late if not is_paid and late > grace else 0,
        )


def _money(places: Mapping[str, int], money: Sequence[Money], size: int) -> tuple[list[Decimal], Decimal]:
    """What was received for the contract without an invoice: by the instalment that is named, and beside that."""
    named, loose = [ZERO] * size, ZERO
    for each in money:
        if each.kind == DEPOSIT:
            continue
        place = places.get(each.instalment)
        if place is None:
            loose = EXACT.add(loose, each.amount)
        else:
            named[place] = EXACT.add(named[place], each.amount)
    return named, loose
