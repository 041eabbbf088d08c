"""Rebate arithmetic as the handbook says it, on one page: slow, plain, in fractions, one payee at a time.

It shares nothing with the library. A rule is a ``Deal`` of numbers and answers; ``earned`` walks the
steps in their order and gives the amount before rounding, or None when it is undetermined.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor


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
    pers: list[Fraction] | None = None  # one a band: for how much of the base its pay is given
    pluses: list[Fraction] | None = None  # one a band: the fixed sum beside
    guarantee: Fraction | None = None
    days: tuple[int, int] | None = None  # days that count, days of the period
    ceilings: list[tuple[Fraction, str, Fraction]] = field(default_factory=list)  # figure, up_to | below, bound


def reaches(side: str, bound: Fraction, figure: Fraction) -> bool:
    return figure > bound if side == "above" else figure >= bound


def earned(
    deal: Deal, qualifying: Fraction, paying: Fraction | None = None, baseline: Fraction | None = None
) -> Fraction | None:
    if not deal.eligible or any(figure < least for figure, least in deal.gates):
        return Fraction(0)
    if any(figure > bound if side == "up_to" else figure >= bound for figure, side, bound in deal.ceilings):
        return Fraction(0)
    share = Fraction(1) if deal.days is None else Fraction(*deal.days)
    if share == 0:
        return Fraction(0)
    deal, baseline = prorated(deal, share, baseline)
    amount = beforehand(deal, qualifying, paying, baseline)
    if amount is None or deal.guarantee is None:
        return amount
    return max(amount, deal.guarantee)


def prorated(deal: Deal, share: Fraction, baseline: Fraction | None) -> tuple[Deal, Fraction | None]:
    """Bounds, sums and limits of a part of a period; a baseline is cut where bounds are shares of it."""

    def cut(figure: Fraction | None) -> Fraction | None:
        return None if figure is None else figure * share

    sums = deal.kind == "lump-sum" or (deal.kind == "goods" and deal.pers is None)
    counted = deal.bands[0][0] == "at_unit"
    bands = []
    for side, bound, rate in deal.bands:
        from_here = bound if baseline is not None else Fraction(ceil(bound * share)) if counted else bound * share
        bands.append((side, from_here, rate * share if sums else rate))
    return replace(
        deal,
        bands=bands,
        supplements=[(given, added * share if sums else added) for given, added in deal.supplements],
        pluses=None if deal.pluses is None else [plus * share for plus in deal.pluses],
        least_base=cut(deal.least_base),
        most_base=Fraction(floor(deal.most_base * share)) if counted and deal.most_base else cut(deal.most_base),
        most_payout=cut(deal.most_payout),
        guarantee=cut(deal.guarantee),
    ), None if baseline is None else baseline * share


def beforehand(  # noqa: C901, PLR0912 - one page, one rule
    deal: Deal, qualifying: Fraction, paying: Fraction | None, baseline: Fraction | None
) -> Fraction | None:
    """What is earned before the guarantee."""
    base = qualifying
    paid_on = qualifying if paying is None else paying
    if deal.most_base is not None:
        paid_on = min(paid_on, deal.most_base)
        base = base if paying is not None else paid_on

    unit = 1 if baseline is None else baseline
    pers: list[Fraction | None] = [*deal.pers] if deal.pers else [None for _ in deal.bands]
    pluses = deal.pluses or [Fraction(0)] * len(deal.bands)
    reached = [
        (bound * unit, bound * unit - 1 if side == "at_unit" else bound * unit, rate, per, plus)
        for (side, bound, rate), per, plus in zip(deal.bands, pers, pluses, strict=True)
        if reaches(side, bound * unit, base)
    ]
    if not reached:
        return Fraction(0)
    bound, start, rate, per, plus = reached[-1]
    extra = sum((added for given, added in deal.supplements if given), Fraction(0))
    if deal.method == "linear" and len(reached) < len(deal.bands):
        _, next_bound, next_rate = deal.bands[len(reached)]
        next_bound *= unit
        if next_bound > bound:
            rate += (next_rate - rate) * (base - bound) / (next_bound - bound)

    def counted(part: Fraction, per: Fraction | None) -> Fraction:
        return part if per is None else Fraction(part // per)

    if deal.kind == "lump-sum" or (deal.kind == "goods" and deal.pers is None):
        sums = [pay for _, _, pay, _, _ in reached] if deal.method == "incremental" else [rate]
        amount = sum(sums, extra)
    elif deal.method in {"retrospective", "linear"}:
        amount = (rate + extra) * counted(max(paid_on, Fraction(0)), per) + plus
    elif deal.method == "incremental":
        ends = [start for _, start, _, _, _ in reached[1:]] + [base]
        amount = sum(
            (
                (rate + extra) * counted(end - start, per) + plus
                for (_, start, rate, per, plus), end in zip(reached, ends, strict=True)
            ),
            Fraction(0),
        )
    elif deal.method == "excess-over-band":
        amount = (rate + extra) * counted(base - start, per) + plus
    else:
        amount = (rate + extra) * counted(max(base - (baseline or 0), Fraction(0)), per) + plus

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


def made_up_over_the_year(periods: list[tuple[Fraction, Fraction]]) -> list[Fraction]:
    """What each period pays, from what each earned and is guaranteed: good periods make up for bad ones."""
    paid: list[Fraction] = []
    for k in range(1, len(periods) + 1):
        earned = sum((each for each, _ in periods[:k]), Fraction(0))
        guaranteed = sum((each for _, each in periods[:k]), Fraction(0))
        paid.append(max(earned, guaranteed) - sum(paid, Fraction(0)))
    return paid
