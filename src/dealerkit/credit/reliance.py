"""Until when an answer to an order may be relied on."""

from __future__ import annotations

from datetime import date

from dealerkit.credit.outcomes import chosen
from dealerkit.credit.results import Action, OrderAnswer
from dealerkit.credit.section import credit_of
from dealerkit.policy.policy import Policy
from dealerkit.values.durations import Unit
from dealerkit.values.workdays import EVERY_DAY, Unpublished


def until(answer: OrderAnswer, policy: Policy) -> date | None:
    """The last day of an answer, None where nothing ends it.

    What waits for a release ends with the release it would have; what ships, ``hold_for`` after its day, and no
    later than the limit it ships under. Other answers are of their day: what they wait for may come at any time.
    """
    if answer.action is Action.RELEASE:
        offer = chosen(answer)
        return None if offer is None else offer.expires_on
    if answer.action is not Action.SHIP:
        return None
    days = [each for each in (_held(answer.day, policy), answer.limit.until) if each is not None]
    return min(days, default=None)


def _held(day: date, policy: Policy) -> date | None:
    credit = credit_of(policy)
    held = None if credit is None else credit.hold_for
    if held is None or held.unit.is_part_of_a_day:
        return None
    calendar = policy.calendar()
    if held.unit is Unit.WORKING_DAYS and calendar is None:
        return None
    found = held.after(day, calendar or EVERY_DAY)
    return None if isinstance(found, Unpublished) else found
