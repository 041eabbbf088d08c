"""Checks of what is owed: overdue amount and share, oldest item, dunning level, unpaid loads.

Source: SAP SD (maximum share of overdue items, oldest open item, highest dunning level); the handbook's clock is
the payment term: an item is past its 30-day term, whatever day it was due.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dealerkit.credit.checks.account import Account, Oldest
from dealerkit.credit.checks.check import OfAmount, OfCount, OfOldest, OfShare
from dealerkit.credit.checks.measures import Args, Edge, Figure, Measure, Measured, edge_of, unknown
from dealerkit.credit.order import Order
from dealerkit.policy.types import Missing
from dealerkit.values.exact import add, as_fraction, multiply, simplest
from dealerkit.values.numbers import Number

_CLOCKS = {"term": "past_term", "invoice": "since_invoice", "due": "past_due"}
"""How the days of each clock are called in a reason."""


def of_overdue(rule: OfAmount) -> Measure:
    """What is overdue, as an amount."""
    edge = edge_of(rule.above, rule.at)

    def measure(account: Account, order: Order) -> Measured:
        bound, overdue = edge.known(account, order), account.overdue(rule.grace)
        if isinstance(bound, Missing):
            return unknown(bound)
        if isinstance(overdue, Missing):
            return unknown(overdue)
        args: Args = (("value", overdue.known), edge.word(bound), ("grace", rule.grace or ""))
        return _between(overdue.known, add(overdue.known, overdue.unknown), bound, edge, args, overdue.missing)

    return measure


def of_share(rule: OfShare) -> Measure:
    """What is overdue, as a share of the receivables; nobody who owes nothing is overdue."""
    edge = edge_of(rule.above, rule.at)

    def measure(account: Account, order: Order) -> Measured:
        share, overdue, owed = edge.known(account, order), account.overdue(rule.grace), account.receivables()
        missing = tuple(name for each in (share, overdue, owed) if isinstance(each, Missing) for name in each.facts)
        if isinstance(share, Missing) or isinstance(overdue, Missing) or isinstance(owed, Missing):
            return unknown(missing)
        if owed <= 0:
            return Measured(failed=False, args=(("nothing", "yes"),))
        shown = simplest(as_fraction(overdue.known) / as_fraction(owed))
        args: Args = (
            ("value", overdue.known),
            ("receivables", owed),
            ("share", shown),
            edge.word(share),
            ("grace", rule.grace or ""),
        )
        bound = multiply(_number(share), owed)
        found = _between(overdue.known, add(overdue.known, overdue.unknown), bound, edge, args, overdue.missing)
        return Measured(found.failed, shown, share, args, found.missing)

    return measure


def of_oldest(rule: OfOldest) -> Measure:
    """The oldest open item, by the payment term, the invoice or the due day."""
    edge = Edge(rule.above if rule.above is not None else rule.at or 0, inclusive=rule.above is None)

    def measure(account: Account, order: Order) -> Measured:
        del order
        oldest = account.oldest(rule)
        if isinstance(oldest, Missing):
            return unknown(oldest)
        bound = edge.amount if isinstance(edge.amount, int) else 0
        if oldest.days is not None and edge.is_passed_by(oldest.days, bound + rule.grace):
            return Measured(True, oldest.days, bound, _of_item(oldest, rule, edge, bound))
        if oldest.missing:
            return unknown(oldest.missing, (("items", oldest.unknown),))
        return Measured(False, oldest.days, bound, _of_item(oldest, rule, edge, bound))

    return measure


def of_dunning(rule: OfCount) -> Measure:
    """The highest dunning level reached."""

    def levels(account: Account, order: Order) -> int | Missing:
        found = account.facts(order).get("account.dunning_level")
        return int(found) if isinstance(found, Number | int) else Missing(("account.dunning_level",))

    return _counted(rule, levels)


def of_loads(rule: OfCount) -> Measure:
    """Deliveries that would be unpaid with this one: those that are, and the order as one more."""

    def loads(account: Account, order: Order) -> int | Missing:
        del order
        found = account.open_loads()
        return found if isinstance(found, Missing) else found + 1

    return _counted(rule, loads)


def _counted(rule: OfCount, count: Callable[[Account, Order], int | Missing]) -> Measure:
    edge = Edge(rule.above if rule.above is not None else rule.at or 0, inclusive=rule.above is None)
    bound = edge.amount if isinstance(edge.amount, int) else 0

    def measure(account: Account, order: Order) -> Measured:
        found = count(account, order)
        if isinstance(found, Missing):
            return unknown(found)
        return Measured(edge.is_passed_by(found, bound), found, bound, (("value", found), edge.word(bound)))

    return measure


def _between(least: Figure, most: Figure, bound: Figure, edge: Edge, args: Args, missing: tuple[str, ...]) -> Measured:
    """A figure that lies somewhere between two: known where both come out alike."""
    if edge.is_passed_by(least, bound):
        return Measured(True, least, bound, args)
    if edge.is_passed_by(most, bound):
        return Measured(None, least, bound, args, missing)
    return Measured(False, least, bound, args)


def _of_item(oldest: Oldest, rule: OfOldest, edge: Edge, bound: int) -> Args:
    if oldest.days is None:
        return (("nothing", "yes"),)
    return (
        ("value", oldest.days),
        *((edge.word(bound),) if bound else ()),
        ("item", oldest.item),
        (_CLOCKS[rule.clock], max(oldest.days, 0)),
        ("since", oldest.since or ""),
        ("open", oldest.open if oldest.open is not None else ""),
        ("grace", rule.grace or ""),
    )


def _number(share: Figure) -> Number:
    return Decimal(share) if isinstance(share, int) else share
