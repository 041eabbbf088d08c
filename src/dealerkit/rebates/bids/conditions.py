"""What must hold of a claim before its units are counted, in this order; the first that fails refuses them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from attrs import field, frozen

from dealerkit.decisions import Reason, Rule
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.rebates.bids.records import Bid, BidClaim
from dealerkit.rebates.bids.results import Fate
from dealerkit.rebates.bids.scheme import SpecialBids
from dealerkit.rebates.protection.days import last_day
from dealerkit.values.exact import ONE
from dealerkit.values.workdays import WorkCalendar

Told = tuple[tuple[str, Arg], ...]


@frozen(eq=False)
class Asked:
    """One row of a claim with all that is known of it. ``bid`` is the line of the bid for its product."""

    claim: BidClaim
    bid: Bid | None
    lines: tuple[Bid, ...] = ()
    facts: Mapping[str, Value | Missing] = field(factory=dict)
    listed: Decimal | None = None
    credited_before: str = ""
    """The claim that was credited for the same sale."""
    calendar: WorkCalendar | None = None
    currency: str = ""


@frozen
class Stop:
    """Why all units of a row are refused; or, with ``missing``, why nobody can tell."""

    fate: Fate
    reason: Reason
    missing: tuple[str, ...] = ()
    code: str = ""
    problems: tuple[Problem, ...] = ()


Step = Callable[[SpecialBids, Asked], "Reason | Stop | None"]


def refusal(fate: Fate, rule: Rule, *args: tuple[str, Arg]) -> Stop:
    """All units are refused by a rule."""
    return Stop(fate, Reason(f"bid-{fate.value}", rule, args))


def _some(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    claim = asked.claim
    if claim.quantity <= 0:
        return refusal(Fate.NOTHING, scheme.rule, ("quantity", claim.quantity))
    args: Told = (
        ("quantity", claim.quantity),
        ("product", claim.product),
        ("bid", claim.bid),
        ("sold_on", claim.sold_on),
        ("on", claim.on),
    )
    return Reason("bid-claimed", scheme.rule, args)


def _known(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    claim = asked.claim
    if not asked.lines:
        return refusal(Fate.UNKNOWN, scheme.rule, ("bid", claim.bid))
    if all(line.dealer != claim.dealer for line in asked.lines):
        return refusal(Fate.DEALER, scheme.rule, ("bid", claim.bid), ("other", asked.lines[0].dealer))
    if asked.bid is None:
        return refusal(Fate.PRODUCT, scheme.rule, ("bid", claim.bid), ("product", claim.product))
    return None


def _granted(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    bid = asked.bid
    if bid is None:
        return None
    if not bid.is_approved:
        return refusal(Fate.UNAPPROVED, scheme.rule, ("bid", bid.id), ("status", bid.status))
    if not honours(scheme, bid, asked.calendar):
        stop = refusal(Fate.DISHONOURED, scheme.rule, ("bid", bid.id), ("method", bid.method), ("value", bid.value))
        why = problem(
            "DK476",
            bid.at,
            address=scheme.rule.address,
            severity=Severity.WARNING,
            bid=bid.id,
            scheme=scheme.id,
            method=bid.method,
            value=bid.value,
            first=bid.first,
            last=bid.last,
        )
        return Stop(stop.fate, stop.reason, problems=(why,))
    if not {bid.currency, asked.claim.currency} <= {"", asked.currency}:
        other = bid.currency if bid.currency not in {"", asked.currency} else asked.claim.currency
        return refusal(Fate.CURRENCY, scheme.rule, ("currency", other))
    if bid.end_customer and asked.claim.end_customer != bid.end_customer:
        args: Told = (("customer", bid.end_customer),)
        if asked.claim.end_customer:
            args = (*args, ("other", asked.claim.end_customer))
        return refusal(Fate.CUSTOMER, scheme.rule, ("bid", bid.id), *args)
    return None


def _in_its_days(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    bid, claim = asked.bid, asked.claim
    if bid is None:
        return None
    if claim.sold_on > claim.on:
        return refusal(Fate.AHEAD, scheme.rule, ("sold_on", claim.sold_on), ("on", claim.on))
    if not bid.first <= claim.sold_on <= bid.last:
        return refusal(
            Fate.OUTSIDE,
            scheme.rule,
            ("sold_on", claim.sold_on),
            ("bid", bid.id),
            ("first", bid.first),
            ("last", bid.last),
        )
    return None


def _covered(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    rule = scheme.where
    if rule is None:
        return None
    found = rule.when.evaluate(asked.facts)
    if isinstance(found, Missing):
        facts = found.facts
        if rule.if_missing == "refuse":
            return Stop(Fate.UNCOVERED, Reason("fact-refused", rule.rule, (("facts", facts),)))
        if rule.if_missing == "undetermined":
            return Stop(Fate.UNCOVERED, Reason("fact-missing", rule.rule, (("facts", facts),)), facts, "DK003")
        found = rule.if_missing is True
    if found is not True:
        return refusal(Fate.UNCOVERED, rule.rule, ("condition", rule.when.text))
    return Reason("bid-covered", rule.rule, (("condition", rule.when.text),))


def _in_time(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    rule, bid, claim = scheme.claim, asked.bid, asked.claim
    if rule is None or bid is None:
        return None
    start = claim.sold_on if rule.after == "sale" else bid.last
    until = last_day(rule.within, start, asked.calendar, rule.rule.at)
    if isinstance(until, Problem):
        args = tuple((name, until.arg(name)) for name in ("calendar", "asked"))
        reason = Reason("protection-unpublished", rule.rule, args)
        return Stop(Fate.LATE, reason, ("calendar",), "DK368", (until,))
    if claim.on > until:
        return refusal(Fate.LATE, rule.rule, ("on", claim.on), ("until", until))
    return Reason("bid-in-time", rule.rule, (("on", claim.on), ("until", until)))


def _proved(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    rule = scheme.proof
    if rule is None:
        return None
    proof = asked.claim.proof or asked.claim.document
    if proof:
        return Reason("bid-proved", rule.rule, (("proof", proof),))
    reason = Reason("bid-not-proved", rule.rule)
    if rule.if_missing == "refuse":
        return Stop(Fate.UNPROVED, reason)
    return Stop(Fate.UNPROVED, reason, ("bid_claims.proof",), "DK003")


def _once(scheme: SpecialBids, asked: Asked) -> Reason | Stop | None:
    claim, before = asked.claim, asked.credited_before
    if not before:
        return None
    what = claim.serial or claim.document
    stop = refusal(Fate.TWICE, scheme.rule, ("document", what), ("other", before))
    why = problem(
        "DK477",
        claim.at,
        address=scheme.rule.address,
        severity=Severity.WARNING,
        claim=claim.claim,
        dealer=claim.dealer,
        document=what,
        other=before,
    )
    return Stop(stop.fate, stop.reason, problems=(why,))


STEPS: tuple[Step, ...] = (_some, _known, _granted, _in_its_days, _covered, _in_time, _proved, _once)
"""What is asked of a row, in this order."""


def honours(scheme: SpecialBids, bid: Bid, calendar: WorkCalendar | None) -> bool:
    """Whether the scheme honours such a bid: its method, a share that is none of more, and how long it runs.

    A bid from 1 March that may run a month ends with 31 March. What the calendar does not reach is too long.
    """
    if bid.method not in scheme.methods or (bid.method == "percent" and bid.value > ONE):
        return False
    if scheme.longest is None:
        return True
    beyond = last_day(scheme.longest, bid.first, calendar, scheme.rule.at)
    return not isinstance(beyond, Problem) and bid.last < beyond
