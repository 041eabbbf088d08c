"""What is set aside for debts that may go bad: bucket by bucket, customer by customer, to the cent.

Each amount is a bucket's balance times its rate, rounded once; sums are sums of these. A balance below zero is
provided for at nothing, and so is credit that stands apart. Where a bucket has a balance and no rate, what is
set aside for it cannot be told, and nobody takes it for zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.ageing import Aged
from dealerkit.credit.collecting.ageing_rule import CREDITS
from dealerkit.credit.collecting.flow_rate import Flows
from dealerkit.credit.collecting.provision_rule import Provision
from dealerkit.values.exact import ZERO, total_of_decimals
from dealerkit.values.numbers import Number
from dealerkit.values.rounding import Rounding

Rates = Mapping[str, Number | None]
"""The rate of each column; None, or absent, where none is known."""


@frozen(kw_only=True)
class Provided:
    """What is set aside for a customer, by column; None where it cannot be told.

    ``by`` is the entry that is for him; None where none is, or where it cannot be told which.
    """

    aged: Aged
    by: Provision | None
    rates: Rates
    amounts: Mapping[str, Decimal | None]
    missing: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """All columns together; None where any cannot be told."""
        return sum_of(self.amounts.values())


def provided(aged: Aged, by: Provision | None, rates: Rates, rounding: Rounding, missing: tuple[str, ...]) -> Provided:
    """Set aside a customer's provision at these rates."""
    amounts: dict[str, Decimal | None] = {}
    for column, balance in aged.amounts.items():
        rate = rates.get(column)
        if balance <= 0 or column == CREDITS:
            amounts[column] = ZERO
        else:
            amounts[column] = None if rate is None else rounding.product(balance, rate)
    return Provided(aged=aged, by=by, rates=rates, amounts=amounts, missing=missing)


def rates_of(by: Provision, flows: Flows | None) -> Rates:
    """The rates of an entry: as written, or from history."""
    if by.rates is not None:
        return by.rates
    beside = by.flow_rate.beside if by.flow_rate is not None else None
    return {**(flows.losses if flows is not None else {}), **(beside or {})}


def sum_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None where a part is not known."""
    each = tuple(amounts)
    known = [one for one in each if one is not None]
    return total_of_decimals(known) if len(known) == len(each) else None
