"""An answer to an order as a decision: outcome, code, figures, the rules behind it and those that passed.

Codes: DK500 it ships as a release once it is signed; DK501 it is referred to somebody; DK502 cash first; DK503
it is held; DK003 something is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from dealerkit.credit.exposure import COMPONENTS
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg

if TYPE_CHECKING:
    from dealerkit.credit.results import Action, Checked, Offer, OrderAnswer

CODES = {"release": "DK500", "refer": "DK501", "cash-first": "DK502", "hold": "DK503"}
"""The code of each action that refuses an order for now."""

_BY_A_STEP = frozenset({"release", "refer", "cash-first"})

UNLIMITED = "unlimited"

_SHOWN = (*COMPONENTS, "beyond_horizon")
_EXPOSURES = ("exposure", *(f"exposure.{name}" for name in _SHOWN))
_exposures = attrgetter("total", *_SHOWN)


def decided(answer: OrderAnswer) -> Decision:
    """The answer as a decision."""
    action = answer.action.value
    if action == "undetermined":
        outcome, code = Outcome.UNDETERMINED, "DK003"
    else:
        outcome, code = (Outcome.REFUSED, CODES[action]) if action in CODES else (Outcome.GRANTED, "")
    failing = answer.failing
    reasons: list[Reason] = [reason for each in failing for reason in each.reasons]
    offer = chosen(answer)
    if offer is not None:
        reasons += offer.reasons or (Reason("credit-offer", offer.rule),)
    if not code:
        reasons += (*_limit(answer), *answer.reasons)
    tried: list[Reason] = []
    for check in answer.checks:
        if check.level == "off":
            reasons += _excluding(check)
        if check.failed is False:
            tried += _passing(check)
    for each in answer.offers:
        if each is not offer:
            tried += each.reasons
    missing = [*answer.missing, *(name for each in failing if each.failed is None for name in each.missing)]
    if action == "undetermined":
        missing += (name for each in answer.offers for name in each.missing)
    return Decision(
        outcome,
        code,
        answer.amount,
        tuple(_values(answer, failing, offer)),
        tuple(reasons),
        tuple(tried),
        missing=tuple(dict.fromkeys(missing)) if missing else (),
        as_of=answer.day,
        revision=answer.revision,
    )


def chosen(answer: OrderAnswer) -> Offer | None:
    """The step of the ladder that the answer goes by, if it goes by one."""
    return offered(answer.action, answer.offers)


def offered(action: Action, offers: Sequence[Offer]) -> Offer | None:
    """The first step that is open, where it is part of the action: a hold or an unknown goes by none."""
    if not offers or action.value not in _BY_A_STEP:
        return None
    found = next((each for each in offers if each.open), None)
    if found is not None and action.value == "cash-first" and not found.cash_first:
        return None
    return found


def _limit(answer: OrderAnswer) -> tuple[Reason, ...]:
    limit = answer.limit
    if limit.reasons:
        return limit.reasons
    return () if limit.rule is None else (Reason("credit-limit", limit.rule),)


def _passing(check: Checked) -> tuple[Reason, ...]:
    if check.level == "off":
        return () if _excluding(check) else check.reasons
    return check.reasons or (Reason("credit-passed", check.rule),)


def _excluding(check: Checked) -> tuple[Reason, ...]:
    """The level that excludes the customer from a check: it decided, too."""
    return tuple(each for each in check.reasons if each.rule.address != check.rule.address)


def _values(answer: OrderAnswer, failing: Sequence[Checked], offer: Offer | None) -> list[tuple[str, Arg]]:
    limit = answer.limit
    found: list[tuple[str, Arg]] = [("action", answer.action.value)]
    if limit.unlimited:
        found.append(("limit", UNLIMITED))
    elif limit.amount is not None:
        found.append(("limit", limit.amount))
    if answer.exposure is not None:
        found += zip(_EXPOSURES, _exposures(answer.exposure), strict=True)
    if answer.headroom is not None:
        found.append(("headroom", answer.headroom))
    step = "" if offer is None else offer.step
    found += (
        ("failing", tuple([each.id for each in failing])),
        ("step", step),
        ("sign", "" if offer is None else offer.sign),
        ("second", "" if offer is None else offer.second),
        ("to", next((each.role for each in answer.signatures if offer is None or each.for_ != step), "")),
        ("plan", "true" if answer.plan else "false"),
        ("release", answer.release),
    )
    if offer is not None:
        terms = (
            ("bound", offer.bound),
            ("expires_on", offer.expires_on),
            ("due_on", offer.due_on),
            ("plan_amount", offer.plan_amount if offer.plan else None),
        )
        found += ((name, value) for name, value in terms if value is not None)
    for each in answer.checks:
        found.append((f"checks.{each.id}", outcome_of(each)))
        if each.value is not None:
            found.append((f"value.{each.id}", each.value))
        if each.bound is not None:
            found.append((f"bound.{each.id}", each.bound))
    return found


def outcome_of(check: Checked) -> str:
    """What came of a check in one word: what follows where it failed, else passed, unknown or off."""
    if check.level == "off":
        return "off"
    return "unknown" if check.failed is None else check.level if check.failed else "passed"
