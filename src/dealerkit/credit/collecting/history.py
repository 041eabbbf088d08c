"""What happened on all accounts, asked for any day: who owed what then, and what was invoiced between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.credit.collecting.accounts import Accounts, Dispute, accounts_on, of_no_invoice, read_disputes
from dealerkit.credit.collecting.pace import Sales
from dealerkit.credit.positions.movements import Invoiced, Movement
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity
from dealerkit.values.exact import EXACT, ZERO

EVERYBODY = ""
"""Stands for all customers together where a customer is asked for."""


@frozen(eq=False)
class History:
    """The movements of a book through a day, and what customers dispute."""

    through: date
    movements: tuple[Movement, ...] = field(repr=False)
    disputes: tuple[Dispute, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    _sold: Mapping[str, tuple[list[date], list[Decimal]]] = field(init=False, repr=False)

    @_sold.default
    def _by_customer(self) -> Mapping[str, tuple[list[date], list[Decimal]]]:
        found: dict[str, tuple[list[date], list[Decimal]]] = {}
        for each in self.movements:
            if isinstance(each, Invoiced):
                for name in (each.customer, EVERYBODY):
                    days, sums = found.setdefault(name, ([], [ZERO]))
                    days.append(each.day)
                    sums.append(EXACT.add(sums[-1], each.amount))
        return found

    @property
    def first_day(self) -> date | None:
        """The day of the first movement; None where nothing ever happened."""
        return self.movements[0].day if self.movements else None

    @property
    def owners(self) -> Mapping[str, str]:
        """Whose each invoice is."""
        return {each.invoice: each.customer for each in self.movements if isinstance(each, Invoiced)}

    def on(self, days: Iterable[date]) -> Mapping[date, Accounts]:
        """The accounts at the end of each of these days."""
        return accounts_on(self.movements, days, self.disputes)

    def sales(self, customer: str = EVERYBODY) -> Sales:
        """What was invoiced to a customer, or to everybody, from one day through another."""
        days, sums = self._sold.get(customer, ([], [ZERO]))

        def between(first: date, last: date) -> Decimal:
            begin, end = bisect_left(days, first), bisect_right(days, last)
            return EXACT.subtract(sums[end], sums[begin]) if end > begin else ZERO

        return between


def history_of(policy: Policy, book: Book, through: date) -> History:
    """Read a book's movements through a day, in the policy's currency."""
    from dealerkit.credit.positions.reading import read_movements

    found = read_movements(book, policy, through)
    # Which tables exposures lack is nothing to somebody who asks about debts.
    problems = [each for each in found.problems if each.severity is not Severity.NOTE]
    past = History(through, found.movements, read_disputes(book))
    owners = past.owners if past.disputes else {}
    astray = (
        of_no_invoice(each.at, "disputes", each.number, each.customer, each.invoice, owners)
        for each in past.disputes
        if each.opened <= through
    )
    return evolve(past, problems=(*problems, *(each for each in astray if each is not None)))
