"""Checks against a limit: static, dynamic, that of a group, limits within the limit.

Source: SAP SD static check (open orders, deliveries, invoices, receivables against the limit) and dynamic check
(the same, open orders only within a horizon); Microsoft Dynamics 365 (block above a share of the limit).
"""

from __future__ import annotations

from decimal import Decimal

from dealerkit.credit.checks.account import Account
from dealerkit.credit.checks.check import OfLimit
from dealerkit.credit.checks.measures import AMOUNT_MISSING, Args, Edge, Measure, Measured, edge_of, unknown
from dealerkit.credit.order import Order
from dealerkit.credit.results import Exposure, LimitFound, SublimitFound
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.values.exact import EXACT, multiply, subtract
from dealerkit.values.numbers import Number


def of_own(rule: OfLimit, *, whole: bool) -> Measure:
    """The customer's own limit: static with all open orders (``whole``), else those within the horizon."""
    edge = edge_of(rule.above, rule.at)

    def measure(account: Account, order: Order) -> Measured:
        limit = account.limit
        if limit.open_loads is not None:
            return _loads(account, order, limit)
        return _against(limit, account.exposure(rule.horizon, whole=whole), edge, account, order)

    return measure


def of_group(rule: OfLimit) -> Measure:
    """The limit of the customer's group; who is in no group, or in one without a limit, passes."""
    edge = edge_of(rule.above, rule.at)

    def measure(account: Account, order: Order) -> Measured:
        group = account.group()
        if isinstance(group, Missing):
            return unknown(group)
        if group is None:
            return Measured(failed=False)
        return _against(group.limit, group.exposure, edge, account, order, (("group", group.group),))

    return measure


def of_parts(rule: OfLimit) -> Measure:
    """Every limit within the limit that the order counts against; the first that fails is shown."""
    edge = edge_of(rule.above, rule.at)

    def measure(account: Account, order: Order) -> Measured:
        found = account.sublimits(order)
        if isinstance(found, Missing):
            return unknown(found)
        undecided: Measured | None = None
        for part in found:
            one = _of_part(part, edge, account, order)
            if one.failed:
                return one
            if one.failed is None and undecided is None:
                undecided = one
        return undecided or Measured(failed=False)

    return measure


def room_of(rule: OfLimit, account: Account, *, whole: bool) -> Number | None:
    """The amount up to which an order passes; None where that is not a plain amount."""
    share = edge_of(rule.above, rule.at).amount
    limit = account.limit
    if limit.open_loads is not None or limit.unlimited or limit.amount is None or isinstance(share, Expression):
        return None
    exposure = account.exposure(rule.horizon, whole=whole)
    if isinstance(exposure, Missing):
        return None
    return subtract(_share_of(share, limit.amount), exposure.total)


def _share_of(share: Number | int, limit: Decimal) -> Number:
    """A share of a limit, exactly; the limit itself as it is written."""
    if share == 1:
        return limit
    bound = multiply(Decimal(share) if isinstance(share, int) else share, limit)
    return EXACT.normalize(bound) if isinstance(bound, Decimal) else bound


def _against(
    limit: LimitFound,
    exposure: Exposure | Missing,
    edge: Edge,
    account: Account,
    order: Order,
    args: Args = (),
) -> Measured:
    if limit.unlimited:
        return Measured(failed=False, args=(*args, ("unlimited", "yes")))
    share = edge.known(account, order)
    missing = [
        *((limit.missing or ("account.limit",)) if limit.amount is None else ()),
        *(exposure.facts if isinstance(exposure, Missing) else ()),
        *(AMOUNT_MISSING if order.amount is None else ()),
        *(share.facts if isinstance(share, Missing) else ()),
    ]
    if limit.amount is None or isinstance(exposure, Missing) or order.amount is None or isinstance(share, Missing):
        return unknown(tuple(dict.fromkeys(missing)), args)
    return _compared(limit.amount, exposure.total, order.amount, share, edge, args)


def _compared(
    limit: Decimal, exposure: Decimal, amount: Decimal, share: Number | int, edge: Edge, args: Args
) -> Measured:
    together = EXACT.add(exposure, amount)
    bound = _share_of(share, limit)
    said: Args = (
        *args,
        ("value", together),
        edge.word(bound),
        ("limit", limit),
        ("share", "" if share == 1 else share),
        ("exposure", exposure),
        ("order", amount),
    )
    return Measured(edge.is_passed_by(together, bound), together, bound, said)


def _of_part(found: tuple[SublimitFound, bool | Missing], edge: Edge, account: Account, order: Order) -> Measured:
    part, counts = found
    args: Args = (("sublimit", part.id),)
    if part.unlimited:
        return Measured(failed=False, args=args)
    if part.amount is None or part.used is None:
        return unknown(part.missing or ("account.limit",), args)
    share = edge.known(account, order)
    if isinstance(share, Missing):
        return unknown(share, args)
    if counts is False:
        return Measured(failed=False, args=args)
    if isinstance(counts, Missing):
        return unknown(counts, args)
    if order.amount is None:
        return unknown(AMOUNT_MISSING, args)
    return _compared(part.amount, part.used, order.amount, share, edge, args)


def _loads(account: Account, order: Order, limit: LimitFound) -> Measured:
    """Load on load (上打下): with the order as one more load, no more may be unpaid than the limit allows."""
    loads = account.open_loads()
    if isinstance(loads, Missing):
        return unknown(loads)
    allowed, most = limit.open_loads or 0, limit.most_of_one_load
    args: Args = (("loads", loads + 1), ("open", loads), ("allowed", allowed))
    if loads + 1 > allowed:
        return Measured(failed=True, value=loads + 1, bound=allowed, args=args)
    if most is None:
        return Measured(failed=False, value=loads + 1, bound=allowed, args=args)
    if order.amount is None:
        return unknown(AMOUNT_MISSING, args)
    return Measured(order.amount > most, order.amount, most, (("load", order.amount), ("most", most)))
