"""What must hold before any unit is looked at, in this order.

The scheme covers this stock; the day of the cut is known; the drop is large enough; a claim came in
time; the stock is known and not below zero; it is proved. Each gives a reason, or ends the decision.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Outcome, Reason, Rule
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg, Problem, problem
from dealerkit.rebates.protection.claims import Claim, claim_of
from dealerkit.rebates.protection.days import last_day
from dealerkit.rebates.protection.results import Case
from dealerkit.rebates.protection.scheme import Protection
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.values.numbers import ZERO, Number, multiply

Told = tuple[tuple[str, Arg], ...]
"""What a reason says, name by name."""


@frozen
class Stop:
    """The end of a decision before any unit is judged."""

    outcome: Outcome
    code: str
    reason: Reason
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


Step = Callable[[Protection, Case, "Claim | None"], "Reason | Stop | None"]
"""Asks one thing: why it holds, that it does not, or nothing where the scheme does not ask it."""


def deadline(scheme: Protection, case: Case) -> date | Problem | None:
    """The last day on which a claim is in time; None where none is asked for."""
    rule = scheme.claim
    return None if rule is None else last_day(rule.within, case.cut.on, case.calendar, rule.rule.at)


def unpublished(why: Problem, rule: Rule) -> Stop:
    """A day cannot be counted since the calendar does not reach it."""
    args = tuple((name, why.arg(name)) for name in ("calendar", "asked"))
    return Stop(Outcome.UNDETERMINED, "DK368", Reason("protection-unpublished", rule, args), ("calendar",), (why,))


def _known_cut(scheme: Protection, case: Case, claim: Claim | None) -> Reason | Stop | None:
    del claim
    hole = case.cut.hole
    if hole is None:
        return None
    args: Told = (("first", hole.start or case.cut.on), ("last", hole.end or case.cut.on))
    return Stop(Outcome.UNDETERMINED, "DK379", Reason("protection-hole", scheme.rule, args), ("prices",))


def _covered(scheme: Protection, case: Case, claim: Claim | None) -> Reason | Stop | None:
    del claim
    rule = scheme.where
    if rule is None:
        return None
    found = rule.when.evaluate(case.facts)
    if isinstance(found, Missing):
        facts = found.facts
        if rule.if_missing == "refuse":
            return Stop(Outcome.REFUSED, "DK336", Reason("fact-refused", rule.rule, (("facts", facts),)), facts)
        if rule.if_missing == "undetermined":
            return Stop(Outcome.UNDETERMINED, "DK003", Reason("fact-missing", rule.rule, (("facts", facts),)), facts)
        found = rule.if_missing is True
    condition: Told = (("condition", rule.when.text),)
    if found is not True:
        return Stop(Outcome.REFUSED, "DK330", Reason("protection-not-covered", rule.rule, condition))
    return Reason("protection-covered", rule.rule, condition)


def _large_enough(scheme: Protection, case: Case, claim: Claim | None) -> Reason | Stop | None:
    del claim
    cut, rule = case.cut, scheme.drop
    told: Told = (
        ("before", cut.before),
        ("after", cut.after),
        ("drop", cut.drop),
        ("on", cut.on),
    )
    if rule is None:
        return Reason("protection-drop", scheme.rule, told)
    least: Number | Missing | None = None if rule.minimum is None else figure_of(rule.minimum, case.facts)
    if isinstance(least, Missing):
        reason = Reason("fact-missing", rule.rule, (("facts", least.facts),))
        return Stop(Outcome.UNDETERMINED, "DK003", reason, least.facts)
    if least is not None and cut.drop < least:
        return Stop(Outcome.REFUSED, "DK384", Reason("protection-small", rule.rule, (*told, ("least", least))))
    share = rule.minimum_share
    if share is not None and cut.drop < multiply(share, cut.before):
        reason = Reason("protection-small-share", rule.rule, (*told, ("least", share)))
        return Stop(Outcome.REFUSED, "DK384", reason)
    return Reason("protection-drop", rule.rule, told)


def _claimed(scheme: Protection, case: Case, claim: Claim | None) -> Reason | Stop | None:
    rule = scheme.claim
    if rule is None:
        return None
    until = deadline(scheme, case)
    if isinstance(until, Problem):
        return unpublished(until, rule.rule)
    if claim is not None:
        ids: Told = (("claims", claim.ids), ("on", claim.on))
        quantity = (("quantity", claim.quantity),) if claim.quantity is not None else ()
        return Reason("protection-claimed", rule.rule, (*ids, *quantity))
    late = claim_of(case.claims)
    if late is None:
        return Stop(
            Outcome.REFUSED, "DK388", Reason("protection-unclaimed", rule.rule, (("until", until or case.cut.on),))
        )
    args: Told = (("claims", late.ids), ("on", late.on), ("until", until or case.cut.on))
    return Stop(Outcome.REFUSED, "DK388", Reason("protection-late", rule.rule, args))


def _known_stock(scheme: Protection, case: Case, claim: Claim | None) -> Reason | Stop | None:
    del claim
    stock, rule = case.stock, scheme.stock
    if stock.quantity is None:
        reason = Reason("protection-uncounted", rule.rule, (("facts", stock.missing), ("on", case.cut.on)))
        outcome = Outcome.REFUSED if rule.if_missing == "refuse" else Outcome.UNDETERMINED
        return Stop(outcome, "DK387", reason, stock.missing)
    told: Told = (("stock", stock.quantity), ("bought", stock.bought), ("sold", stock.sold))
    if stock.quantity < 0 or (stock.counted is not None and stock.counted < 0):
        least = min(stock.quantity, stock.counted or ZERO)
        reason = Reason("protection-below-zero", rule.rule, (("stock", least),))
        return Stop(Outcome.UNDETERMINED, "DK380", reason, ("stock",), (_below_zero(scheme, case, least),))
    if stock.counted is None:
        return Reason("protection-reckoned", rule.rule, told)
    counted: Told = (("counted", stock.counted), ("on", stock.counted_on or case.cut.on))
    if stock.counted_on == case.cut.on:
        return Reason("protection-counted", rule.rule, counted)
    return Reason("protection-counted-later", rule.rule, (*told, *counted))


def _proved(scheme: Protection, case: Case, claim: Claim | None) -> Reason | Stop | None:
    rule = scheme.proof
    if rule is None or not case.stock.quantity:
        return None
    proof = case.stock.proof or (claim.proof if claim is not None else "")
    if proof:
        return Reason("protection-proved", rule.rule, (("proof", proof),))
    outcome = Outcome.REFUSED if rule.if_missing == "refuse" else Outcome.UNDETERMINED
    missing = ("stock.proof",) if outcome is Outcome.UNDETERMINED else ()
    return Stop(outcome, "DK386", Reason("protection-unproved", rule.rule), missing)


def _below_zero(scheme: Protection, case: Case, stock: Decimal) -> Problem:
    return problem(
        "DK380",
        case.stock.at,
        address=scheme.rule.address,
        dealer=case.dealer,
        product=case.cut.product,
        on=case.stock.counted_on or case.cut.on,
        stock=stock,
    )


STEPS: tuple[Step, ...] = (_covered, _known_cut, _large_enough, _claimed, _known_stock, _proved)
"""What must hold before any unit is looked at."""
