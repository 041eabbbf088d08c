"""Tax on what is paid: the amount is shared over the tax rates of the lines it was earned on.

The shares are by base, by largest remainder, so that they sum to the amount; each share is taxed and
rounded once, in cents even where amounts are rounded to whole hundreds: tax is what the law says of the
amount. Without any rate on the lines there is no tax to reckon, and the settlement says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from dealerkit.values.exact import EXACT, ZERO, Number, canonical, divide, multiply, total_of_decimals
from dealerkit.values.rounding import CENT, Rounding
from dealerkit.values.split import split

_TWO = 2
_SLACK = Decimal(2)
"""By how many cents a part's tax may differ from its rate's: each posting before it may have rounded one."""


def tax_on(amount: Decimal, bases: Mapping[Decimal | None, Number], rounding: Rounding) -> Decimal:
    """The tax on an amount without tax that was earned on these bases, by tax rate; 0 for a rate of None."""
    rates = {_key(rate): rate for rate in bases}
    if not amount or not any(rate for rate in bases):
        return ZERO
    unit = _unit(rounding)
    shares = split(amount, [(_key(rate), base) for rate, base in bases.items()], _fine_enough(amount, unit))
    rounded = Rounding(unit, rounding.mode).apply
    taxes = (rounded(multiply(share, rates[key] or ZERO)) for key, share in shares.items())
    return total_of_decimals(taxes)


@frozen
class TaxPart:
    """The part of a posting that bears one tax rate; None is without any."""

    rate: Decimal | None
    net: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        """The part with its tax."""
        return EXACT.add(self.net, self.tax)


def tax_parts(
    net: Decimal, tax: Decimal, bases: Mapping[Decimal | None, Number], rounding: Rounding
) -> tuple[TaxPart, ...]:
    """A posting by tax rate, the highest first. Amounts and taxes of the parts sum to those of the posting.

    The amount is shared by base, its tax by what each share bears, both by largest remainder. Where earlier
    postings were made on another mix of rates, those shares would not bear their rates; of two rates amount
    and tax together then say the parts, and of more than two nothing does, so there are none.
    """
    rates = {_key(rate): rate for rate in bases}
    if len(rates) <= 1:
        return tuple(TaxPart(rate, net, tax) for rate in rates.values())
    unit = _unit(rounding)
    shares = split(net, [(_key(rate), base) for rate, base in bases.items()], _fine_enough(net, unit))
    weights = [(key, multiply(share, rates[key] or ZERO)) for key, share in shares.items()]
    borne = [each for each in weights if each[1]] or [each for each in weights if rates[each[0]]]
    taxes = split(tax, borne or weights, _fine_enough(tax, unit))
    parts = [TaxPart(rates[key], share, taxes.get(key, ZERO)) for key, share in shares.items()]
    if not all(_bears_its_rate(part, unit) for part in parts):
        parts = _told_by_the_tax(net, tax, tuple(rates.values()), Rounding(unit, rounding.mode))
    return tuple(sorted(parts, key=lambda part: (part.rate is None, -(part.rate or ZERO))))


def _bears_its_rate(part: TaxPart, unit: Decimal) -> bool:
    """Whether a part's tax is its rate's, but for what rounding may have moved from one posting to the next."""
    return abs(EXACT.subtract(part.tax, EXACT.multiply(part.net, part.rate or ZERO))) <= EXACT.multiply(_SLACK, unit)


def _told_by_the_tax(
    net: Decimal, tax: Decimal, rates: tuple[Decimal | None, ...], rounding: Rounding
) -> list[TaxPart]:
    """The two parts whose amounts and taxes come to these; none of more than two rates."""
    if len(rates) != _TWO:
        return []
    one, other = sorted(rates, key=lambda rate: rate or ZERO)
    low, high = one or ZERO, other or ZERO
    if low == high:
        return []
    upper = rounding.apply(divide(EXACT.subtract(tax, EXACT.multiply(net, low)), EXACT.subtract(high, low)))
    borne = rounding.apply(multiply(upper, high))
    parts = [TaxPart(other, upper, borne), TaxPart(one, EXACT.subtract(net, upper), EXACT.subtract(tax, borne))]
    return parts if all(_bears_its_rate(part, rounding.to) for part in parts) else []


def taxes_set_off(
    posted: Mapping[str, Decimal], taxes: Mapping[str, Decimal], set_off: frozenset[str], rounding: Rounding
) -> dict[str, Decimal]:
    """The taxes of postings by period, where those of ``set_off`` are set against the others.

    What is set off bears the tax of what it is set against, whatever rates it was paid on: where the
    amounts come to nothing, so do the taxes, and no money moves.
    """
    due = [period for period in posted if period not in set_off and posted[period] > 0]
    whole, back = (total_of_decimals(posted[period] for period in periods) for periods in (due, set_off))
    borne = total_of_decimals(taxes[period] for period in due)
    unit = _unit(rounding)
    if EXACT.add(whole, back):
        share = Rounding(unit, rounding.mode).apply(multiply(borne, divide(back, whole)))
    else:
        share = borne.copy_negate()
    weights = [(period, posted[period]) for period in sorted(set_off)]
    return {**taxes, **split(share, weights, _fine_enough(share, unit))}


def _key(rate: Decimal | None) -> str:
    return "" if rate is None else canonical(rate)


def _fine_enough(amount: Decimal, unit: Decimal) -> Decimal:
    """The unit, or a finer one where somebody has written an amount with more decimals than are paid."""
    exponent = amount.as_tuple().exponent
    if not EXACT.remainder(amount, unit) or not isinstance(exponent, int):
        return unit
    return Decimal((0, (1,), exponent))


def _unit(rounding: Rounding) -> Decimal:
    """What the amount is shared and taxed in: cents, or the rounding's step where it is no whole number of cents."""
    return rounding.to if EXACT.remainder(rounding.to, CENT) else CENT
