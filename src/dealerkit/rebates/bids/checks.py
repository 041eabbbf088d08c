"""What can be known to be wrong with special bids before anything is claimed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.policy import Policy
from dealerkit.problems import Location, Problem, problem
from dealerkit.rebates.bids.scheme import BidCap, SpecialBids
from dealerkit.rebates.granting.checks import countable_times
from dealerkit.values.durations import Duration


def check_bids(schemes: Mapping[str, SpecialBids], policy: Policy) -> Iterator[Problem]:
    """DK479 a cap that another cap hides; DK480 per cent of nothing; DK373, DK377 a time that is no days."""
    for scheme in schemes.values():
        yield from countable_times(_times(scheme), policy.calendar())
        if "percent" in scheme.methods and scheme.percent_of is None:
            yield problem("DK480", scheme.rule.at, address=scheme.rule.address, scheme=scheme.id)
        yield from _hidden(scheme.cap)


def _hidden(cap: BidCap | None) -> Iterator[Problem]:
    """A cap on a claim or a bid above the one on all that a dealer gets never holds anything back."""
    if cap is None or cap.dealer is None:
        return
    for name, most in (("claim", cap.claim), ("bid", cap.bid)):
        if most is not None and most > cap.dealer:
            yield problem("DK479", cap.rule.at, address=cap.rule.address, name=name, most=most, dealer=cap.dealer)


def _times(scheme: SpecialBids) -> Iterator[tuple[Duration | None, Location, str]]:
    rule, settle = scheme.rule, scheme.settle
    yield scheme.longest, rule.at, f"{rule.address}.longest"
    if scheme.claim is not None:
        yield scheme.claim.within, scheme.claim.rule.at, scheme.claim.rule.address
    yield settle.due, settle.rule.at, f"{settle.rule.address}.due"
    yield settle.expires, settle.rule.at, f"{settle.rule.address}.expires"
