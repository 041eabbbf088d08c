"""Deliveries that step down, so that when the last one is made no more is owed than the policy allows.

Each delivery is paid a number of days after it is made. What he owes after delivery k is what is open of earlier
debts on that day and of deliveries not paid by then. Deliveries still open at the end share the room under the bound
in proportion to their steps, cut to whole lots; then each is cut where the ceiling asks for it. A cut lowers what is
owed after every delivery, so no bound that was kept is broken again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from attrs import frozen

from dealerkit.governance.exit.paying import Open
from dealerkit.governance.exit.rule import Deliveries
from dealerkit.governance.span import Span
from dealerkit.values.exact import ZERO, Number, add, as_fraction, divide, multiply, subtract, total


@frozen
class Delivery:
    """One delivery: its day, the most the policy allows, what is delivered, and what is owed after it."""

    day: date
    most: Decimal
    quantity: Decimal
    value: Number
    owed: Span
    """At the least if he pays as usual, at the most if he pays as the plan reckons."""


@frozen(kw_only=True)
class SteppedDown:
    """The deliveries of a plan, and whether the last debt stays below the bound."""

    deliveries: tuple[Delivery, ...]
    usual: int
    safe: int
    stuck: Number
    """Earlier debts older than the days the plan reckons with: they are not expected to come by themselves."""
    is_kept: bool
    """Whether what is owed after the last delivery is within the bound, and after every one within the ceiling."""

    @property
    def last(self) -> Span:
        """What is owed when the last delivery is made."""
        return self.deliveries[-1].owed


def step_down(
    rule: Deliveries, days: Sequence[date], debts: Sequence[Open], usual: int, safe: int, start: date
) -> SteppedDown:
    """The deliveries on their days, for a dealer who pays ``usual`` days after, reckoned with ``safe`` days."""
    old = tuple(_old(debts, day, safe, safe, start) for day in days)
    quantities = [*rule.steps]
    end = days[-1]
    late = [k for k, day in enumerate(days) if day + timedelta(days=safe) > end]
    room = max(subtract(rule.end_exposure, old[-1]), ZERO)
    asked = multiply(total(rule.steps[k] for k in late), rule.value)
    if asked > room:
        for k in late:
            quantities[k] = _lots(divide(multiply(multiply(rule.steps[k], rule.value), room), asked), rule)
    if rule.ceiling is not None:
        for k, day in enumerate(days):
            before = add(old[k], _owed(quantities[:k], days, day, safe, rule))
            left = max(subtract(rule.ceiling, before), ZERO)
            if multiply(quantities[k], rule.value) > left:
                quantities[k] = _lots(left, rule)
    found = []
    for k, day in enumerate(days):
        most = add(old[k], _owed(quantities[: k + 1], days, day, safe, rule))
        least = add(_old(debts, day, usual, safe, start), _owed(quantities[: k + 1], days, day, usual, rule))
        value = multiply(quantities[k], rule.value)
        found.append(Delivery(day, rule.steps[k], quantities[k], value, Span(least, most)))
    ceiling = rule.ceiling
    is_kept = found[-1].owed.most <= rule.end_exposure and (
        ceiling is None or all(each.owed.most <= ceiling for each in found)
    )
    stuck = total(each.amount for each in debts if each.day + timedelta(days=safe) <= start)
    return SteppedDown(deliveries=tuple(found), usual=usual, safe=safe, stuck=stuck, is_kept=is_kept)


def _old(debts: Sequence[Open], day: date, pays: int, safe: int, start: date) -> Number:
    """What is open of earlier debts on a day; one that should have come by the start does not come by itself."""
    return total(
        each.amount
        for each in debts
        if each.day + timedelta(days=safe) <= start or max(each.day + timedelta(days=pays), start) > day
    )


def _owed(quantities: Sequence[Decimal], days: Sequence[date], day: date, pays: int, rule: Deliveries) -> Number:
    """What is open of deliveries made so far."""
    made = zip(quantities, days, strict=False)
    return multiply(total(each for each, on in made if on + timedelta(days=pays) > day), rule.value)


def _lots(money: Number, rule: Deliveries) -> Decimal:
    """The most whole lots that a sum pays for."""
    one = as_fraction(multiply(rule.lot, rule.value))
    if not one:
        return ZERO
    count = as_fraction(money) // one
    found = multiply(rule.lot, Decimal(count))
    return found if isinstance(found, Decimal) else ZERO
