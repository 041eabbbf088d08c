"""Tax on what is paid: the amount is shared over the tax rates of the lines it was earned on.

The shares are by base, by largest remainder, so that they sum to the amount; each share is taxed and
rounded once, in cents even where amounts are rounded to whole hundreds: tax is what the law says of the
amount. Without any rate on the lines there is no tax to reckon, and the settlement says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dealerkit.values.exact import EXACT, ZERO, Number, canonical, multiply, total_of_decimals
from dealerkit.values.rounding import Rounding
from dealerkit.values.split import split

CENT = Decimal("0.01")


def tax_on(amount: Decimal, bases: Mapping[Decimal | None, Number], rounding: Rounding) -> Decimal:
    """The tax on an amount without tax that was earned on these bases, by tax rate; 0 for a rate of None."""
    rates = {_key(rate): rate for rate in bases}
    if not amount or not any(rate for rate in bases):
        return ZERO
    unit = _unit(rounding)
    shares = split(amount, [(_key(rate), base) for rate, base in bases.items()], unit)
    rounded = Rounding(unit, rounding.mode).apply
    taxes = (rounded(multiply(share, rates[key] or ZERO)) for key, share in shares.items())
    return total_of_decimals(taxes)


def _key(rate: Decimal | None) -> str:
    return "" if rate is None else canonical(rate)


def _unit(rounding: Rounding) -> Decimal:
    """What the amount is shared and taxed in: cents, or the rounding's step where it is no whole number of cents."""
    return rounding.to if EXACT.remainder(rounding.to, CENT) else CENT
