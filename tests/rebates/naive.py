"""Rebate arithmetic as the handbook says it, on one page: slow, plain, in fractions, one payee at a time.

It shares nothing with the library. A rule is a ``Deal`` of numbers and answers; ``earned`` walks the
steps in their order and gives the amount before rounding, or None when it is undetermined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass
class Deal:
    method: str
    kind: str
    bands: list[tuple[str, Fraction, Fraction]]  # at | above | at_unit, bound, rate or pay
    eligible: bool = True
    gates: list[tuple[Fraction, Fraction]] = field(default_factory=list)  # figure, least
    supplements: list[tuple[bool, Fraction]] = field(default_factory=list)  # given, added
    factors: list[tuple[Fraction, list[tuple[str, Fraction, Fraction]]]] = field(default_factory=list)
    least_base: Fraction | None = None
    least_payout: Fraction | None = None
    most_base: Fraction | None = None
    most_payout: Fraction | None = None


def reaches(side: str, bound: Fraction, figure: Fraction) -> bool:
    return figure > bound if side == "above" else figure >= bound


def earned(
    deal: Deal, qualifying: Fraction, paying: Fraction | None = None, baseline: Fraction | None = None
) -> Fraction | None:
    if not deal.eligible or any(figure < least for figure, least in deal.gates):
        return Fraction(0)
    base = qualifying
    paid_on = qualifying if paying is None else paying
    if deal.most_base is not None:
        paid_on = min(paid_on, deal.most_base)
        base = base if paying is not None else paid_on

    unit = 1 if baseline is None else baseline
    bands = [(side, bound * unit, rate) for side, bound, rate in deal.bands]
    reached = [
        (bound - 1 if side == "at_unit" else bound, rate) for side, bound, rate in bands if reaches(side, bound, base)
    ]
    if not reached:
        return Fraction(0)
    start, rate = reached[-1]
    extra = sum((added for given, added in deal.supplements if given), Fraction(0))

    if deal.kind == "lump-sum":
        sums = [rate] if deal.method == "retrospective" else [pay for _, pay in reached]
        amount = sum(sums, extra)
    elif deal.method == "retrospective":
        amount = (rate + extra) * max(paid_on, Fraction(0))
    elif deal.method == "incremental":
        ends = [start for start, _ in reached[1:]] + [base]
        amount = sum(
            ((rate + extra) * (end - start) for (start, rate), end in zip(reached, ends, strict=True)), Fraction(0)
        )
    elif deal.method == "excess-over-band":
        amount = (rate + extra) * (base - start)
    else:
        amount = (rate + extra) * max(base - (baseline or 0), Fraction(0))

    for figure, steps in deal.factors:
        found = [factor for side, bound, factor in steps if reaches(side, bound, figure)]
        if not found:
            return None
        amount *= found[-1]
    if deal.least_base is not None and qualifying < deal.least_base:
        return Fraction(0)
    if deal.least_payout is not None and amount < deal.least_payout:
        return Fraction(0)
    return amount if deal.most_payout is None else min(amount, deal.most_payout)


def rounded(amount: Fraction, to: Fraction) -> Fraction:
    """Half up, away from zero at the half; amounts are never negative here."""
    return ((amount / to * 2 + 1) // 2) * to
