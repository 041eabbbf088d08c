"""Budgets: what all payees of a programme are paid together for a period, at most.

Where the budget does not suffice it is shared out in proportion to what each has earned, in whole
steps of the programme's rounding, by largest remainder; of equal remainders the smaller code comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from math import floor

from attrs import frozen

from dealerkit.decisions import Outcome, Reason, Rule
from dealerkit.policy.types import Missing
from dealerkit.rebates.terms import Entitlement
from dealerkit.values.exact import EXACT, ZERO, Number, as_fraction, multiply, total_of_decimals
from dealerkit.values.split import split


@frozen(eq=False)
class Shared:
    """One programme's budget in one period: what all have earned, and each payee's share where it does not suffice.

    ``most`` is the budget in whole steps, None where it cannot be told (``missing`` says why). ``unknown``
    are the payees whose amounts cannot be told, if these may be more than the budget has left.
    """

    rule: Rule
    most: Decimal | None
    earned: Decimal
    shares: Mapping[str, Decimal]
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def of(self, payee: str, found: Entitlement) -> Entitlement:
        """What the budget leaves of an entitlement; DK443 where that cannot be told."""
        if not found.amount:
            return found
        if self.most is None or self.unknown:
            step = "budget-missing" if self.most is None else "budget-unknown"
            args = (("payees", self.unknown), ("facts", self.missing))
            return evolved(
                found,
                Outcome.UNDETERMINED,
                "DK443",
                None,
                Reason(step, self.rule, args),
                (*found.missing, *self.missing),
            )
        share = self.shares.get(payee)
        if share is None:
            return found
        figures = (("earned", found.amount), ("total", self.earned), ("most", self.most), ("share", share))
        reason = Reason("budget-shared", self.rule, figures)
        if not share:
            return evolved(found, Outcome.REFUSED, "DK444", share, reason, found.missing)
        return evolved(found, found.outcome, found.code, share, reason, found.missing)


def evolved(
    found: Entitlement, outcome: Outcome, code: str, amount: Decimal | None, reason: Reason, missing: tuple[str, ...]
) -> Entitlement:
    """The entitlement with another end, and the reason for it."""
    return Entitlement(
        outcome,
        code,
        amount,
        found.qualifying,
        found.paying,
        found.baseline,
        found.band,
        found.rate if amount is not None else None,
        (*found.reasons, reason),
        tuple(dict.fromkeys(missing)),
    )


def share_out(
    rule: Rule, most: Number | Missing, amounts: Mapping[str, Entitlement], unit: Decimal, each_at_most: Number | None
) -> Shared:
    """The budget shared out over all payees.

    ``each_at_most`` is what one payee can earn at most, where the programme says so: then unknown amounts
    that the budget covers in any case keep nobody's amount open.
    """
    if isinstance(most, Missing) or most < 0:
        return Shared(rule, None, ZERO, {}, missing=most.facts if isinstance(most, Missing) else ())
    known = {payee: found.amount for payee, found in amounts.items() if found.amount}
    earned = total_of_decimals(known.values())
    whole = EXACT.multiply(unit, Decimal(floor(as_fraction(most) / as_fraction(unit))))
    unknown = {payee: found for payee, found in amounts.items() if found.amount is None}
    if unknown:
        left = as_fraction(most) - as_fraction(earned)
        asked = None if each_at_most is None else multiply(each_at_most, Decimal(len(unknown)))
        if asked is None or as_fraction(asked) > left:
            missing = tuple(dict.fromkeys(name for found in unknown.values() for name in found.missing))
            return Shared(rule, whole, earned, {}, tuple(sorted(unknown)), missing)
    if as_fraction(earned) <= as_fraction(most):
        return Shared(rule, whole, earned, {})
    return Shared(rule, whole, earned, split(whole, sorted(known.items()), unit))
