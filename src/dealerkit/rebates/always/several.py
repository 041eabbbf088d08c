"""Programmes on different bases: what can be said of them together, however their bases go together.

If the highest share of each, all reached at once, keeps the bound, then anything less does. Only the shares of bases
that one row can count in are added up; what is paid for a counted unit is a share of the least it is sold for.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dealerkit.policy.policy import Policy
from dealerkit.rebates.always.claims import claimed, highest
from dealerkit.rebates.always.engine import bound_at
from dealerkit.rebates.always.groups import Group, is_counted
from dealerkit.rebates.always.growing import highest_for_all
from dealerkit.rebates.always.invariant import Invariant
from dealerkit.rebates.always.rows import meetings
from dealerkit.rebates.clauses import Base
from dealerkit.rebates.programme import Programme
from dealerkit.values.numbers import ONE, as_fraction

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "contract-year": 12}


def unlike_bases(policy: Policy, invariant: Invariant, programmes: Sequence[Programme]) -> str:
    """Why bases cannot be put together at all: other rows or measures, other payees, other periods of a sum."""
    bases = {id(each): (_base(each), is_counted(policy, each)) for each in programmes}
    sources = {base.source for base, _ in bases.values()}
    # With the least price of a unit, what is counted is so much money.
    measures = {
        base.measure if isinstance(base.measure, str) else base.measure.text
        for base, counted in bases.values()
        if not (counted and invariant.unit_price is not None)
    }
    whose = {(each.payee, each.accumulate and each.accumulate.over) for each in programmes}
    if invariant.kind in {"share", "next"} and (len(measures) > 1 or len(sources) > 1):
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
        high = _highest(invariant, group, as_fraction(invariant.tolerance) / len(groups) / times)
        if high is None:
            return False
        highs.append(high)
        for moment in group.found:
            bound = bound_at(invariant, {}, moment)
            if bound is None:
                return False
            bounds.append(bound)
    whole = _on_one_row(policy, invariant, groups, highs) if invariant.kind == "share" else sum(highs, Fraction(0))
    size = as_fraction(ONE if invariant.next is None else invariant.next)
    return whole <= min(bounds, default=Fraction(0)) * size


def _highest(invariant: Invariant, group: Group, tolerance: Fraction) -> Fraction | None:
    """The most that one group comes to, or its highest share of money; None where there is none, or none is known."""
    found = Fraction(0)
    if group.has_baseline:
        most = highest_for_all(group, tolerance) if invariant.kind == "share" else None
        if most is None:
            return None
        found = most
    for run in group.runs():
        curve, _ = claimed(invariant, run.curve, Fraction(0), group.step)
        step = group.step * (group.worth(run.moment) or 0) if invariant.kind == "share" else None
        most = None if step is not None and not step else highest(curve, step, tolerance)
        if most is None:
            return None
        found = max(found, most)
    return found


def _months(group: Group) -> int:
    return _MONTHS[group.programmes[0].period.kind]


def _base(programme: Programme) -> Base:
    return programme.paying or programme.qualifying


def _on_one_row(policy: Policy, invariant: Invariant, groups: Sequence[Group], shares: Sequence[Fraction]) -> Fraction:
    """The most that one row adds: the shares of all programmes that count it and run on its day."""
    whole = policy.header.effective
    days = [each.programmes[0].effective or whole for each in groups]
    together = meetings([_base(each.programmes[0]) for each in groups], invariant.apart, policy.catalogue)
    return max(
        sum(
            (
                shares[number]
                for number in meeting
                if days[number].start is None or (start is not None and days[number].contains(start))
            ),
            Fraction(0),
        )
        for start in {each.start for each in days}
        for meeting in together
    )
