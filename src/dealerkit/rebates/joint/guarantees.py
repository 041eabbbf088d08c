"""A guarantee over the year: good periods make up for bad ones.

After each period the sum paid to date is the larger of what was earned so far and what is guaranteed
so far. A period then pays what that sum has grown by:

    T(k) = max(earned in periods 1 to k, guaranteed for periods 1 to k)
    paid for period k = T(k) - T(k - 1)

A period in which the payee takes no part guarantees nothing, and neither does one that is not over.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.decisions import Outcome, Reason
from dealerkit.rebates.clauses import Guarantee
from dealerkit.rebates.periods import CONTRACT_YEAR
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms import Entitlement, Measured, Terms
from dealerkit.rebates.terms.reckoning import TAKES_NO_PART
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, ZERO, Number, add, total_of_decimals


@frozen
class Elapsed:
    """One period of the year, up to the one that is decided: what it earned, and what it was reckoned from."""

    decided: Entitlement
    measured: Measured
    terms: Terms

    @property
    def guaranteed(self) -> Number:
        """What this period is guaranteed."""
        takes_part = self.decided.outcome is not Outcome.UNDETERMINED and self.decided.code not in TAKES_NO_PART
        if not takes_part or not self.measured.is_over:
            return ZERO
        return self.terms.guarantee(self.measured) or ZERO


def of_the_year(programme: Programme, windows: tuple[Window, ...], window: Window) -> Iterator[Window]:
    """The periods of the window's year before it, then the window itself."""
    kind = programme.period.divided("year") if programme.period.kind != CONTRACT_YEAR else None
    if kind is not None:
        year = kind.containing(window.period.start)
        for each in windows:
            if year.start <= each.period.start < window.period.start:
                yield each
    yield window


def over_the_year(programme: Programme, guarantee: Guarantee, periods: tuple[Elapsed, ...]) -> Entitlement:
    """What the last of the periods pays, given all of the year before it."""
    found = periods[-1].decided
    unknown = next((each.decided for each in periods if each.decided.amount is None), None)
    if unknown is not None:
        return evolve(
            found,
            outcome=unknown.outcome,
            code=unknown.code,
            amount=None,
            reasons=unknown.reasons,
            missing=unknown.missing,
        )
    to_date, _ = _sums(periods)
    after, before = _largest(periods), _largest(periods[:-1])
    amount = EXACT.subtract(after, before)
    if amount == found.amount:
        return found
    product = (("product", programme.goods.product),) if programme.goods else ()
    least = _sums(periods)[1]
    args = (("to_date", to_date), ("least", least), ("before", before), *product)
    reasons = (*found.reasons, Reason("guarantee-year", guarantee.rule, args))
    return evolve(found, outcome=Outcome.GRANTED, code="", amount=amount, reasons=reasons)


def _largest(periods: tuple[Elapsed, ...]) -> Decimal:
    """The larger of what was earned and what is guaranteed, rounded as the programme rounds."""
    if not periods:
        return ZERO
    earned, guaranteed = _sums(periods)
    return max(earned, periods[-1].terms.rounded(guaranteed))


def _sums(periods: tuple[Elapsed, ...]) -> tuple[Decimal, Number]:
    guaranteed: Number = ZERO
    for each in periods:
        guaranteed = add(guaranteed, each.guaranteed)
    return total_of_decimals(each.decided.amount or ZERO for each in periods), guaranteed
