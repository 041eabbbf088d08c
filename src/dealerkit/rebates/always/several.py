"""Programmes on different bases: what can be said of them together, however their bases go together.

If the highest share of each, all reached at once, keeps the bound, then anything less does.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dealerkit.policy.policy import Policy
from dealerkit.rebates.always.claims import claimed, highest
from dealerkit.rebates.always.engine import bound_at
from dealerkit.rebates.always.groups import Group
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.programme import Programme
from dealerkit.values.numbers import ONE, as_fraction

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}


def unlike_bases(invariant: Invariant, programmes: Sequence[Programme]) -> str:
    """Why bases cannot be put together at all: other rows or measures, other payees, other periods of a sum."""
    bases = [each.paying or each.qualifying for each in programmes]
    measures = {(each.source, each.measure if isinstance(each.measure, str) else each.measure.text) for each in bases}
    whose = {(each.payee, each.accumulate and each.accumulate.over) for each in programmes}
    if invariant.kind in {"share", "next"} and len(measures) > 1:
        return "measures"
    if len(whose) > 1:
        return "payees"
    if invariant.kind != "share" and len({each.period.kind for each in programmes}) > 1:
        return "periods"
    return ""


def keeps_at_highest(policy: Policy, invariant: Invariant, groups: Sequence[Group]) -> bool:
    """Whether all groups together keep the bound when each is at its highest."""
    if invariant.kind == "least":
        return False
    longest = max(_months(group) for group in groups)
    highs: list[Fraction] = []
    bounds: list[Fraction] = []
    for group in groups:
        # A shorter period pays, and rounds, several times in the longest.
        times = Fraction(longest, _months(group))
        tolerance = as_fraction(invariant.tolerance) / len(groups) / times
        high = Fraction(0)
        for run in group.runs():
            bound = bound_at(invariant, {}, run.moment)
            curve, _ = claimed(invariant, run.curve, Fraction(0), group.step)
            most = highest(curve, group.step if invariant.kind == "share" else None, tolerance)
            if most is None or bound is None:
                return False
            bounds.append(bound)
            high = max(high, most)
        highs.append(high)
    whole = _on_one_day(policy, groups, highs) if invariant.kind == "share" else sum(highs, Fraction(0))
    size = as_fraction(ONE if invariant.next is None else invariant.next)
    return whole <= min(bounds, default=Fraction(0)) * size


def _months(group: Group) -> int:
    return _MONTHS[group.programmes[0].period.kind]


def _on_one_day(policy: Policy, groups: Sequence[Group], shares: Sequence[Fraction]) -> Fraction:
    """The most that one sale adds: the shares of all programmes that run on its day."""
    whole = policy.header.effective
    days = [each.programmes[0].effective or whole for each in groups]
    return max(
        sum(
            (
                share
                for share, each in zip(shares, days, strict=True)
                if each.start is None or (start is not None and each.contains(start))
            ),
            Fraction(0),
        )
        for start in {each.start for each in days}
    )
