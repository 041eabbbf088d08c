"""Growing: promises about programmes whose bounds are shares of a baseline that may be any figure.

What ``relaxed`` says of a way at a baseline of one is put together here for every way, with roundings at their worst.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dealerkit.rebates.always.curves import Steps
from dealerkit.rebates.always.engine import bound_at
from dealerkit.rebates.always.groups import Group
from dealerkit.rebates.always.moments import Moment
from dealerkit.rebates.always.payouts import Way
from dealerkit.rebates.always.relaxed import highest_share, is_homogeneous, never_falls
from dealerkit.values.numbers import ZERO, as_fraction


def holds_for_all(group: Group) -> bool:
    """Whether the promise holds at every baseline."""
    kind = group.invariant.kind
    # Conditions on the base in money, or another base that is paid on, do not grow with the baseline.
    if not _is_alone(group) or (kind != "most" and _is_divided(group)):
        return False
    return all(_holds(group, moment, way) for moment, way in _ways(group))


def highest_for_all(group: Group, tolerance: Fraction) -> Fraction | None:
    """The highest share of the base at any baseline, roundings within the tolerance; None where it is not known."""
    if not _is_alone(group) or _is_divided(group):
        return None
    found = Fraction(0)
    for moment, way in _ways(group):
        if not is_homogeneous(way) or tolerance < _rounded_up(way):
            return None
        worth = group.worth(moment)
        if not worth:
            return None
        found = max(found, highest_share(way) / worth)
    return found


def _is_alone(group: Group) -> bool:
    return len(group.programmes) == 1 and not group.pays_on_another


def _is_divided(group: Group) -> bool:
    return any(known.cuts for _, known in group.found.values())


def _holds(group: Group, moment: Moment, way: Way) -> bool:
    """Whether one way holds at every baseline."""
    invariant = group.invariant
    kind = invariant.kind
    bound = bound_at(invariant, {}, moment)
    tolerance = as_fraction(invariant.tolerance)
    if bound is None:
        return False
    if kind == "most":
        most, least = way.figures.most_payout, way.figures.guarantee or ZERO
        return most is not None and as_fraction(way.reckoner.rounding.apply(max(most, least))) <= bound + tolerance
    if not is_homogeneous(way):
        return False
    if kind == "more":
        return never_falls(way)
    is_share = kind == "share" and tolerance >= _rounded_up(way)
    return is_share and highest_share(way) <= bound * (group.worth(moment) or 0)


def _rounded_up(way: Way) -> Fraction:
    """The most that roundings add: once, or for each band where each is rounded."""
    times = len(way.scale.rungs) if way.reckoner.rounds_bands else 1
    return Steps.of(way.reckoner.rounding).error[1] * times


def _ways(group: Group) -> Iterator[tuple[Moment, Way]]:
    """Every way of a group of one programme that pays anything."""
    for moment, (reckoners, known) in group.found.items():
        for situation in known.every:
            for answer in situation.answers[0]:
                way = group.way(reckoners[0], answer, None, Fraction(1))
                if way is not None:
                    yield moment, way
