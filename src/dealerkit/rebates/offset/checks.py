"""What can be known to be wrong with an offset limit before anybody orders."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dealerkit.policy.expressions import Expression
from dealerkit.policy.overlays import found
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, Severity, nearest, problem
from dealerkit.rebates.offset.credits import limit_of
from dealerkit.rebates.offset.limit import SECTION, OffsetLimit
from dealerkit.rebates.programme import programmes_of
from dealerkit.values.durations import Unit
from dealerkit.values.numbers import ONE, ZERO


def check_offset(policy: Policy) -> Iterator[Problem]:
    """What is wrong with the section.

    DK325 a share of 0 % (a warning: nothing can be used) or outside 0 % to 100 %, from any day on that
    a parameter changes; DK327 ``except`` names no programme; DK328 no programme's rebate can be used (a
    warning); DK329 a time of use in working days or hours.
    """
    limit, programmes = limit_of(policy), programmes_of(policy)
    yield from _shares(policy, limit)
    for each in limit.except_:
        if each not in programmes:
            at, close = _at(policy, f"except[{each}]", "except"), nearest(each, programmes)
            yield problem(
                "DK327", at, address=f"{SECTION}.except", programme=each, nearest=close, known=tuple(programmes)
            )
    ways = {each.settle.payout for each in programmes.values() if each.id not in limit.except_}
    if programmes and not ways & {*limit.payouts}:
        at = _at(policy, "payouts", "except")
        yield problem("DK328", at, address=SECTION, severity=Severity.WARNING, payouts=limit.payouts)
    expires = limit.expires
    if expires is not None and (expires.within.unit.is_part_of_a_day or expires.within.unit is Unit.WORKING_DAYS):
        yield problem("DK329", expires.rule.at, address=expires.rule.address, within=str(expires.within))


def _shares(policy: Policy, limit: OffsetLimit) -> Iterator[Problem]:
    """The share on each day on which it may change."""
    share, at, address = limit.share, _at(policy, "share"), f"{SECTION}.share"
    if not isinstance(share, Expression):
        if not share:
            yield problem("DK325", at, address=address, severity=Severity.WARNING, share=share, since="")
        return
    first = policy.header.effective.start
    days = {day for name in share.parameters for day in policy.parameters[name].values}
    for day in sorted(days | ({first} if first is not None else set())):
        value = limit.share_at(policy.parameters_at(day))
        if isinstance(value, (Decimal, Fraction)) and not ZERO < value <= ONE:
            severity = Severity.ERROR if value else Severity.WARNING
            yield problem("DK325", share.at, address=address, severity=severity, share=value, since=day)


def _at(policy: Policy, *keys: str) -> Location:
    """Where the first of these is written; the section where none is."""
    nodes = (found(policy.root, f"{SECTION}.{key}") for key in keys)
    return next((node.at for node in nodes if node is not None), limit_of(policy).rule.at)
