"""What one visit may cost, who hosts it and how many of us come along."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.customers.known import Fact
from dealerkit.customers.reception.rules import Reception, ReceptionClass
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.bands import Ladder
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg
from dealerkit.values.exact import multiply

GUESTS, GIFT = "visit.guests", "visit.gift"


@frozen(eq=False)
class _Chosen:
    """The class that takes a visitor; None with what is missing, or with nothing missing where no class does."""

    found: ReceptionClass | None
    tried: tuple[Reason, ...]
    missing: tuple[str, ...] = ()


def reception(rules: Reception, facts: Mapping[str, Fact]) -> Decision:
    """Class, budget, host and companions of one visit; its amount is the budget for all guests.

    Refused with DK750 where what must hold does not (no file, no reception), with DK001 where no class takes the
    visitor, with DK751 for a gift where the policy allows none. Undetermined with DK003 where a fact is missing.
    """
    requires = rules.requires
    if requires is not None:
        holds = requires.evaluate(facts)
        if isinstance(holds, Missing):
            return Decision(Outcome.UNDETERMINED, "DK003", missing=holds.facts)
        if holds is not True:
            refused = Reason("reception-not-met", rules.rule, (("condition", requires.text),))
            return Decision(Outcome.REFUSED, "DK750", reasons=(refused,))
    chosen = _class_of(rules, facts)
    if chosen.missing:
        return Decision(Outcome.UNDETERMINED, "DK003", tried=chosen.tried, missing=chosen.missing)
    if chosen.found is None:
        return Decision(Outcome.REFUSED, "DK001", tried=chosen.tried)
    guests = facts.get(GUESTS, Missing((GUESTS,)))
    if isinstance(guests, Missing):
        return Decision(Outcome.UNDETERMINED, "DK003", tried=chosen.tried, missing=guests.facts)
    return _granted(rules, chosen, Decimal(cast("Decimal", guests)), facts)


def _class_of(rules: Reception, facts: Mapping[str, Fact]) -> _Chosen:
    tried: list[Reason] = []
    for each in rules.classes.values():
        holds = each.where.evaluate(facts)
        if isinstance(holds, Missing):
            return _Chosen(None, tuple(tried), holds.facts)
        if holds is True:
            return _Chosen(each, tuple(tried))
        tried.append(Reason("reception-other-class", each.rule, (("condition", each.where.text),)))
    return _Chosen(None, tuple(tried))


def _granted(rules: Reception, chosen: _Chosen, guests: Decimal, facts: Mapping[str, Fact]) -> Decision:
    found = cast("ReceptionClass", chosen.found)
    amount = cast("Decimal", multiply(found.budget, guests))
    reasons = [
        Reason("reception-class", found.rule, (("budget", found.budget), ("guests", guests), ("host", found.host)))
    ]
    values: list[tuple[str, Arg]] = [
        ("class", found.id),
        ("per_person", found.budget),
        ("host", found.host),
        ("place", found.place or ""),
        ("cost", rules.cost or ""),
    ]
    band = Ladder(rules.companions.values()).reached(guests)
    if band is not None:
        values += [("companions", band.companions), ("or_more", "true" if band.or_more else "false")]
        reasons.append(Reason("reception-companions", band.rule, (("companions", band.companions), ("guests", guests))))
    gift = facts.get(GIFT)
    if isinstance(gift, Decimal) and gift > 0:
        told = _gift(rules, facts, gift)
        if isinstance(told, Decision):
            return told
        reasons.append(told[0])
        values += told[1]
    return Decision(Outcome.GRANTED, amount=amount, values=tuple(values), reasons=tuple(reasons), tried=chosen.tried)


def _gift(
    rules: Reception, facts: Mapping[str, Fact], gift: Decimal
) -> tuple[Reason, list[tuple[str, Arg]]] | Decision:
    """Who approves a gift and to whom it is reported; or the decision that there is none."""
    gifts = rules.gifts
    if gifts is None:
        reason = Reason("reception-no-gifts", rules.rule, (("gift", gift),))
        return Decision(Outcome.REFUSED, "DK751", reasons=(reason,))
    important = False if gifts.important is None else gifts.important.evaluate(facts)
    if isinstance(important, Missing):
        return Decision(Outcome.UNDETERMINED, "DK003", missing=important.facts)
    reported = gifts.reported_to if important is True else ()
    reason = Reason(
        "reception-gift",
        gifts.rule,
        (("gift", gift), ("approved_by", gifts.approved_by), ("reported_to", reported)),
    )
    return reason, [("gift_by", gifts.approved_by), ("report_to", reported)]
