"""The payment schedule of a contract as receivables: what is due when, what was paid, what is left to bill.

An instalment is owed once. What of it was invoiced (an invoice of kind ``instalment`` that names the contract)
is owed under the invoice and only the rest under the schedule; which one a bill or a receipt is for is settled by
:mod:`dealerkit.receivables.instalments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.plans.agreed import Agreed, Instalment
from dealerkit.credit.collecting.plans.misplaced import misplaced
from dealerkit.credit.positions.movements import Invoiced, Movement, Received
from dealerkit.credit.positions.positions import Positions
from dealerkit.problems import Problem, Severity, problem
from dealerkit.receivables.instalments import KIND, Bill, Status, billed, paid, status_of
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


@frozen(kw_only=True)
class Standing:
    """An instalment on a day. ``to_bill`` is what of it is open and stands on no invoice."""

    instalment: Instalment
    billed: Decimal
    paid: Decimal
    to_bill: Decimal
    status: Status
    days_overdue: int
    """Days since its day, from 1 on the day after; 0 while nothing of it is late."""
    invoices: tuple[str, ...] = ()

    @property
    def open(self) -> Decimal:
        """What is not paid of it, invoiced or not."""
        return EXACT.subtract(self.instalment.amount, self.paid)


@frozen(eq=False)
class Schedule:
    """The payment schedule of one contract on a day, the earliest first; ``beyond`` is money that pays none of it."""

    contract: str
    instalments: tuple[Standing, ...]
    beyond: Decimal
    problems: tuple[Problem, ...] = ()

    @property
    def open(self) -> Decimal:
        """What is not paid of it."""
        return total_of_decimals(each.open for each in self.instalments)


def schedules_on(
    agreed: Agreed, movements: Iterable[Movement], day: date, grace: int = 0, positions: Positions | None = None
) -> Mapping[str, Schedule]:
    """The schedule of every contract as it stands at the end of a day; ``positions`` are those of that day.

    Findings: DK593 the instalments do not add up to what the contract is worth; DK594 money that names a
    contract or an instalment which is not there, pays more than is open, or pays what an invoice bills
    without naming the invoice.
    """
    if not agreed.schedules:
        return {}
    kept = [each for each in movements if each.day <= day]
    bills = _bills(kept, Positions(kept) if positions is None else positions)
    money: dict[str, list[Received]] = {}
    for receipt in kept:
        if isinstance(receipt, Received) and receipt.contract and not receipt.invoice and not receipt.plan:
            money.setdefault(receipt.contract, []).append(receipt)
    return {
        contract: _schedule(contract, written, bills.get(contract, ()), money.get(contract, ()), agreed, day, grace)
        for contract, written in agreed.schedules.items()
    }


def _bills(movements: Iterable[Movement], positions: Positions) -> Mapping[str, Sequence[Bill]]:
    """The invoices of instalments by contract, in the order of their days; what is not open of one was paid."""
    found: dict[str, list[Bill]] = {}
    open_items: dict[str, dict[str, Decimal]] = {}
    billing = (each for each in movements if isinstance(each, Invoiced) and each.kind == KIND)
    for each in sorted(billing, key=lambda one: (one.day, one.invoice)):
        if each.contract and each.amount > 0:
            if each.customer not in open_items:
                items = positions.of(each.customer).items()
                open_items[each.customer] = {item.invoice.invoice: item.open for item in items}
            settled = EXACT.subtract(each.amount, open_items[each.customer].get(each.invoice, ZERO))
            found.setdefault(each.contract, []).append(Bill(each.invoice, each.instalment, each.amount, settled))
    return found


def _schedule(
    contract: str,
    written: Sequence[Instalment],
    bills: Sequence[Bill],
    receipts: Sequence[Received],
    agreed: Agreed,
    day: date,
    grace: int,
) -> Schedule:
    amounts = [each.amount for each in written]
    places = {each.number: place for place, each in enumerate(written)}
    problems = list(_worth(contract, written, agreed.values.get(contract)))
    standing, through, invoices = billed(amounts, places, bills)
    room = [EXACT.subtract(amount, part) for amount, part in zip(amounts, through, strict=True)]
    named, loose = [ZERO] * len(amounts), ZERO
    for receipt in receipts:
        place = places.get(receipt.instalment)
        if place is not None:
            named[place] = EXACT.add(named[place], receipt.amount)
            continue
        loose = EXACT.add(loose, receipt.amount)
        if receipt.instalment:
            problems.append(misplaced(receipt.at, contract, receipt=receipt.receipt, unknown=receipt.instalment))
    direct, beyond = paid(room, named, loose)
    if beyond > 0:
        last = max(receipts, key=lambda each: (each.day, each.receipt))
        problems.append(misplaced(last.at, contract, receipt=last.receipt, beyond=beyond))
    standings: list[Standing] = []
    for place, each in enumerate(written):
        unbilled = EXACT.subtract(each.amount, standing[place])
        twice = EXACT.subtract(direct[place], unbilled)
        if twice > 0:
            problems.append(
                misplaced(each.at, contract, instalment=each.number, covered=twice, invoices=invoices[place])
            )
        standings.append(_standing(each, standing[place], through[place], direct[place], invoices[place], day, grace))
    return Schedule(contract, tuple(standings), beyond, tuple(problems))


def _standing(
    each: Instalment,
    bills: Decimal,
    through: Decimal,
    direct: Decimal,
    invoices: tuple[str, ...],
    day: date,
    grace: int,
) -> Standing:
    part = EXACT.add(through, direct)
    to_bill = max(EXACT.subtract(EXACT.subtract(each.amount, bills), direct), ZERO)
    late = (day - each.due_on).days
    is_paid = part >= each.amount
    return Standing(
        instalment=each,
        billed=bills,
        paid=part,
        to_bill=to_bill,
        status=status_of(part, late, grace, is_paid=is_paid),
        days_overdue=late if not is_paid and late > grace else 0,
        invoices=invoices,
    )


def _worth(contract: str, written: Sequence[Instalment], worth: Decimal | None) -> Iterator[Problem]:
    total = total_of_decimals(each.amount for each in written)
    if worth is not None and total != worth:
        yield problem("DK593", written[0].at, severity=Severity.WARNING, contract=contract, total=total, worth=worth)
