"""Ageing: what customers owe, by how old it is. Every cent stands in one column, and the columns add up.

What is added up is what is owed: the receivables less the receipts that pay no invoice yet. Debts fall into
buckets by their age; an item without a due date stands in a column of its own and is never taken for current.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.accounts import Account
from dealerkit.credit.collecting.ageing_rule import CREDITS, DISPUTED, UNDATED, AgeingRule
from dealerkit.credit.positions.position import OpenItem
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals
from dealerkit.values.numbers import Number, divide


@frozen(kw_only=True)
class Aged:
    """What somebody owes, by column.

    ``debts`` are the open invoices, before anything is set against them; ``overdue`` is what of them was due before
    the day, ``oldest`` for how many days.
    """

    subject: str
    amounts: Mapping[str, Decimal]
    receivables: Decimal = ZERO
    unapplied: Decimal = ZERO
    debts: Decimal = ZERO
    overdue: Decimal = ZERO
    oldest: int | None = None

    @property
    def total(self) -> Decimal:
        """All columns together: the receivables less unapplied receipts, to the cent."""
        return total_of_decimals(self.amounts.values())

    @property
    def credit(self) -> Decimal:
        """What stands against the debts: credit notes and receipts that pay no invoice yet."""
        return EXACT.subtract(self.debts, self.total)

    def share(self, column: str) -> Number | None:
        """A column as a share of the total; None where the total is zero."""
        return divide(self.amounts[column], self.total) if self.total else None


def age_of(rule: AgeingRule, item: OpenItem, day: date) -> int | None:
    """An item's age in days by the rule's clock; None where it has no due date."""
    return item.days_overdue(day) if rule.by == "due" else item.days_since(day)


def aged(rule: AgeingRule, account: Account, day: date) -> Aged:
    """Age an account on a day.

    ``credits: oldest`` sets credit notes and unapplied receipts against debts, the oldest first and those
    without a due date last; what is left of them stands apart, as everything does under ``apart``.
    """
    amounts = dict.fromkeys(rule.columns, ZERO)
    credit = EXACT.minus(account.unapplied)
    debts: list[tuple[int | None, Decimal]] = []
    for item in account.items:
        age = age_of(rule, item, day)
        if item.open > 0:
            disputed = account.disputed_of(item) if rule.disputed == "apart" else ZERO
            amounts[DISPUTED] = EXACT.add(amounts[DISPUTED], disputed)
            debts.append((age, EXACT.subtract(item.open, disputed)))
        elif rule.credits == "own-bucket":
            debts.append((age, item.open))
        else:
            credit = EXACT.add(credit, item.open)
    if rule.credits == "oldest":
        debts, credit = _set_off(debts, credit)
    amounts[CREDITS] = credit
    for age, amount in debts:
        column = UNDATED if age is None else rule.bucket_of(age)
        amounts[column] = EXACT.add(amounts[column], amount)
    return Aged(
        subject=account.customer,
        amounts=amounts,
        receivables=account.receivables,
        unapplied=account.unapplied,
        debts=total_of_decimals(each.open for each in account.items if each.open > 0),
        overdue=total_of_decimals(each.open for each in _overdue(account, day)),
        oldest=max((each.days_overdue(day) or 0 for each in _overdue(account, day)), default=None),
    )


def added(subject: str, parts: Iterable[Aged], columns: Iterable[str]) -> Aged:
    """Several ageings as one: a group's, or everybody's."""
    each = tuple(parts)
    return Aged(
        subject=subject,
        amounts={column: total_of_decimals(one.amounts[column] for one in each) for column in columns},
        receivables=total_of_decimals(one.receivables for one in each),
        unapplied=total_of_decimals(one.unapplied for one in each),
        debts=total_of_decimals(one.debts for one in each),
        overdue=total_of_decimals(one.overdue for one in each),
        oldest=max((one.oldest for one in each if one.oldest is not None), default=None),
    )


def undated(account: Account) -> tuple[OpenItem, ...]:
    """The debts whose due date nobody knows."""
    return tuple(each for each in account.items if each.open > 0 and each.invoice.due_on is None)


def _overdue(account: Account, day: date) -> tuple[OpenItem, ...]:
    return tuple(
        each for each in account.items if each.open > 0 and (late := each.days_overdue(day)) is not None and late > 0
    )


def _set_off(
    debts: list[tuple[int | None, Decimal]], credit: Decimal
) -> tuple[list[tuple[int | None, Decimal]], Decimal]:
    """The debts after credit (below zero) was set against the oldest, and what is left of the credit."""
    left: list[tuple[int | None, Decimal]] = []
    for age, amount in sorted(debts, key=lambda debt: (debt[0] is None, -(debt[0] or 0))):
        used = min(amount, EXACT.minus(credit)) if credit < 0 else ZERO
        credit = EXACT.add(credit, used)
        left.append((age, EXACT.subtract(amount, used)))
    return left, credit
