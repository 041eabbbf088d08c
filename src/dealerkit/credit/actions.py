"""From what was checked to what is done: the strictest of everything that failed.

Ship is milder than a release, a release than a referral, that than cash first, and a hold is the strictest. What
cannot be told leaves the order undetermined, unless it is held anyway. A warning changes nothing. What is over the
limit goes to the ladder: the first step that is open says what is done, and where none is the order is held.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from dealerkit.credit.checks.check import CASH_FIRST, OFF, OVER_LIMIT, REFER, WARN
from dealerkit.credit.outcomes import offered
from dealerkit.credit.results import Action, Checked, Offer, Signature

_ACTIONS = (Action.SHIP, Action.RELEASE, Action.REFER, Action.CASH_FIRST, Action.HOLD)
"""From the mildest to the strictest."""
_SHIP, _RELEASE, _REFER, _CASH_FIRST, _HOLD = range(len(_ACTIONS))
_UNKNOWN = -1

_OF_LEVEL = {REFER: _REFER, CASH_FIRST: _CASH_FIRST}
"""What the levels lead to that are no hold and do not ask the ladder."""


@frozen
class Outcome:
    """What is done with an order, who has to sign, and whether a repayment plan is asked for."""

    action: Action
    signatures: tuple[Signature, ...] = ()
    plan: bool = False


def weight(check: Checked, offers: Sequence[Offer]) -> int:
    """How strict it is what a check that failed leads to; a warning is nothing."""
    if check.answered or check.level in {WARN, OFF}:
        return _SHIP
    return _of_ladder(offers) if check.level == OVER_LIMIT else _OF_LEVEL.get(check.level, _HOLD)


def is_over_limit(checks: Sequence[Checked]) -> bool:
    """Whether a check that failed asks the ladder."""
    return any(each.failed and each.level == OVER_LIMIT for each in checks)


def outcome_of(checks: Sequence[Checked], offers: Sequence[Offer], *, released: bool | None, unknown: bool) -> Outcome:
    """What follows from everything that was checked.

    ``released`` says whether a signed release lets the order through over the limit, None where that cannot be
    told, as of two releases for one order; ``unknown`` that something of the order itself is not known.
    """
    strictest, plan = _SHIP, False
    signatures: list[Signature] = []
    for each in checks:
        if each.failed is False:
            continue
        plan = plan or (each.plan and each.failed is True)
        if each.answered or each.level == WARN:
            continue
        if each.failed is None:
            unknown = True
            continue
        if each.level == OVER_LIMIT:
            found = _UNKNOWN if released is None else _SHIP if released else _of_ladder(offers)
            unknown = unknown or found == _UNKNOWN
        else:
            found = _OF_LEVEL.get(each.level, _HOLD)
        if found == _REFER:
            signatures.append(Signature(role=each.to, for_=each.id))
        strictest = max(strictest, found)
    if strictest == _HOLD or not unknown:
        action = _ACTIONS[strictest]
        offer = offered(action, offers)
        if offer is not None:
            plan = plan or offer.plan
            if not offer.cash_first:
                signatures.insert(0, Signature(role=offer.sign, second=offer.second, for_=offer.step))
        return Outcome(action, tuple(signatures) if strictest in {_RELEASE, _REFER} else (), plan)
    return Outcome(Action.UNDETERMINED, plan=plan)


def _of_ladder(offers: Sequence[Offer]) -> int:
    """What the first step that is open leads to; not known where one before it may be."""
    for each in offers:
        if each.open is None:
            return _UNKNOWN
        if each.open:
            return _CASH_FIRST if each.cash_first else _RELEASE
    return _HOLD
